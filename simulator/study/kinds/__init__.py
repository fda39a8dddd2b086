"""How questions are made: one file for each kind, with a function from the doctrine to questions."""
