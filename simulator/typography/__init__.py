"""Cells and lines: how wide a text is in a terminal, and where Japanese may be broken.

Widths are in terminal cells; a character of ambiguous width counts one.
"""

from simulator.typography.cells import cells, clusters, fit, pad
from simulator.typography.harmless import harmless
from simulator.typography.linebreak import opportunities
from simulator.typography.tables import csv_file, csv_text, guarded, unguarded
from simulator.typography.wrap import Line, wrap

__all__ = [
    "Line",
    "cells",
    "clusters",
    "csv_file",
    "csv_text",
    "fit",
    "guarded",
    "harmless",
    "opportunities",
    "pad",
    "unguarded",
    "wrap",
]
