"""YAML without surprises: a strict subset, and the line and column of every key and value."""

from simulator.datafile.faults import DataFileError, Fault, FaultKind, FilePosition, Problem
from simulator.datafile.lines import shortened
from simulator.datafile.loader import DataFile, Loc, Reading, load_text, load_yaml, read_text, too_large
from simulator.datafile.regular import MAX_FILE, FileTooLargeError, open_regular, read_regular
from simulator.datafile.slips import quoted, straightened

__all__ = [
    "MAX_FILE",
    "DataFile",
    "DataFileError",
    "Fault",
    "FaultKind",
    "FilePosition",
    "FileTooLargeError",
    "Loc",
    "Problem",
    "Reading",
    "load_text",
    "load_yaml",
    "open_regular",
    "quoted",
    "read_regular",
    "read_text",
    "shortened",
    "straightened",
    "too_large",
]
