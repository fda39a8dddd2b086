"""The columns of the three tables: their headers, the words people use for them, and the fields they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.report.msel.values import folded


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of the field, its header, other headers that mean it, its width in characters."""

    key: str
    header: str
    others: tuple[str, ...] = ()
    width: int = 14


STEP = (
    Column(
        "id", "付与番号", ("識別名", "番号", "状況付与番号", "No", "ID", "MSEL番号", "項番", "MSEL No"), 16
    ),
    Column("kind", "種別", ("区分", "種類"), 10),
    Column("at", "時刻", ("付与時刻", "シナリオ時刻", "想定時刻", "経過時間", "予定時刻", "時間", "T"), 9),
    Column("from", "発信者", ("発出元", "発出者", "差出人", "付与元", "送信者", "発信元", "From"), 14),
    Column("to", "宛先", ("受け取る席", "付与先", "受信者", "宛て先", "あて先", "付与対象", "To"), 18),
    Column("mode", "手段", ("伝わり方", "付与手段", "媒体", "付与方法", "方法", "伝達手段"), 10),
    Column("text", "内容", ("本文", "状況", "付与内容", "状況付与", "状況付与内容", "事象", "文"), 60),
    Column(
        "expect", "予期される対応", ("期待される対応", "予想される対応", "期待行動", "予期対応", "対応"), 40
    ),
    Column("cites", "根拠条項", ("根拠", "条項", "根拠の条項"), 40),
    Column("objectives", "学習目標", ("目標", "関連目標", "訓練目標"), 16),
    Column("notes", "進行役の覚え", ("備考", "覚え", "メモ", "留意事項", "統制要領"), 40),
    Column("seat", "判断する席", (), 14),
    Column("countdown", "制限時間（秒）", ("制限時間",), 10),
    Column("trigger", "段階を動かす", ("段階",), 16),
    Column("because", "理由", ("何がそうさせたか",), 30),
    Column("answer", "解答の例", ("解答", "解答例"), 40),
    Column("title", "題", ("表題",), 16),
    Column("when", "条件", (), 24),
    Column("next", "次", ("次のステップ",), 14),
    Column("rest", "ほかの項目", (), 16),
)
OPTION = (
    Column("decision", "判断", (), 16),
    Column("id", "選択肢", (), 14),
    Column("text", "内容", ("本文", "文"), 50),
    Column("effects", "効果", (), 40),
    Column("feedback", "講評", (), 60),
    Column("cites", "根拠条項", ("根拠", "条項", "根拠の条項"), 40),
    Column("next", "次", ("次のステップ",), 14),
    Column("rest", "ほかの項目", (), 16),
)
ITEM = (Column("item", "項目", (), 18), Column("value", "値", (), 90))

SHEETS = {"item": "演習", "step": "状況付与", "option": "選択肢"}
TABLES: Mapping[str, tuple[Column, ...]] = {"item": ITEM, "step": STEP, "option": OPTION}
_NEEDED = {"item": {"item", "value"}, "option": {"decision", "id", "text"}, "step": {"at", "text"}}

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


def header_of(texts: list[str]) -> Header | None:
    """The table that a row of texts heads, or None. Option tables come first: theirs are fuller."""
    for table in ("option", "item", "step"):
        names = {folded(n): c.key for c in TABLES[table] for n in (c.header, *c.others)}
        keys: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        for at, text in enumerate(texts):
            key = names.get(folded(text)) if text else None
            if key and key not in keys:
                keys[key] = at
            elif text:
                unknown.append((at, text))
        if _NEEDED[table] <= set(keys):
            return Header(table, keys, tuple(unknown))
    return None
