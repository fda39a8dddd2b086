"""How each field of a scenario is written into a cell and read from it: one pair for each kind of field.

A value that a cell could not give back unchanged is exported as JSON, with all else that has no column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.language import tr
from simulator.report.msel.conditions import condition_of, condition_said, effects_of, effects_said
from simulator.report.msel.plain import Plain
from simulator.report.msel.values import (
    BULLET,
    CellError,
    CellValue,
    cites_in_cell,
    cites_said,
    date_said,
    id_of,
    items_in_cell,
    items_of,
    lines_said,
    mode_labels,
    mode_of,
    names_of,
    seat_labels,
    seat_of,
    seats_in_cell,
    seconds_said,
    span_of,
    text_of,
    trigger_labels,
    trigger_of,
    typed_time_of_version_2,
    whole_of,
    words_of,
)
from simulator.scenario.calendar import Beginning
from simulator.scenario.moments import written_beginning
from simulator.scenario.seats import EVERY

AS_ABOVE = ("〃", "同上", "”", '"', "々")
ERRORS = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
EVERYBODY = "全席"
_WITHIN = re.compile(r"(?P<text>.*\S)\s*[（(](?P<minutes>[0-9０-９]{1,4})\s*分以内[）)]", re.DOTALL)
_TICK = re.compile(r"^[ \t\u3000]*[□☐☑✓]\s*(?P<tick>.*\S)\s*$")
_FILE = re.compile(r"(?P<file>[^「]*[^「\s])\s*(?:「(?P<caption>.*)」)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Setting:
    """The context for reading cells: the format's version, seats by id, those in use, and the beginning."""

    version: int
    seats: Mapping[str, str]
    used: tuple[str, ...]
    beginning: Beginning


def setting_of(plain: Plain) -> Setting:
    """The context of a scenario's cells; without a list of seats, all five are in use."""
    named = [seat if isinstance(seat, str) else str(seat.get("id")) for seat in _listed_seats(plain)]
    version = 1 if plain.get("schema") == 1 else 2
    return Setting(version, seats_in(plain), tuple(named or seat_labels()), written_beginning(plain))


def seats_in(plain: Plain) -> dict[str, str]:
    """The seats that a scenario may name, id → label: those of the format, and those of its own."""
    labels = seat_labels()
    for seat in _listed_seats(plain):
        if isinstance(seat, dict) and isinstance(seat.get("id"), str):
            labels[seat["id"]] = str(seat.get("name") or seat["id"])
    return labels


def _listed_seats(plain: Plain) -> list[str | Plain]:
    """The seats that a scenario lists, its own as mappings; `check` reports what is neither."""
    seats = plain.get("seats")
    return [seat for seat in seats if isinstance(seat, (str, dict))] if isinstance(seats, list) else []


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of field. `said` gives None for a value of another kind; `read` raises `CellError`."""

    said: Callable[[Any], str | None]
    read: Callable[[CellValue], Any]


def cell_of(key: str, value: Any, setting: Setting) -> str | None:
    """A field as a cell; None if the column could not give it back."""
    field = fields(setting).get(key)
    written = field.said(value) if field else None
    if field is None or not written or written in AS_ABOVE or written in ERRORS:
        return None
    try:
        return written if alike(key, field.read(written), value) else None
    except CellError:
        return None


def alike(key: str, one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same, whatever form they are written in."""
    return bool(_plainly(key, one) == _plainly(key, other))


def _plainly(key: str, value: Any) -> Any:
    """A value of a field in one form, without blanks around its words."""
    if isinstance(value, str):
        text = value.strip()
        return re.sub(r"^0+(?=\d)", "", text) if key in ("at", "after") else text
    if isinstance(value, list):
        items = [_part(key, item) for item in value]
        return items[0] if key == "seat" and len(items) == 1 else items
    return value


def _part(key: str, item: Any) -> Any:
    """An item of a list in one form, where an author may use two."""
    given = item if isinstance(item, dict) else {}
    text = item.strip() if isinstance(item, str) else item
    match key:
        case "cites":
            return (given.get("clause", text), given.get("quote") or "")
        case "expect":
            ticks = given.get("ticks") or []
            if isinstance(ticks, list):
                ticks = [str(tick).strip() for tick in ticks]
            return (str(given.get("text", text)).strip(), given.get("within"), ticks)
        case "attachments":
            return (given.get("file", text), str(given.get("caption") or "").strip())
    return text


