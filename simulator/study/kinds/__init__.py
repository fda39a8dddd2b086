"""How questions are made: one file a thing that is asked, each a function from the doctrine to questions."""
