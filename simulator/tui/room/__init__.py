"""The room's window: what a class sees on a wall, and nothing else."""
