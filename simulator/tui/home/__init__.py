"""Home: the menu of all that can be done."""
