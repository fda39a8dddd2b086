"""A moment of an exercise, as walking and playing both show it: phases, sheet, measures, notes, time."""
