"""The columns of the three tables: their headers, the words people use for them, and the fields they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simulator.scenario.other_words import HEADERS, KEYS, folded_word


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of the field, its header, other headers that mean it, its width in characters.

    `newer`: only version 2 of the format has it, and only scenarios of that version are exported with it.
    """

    key: str
    header: str
    others: tuple[str, ...] = ()
    width: int = 14
    newer: bool = False


def _common(key: str, width: int, *, newer: bool = False) -> Column:
    """A column with the usual header and other words of the format's key."""
    return Column(key, HEADERS[key], KEYS.get(key, ()), width, newer)


_FROM = _common("from", 14)
_TO = _common("to", 18)
_MODE = _common("mode", 10)
_SUBJECT = _common("subject", 20, newer=True)
_PLACE = _common("place", 18, newer=True)
_TEXT = _common("text", 60)
_ATTACHMENTS = _common("attachments", 24, newer=True)
_EXPECT = _common("expect", 40)
_PROBLEMS = _common("problems", 30, newer=True)
_CITES = _common("cites", 40)
_OBJECTIVES = _common("objectives", 16)
_NOTES = _common("notes", 40)
_MESSAGE = (
    _FROM,
    _TO,
    _MODE,
    _SUBJECT,
    _PLACE,
    _TEXT,
    _ATTACHMENTS,
    _EXPECT,
    _PROBLEMS,
    _CITES,
    _OBJECTIVES,
    _NOTES,
)  # what an inject has, and a message that follows a choice
_REST = Column("rest", "ほかの項目", (), 16)
_NUMBER = Column(
    "id", "付与番号", ("識別名", "番号", "状況付与番号", "No", "ID", "MSEL番号", "項番", "MSEL No"), 16
)
_AT = _common("at", 12)
# Many tables have the day in its own column. It is read as part of the time, and never exported.
DAY = Column("day", "日", ("日付", "月日", "想定日", "付与日", "Date"))
# Computed from the times, for people to read and sort by; never read back.
SINCE = Column("since", "始まりから（計算）", (), 10, newer=True)
MOMENT = Column("moment", "想定の日時（計算）", (), 18, newer=True)

STEP = (
    _NUMBER,
    Column("kind", "種別", ("区分", "種類"), 10),
    _AT,
    SINCE,
    MOMENT,
    *_MESSAGE,
    _common("seat", 14),
    _common("countdown", 10),
    _common("trigger", 16),
    _common("because", 30),
    _common("answer", 40),
    _common("points", 30, newer=True),
    _common("title", 16),
    _common("when", 24),
    _common("next", 14),
    _REST,
)
OPTION = (
    Column("decision", "判断", (), 16),
    Column("id", "選択肢", (), 14),
    Column("text", "内容", ("本文", "文"), 50),
    Column("when", "選べる条件", (), 24, newer=True),
    _common("closed", 24, newer=True),
    _common("effects", 40),
    _common("feedback", 60),
    _CITES,
    _common("next", 14),
    _REST,
)
LATER = (
    Column("decision", "判断", (), 16),
    Column("option", "選択肢", (), 14),
    _NUMBER,
    _common("after", 12),
    *_MESSAGE,
    _REST,
)
ITEM = (Column("item", "項目", (), 18), Column("value", "値", (), 90))

SHEETS = {"item": "演習", "step": "状況付与", "option": "選択肢", "later": "後の知らせ"}
TABLES: Mapping[str, tuple[Column, ...]] = {"item": ITEM, "step": STEP, "option": OPTION, "later": LATER}
_NEEDED = {
    "later": {"decision", "option", "after"},
    "option": {"decision", "id", "text"},
    "item": {"item", "value"},
    "step": {"at", "text"},
}


def tables_of(version: int) -> Mapping[str, tuple[Column, ...]]:
    """The tables of an exported scenario of this version; version 1 has no columns of version 2."""
    if version > 1:
        return TABLES
    return {
        table: tuple(column for column in columns if not column.newer)
        for table, columns in TABLES.items()
        if table != "later"
    }


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A header row: which table, the column of each key, and the headers that are not known."""

    table: str
    keys: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]


@cache
def _names(table: str) -> Mapping[str, str]:
    """The column key for each folded word that may head a column of this table."""
    columns = (*TABLES[table], DAY) if table == "step" else TABLES[table]
    return {folded_word(name): column.key for column in columns for name in (column.header, *column.others)}


def header_of(texts: list[str]) -> HeaderRow | None:
    """The row read as the header of a table, or None. Tables that need more columns are tried first."""
    for table, needed in _NEEDED.items():
        names = _names(table)
        keys: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        for at, text in enumerate(texts):
            key = names.get(folded_word(text)) if text else None
            if key and key not in keys:
                keys[key] = at
            elif text:
                unknown.append((at, text))
        if needed <= set(keys):
            return HeaderRow(table, keys, tuple(unknown))
    return None
