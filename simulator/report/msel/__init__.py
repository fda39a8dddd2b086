"""A scenario as a master scenario events list (MSEL) in a spreadsheet, and back.

In an export every field of a scenario file has its cell, so nothing is lost. In an import every row is
accounted for before anything is written: new, changed, the same, or refused at its cell.
"""
