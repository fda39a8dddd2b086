"""Reading the text: the tree of clauses, the page, what cites it, and a clause in a window."""
