"""What the views on the text show, as rows built from plain values: function × phase, answers, systems."""
