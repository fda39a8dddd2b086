"""Views on the text: function × phase, questions, standing systems, changes between two situations."""
