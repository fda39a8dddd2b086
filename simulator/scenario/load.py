"""Read a scenario file: the strict YAML subset, then the models. All faults with their places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from simulator.datafile import DataFile, DataFileError, FilePosition, Loc, Problem, load_yaml
from simulator.datafile.validation import validated
from simulator.language import Reason, tr
from simulator.scenario import version1
from simulator.scenario.model import Scenario
from simulator.scenario.moments import with_times
from simulator.scenario.seats import TAGS, SeatTable, table_of
from simulator.scenario.steps import KINDS


@cache
def adapter() -> TypeAdapter[Scenario]:
    """The one adapter; building it costs some milliseconds."""
    return TypeAdapter(Scenario)


def seat_table(data: Any) -> SeatTable | None:
    """The table of seats against which the models read a file's value; version 1 needs none."""
    return (
        None if version1.says_version_1(data) or not isinstance(data, dict) else table_of(data.get("seats"))
    )


def load_scenario(path: Path) -> Scenario:
    """The scenario of a file. Raises `DataFileError` (also for a file that cannot be read)."""
    return read_scenario(open_file(path))


def open_file(path: Path) -> DataFile:
    """The plain values of a file with their places. Raises `DataFileError`."""
    try:
        return load_yaml(path)
    except OSError as error:
        message = tr("ファイルを読めません（{reason}）。", reason=Reason(error))
        raise DataFileError(Problem(str(path), FilePosition(1, 1), message)) from error


def read_scenario(file: DataFile) -> Scenario:
    """The scenario of a file that is already open. Raises `DataFileError`."""
    data, faults = with_times(file.data)
    if faults:
        raise DataFileError(*(file.problem(f.loc, f"{f.message}{f.advice}") for f in faults))
    placed = _ScenarioFile(file.path, data, file.places, file.key_places)
    scenario = validated(placed, adapter(), seat_table(file.data))
    if problems := version1.problems_of_version(file):
        raise DataFileError(*problems)
    return scenario


class _ScenarioFile(DataFile):
    """Looks up the places of pydantic's locations, which name the kind of a step besides its own keys."""

    def place(self, loc: Loc) -> FilePosition:
        return super().place(own_loc(loc))

    def key_place(self, loc: Loc) -> FilePosition:
        return super().key_place(own_loc(loc))


def own_loc(loc: Sequence[str | int]) -> Loc:
    """A location in the file: without the tag of a union, which looks like a key of its own."""
    if len(loc) > 2 and ((loc[0] == "steps" and loc[2] in KINDS) or (loc[0] == "seats" and loc[2] in TAGS)):
        return (*loc[:2], *loc[3:])
    return tuple(loc)
