"""Findings of `check` in the words of a spreadsheet: columns instead of keys."""

from __future__ import annotations

import re

from simulator.language import tr
from simulator.report.msel.values import KINDS
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.other_words import HEADERS, ITEMS

# A key in quotation marks or brackets of either language, or in an example such as 「because: …」.
_KEY = re.compile(r"(?P<open>[「（“‘(])(?P<key>[a-z_]+)(?P<close>[」）”’)])")
_EXAMPLE = re.compile(r"[「“‘](?P<key>[a-z_]+): [^」”’]*[」”’](?:のように)?")
# By kind of row, where the content of a wrong column belongs.
_INSTEAD = {
    ("transition", "text"): "because",
    ("question", "expect"): "answer",
    ("decision", "expect"): "notes",
    ("decision", "because"): "notes",
    ("ending", "expect"): "notes",
    ("note", "expect"): "notes",
}
_MESSAGE_KEYS = ("from", "to", "mode", "subject", "place", "attachments", "expect", "problems")


def in_sheet_words(finding: Finding, kind: str, key: str) -> tuple[str, str]:
    """Message and advice in the words of the table; `key` is the field that they are about, if any.

    `kind` is the kind of the row's step; empty for a row of another table.
    """
    column = HEADERS.get(key, "")
    match finding.code:
        case Code.UNKNOWN_KEY if column and kind:
            message = tr(
                "種別が「{kind}」の行には、「{column}」を書けません。", kind=tr(KINDS[kind]), column=column
            )
            instead = _INSTEAD.get((kind, key), "")
            advice = (
                tr("「{column}」の欄に移してください。", column=HEADERS[instead])
                if instead
                else tr("この欄を空けてください。")
            )
            if key in _MESSAGE_KEYS:
                advice += tr(
                    "知らせとして届けることも要るなら、種別が「状況付与」の行をすぐ上に加えてください。"
                )
            return message, advice
        case Code.MISSING_KEY if column:
            return tr("「{column}」の欄が空です。", column=column), tr("この欄に書いてください。")
        case Code.MISSING_KEY | Code.EMPTY if key == "options":
            return (
                tr("この判断に、選択肢がありません。"),
                tr(
                    "「選択肢」の表に、この付与番号を「判断」の欄に書いた行を、選択肢の数だけ加えてください。"
                ),
            )
        case Code.NO_CITATION:
            return (
                tr("根拠条項がありません。"),
                tr(
                    "「根拠条項」の欄に、最も近い条項を IV.E.p1 のように書いてください。"
                    "注意だけなら、取り込めます。"
                ),
            )
        case Code.NOTHING_TO_ANSWER:
            return (
                tr("この問いには、「解答の例」も「討議の点」もありません。"),
                tr("決まった解答があれば「解答の例」に、なければ「討議の点」に書いてください。"),
            )
        case Code.UNSERVED_OBJECTIVE:
            return finding.message, tr("どれかの行の「学習目標」の欄に、この識別名を書いてください。")
    return _with_columns(finding.message), _with_columns(finding.advice)


def _with_columns(text: str) -> str:
    """The text with the table's header in place of each key that has one."""
    return _KEY.sub(_column, _EXAMPLE.sub(_column_of_example, text))


def _column(match: re.Match[str]) -> str:
    name = _name(match["key"])
    return f"{match['open']}{name}{match['close']}" if name else match[0]


def _column_of_example(match: re.Match[str]) -> str:
    name = _name(match["key"])
    return tr("「{column}」の欄", column=name) if name else match[0]


def _name(key: str) -> str:
    return HEADERS.get(key) or ITEMS.get(key, "")
