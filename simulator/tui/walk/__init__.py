"""Walking the phases."""
