"""The lists of scenarios and of kept exercises."""
