"""The columns of the three tables: their headers, the words people use for them, and the fields they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simulator.report.msel.values import folded


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of the field, its header, other headers that mean it, its width in characters.

    `newer`: only version 2 of the format has it, and only a scenario of that version goes out with it.
    """

    key: str
    header: str
    others: tuple[str, ...] = ()
    width: int = 14
    newer: bool = False


_FROM = Column("from", "発信者", ("発出元", "発出者", "差出人", "付与元", "送信者", "発信元", "From"), 14)
_TO = Column("to", "宛先", ("受け取る席", "付与先", "受信者", "宛て先", "あて先", "付与対象", "To"), 18)
_MODE = Column("mode", "手段", ("伝わり方", "付与手段", "媒体", "付与方法", "方法", "伝達手段"), 10)
_SUBJECT = Column("subject", "件名", ("標題", "Subject", "タイトル"), 20, newer=True)
_PLACE = Column("place", "場所", ("発生場所", "地点", "Location"), 18, newer=True)
_TEXT = Column("text", "内容", ("本文", "状況", "付与内容", "状況付与", "状況付与内容", "事象", "文"), 60)
_ATTACHMENTS = Column(
    "attachments", "添付", ("添付ファイル", "添付資料", "別添", "資料", "Attachment"), 24, newer=True
)
_EXPECT = Column(
    "expect", "予期される対応", ("期待される対応", "予想される対応", "期待行動", "予期対応", "対応"), 40
)
_PROBLEMS = Column(
    "problems", "予期される問題", ("問題点", "予想される問題", "想定される問題", "課題点"), 30, newer=True
)
_CITES = Column("cites", "根拠条項", ("根拠", "条項", "根拠の条項"), 40)
_OBJECTIVES = Column("objectives", "学習目標", ("目標", "関連目標", "訓練目標"), 16)
_NOTES = Column("notes", "進行役の覚え", ("備考", "覚え", "メモ", "留意事項", "統制要領"), 40)
_REST = Column("rest", "ほかの項目", (), 16)
_NUMBER = Column(
    "id", "付与番号", ("識別名", "番号", "状況付与番号", "No", "ID", "MSEL番号", "項番", "MSEL No"), 16
)
_AT = Column(
    "at", "時刻", ("付与時刻", "シナリオ時刻", "想定時刻", "経過時間", "予定時刻", "日時", "時間", "T"), 12
)
# Many tables have the day in a column of its own. It is read as part of the time, and never written.
DAY = Column("day", "日", ("日付", "月日", "想定日", "付与日", "Date"))
# Worked out from the times, for people to read and sort by; never read back.
SINCE = Column("since", "始まりから（計算）", (), 10, newer=True)
MOMENT = Column("moment", "想定の日時（計算）", (), 18, newer=True)

STEP = (
    _NUMBER,
    Column("kind", "種別", ("区分", "種類"), 10),
    _AT,
    SINCE,
    MOMENT,
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
    Column("seat", "判断する席", (), 14),
    Column("countdown", "制限時間（秒）", ("制限時間",), 10),
    Column("trigger", "段階を動かす", ("段階",), 16),
    Column("because", "理由", ("何がそうさせたか",), 30),
    Column("answer", "解答の例", ("解答", "解答例"), 40),
    Column("points", "討議の点", ("討議", "論点", "話し合う点"), 30, newer=True),
    Column("title", "題", ("表題",), 16),
    Column("when", "条件", (), 24),
    Column("next", "次", ("次のステップ",), 14),
    _REST,
)
OPTION = (
    Column("decision", "判断", (), 16),
    Column("id", "選択肢", (), 14),
    Column("text", "内容", ("本文", "文"), 50),
    Column("when", "選べる条件", (), 24, newer=True),
    Column("closed", "選べない理由", (), 24, newer=True),
    Column("effects", "効果", (), 40),
    Column("feedback", "講評", (), 60),
    _CITES,
    Column("next", "次", ("次のステップ",), 14),
    _REST,
)
LATER = (
    Column("decision", "判断", (), 16),
    Column("option", "選択肢", (), 14),
    _NUMBER,
    Column("after", "選んでからの間", ("届くまでの間", "間"), 12),
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
    """The tables with which a scenario of this version goes out: version 1 meets nothing of version 2."""
    if version > 1:
        return TABLES
    return {
        table: tuple(column for column in columns if not column.newer)
        for table, columns in TABLES.items()
        if table != "later"
    }


# The items of the first table: the key of the scenario, and how it is called.
ITEMS = {
    "schema": "書式の版",
    "title": "題",
    "summary": "要旨",
    "objectives": "学習目標",
    "audience": "対象",
    "difficulty": "難しさ",
    "duration": "予定の長さ（分）",
    "countries": "架空の国",
    "begins": "始まりの時刻",
    "date": "始まりの日",
    "weekday": "始まりの曜日",
    "start": "始まりの段階",
    "seats": "席",
    "hotwash": "振り返りの問い",
}


@dataclass(frozen=True, slots=True)
class Header:
    """A row that heads a table: which table, and the column of each key; headers that mean nothing here."""

    table: str
    keys: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]


@cache
def _names(table: str) -> Mapping[str, str]:
    """The keys of a table's columns by all the words for them, as they are compared."""
    columns = (*TABLES[table], DAY) if table == "step" else TABLES[table]
    return {folded(name): column.key for column in columns for name in (column.header, *column.others)}


def header_of(texts: list[str]) -> Header | None:
    """The table that a row of texts heads, or None. Those that need more columns come first."""
    for table, needed in _NEEDED.items():
        names = _names(table)
        keys: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        for at, text in enumerate(texts):
            key = names.get(folded(text)) if text else None
            if key and key not in keys:
                keys[key] = at
            elif text:
                unknown.append((at, text))
        if needed <= set(keys):
            return Header(table, keys, tuple(unknown))
    return None
