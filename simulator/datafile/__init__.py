"""YAML without surprises: a strict subset, and the line and column of every key and value."""

from simulator.datafile.loader import DataFile, DataFileError, Loc, Place, Problem, load_text, load_yaml

__all__ = ["DataFile", "DataFileError", "Loc", "Place", "Problem", "load_text", "load_yaml"]
