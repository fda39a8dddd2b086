"""A scenario's plain values as the rows of its tables, complete: what has no column is written as JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simulator.language import JAPANESE, spoken
from simulator.report.msel.columns import SHEETS, TABLES, tables_of
from simulator.report.msel.fields import (
    Setting,
    cell_of,
    objectives_of,
    objectives_said,
    seats_written,
    setting_of,
    table_said,
    time_said,
)
from simulator.report.msel.plain import LATER, OPTIONS, STEPS, Plain, messages_of, options_of, steps_of
from simulator.report.msel.values import KINDS, CellError, data_said, lines_said, span_of, words_of
from simulator.scenario.moments import minutes_since
from simulator.scenario.other_words import ITEMS

SheetRow = list[str | timedelta]
_KEYS = {table: frozenset(column.key for column in columns) for table, columns in TABLES.items()}


@spoken(JAPANESE)
def tables(plain: Plain) -> dict[str, list[SheetRow]]:
    """The rows of each sheet by its name, headers first: exercise, steps, options and their messages."""
    setting = setting_of(plain)
    columns = tables_of(setting.version)
    rows: dict[str, list[SheetRow]] = {
        table: [[column.header for column in columns[table]]] for table in SHEETS if table in columns
    }

    def add(table: str, cells: dict[str, str | timedelta]) -> None:
        rows[table].append([cells.get(column.key, "") for column in columns[table]])

    for key, value in plain.items():
        if key != STEPS:
            add("item", {"item": ITEMS.get(key, key), "value": item_said(key, value, setting)})
    before: int | None = None
    for step in steps_of(plain):
        name = kind_and_id(step)[1]
        written = step_cells(step, setting)
        before = minutes_since(step.get("at"), setting.beginning, before)
        add(
            "step",
            {**written, "at": time_said(written.get("at", ""), setting), **_worked_out(before, setting)},
        )
        for option in options_of(step):
            add("option", {**option_cells(name, option, setting)})
            for message in messages_of(option):
                of_message = later_cells(name, str(option.get("id", "")), message, setting)
                add("later", {**of_message, "after": span_of(of_message.get("after", ""))})
    return {SHEETS[table]: of_table for table, of_table in rows.items()}


def _worked_out(minutes: int | None, setting: Setting) -> dict[str, str | timedelta]:
    """A step's time since the beginning, and its day and hour in the fiction."""
    if minutes is None:
        return {}
    return {"since": timedelta(minutes=minutes), "moment": setting.beginning.at(minutes * 60)}


def kind_and_id(step: Plain) -> tuple[str, str]:
    """The kind of a step and its id; empty where it has neither."""
    kind = next((kind for kind in KINDS if kind in step), "")
    return kind, str(step.get(kind, ""))


def step_cells(step: Plain, setting: Setting) -> dict[str, str]:
    """The fields of a step as cells, by the keys of columns."""
    kind, name = kind_and_id(step)
    rest = {key: value for key, value in step.items() if key not in (kind, OPTIONS)}
    return {"id": name, "kind": KINDS.get(kind, kind)} | _cells("step", rest, setting)


def option_cells(decision: str, option: Plain, setting: Setting) -> dict[str, str]:
    """The fields of an option as cells."""
    rest = {key: value for key, value in option.items() if key not in ("id", LATER)}
    return {"decision": decision, "id": str(option.get("id", ""))} | _cells("option", rest, setting)


def later_cells(decision: str, option: str, message: Plain, setting: Setting) -> dict[str, str]:
    """The fields of a message that follows an option as cells."""
    rest = {key: value for key, value in message.items() if key != "inject"}
    named = {"decision": decision, "option": option, "id": str(message.get("inject", ""))}
    return named | _cells("later", rest, setting)


def item_said(key: str, value: Any, setting: Setting) -> str:
    """A value of the first table as a cell."""
    written = None
    match key, value:
        case ("seats", [*seats]):
            written = _if_it_comes_back(table_said(seats), value, lambda cell: seats_written(cell, setting))
        case ("hotwash", [*questions]) if all(isinstance(question, str) for question in questions):
            written = lines_said(questions)
        case ("objectives", [*found]):
            written = _if_it_comes_back(objectives_said(found), value, objectives_of)
        case (_, [*names]) if all(isinstance(name, str) for name in names):
            written = "\n".join(names)
        case (_, str() | int()):
            written = words_of(value)
    return data_said(value) if written is None else written


def _if_it_comes_back(written: str | None, value: Any, read: Any) -> str | None:
    try:
        return written if written is not None and _stripped(read(written)) == _stripped(value) else None
    except CellError:
        return None


def _stripped(value: Any) -> Any:
    """A value without the blanks around its texts, which a cell does not keep."""
    match value:
        case str():
            return value.strip()
        case list():
            return [_stripped(item) for item in value]
        case dict():
            return {key: _stripped(item) for key, item in value.items()}
    return value


def _cells(table: str, values: Plain, setting: Setting) -> dict[str, str]:
    cells: dict[str, str] = {}
    rest: Plain = {}
    for key, value in values.items():
        written = cell_of(key, value, setting) if key in _KEYS[table] else None
        if written is None:
            rest[key] = value
        else:
            cells[key] = written
    if rest:
        cells["rest"] = data_said(rest)
    return cells