def fields(setting: Setting) -> Mapping[str, Field]:
    """Every field with a column, except id and kind, by the key of the column."""
    words = Field(_words_said, words_of)
    name = Field(_words_said, id_of)
    lines = Field(_lines_said, items_in_cell)
    return {
        "at": Field(_words_said, lambda cell: time_of(cell, setting)),
        "after": Field(_words_said, seconds_said),
        "from": words,
        "to": Field(
            lambda value: EVERYBODY if value == EVERY else _seats_said(value, setting),
            lambda cell: _everybody(seats_in_cell(cell, setting.seats, setting.used), cell, setting),
        ),
        "mode": Field(lambda value: _labelled(value, mode_labels()), mode_of),
        "subject": words,
        "place": words,
        "text": words,
        "attachments": Field(_attachments_said, _attachments_of),
        "expect": Field(_expected_said, lambda cell: _expected_of(cell, setting)),
        "problems": lines,
        "points": lines,
        "cites": Field(_cites_said, cites_in_cell),
        "objectives": Field(lambda value: _joined(value, "、"), names_of),
        "notes": words,
        "seat": Field(
            lambda value: _seats_said([value] if isinstance(value, str) else value, setting),
            lambda cell: _deciders(cell, setting),
        ),
        "countdown": Field(lambda value: str(value) if isinstance(value, int) else None, whole_of),
        "trigger": Field(lambda value: _labelled(value, trigger_labels()), trigger_of),
        "because": words,
        "answer": words,
        "title": words,
        "when": Field(condition_said, condition_of),
        "closed": words,
        "next": name,
        "effects": Field(effects_said, effects_of),
        "feedback": words,
    }


def time_of(cell: CellValue, setting: Setting) -> str:
    """A step's time in a form of the format. Raises `CellError`.

    Version 2 keeps the form that was typed (`+0:15`, `2日目 09:00`, `5月22日 09:00`); version 1 has only
    `0:40`; `+0:15` is replaced once the row above is known.
    """
    if isinstance(cell, str) and (typed := typed_time_of_version_2(cell, setting.beginning)):
        return (
            typed if setting.version > 1 or typed.startswith("+") else seconds_said(cell, setting.beginning)
        )
    if isinstance(cell, datetime) and setting.version > 1 and (day := date_said(cell, setting.beginning)):
        return day
    return seconds_said(cell, setting.beginning)


def time_said(said: str, setting: Setting) -> str | timedelta:
    """A step's time for a spreadsheet: `0:40` as a span that it can sort, other forms as they are."""
    return said if setting.version > 1 and said.startswith("T") else span_of(said)


def _words_said(value: Any) -> str | None:
    return words_of(value) if isinstance(value, str) else None


def _labelled(value: Any, labels: Mapping[str, str]) -> str | None:
    return labels.get(value, words_of(value)) if isinstance(value, str) else None


def _joined(value: Any, between: str) -> str | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return between.join(value)
    return None


