"""A moment of an exercise, shared by walking and playing: phases, sheet, measures, notes, time."""
