"""All that can be wrong with a scenario file, told at once: stable codes, line, column, what to do."""