def _lines_said(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return lines_said(value)
    return None


def _cites_said(value: Any) -> str | None:
    if isinstance(value, list) and all(
        isinstance(cite, str) or _is_part(cite, "clause", "quote") for cite in value
    ):
        return cites_said(value)
    return None


def _is_part(value: Any, first: str, *others: str) -> bool:
    """Whether a value is a mapping with the key `first` and no keys but `first` and `others`."""
    return isinstance(value, dict) and first in value and set(value) <= {first, *others}


def _seats_said(value: Any, setting: Setting) -> str | None:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return "、".join(setting.seats.get(name, name) for name in value)
    return None


def _everybody(seats: list[str], cell: CellValue, setting: Setting) -> Any:
    """Version 2 keeps `all`; version 1 has no such word."""
    return EVERY if setting.version > 1 and text_of(cell) == EVERYBODY else seats


def _deciders(cell: CellValue, setting: Setting) -> Any:
    """One seat, or a list of seats that decide together."""
    seats = seats_in_cell(cell, setting.seats, ())
    return seats[0] if len(seats) == 1 else seats or seat_of(cell, setting.seats)


def _expected_said(value: Any) -> str | None:
    """Expected responses as a cell, each with its window and a line for each thing to tick."""
    if not isinstance(value, list):
        return None
    lines = []
    for item in value:
        if isinstance(item, str):
            lines.append(item)
        elif _is_part(item, "text", "within", "ticks") and isinstance(item.get("ticks") or [], list):
            within = f"（{item['within']}分以内）" if item.get("within") is not None else ""
            ticks = "".join(f"\n　□ {tick}" for tick in item.get("ticks") or ())
            lines.append(f"{str(item['text']).strip()}{within}{ticks}")
        else:
            return None
    return lines_said(lines)


def _expected_of(cell: CellValue, setting: Setting) -> list[Any]:
    """The expected responses of a cell; in version 1 only their words."""
    items = items_of(cell, inside=_TICK)
    return items if setting.version == 1 else [_expected(item) for item in items]


def _expected(item: str) -> Any:
    lines = item.split("\n")
    marks = [_TICK.match(line) for line in lines]
    ticks = [mark["tick"] for mark in marks if mark]
    text = "\n".join(line for line, mark in zip(lines, marks, strict=True) if not mark).strip()
    window = _WITHIN.fullmatch(text)
    if not window and not ticks:
        return text
    response: Plain = {"text": window["text"] if window else text}
    if window:
        response["within"] = int(window["minutes"])
    return response | ({"ticks": ticks} if ticks else {})


def _attachments_said(value: Any) -> str | None:
    if not isinstance(value, list) or not all(_is_part(item, "file", "caption") for item in value):
        return None
    return "\n".join(
        f"{item['file']}「{str(item['caption']).strip()}」" if item.get("caption") else str(item["file"])
        for item in value
    )


def _attachments_of(cell: CellValue) -> list[Plain]:
    """A file a line, with its caption in 「」. Raises `CellError`."""
    attachments: list[Plain] = []
    for line in filter(None, (BULLET.sub("", line).strip() for line in text_of(cell).split("\n"))):
        match = _FILE.fullmatch(line)
        if match is None:
            raise CellError(
                tr(
                    "添付「{line}」を読めません。files/map.png「地図」のように書いてください。",
                    line=line[:40],
                )
            )
        caption = match["caption"]
        attachments.append(
            {"file": match["file"], "caption": caption} if caption else {"file": match["file"]}
        )
    return attachments


def objectives_said(objectives: Iterable[Any]) -> str | None:
    """Objectives of the exercise, a line each: `id【topic】: statement`, with no topic `id: statement`."""
    lines = []
    for objective in objectives:
        if not (_is_part(objective, "id", "topic", "text") and isinstance(objective.get("text"), str)):
            return None
        topic = f"【{objective['topic']}】" if objective.get("topic") else ""
        lines.append(f"{objective['id']}{topic}: {objective['text']}")
    return lines_said(lines)


_OBJECTIVE = re.compile(
    r"(?P<id>[A-Za-z0-9-]+)\s*(?:【(?P<topic>[^】]+)】)?\s*[:：]\s*(?P<text>.*)", re.DOTALL
)


def objectives_of(cell: CellValue) -> list[Plain]:
    """The objectives of a cell; one without an id gets a numbered one."""
    objectives: list[Plain] = []
    for number, line in enumerate(items_in_cell(cell), 1):
        if match := _OBJECTIVE.fullmatch(line):
            topic = {"topic": match["topic"]} if match["topic"] else {}
            objectives.append({"id": match["id"], **topic, "text": match["text"].strip()})
        else:
            objectives.append({"id": f"objective-{number}", "text": line})
    return objectives


def table_said(seats: Iterable[Any]) -> str | None:
    """The seats of an exercise, a line each: `自衛隊` of the five, or `soumu: 総務部（関係機関・自治体）`."""
    labels = seat_labels()
    lines = []
    for seat in seats:
        if isinstance(seat, str):
            lines.append(labels.get(seat, seat))
        elif _is_part(seat, "id", "name", "stands_for") and "name" in seat:
            stands_for = seat.get("stands_for")
            if not isinstance(stands_for, str | None):
                return None
            role = f"（{labels.get(stands_for, stands_for)}）" if stands_for else ""
            lines.append(f"{seat['id']}: {seat['name']}{role}")
        else:
            return None
    return "\n".join(lines)


_OWN = re.compile(
    r"(?P<id>[A-Za-z][A-Za-z0-9-]*)\s*[:：]\s*(?P<name>.*?)\s*(?:[（(](?P<role>[^（）()]+)[）)])?"
)


def seats_written(cell: CellValue, setting: Setting) -> list[Any]:
    """The seats of a cell. Raises `CellError`."""
    table: list[Any] = []
    for line in items_in_cell(cell):
        if not (own := _OWN.fullmatch(line)):
            table += seats_in_cell(line, setting.seats, setting.used)
            continue
        seat: Plain = {"id": own["id"], "name": own["name"]}
        if own["role"]:
            seat["stands_for"] = seat_of(own["role"], seat_labels())
        table.append(seat)
    return table
