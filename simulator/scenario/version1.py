"""What a file of version 1 may not write, and what it must: the models hold both versions.

A file says its version in `schema`. Version 2 only adds, so that a file of version 1 is one of version 2 as
soon as it says so; but while it says 1, it may only hold what version 1 had.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator.datafile import Loc, Problem
from simulator.datafile.loader import DataFile
from simulator.language import tr
from simulator.scenario.seats import EVERY
from simulator.scenario.steps import Mode, kind_of

MODES = frozenset({Mode.REPORT, Mode.PHONE, Mode.MESSAGE, Mode.NEWS, Mode.BRIEFING})
_NEW_MODES = frozenset(mode.value for mode in Mode) - MODES
# The keys that version 2 adds, by the kind of step or the list in which the mapping stands.
NEW_KEYS: dict[str, frozenset[str]] = {
    "scenario": frozenset({"date", "weekday"}),
    "objectives": frozenset({"topic"}),
    "inject": frozenset({"subject", "place", "problems", "attachments"}),
    "question": frozenset({"points"}),
    "options": frozenset({"when", "closed", "later"}),
}
MUST: dict[str, str] = {"question": "answer", "options": "feedback"}  # keys that only version 1 requires


class Newer(NamedTuple):
    """Something that only version 2 has: where it stands, and whether its key or its value is new."""

    loc: Loc
    key: bool


def says_version_1(data: Any) -> bool:
    """Whether a file's plain value says that it is of version 1."""
    return isinstance(data, dict) and data.get("schema") == 1


def newer_forms(data: Any) -> Iterator[Newer]:
    """What a file of version 1 holds of version 2, in the file's order."""
    yield from _keys((), data, "scenario")
    for loc, _ in _mappings(data, "seats"):
        yield Newer(loc, key=False)
    for loc, value in _mappings(data, "objectives"):
        yield from _keys(loc, value, "objectives")
    for loc, step in _mappings(data, "steps"):
        kind = kind_of(step) or ""
        yield from _keys(loc, step, kind)
        if kind == "inject":
            if isinstance(mode := step.get("mode"), str) and mode in _NEW_MODES:
                yield Newer((*loc, "mode"), key=False)
            for inner_loc, _ in _mappings(step, "expect"):
                yield Newer((*loc, *inner_loc), key=False)
            if step.get("to") == EVERY:
                yield Newer((*loc, "to"), key=False)
        elif kind == "decision":
            if isinstance(step.get("seat"), list):
                yield Newer((*loc, "seat"), key=False)
            for inner_loc, option in _mappings(step, "options"):
                yield from _keys((*loc, *inner_loc), option, "options")


def missing_keys(data: Any) -> Iterator[Loc]:
    """The keys that version 1 requires and the file lacks."""
    for loc, step in _mappings(data, "steps"):
        if kind_of(step) == "question" and MUST["question"] not in step:
            yield (*loc, MUST["question"])
        for inner_loc, option in _mappings(step, "options"):
            if kind_of(step) == "decision" and MUST["options"] not in option:
                yield (*loc, *inner_loc, MUST["options"])


def problems_of_version(file: DataFile) -> list[Problem]:
    """Both as problems of a file, for a loader."""
    if not says_version_1(file.data):
        return []
    problems = [
        file.problem(newer.loc, needs_version_2(str(newer.loc[-1]))) for newer in newer_forms(file.data)
    ]
    problems += [
        file.problem(loc, tr("「{name}」がありません。書き加えてください。", name=loc[-1]))
        for loc in missing_keys(file.data)
    ]
    return sorted(problems, key=lambda problem: problem.place)


def needs_version_2(name: str) -> str:
    """The message for a form that version 1 does not have."""
    return tr("「{name}」のここでの書き方は、書式の版 2 のものです。", name=name)


def _keys(loc: Loc, value: Any, kind: str) -> Iterator[Newer]:
    new_keys = NEW_KEYS.get(kind)
    if new_keys and not new_keys.isdisjoint(value):
        yield from (Newer((*loc, key), key=True) for key in value if key in new_keys)


def _mappings(value: Any, key: str) -> Iterator[tuple[Loc, dict[str, Any]]]:
    items = value.get(key) if isinstance(value, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (key, index), item
