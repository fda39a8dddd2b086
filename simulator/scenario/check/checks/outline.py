"""The parts of a scenario's plain values, as far as they have the expected shape; nothing here raises.

Checks of names and wording read these and not the models, so that one fault of form does not hide the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from simulator.datafile import Loc
from simulator.scenario.steps import kind_of

Map = dict[str, Any]


class RawPart(NamedTuple):
    """A mapping and where it stands."""

    loc: Loc
    value: Map


class Word(NamedTuple):
    """A text and where it stands."""

    loc: Loc
    text: str


class RawStep(NamedTuple):
    """A step with its kind and id, as far as they are there."""

    loc: Loc
    value: Map
    kind: str | None
    id: str | None


class RawCite(NamedTuple):
    """A citation: the clause, and the quote if there is one."""

    clause: Word
    quote: Word | None


def word(part: RawPart | RawStep, key: str) -> Word | None:
    """The text under a key."""
    value = part.value.get(key)
    return Word((*part.loc, key), value) if isinstance(value, str) else None


def words(part: RawPart | RawStep, key: str) -> Iterator[Word]:
    """The texts in the list under a key."""
    value = part.value.get(key)
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield Word((*part.loc, key, index), item)


def parts(part: RawPart | RawStep, key: str) -> Iterator[RawPart]:
    """The mappings in the list under a key."""
    value = part.value.get(key)
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield RawPart((*part.loc, key, index), item)


def top(data: Any) -> RawPart:
    """The scenario itself."""
    return RawPart((), data if isinstance(data, dict) else {})


def steps(data: Any) -> Iterator[RawStep]:
    """The steps in the file's order."""
    for part in parts(top(data), "steps"):
        kind = kind_of(part.value)
        name = word(part, kind) if kind else None
        yield RawStep(part.loc, part.value, kind, name.text if name else None)


def own_seats(data: Any) -> dict[str, str]:
    """The seats of the file's own: by id their names."""
    ids = ((word(part, "id"), word(part, "name")) for part in parts(top(data), "seats"))
    return {name.text: label.text if label else name.text for name, label in ids if name}


def deciders(step: RawStep) -> Iterator[Word]:
    """The seats whose decision a step is, alone or together."""
    if alone := word(step, "seat"):
        yield alone
    yield from words(step, "seat")


def options(step: RawStep) -> Iterator[RawPart]:
    """The options of a decision; none for other steps."""
    if step.kind == "decision":
        yield from parts(step, "options")


def messages(step: RawStep) -> Iterator[RawStep]:
    """The messages that follow the choices of a decision, as the injects that they are."""
    for option in options(step):
        for part in parts(option, "later"):
            name = word(part, "inject")
            yield RawStep(part.loc, part.value, "inject", name.text if name else None)


def effects(step: RawStep) -> Iterator[RawPart]:
    """The effects of all options of a step."""
    for option in options(step):
        yield from parts(option, "effects")


def cites(part: RawPart | RawStep) -> Iterator[RawCite]:
    """The citations of a step or option, in both spellings."""
    value = part.value.get("cites")
    for index, item in enumerate(value) if isinstance(value, list) else ():
        loc = (*part.loc, "cites", index)
        if isinstance(item, str):
            yield RawCite(Word(loc, item), None)
        elif isinstance(item, dict):
            cite = RawPart(loc, item)
            if clause := word(cite, "clause"):
                yield RawCite(clause, word(cite, "quote"))


def conditions(step: RawStep) -> Iterator[RawPart]:
    """The conditions of a step and of its options with all their parts, outermost first."""
    parts_of: list[RawPart | RawStep] = [step, *options(step)]
    for part in parts_of:
        value = part.value.get("when")
        if isinstance(value, dict):
            yield from _nested(RawPart((*part.loc, "when"), value))


def _nested(condition: RawPart) -> Iterator[RawPart]:
    yield condition
    inner = condition.value.get("not")
    if isinstance(inner, dict):
        yield from _nested(RawPart((*condition.loc, "not"), inner))
    for key in ("all", "any"):
        for part in parts(condition, key):
            yield from _nested(part)
