"""Asking the text: function × phase, questions, standing systems, what a change of phase changes."""
