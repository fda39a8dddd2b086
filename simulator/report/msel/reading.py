"""Sheets of cells → drafts of items, steps and options. Each cell is read, or refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.language import tr
from simulator.report.msel.columns import HeaderRow, header_of
from simulator.report.msel.fields import AS_ABOVE, ERRORS, Setting, fields, objectives_of, seats_written
from simulator.report.msel.plain import Plain
from simulator.report.msel.sheets import Sheet, column_letters
from simulator.report.msel.values import (
    CellError,
    CellValue,
    data_of,
    day_said,
    id_of,
    is_date,
    items_in_cell,
    kind_in_cell,
    names_of,
    seconds_said,
    text_of,
    whole_of,
    words_of,
)
from simulator.scenario.other_words import ITEMS, folded_word

_SPOKEN = ("from", "to", "mode")  # columns that only a message has
_LABELLED = re.compile(r"[【\[［（(](判断|問い|質問|終わり|段階の動き|進行)[】\]］）)]")
_FILLED = ("at", "from", "to", "mode")  # columns that people merge, or leave empty for the same as above


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A cell, or with no column a row: `状況付与!C5`."""

    sheet: str
    row: int  # from 1
    column: int | None = None  # from 0

    def __str__(self) -> str:
        if self.column is None:
            return tr("{sheet} {row}行", sheet=self.sheet, row=self.row)
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """Why a cell or row is refused."""

    place: SheetPlace
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one row as plain values, by key; only of columns that the sheet has.

    A row of the table of items has one key in `fields`. An empty cell is None: the field is left out. `of` is
    the decision of an option, or the decision and the option of a message that follows it.
    """

    place: SheetPlace
    table: str
    kind: str
    id: str
    fields: Mapping[str, Any]
    of: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, key: str) -> SheetPlace:
        """The place of the cell that holds the field `key`."""
        return SheetPlace(self.place.sheet, self.place.row, self.columns.get(key))


@dataclass(slots=True)
class Drafts:
    """All that was read of a file."""

    rows: list[Draft] = field(default_factory=list)
    refused: list[RejectedCell] = field(default_factory=list)
    unknown: list[tuple[SheetPlace, str]] = field(default_factory=list)  # unknown headers
    assumed: list[str] = field(default_factory=list)  # the defaults assumed for missing columns, as messages
    tables: set[str] = field(default_factory=set)
    # Rows that take sender, receiver and mode from the row above.
    as_above: list[SheetPlace] = field(default_factory=list)


def read_drafts(sheets: tuple[Sheet, ...], setting: Setting) -> Drafts:
    """The drafts of all rows under headers that are known; rows above the first header are titles."""
    drafts = Drafts()
    for sheet in sheets:
        header: HeaderRow | None = None
        above: dict[str, CellValue] = {}
        for number, row in enumerate(sheet.rows, 1):
            if not any(text_of(cell) for cell in row):
                continue
            place = SheetPlace(sheet.name, number)
            if heads := header_of([text_of(cell) for cell in row]):
                header, above = heads, {}
                drafts.tables.add(header.table)
                drafts.unknown += [(SheetPlace(sheet.name, number, at), name) for at, name in header.unknown]
                if header.table == "step":
                    _assume(header, sheet.name, drafts)
            elif header:
                _row(header, row, place, setting, above, drafts)
    if drafts.as_above:
        drafts.assumed.append(_said_as_above(drafts.as_above))
    return drafts


def _said_as_above(places: list[SheetPlace]) -> str:
    rows = tr("、").join(str(place.row) for place in places)
    return tr(
        "「{sheet}」の {rows} 行は、発信者・宛先・手段が空なので、上の行と同じ状況付与とした。"
        "判断・問い・段階の動き・進行・終わりの行なら、「種別」の列を加えて、そう書いてください。",
        sheet=places[0].sheet,
        rows=rows,
    )


def _assume(header: HeaderRow, sheet: str, drafts: Drafts) -> None:
    """Note the defaults for columns that a sheet does not have."""
    for key, said in (
        ("kind", tr("「{sheet}」に種別の列がないので、すべて状況付与とした。", sheet=sheet)),
        ("to", tr("「{sheet}」に宛先の列がないので、全席とした。", sheet=sheet)),
        ("mode", tr("「{sheet}」に手段の列がないので、報告とした。", sheet=sheet)),
        ("from", tr("「{sheet}」に発信者の列がないので、進行役とした。", sheet=sheet)),
    ):
        if key not in header.keys:
            drafts.assumed.append(said)


class _Cells:
    """The cells of one row by the keys of its columns; what cannot be read is collected."""

    def __init__(self, header: HeaderRow, row: tuple[CellValue, ...], place: SheetPlace) -> None:
        self._header, self._row, self._place = header, row, place
        self.refused: list[RejectedCell] = []
        self._instead: dict[str, CellValue] = {}

    def put(self, key: str, cell: CellValue) -> None:
        """Replace the cell of a column."""
        self._instead[key] = cell

    def cell(self, key: str) -> CellValue:
        if key in self._instead:
            return self._instead[key]
        at = self._header.keys.get(key)
        return self._row[at] if at is not None and at < len(self._row) else None

    def empty(self, keys: tuple[str, ...]) -> bool:
        """Whether a row is empty in all of these columns of the sheet."""
        present = [key for key in keys if key in self._header.keys]
        return bool(present) and not any(text_of(self.cell(key)) for key in present)

    def refuse(self, key: str, message: str) -> None:
        column = self._header.keys.get(key)
        self.refused.append(RejectedCell(SheetPlace(self._place.sheet, self._place.row, column), message))

    def need(self, key: str, message: str) -> None:
        """Refuse an empty cell, unless it was already refused for its content."""
        if not any(cell.place.column == self._header.keys.get(key) for cell in self.refused):
            self.refuse(key, message)

    def read(self, key: str, reader: Callable[[CellValue], Any], cell: CellValue | None = None) -> Any:
        """The value of a cell; None if it is empty or refused."""
        given = self.cell(key) if cell is None else cell
        text = text_of(given)
        if not text:
            return None
        if text in ERRORS:
            self.refuse(key, tr("式の誤り（{said}）が入っています。値に直してください。", said=text))
            return None
        try:
            return reader(given)
        except CellError as error:
            self.refuse(key, str(error))
            return None


def _row(  # noqa: PLR0913, PLR0917 - each is passed by name
    header: HeaderRow,
    row: tuple[CellValue, ...],
    place: SheetPlace,
    setting: Setting,
    above: dict[str, CellValue],
    drafts: Drafts,
) -> None:
    cells = _Cells(header, row, place)
    readers = {"item": _item, "step": _step, "option": _option, "later": _later}
    draft = readers[header.table](cells, header, place, setting, above)
    if header.table == "step" and "kind" not in header.keys and cells.empty(_SPOKEN):
        drafts.as_above.append(place)
    if cells.refused:
        drafts.refused += cells.refused
    elif draft:
        drafts.rows.append(draft)


def _item(
    cells: _Cells, _header: HeaderRow, place: SheetPlace, setting: Setting, _above: dict[str, CellValue]
) -> Draft | None:
    header_text = text_of(cells.cell("item"))
    names = {folded_word(name): key for key, word in ITEMS.items() for name in (key, word)}
    key = names.get(folded_word(header_text), header_text)
    value = cells.read("value", lambda cell: _item_value(key, cell, setting))
    return Draft(place, "item", "", key, {key: value})


def _item_value(key: str, cell: CellValue, setting: Setting) -> Any:
    """The value of an item of the exercise. Raises `CellError`."""
    text = text_of(cell)
    if text.startswith(("[", "{")):
        return data_of(cell)
    match key:
        case "schema" | "duration":
            return whole_of(cell)
        case "seats":
            return seats_written(cell, setting)
        case "hotwash":
            return items_in_cell(cell)
        case "objectives":
            return objectives_of(cell)
        case "countries" | "start":
            return names_of(cell)
        case "begins":
            hours, minutes = seconds_said(cell).split(":")
            return f"{int(hours):02}:{minutes}"
    if key not in ITEMS:
        return data_of(cell)
    return words_of(cell)


def _step(
    cells: _Cells, header: HeaderRow, place: SheetPlace, setting: Setting, above: dict[str, CellValue]
) -> Draft | None:
    kind = cells.read("kind", kind_in_cell) or ("inject" if not cells.refused else "")
    if "day" in header.keys:
        _join_day(cells, setting, above)
    if kind == "inject":
        _fill(cells, header, above)
    filled = above if kind == "inject" else {}
    fields = _fields(cells, header, setting, filled)
    if str(fields.get("at") or "").startswith("+") and text_of(cells.cell("at")) in ("", *AS_ABOVE):
        fields["at"] = "+0:00"  # a repeated time means the same moment, not as long again
    if not fields.get("at"):
        cells.need("at", tr("時刻がありません。始まりからの時:分（0:40）を書いてください。"))
    if kind == "inject":
        _take_for_granted(fields, header, setting)
        _need_all(cells, fields)
        _no_other_kind(cells, fields)
    return Draft(place, "step", kind, cells.read("id", id_of) or "", fields, columns=header.keys)


def _join_day(cells: _Cells, setting: Setting, above: dict[str, CellValue]) -> None:
    """Join the day of a separate column with the hour; an empty day is the one above.

    A time that has its own day, or is counted from the row above, stays as it is.
    """
    cell, said = cells.cell("day"), text_of(cells.cell("day"))
    if said and said not in AS_ABOVE:
        if said != text_of(above.get("day")):
            above.pop("at", None)  # the time above belongs to another day
        above["day"] = cell
    day, hour = above.get("day"), text_of(cells.cell("at"))
    if day is None or not hour or hour in AS_ABOVE or hour.upper().startswith("T"):
        return
    try:
        clock = seconds_said(cells.cell("at"))
    except CellError:
        return  # of another form, or no time, which reading that column reports
    words = day_said(day)
    if words is None:
        cells.refuse(
            "day", tr("日「{said}」を読めません。9月1日 か 2日目 と書いてください。", said=text_of(day)[:40])
        )
    elif is_date(words) and setting.beginning.day is None:
        message = tr(
            "日「{said}」を使うには、始まりの日が要ります。シナリオの date に書いてください。", said=words
        )
        cells.refuse("day", message)
    else:
        cells.put("at", f"{words} {clock}")


def _no_other_kind(cells: _Cells, fields: Plain) -> None:
    """Refuse a message whose text says that it is a decision or a question."""
    if label := _LABELLED.match(str(fields.get("text") or "")):
        message = tr(
            "「{label}」で始まる行は、状況付与ではありません。「種別」の列に書き（問い・判断など）、"
            "選択肢は「選択肢」の表に移してください。",
            label=label[0],
        )
        cells.refuse("text", message)


def _need_all(cells: _Cells, fields: Plain) -> None:
    """Refuse a message without the required cells."""
    for key, label in (
        ("from", tr("発信者")),
        ("to", tr("宛先")),
        ("mode", tr("手段")),
        ("text", tr("内容")),
    ):
        if not fields.get(key):
            cells.need(key, tr("{what}がありません。", what=label))


def _fields(cells: _Cells, header: HeaderRow, setting: Setting, filled: Mapping[str, CellValue]) -> Plain:
    """The fields of all columns of a row, and those in its column for JSON."""
    given: Plain = {}
    for key, kind in fields(setting).items():
        if key in header.keys:
            given[key] = cells.read(key, kind.read, filled.get(key))
    rest = cells.read("rest", _rest) if "rest" in header.keys else None
    return given | (rest or {})


def _fill(cells: _Cells, header: HeaderRow, above: dict[str, CellValue]) -> None:
    """Fill cells that are empty (merged) or say 同上 from the row above; keep the cells for the next row."""
    for key in _FILLED:
        if key in header.keys:
            text = text_of(cells.cell(key))
            if text and text not in AS_ABOVE:
                above[key] = cells.cell(key)


def _take_for_granted(fields: Plain, header: HeaderRow, setting: Setting) -> None:
    """Fill in the defaults for missing columns, which `_assume` has noted."""
    if "to" not in header.keys:
        fields["to"] = list(setting.used)
    if "mode" not in header.keys:
        fields["mode"] = "report"
    if "from" not in header.keys:
        fields["from"] = tr("進行役")


def _option(
    cells: _Cells, header: HeaderRow, place: SheetPlace, setting: Setting, _above: dict[str, CellValue]
) -> Draft | None:
    decision, name = cells.read("decision", id_of), cells.read("id", id_of)
    for key, value in (("decision", decision), ("id", name)):
        if value is None and not cells.refused:
            cells.refuse(key, tr("判断と選択肢の識別名が要ります。"))
    fields = _fields(cells, header, setting, {})
    return Draft(place, "option", "", name or "", fields, (decision or "",), header.keys)


def _later(
    cells: _Cells, header: HeaderRow, place: SheetPlace, setting: Setting, _above: dict[str, CellValue]
) -> Draft | None:
    decision, option, name = (cells.read(key, id_of) for key in ("decision", "option", "id"))
    for key, value in (("decision", decision), ("option", option), ("id", name)):
        if value is None and not cells.refused:
            cells.refuse(key, tr("判断・選択肢・知らせの識別名が要ります。"))
    fields = _fields(cells, header, setting, {})
    if not fields.get("after"):
        cells.need("after", tr("選んでから届くまでの間がありません。時:分（0:20）を書いてください。"))
    _need_all(cells, fields)
    return Draft(place, "later", "", name or "", fields, (decision or "", option or ""), header.keys)


def _rest(cell: CellValue) -> Any:
    value = data_of(cell)
    if not isinstance(value, dict):
        raise CellError(tr("この欄は JSON で書きます。書き出した形のままにするか、空けてください。"))
    return value


def draft_rows(drafts: Drafts, table: str) -> Iterator[Draft]:
    """The drafts of one table, in the order of the file."""
    return (draft for draft in drafts.rows if draft.table == table)
