"""Convert cells to values and back: times, seats, ways of arriving, clauses, lists. Pure."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.datafile import shortened
from simulator.language import JAPANESE, msg, spoken, tr
from simulator.machine import Trigger
from simulator.scenario import Mode, Seat, other_words
from simulator.scenario.calendar import DATE, Beginning
from simulator.scenario.other_words import folded_word, means_everybody

CellValue = str | int | float | bool | time | date | datetime | timedelta | None

_DAY = 24 * 60  # minutes
_TIME = re.compile(r"(T\+)?(\d{1,3}):([0-5]\d)(?::00)?")
_ON_DAY = re.compile(r"(?:D\+)?(\d{1,3})(?:日目|日)\s*(\d{1,2}):([0-5]\d)")
_WEEKDAY = r"(?:\s*\(?[月火水木金土日](?:曜日?)?\)?)?"
_ON_DATE = re.compile(rf"({DATE.pattern}){_WEEKDAY}\s*(\d{{1,2}}):([0-5]\d)(?::00)?")
_DAY_NUMBER = re.compile(r"第?(\d{1,3})(?:日目)?")
_DATE_ALONE = re.compile(
    r"(?:(?:\d{4}年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    rf"|(?:\d{{4}}[-/.])?(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})){_WEEKDAY}"
)
_AFTER = re.compile(r"\+(\d{1,3}):([0-5]\d)(?::00)?|(?:(\d{1,3})時間)?(?:(\d{1,4})分)?後")
BULLET = re.compile(r"^[・･•●\-－*]\s*")
_BETWEEN_CITES = re.compile(r"[、,，]\s*(?![^「]*」)")  # a separator outside of a quote
_CITE = re.compile(r"(?P<clause>[^「\s]+(?:\s*[¶•].*?)?)\s*(?:「(?P<quote>.*)」)?", re.DOTALL)
_EPOCHS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))
ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST = 32_767  # the limit of a cell in characters, in every spreadsheet


class CellError(ValueError):
    """A cell that cannot be read; the message says what to write."""


def text_of(cell: CellValue) -> str:
    """A cell as text with line feeds, without blanks around it."""
    return words_of(cell).strip("\n \t\u3000")


def words_of(cell: CellValue) -> str:
    """The same, with the line feed that may end a text of several lines."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\u3000")


def seconds_said(cell: CellValue, beginning: Beginning | None = None) -> str:
    """`0:40` for a time given as text, number of days, time, span, or as `2日目 9:00` in the fiction.

    Raises `CellError`. `beginning` is the moment at which the first day of the fiction begins.
    """
    minutes = _minutes(cell, beginning)
    if minutes is None or not 0 <= minutes < 1000 * 60:
        raise CellError(
            tr(
                "時刻「{cell}」を読めません。始まりからの時:分（0:40、26:30）で書いてください。",
                cell=shortened(text_of(cell)),
            )
        )
    return hours_said(minutes)


def hours_said(minutes: int) -> str:
    """`26:30` for so many minutes."""
    return f"{minutes // 60}:{minutes % 60:02}"


