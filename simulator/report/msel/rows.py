"""A scenario's plain values as the rows of three tables. Nothing is left out: what has no column is JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from simulator.report.msel.columns import ITEMS, OPTION, SHEETS, STEP, TABLES
from simulator.report.msel.plain import OPTIONS, STEPS, Plain, options_of, steps_of
from simulator.report.msel.values import (
    KINDS,
    cites_said,
    data_said,
    lines_said,
    mode_labels,
    seat_labels,
    span_of,
    trigger_labels,
    words_of,
)

Row = list[str | timedelta]
_AS_DATA = {"when", "effects"}


def tables(plain: Plain) -> dict[str, list[Row]]:
    """Sheet → its rows, the header first: the exercise, its steps, the options of its decisions."""
    rows: dict[str, list[Row]] = {
        sheet: [[column.header for column in TABLES[table]]] for table, sheet in SHEETS.items()
    }
    seats = seats_in(plain)
    for key, value in plain.items():
        if key != STEPS:
            rows[SHEETS["item"]].append([ITEMS.get(key, key), item_said(key, value, seats)])
    for step in steps_of(plain):
        told = step_cells(step, seats)
        row: Row = [told.get(column.key, "") for column in STEP]
        row[2] = span_of(told.get("at", ""))
        rows[SHEETS["step"]].append(row)
        for option in options_of(step):
            of_option = option_cells(told["id"], option)
            rows[SHEETS["option"]].append([of_option.get(column.key, "") for column in OPTION])
    return rows


def seats_in(plain: Plain) -> dict[str, str]:
    """The seats that a scenario may name, id → label: those of the format, and those of its own."""
    found = seat_labels()
    for seat in plain.get("seats") or ():
        if isinstance(seat, dict) and isinstance(seat.get("id"), str):
            found[seat["id"]] = str(seat.get("name") or seat.get("label") or seat["id"])
    return found


def kind_and_id(step: Plain) -> tuple[str, str]:
    """The kind of a step and its id; empty where it has neither."""
    kind = next((kind for kind in KINDS if kind in step), "")
    return kind, str(step.get(kind, ""))


def step_cells(step: Plain, seats: Mapping[str, str]) -> dict[str, str]:
    """The fields of a step as cells, by the keys of columns."""
    kind, name = kind_and_id(step)
    cells = {"id": name, "kind": KINDS.get(kind, kind)}
    rest = dict(step)
    rest.pop(kind, None)
    rest.pop(OPTIONS, None)
    return cells | _cells(rest, {column.key for column in STEP}, seats)


def option_cells(decision: str, option: Plain) -> dict[str, str]:
    """The fields of an option as cells."""
    return {"decision": decision} | _cells(dict(option), {column.key for column in OPTION}, {})


def item_said(key: str, value: Any, seats: Mapping[str, str]) -> str:
    """A value of the first table."""
    match key, value:
        case ("seats", [*names]) if all(isinstance(name, str) for name in names):
            return "\n".join(seats.get(name, name) for name in names)
        case ("hotwash", [*questions]) if all(isinstance(one, str) for one in questions):
            return lines_said(questions)
        case ("objectives", [*found]) if all(_is_simple(one) for one in found):
            return lines_said(f"{one['id']}: {one['text']}" for one in found)
        case (_, [*names]) if all(isinstance(name, str) for name in names):
            return "\n".join(names)
        case (_, str() | int()):
            return words_of(value)
    return data_said(value)


def _is_simple(objective: Any) -> bool:
    """Whether an objective has nothing but its id and its words."""
    return isinstance(objective, dict) and set(objective) == {"id", "text"}


def _cells(fields: Plain, keys: set[str], seats: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    rest: Plain = {}
    for key, value in fields.items():
        said = _said(key, value, seats) if key in keys else None
        if said is None:
            rest[key] = value
        else:
            found[key] = said
    if rest:
        found["rest"] = data_said(rest)
    return found


def _said(key: str, value: Any, seats: Mapping[str, str]) -> str | None:
    """A field as a cell; None where a cell of its column could not hold it."""
    if key in _AS_DATA:
        return data_said(value)
    if isinstance(value, str):
        labels = {"seat": seats, "mode": mode_labels(), "trigger": trigger_labels()}.get(key, {})
        return labels.get(value, words_of(value))
    match key, value:
        case "to", [*names] if all(isinstance(name, str) for name in names):
            return "、".join(seats.get(name, name) for name in names)
        case "cites", [*cites] if all(_is_cite(cite) for cite in cites):
            return cites_said(cites)
        case "expect", [*items] if all(isinstance(item, str) for item in items):
            return lines_said(items)
        case "objectives", [*names]:
            return "、".join(map(str, names))
        case "countdown", int():
            return str(value)
    return None


def _is_cite(cite: Any) -> bool:
    if isinstance(cite, dict):
        return set(cite) <= {"clause", "quote"} and "「" not in str(cite.get("clause"))
    return isinstance(cite, str)
