"""Read a scenario file: the strict YAML subset, then the models. All faults with their places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from simulator.datafile import DataFile, DataFileError, Place, Problem, load_yaml
from simulator.datafile.validation import validated
from simulator.scenario.model import Scenario


@cache
def adapter() -> TypeAdapter[Scenario]:
    """The one adapter; building it costs some milliseconds."""
    return TypeAdapter(Scenario)


def load_scenario(path: Path) -> Scenario:
    """The scenario of a file. Raises `DataFileError` (also for a file that cannot be read)."""
    return read_scenario(open_file(path))


def open_file(path: Path) -> DataFile:
    """The plain values of a file with their places. Raises `DataFileError`."""
    try:
        return load_yaml(path)
    except OSError as error:
        message = f"ファイルを読めません（{error.strerror or error}）。"
        raise DataFileError(Problem(str(path), Place(1, 1), message)) from error


def read_scenario(file: DataFile) -> Scenario:
    """The scenario of a file that is already open. Raises `DataFileError`."""
    return validated(file, adapter())
