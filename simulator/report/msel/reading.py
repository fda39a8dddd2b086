"""Sheets of cells → drafts of items, steps and options. Each cell is read, or refused by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.language import tr
from simulator.report.msel.columns import ITEMS, Header, header_of
from simulator.report.msel.plain import Plain
from simulator.report.msel.sheets import Sheet, column_letters
from simulator.report.msel.values import (
    Cell,
    CellError,
    cites_of,
    data_of,
    folded,
    id_of,
    kind_of,
    lines_of,
    mode_of,
    names_of,
    seat_of,
    seats_of,
    seconds_said,
    text_of,
    trigger_of,
    whole_of,
    words_of,
)

_AS_ABOVE = ("〃", "同上", "”", '"', "々")
_FILLED = ("at", "from", "to", "mode")  # cells that people merge, or leave empty for the same as above


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or with no column a row: `状況付与!C5`."""

    sheet: str
    row: int  # from 1
    column: int | None = None  # from 0

    def __str__(self) -> str:
        if self.column is None:
            return tr("{sheet} {row}行", sheet=self.sheet, row=self.row)
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell or row is not taken."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says: its fields as plain values, by their keys; only of columns that the sheet has.

    `fields` of an item is its one key. Empty cells are None: the field is not there.
    """

    place: Place
    table: str
    kind: str
    id: str
    fields: Mapping[str, Any]


@dataclass(slots=True)
class Drafts:
    """All that was read of a file."""

    rows: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknown: list[tuple[Place, str]] = field(default_factory=list)  # headers that mean nothing here
    assumed: list[str] = field(default_factory=list)  # what was taken for granted, in words
    tables: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Setting:
    """What cells are read against: the seats that may be named, those in use, and when the fiction begins."""

    seats: Mapping[str, str]
    used: tuple[str, ...]
    begins: str


def read_drafts(sheets: tuple[Sheet, ...], setting: Setting) -> Drafts:
    """The drafts of all rows under headers that are known; rows above the first header are titles."""
    found = Drafts()
    for sheet in sheets:
        header: Header | None = None
        above: dict[str, Cell] = {}
        for number, row in enumerate(sheet.rows, 1):
            if not any(text_of(cell) for cell in row):
                continue
            place = Place(sheet.name, number)
            if heads := header_of([text_of(cell) for cell in row]):
                header, above = heads, {}
                found.tables.add(header.table)
                found.unknown += [(Place(sheet.name, number, at), name) for at, name in header.unknown]
                if header.table == "step":
                    _assume(header, sheet.name, found)
            elif header:
                _row(header, row, place, setting, above, found)
    return found


def _assume(header: Header, sheet: str, found: Drafts) -> None:
    """Say what is taken for columns that a sheet does not have."""
    for key, said in (
        ("kind", tr("「{sheet}」に種別の列がないので、すべて状況付与とした。", sheet=sheet)),
        ("to", tr("「{sheet}」に宛先の列がないので、全席とした。", sheet=sheet)),
        ("mode", tr("「{sheet}」に手段の列がないので、報告とした。", sheet=sheet)),
        ("from", tr("「{sheet}」に発信者の列がないので、進行役とした。", sheet=sheet)),
    ):
        if key not in header.keys:
            found.assumed.append(said)


class _Cells:
    """The cells of one row by the keys of its columns; what cannot be read is collected."""

    def __init__(self, header: Header, row: tuple[Cell, ...], place: Place) -> None:
        self._header, self._row, self._place = header, row, place
        self.refused: list[Refused] = []

    def cell(self, key: str) -> Cell:
        at = self._header.keys.get(key)
        return self._row[at] if at is not None and at < len(self._row) else None

    def refuse(self, key: str, message: str) -> None:
        column = self._header.keys.get(key)
        self.refused.append(Refused(Place(self._place.sheet, self._place.row, column), message))

    def read(self, key: str, reader: Callable[[Cell], Any], cell: Cell | None = None) -> Any:
        """The value of a cell; None where it is empty or refused."""
        given = self.cell(key) if cell is None else cell
        said = text_of(given)
        if not said:
            return None
        if said.startswith("#") and said.rstrip("!?").isupper() and " " not in said:
            self.refuse(key, tr("式の誤り（{said}）が入っています。値に直してください。", said=said))
            return None
        try:
            return reader(given)
        except CellError as error:
            self.refuse(key, str(error))
            return None


def _row(  # noqa: PLR0913, PLR0917 - each says what it is
    header: Header,
    row: tuple[Cell, ...],
    place: Place,
    setting: Setting,
    above: dict[str, Cell],
    found: Drafts,
) -> None:
    cells = _Cells(header, row, place)
    readers = {"item": _item, "step": _step, "option": _option}
    draft = readers[header.table](cells, header, place, setting, above)
    if cells.refused:
        found.refused += cells.refused
    elif draft:
        found.rows.append(draft)


def _item(
    cells: _Cells, _header: Header, place: Place, setting: Setting, _above: dict[str, Cell]
) -> Draft | None:
    said = text_of(cells.cell("item"))
    names = {folded(name): key for key, word in ITEMS.items() for name in (key, word)}
    key = names.get(folded(said), said)
    value = cells.read("value", lambda cell: _item_value(key, cell, setting))
    return Draft(place, "item", "", key, {key: value})


def _item_value(key: str, cell: Cell, setting: Setting) -> Any:
    """The value of an item of the exercise. Raises `CellError`."""
    said = text_of(cell)
    if said.startswith(("[", "{")):
        return data_of(cell)
    match key:
        case "schema" | "duration":
            return whole_of(cell)
        case "seats":
            return seats_of(cell, setting.seats, setting.used)
        case "hotwash":
            return lines_of(cell)
        case "objectives":
            return [_objective(line, number) for number, line in enumerate(lines_of(cell), 1)]
        case "countries" | "start":
            return names_of(cell)
        case "begins":
            hours, minutes = seconds_said(cell).split(":")
            return f"{int(hours):02}:{minutes}"
    if key not in ITEMS:
        return data_of(cell)
    return words_of(cell)


def _objective(line: str, number: int) -> Plain:
    """`id: words`; without an id, a numbered one."""
    name, colon, text = line.partition(":")
    if colon and name.strip().replace("-", "").isalnum() and name.strip().isascii():
        return {"id": name.strip(), "text": text.strip()}
    return {"id": f"objective-{number}", "text": line}


def _step(
    cells: _Cells, header: Header, place: Place, setting: Setting, above: dict[str, Cell]
) -> Draft | None:
    kind = cells.read("kind", kind_of) or ("inject" if not cells.refused else "")
    if kind == "inject":
        _fill(cells, header, above)
    filled = above if kind == "inject" else {}
    at = cells.read("at", lambda cell: seconds_said(cell, setting.begins), filled.get("at"))
    if at is None and not any(one.place.column == header.keys.get("at") for one in cells.refused):
        cells.refuse("at", tr("時刻がありません。始まりからの時:分（0:40）を書いてください。"))
    fields: Plain = {"at": at}
    for key, reader in _readers(setting).items():
        if key in header.keys:
            fields[key] = cells.read(key, reader, filled.get(key))
    if kind == "inject":
        _take_for_granted(fields, header, setting)
        for key, what in (
            ("from", tr("発信者")),
            ("to", tr("宛先")),
            ("mode", tr("手段")),
            ("text", tr("内容")),
        ):
            if not fields.get(key) and not any(
                one.place.column == header.keys.get(key) for one in cells.refused
            ):
                cells.refuse(key, tr("{what}がありません。", what=what))
    rest = fields.pop("rest", None)
    if isinstance(rest, dict):
        fields |= rest
    return Draft(place, "step", kind, cells.read("id", id_of) or "", fields)


def _fill(cells: _Cells, header: Header, above: dict[str, Cell]) -> None:
    """Cells of the row, or of the row above where they are empty (merged) or say so; kept for the next."""
    for key in _FILLED:
        if key in header.keys:
            said = text_of(cells.cell(key))
            if said and said not in _AS_ABOVE:
                above[key] = cells.cell(key)


def _take_for_granted(fields: Plain, header: Header, setting: Setting) -> None:
    """What an inject has where its sheet has no such column; `_assume` has said so."""
    if "to" not in header.keys:
        fields["to"] = list(setting.used)
    if "mode" not in header.keys:
        fields["mode"] = "report"
    if "from" not in header.keys:
        fields["from"] = tr("進行役")


def _option(
    cells: _Cells, header: Header, place: Place, setting: Setting, _above: dict[str, Cell]
) -> Draft | None:
    decision, name = cells.read("decision", id_of), cells.read("id", id_of)
    for key, value in (("decision", decision), ("id", name)):
        if value is None and not cells.refused:
            cells.refuse(key, tr("判断と選択肢の識別名が要ります。"))
    fields: Plain = {}
    for key, reader in _readers(setting).items():
        if key in header.keys:
            fields[key] = cells.read(key, reader)
    rest = fields.pop("rest", None)
    if isinstance(rest, dict):
        fields |= rest
    return Draft(place, "option", decision or "", name or "", fields)


def _readers(setting: Setting) -> dict[str, Callable[[Cell], Any]]:
    """How the cells of columns are read, but for the id, the kind and the time."""
    return {
        "from": words_of,
        "to": lambda cell: seats_of(cell, setting.seats, setting.used),
        "mode": mode_of,
        "text": words_of,
        "expect": lines_of,
        "cites": cites_of,
        "objectives": names_of,
        "notes": words_of,
        "seat": lambda cell: seat_of(cell, setting.seats),
        "countdown": whole_of,
        "trigger": trigger_of,
        "because": words_of,
        "answer": words_of,
        "title": words_of,
        "when": data_of,
        "next": id_of,
        "effects": data_of,
        "feedback": words_of,
        "rest": _rest,
    }


def _rest(cell: Cell) -> Any:
    value = data_of(cell)
    if not isinstance(value, dict):
        raise CellError(tr("この欄は JSON で書きます。書き出した形のままにするか、空けてください。"))
    return value


def draft_rows(drafts: Drafts, table: str) -> Iterator[Draft]:
    """The drafts of one table, in the order of the file."""
    return (draft for draft in drafts.rows if draft.table == table)