def typed_time_of_version_2(text: str, beginning: Beginning) -> str | None:
    """A typed time in a form of version 2 that is not plain hours and minutes; None for any other text.

    `15分後` and `1時間30分後` are `+0:15` and `+1:30`: a spreadsheet may take a text with + at its beginning
    for a sum.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if after := _AFTER.fullmatch(plain):
        if after[1]:
            return f"+{int(after[1])}:{after[2]}"
        minutes = int(after[3] or 0) * 60 + int(after[4] or 0)
        return f"+{hours_said(minutes)}" if after[3] or after[4] else None
    if (time := _TIME.fullmatch(plain)) and time[1]:
        return f"T+{int(time[2])}:{time[3]}"
    if day := _ON_DAY.fullmatch(plain):
        return f"{int(day[1])}日目 {int(day[2]):02}:{day[3]}"
    if beginning.day and (dated := _ON_DATE.fullmatch(plain)):
        return f"{dated[1]} {int(dated[5]):02}:{dated[6]}"
    return None


def date_said(cell: datetime, beginning: Beginning) -> str | None:
    """A day and hour of the calendar as a time of version 2; None if the exercise has no date."""
    if beginning.day is None or cell.date() in _EPOCHS or cell.second:
        return None
    return f"{cell.month}月{cell.day}日 {cell.hour:02}:{cell.minute:02}"


def day_said(cell: CellValue) -> str | None:
    """A day from a cell of its own, as written before an hour: `9月1日`, `2日目`; None for other cells."""
    if isinstance(cell, date):
        return f"{cell.month}月{cell.day}日"
    plain = unicodedata.normalize("NFKC", text_of(cell))
    if match := _DAY_NUMBER.fullmatch(plain):
        return f"{int(match[1])}日目"
    if match := _DATE_ALONE.fullmatch(plain):
        month, day = (match["month"], match["day"]) if match["month"] else (match["m"], match["d"])
        return f"{int(month)}月{int(day)}日"
    return None


def is_date(day: str) -> bool:
    """Whether a day is one of the calendar, which only an exercise with a date has."""
    return not day.endswith("日目")


def _minutes(cell: CellValue, beginning: Beginning | None) -> int | None:
    match cell:
        case bool():
            return None
        case timedelta():
            seconds = cell.total_seconds()
        case datetime():
            if cell.date() not in _EPOCHS:
                return None  # a date of the calendar, not a time
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
        case time():
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
        case int() | float():
            if not 0 <= cell < 42 or (isinstance(cell, int) and cell):
                return None  # a whole number could be hours, minutes or a row number
            seconds = cell * _DAY * 60
        case str():
            return _typed(cell, beginning)
        case _:
            return None
    rest = seconds % 60
    return round(seconds / 60) if min(rest, 60 - rest) < 1 else None


def _typed(text: str, beginning: Beginning | None) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if match := _TIME.fullmatch(plain):
        return int(match[2]) * 60 + int(match[3])
    if beginning and (match := _ON_DAY.fullmatch(plain)):
        return (int(match[1]) - 1) * _DAY + int(match[2]) * 60 + int(match[3]) - beginning.minutes
    return None


def span_of(text: str) -> timedelta | str:
    """`0:40` as a span, so that a spreadsheet can sort by it; other texts unchanged."""
    match = _TIME.fullmatch(text)
    return timedelta(hours=int(match[2]), minutes=int(match[3])) if match else text


KINDS: Mapping[str, str] = {
    "inject": msg("状況付与"),
    "transition": msg("段階の動き"),
    "question": msg("問い"),
    "decision": msg("判断"),
    "note": msg("進行"),
    "ending": msg("終わり"),
}
_BETWEEN = re.compile(r"[、,，;；\n/／]+")
_BETWEEN_DOTS = re.compile(r"[・･]")


@spoken(JAPANESE)
def mode_labels() -> dict[str, str]:
    """The ways of arriving by id, in Japanese."""
    return {mode.value: mode.label for mode in Mode}


@spoken(JAPANESE)
def seat_labels() -> dict[str, str]:
    """The seats by id, in Japanese."""
    return {seat.value: seat.label for seat in Seat}


@spoken(JAPANESE)
def trigger_labels() -> dict[str, str]:
    """What moves the phases by id, in Japanese."""
    return {trigger.value: trigger.label for trigger in Trigger}


def kind_in_cell(cell: CellValue) -> str:
    """A kind of step by its word or id. Raises `CellError`."""
    return _word(cell, KINDS, other_words.KINDS, tr("種別"))


def mode_of(cell: CellValue) -> str:
    """A way of arriving by its word or id. Raises `CellError`."""
    return _word(cell, mode_labels(), other_words.MODES, tr("手段"))


def seat_of(cell: CellValue, seats: Mapping[str, str]) -> str:
    """One of these seats (id → label). Raises `CellError`."""
    return _word(cell, seats, other_words.SEATS, tr("席"))


def trigger_of(cell: CellValue) -> str:
    """What moves the phases, by its label, id, or the phase begun. Raises `CellError`."""
    phases = {trigger.phase.japanese: (trigger.value,) for trigger in Trigger if not trigger.ends}
    return _word(cell, trigger_labels(), phases, tr("段階"))


def _seat_at_the_table(cell: CellValue, seats: Mapping[str, str]) -> str:
    """One of these seats. Raises `CellError`, which tells how to add a seat to the table."""
    try:
        return seat_of(cell, seats)
    except CellError as error:
        added = tr(
            "席を加えるには、入れる先のシナリオの seats か、「演習」の表の「席」に"
            "「ken: 県（関係機関・自治体）」のように書いてください。"
        )
        raise CellError(tr("{error}。{added}", error=str(error), added=added)) from error


def seats_in_cell(cell: CellValue, seats: Mapping[str, str], used: Iterable[str]) -> list[str]:
    """Seats by their words, between commas, lines or dots; 全席 for all that are used. Raises `CellError`."""
    text = text_of(cell)
    if means_everybody(text):
        return list(used)
    meant: list[str] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        try:
            meant.append(_seat_at_the_table(part, seats))
        except CellError:
            pieces = _BETWEEN_DOTS.split(part)
            if len(pieces) == 1:
                raise
            meant += [_seat_at_the_table(piece, seats) for piece in pieces]
    return list(dict.fromkeys(meant))


def _known(labels: Mapping[str, str], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The ids by folded label and folded other word."""
    known: dict[str, str] = {}
    for word, names in others.items():
        if name := next((candidate for candidate in names if candidate in labels), None):
            known[folded_word(word)] = name
    for name, label in labels.items():
        known |= {folded_word(name): name, folded_word(label): name, folded_word(tr(label)): name}
    return known


