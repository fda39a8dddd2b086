"""Reading the text: the outline, the text, what cites it, and a clause in a window."""