def _word(
    cell: CellValue, labels: Mapping[str, str], others: Mapping[str, tuple[str, ...]], kind: str
) -> str:
    """The id that a cell means: the id itself, its label or another word for it. Raises `CellError`."""
    text, known = text_of(cell), _known(labels, others)
    if name := known.get(folded_word(text)):
        return name
    close = difflib.get_close_matches(folded_word(text), known, n=1, cutoff=0.6)
    hint = tr("「{name}」でしょうか。", name=tr(labels[known[close[0]]])) if close else ""
    raise CellError(
        tr(
            "{what}「{said}」が分かりません。{hint}使える語: {names}",
            what=kind,
            said=text[:40],
            hint=hint,
            names=tr("、").join(dict.fromkeys(map(tr, labels.values()))),
        )
    )


def items_in_cell(cell: CellValue) -> list[str]:
    """Items of a list: a line each, or from a `・` to the next where lines begin with one."""
    return items_of(cell)


def items_of(cell: CellValue, inside: re.Pattern[str] | None = None) -> list[str]:
    """The same, but a line that matches `inside` always belongs to the item above it."""
    lines = text_of(cell).split("\n")
    bulleted = any(BULLET.match(line) for line in lines)
    items: list[str] = []
    for line in lines:
        goes_on = (bulleted and not BULLET.match(line)) or (inside and inside.match(line))
        if goes_on and items:
            items[-1] += "\n" + line
        else:
            items.append(BULLET.sub("", line))
    return [item.strip() for item in items if item.strip()]


def lines_said(items: Iterable[str]) -> str:
    """Items of a list in a cell."""
    return "\n".join(f"・{item.strip()}" for item in items)


def cites_in_cell(cell: CellValue) -> list[Any]:
    """The citations of a cell, a line each or with 、 between, quotes in 「」. Raises `CellError`."""
    cites: list[Any] = []
    for line in _cite_lines(text_of(cell)):
        match = _CITE.fullmatch(BULLET.sub("", line).strip())
        if match is None:
            raise CellError(
                tr(
                    "条項「{line}」を読めません。IV.B.p1「引用する語」のように書いてください。",
                    line=line[:40],
                )
            )
        clause, quote = match["clause"].strip(), match["quote"]
        cites.append({"clause": clause, "quote": quote} if quote else clause)
    return cites


def _cite_lines(text: str) -> list[str]:
    """The text of each citation; a quote may have several lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].count("「") > lines[-1].count("」"):
            lines[-1] += "\n" + line
        elif line.strip():
            lines += [part for part in _BETWEEN_CITES.split(line) if part.strip()]
    return lines


def cites_said(cites: Iterable[Any]) -> str:
    """Citations as a cell."""
    lines = []
    for cite in cites:
        if isinstance(cite, dict):
            quote = cite.get("quote") or ""
            lines.append(f"{cite.get('clause', '')}「{quote}」" if quote else str(cite.get("clause", "")))
        else:
            lines.append(str(cite))
    return "\n".join(lines)


def names_of(cell: CellValue) -> list[str]:
    """Ids separated by commas or lines."""
    return [part.strip() for part in _BETWEEN.split(text_of(cell)) if part.strip()]


def data_said(value: Any) -> str:
    """A condition, effects or other values without a column, as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def data_of(cell: CellValue) -> Any:
    """The value of a cell with JSON. Raises `CellError`."""
    try:
        return json.loads(text_of(cell))
    except (ValueError, RecursionError) as error:
        raise CellError(
            tr("この欄は JSON で書きます。書き出した形のままにするか、空けてください。")
        ) from error


def whole_of(cell: CellValue) -> int:
    """A whole number. Raises `CellError`."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not re.fullmatch(r"\d{1,6}", text):
        raise CellError(tr("「{said}」は数ではありません。", said=text[:40]))
    return int(text)


def id_of(cell: CellValue) -> str:
    """A step's id: unchanged, or made from a number such as `No. 3`. Raises `CellError`."""
    text = unicodedata.normalize("NFKC", text_of(cell)).casefold()
    name = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if name and not name[0].isalpha():
        name = f"m-{name}"
    if not ID.fullmatch(name):
        raise CellError(
            tr(
                "番号「{said}」から識別名を作れません。半角の英小文字・数字・ハイフンで書いてください。",
                said=text[:40],
            )
        )
    return name
