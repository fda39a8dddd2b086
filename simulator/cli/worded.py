"""`--words` of the commands that give data: the Japanese words of the text in place of our codes.

Data are the same in every language, and so are these words. Ids of clauses and measures are kept.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable
from enum import StrEnum
from io import StringIO
from typing import Any, Protocol

from simulator.cli.captured import captured, is_csv
from simulator.cli.output import escaped
from simulator.doctrine import Actor, Basis, Function, Manner, Phase, Region, Scope
from simulator.language import msg, tr
from simulator.typography import csv_text, unguarded


class _Word(Protocol):
    @property
    def japanese(self) -> str: ...


_CODES: dict[str, type[StrEnum]] = {
    "actors": Actor,
    "lead": Actor,
    "support": Actor,
    "requested_by": Actor,
    "conditions": Manner,
    "function": Function,
    "functions_also": Function,
    "basis": Basis,
    "scope": Scope,
    "region": Region,
    "phase": Phase,
    "phases": Phase,
    "from": Phase,
    "to": Phase,
    "source": Phase,
    "target": Phase,
}
_HEADERS = {
    "id": msg("措置の番号"),
    "sentence": msg("文の番号"),
    "title": msg("題"),
    "quote": msg("本文の語"),
    "actors": msg("行う者"),
    "lead": msg("主体"),
    "support": msg("支援"),
    "conditions": msg("言い方"),
    "function": msg("機能"),
    "functions_also": msg("ほかの機能"),
    "acm": msg("調整メカニズムの名"),
    "when": msg("条件"),
    "qualifiers": msg("限り・拠りどころ"),
    "requested_by": msg("要請する者"),
    "phases": msg("段階と根拠"),
    "scope": msg("範囲"),
    "discretion": msg("各々に委ねる語"),
    "lead_ins": msg("導入文"),
    "acm_above": msg("同じ節で調整メカニズムの名がある文"),
}
_YES_NO = {"True": msg("ある"), "False": msg("ない")}


def run_worded(command: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> None:
    """Run a command and print its data in words. Raises `WrongUseError`, and what the command raises."""
    as_csv = is_csv(arguments, tr("--words は --json か --csv と一緒に使ってください。"))
    printed, refused = captured(command, arguments)
    print(csv_in_words(printed) if as_csv else _json_in_words(printed), end="")
    if refused:
        raise refused


def csv_in_words(text: str) -> str:
    """A table with words for its headers and codes."""
    rows = [[unguarded(cell) for cell in row] for row in csv.reader(StringIO(text, newline=""))]
    if not rows:
        return text
    keys = rows[0]
    out = [[_HEADERS.get(key, key) for key in keys]]
    out += [[_cell(key, cell) for key, cell in zip(keys, row, strict=True)] for row in rows[1:]]
    return csv_text(out)


def _cell(key: str, cell: str) -> str:
    """A cell with words: codes are separated by spaces, and in a list of phases each has its basis."""
    if key == "acm":
        return _YES_NO.get(cell, cell)
    if key == "phases":
        pairs = (part.partition(":") for part in cell.split())
        return "、".join(f"{_word(Phase, phase)}（{_word(Basis, basis)}）" for phase, _, basis in pairs)
    if key in _CODES:
        return "、".join(_word(_CODES[key], part) for part in cell.split())
    return cell


def _json_in_words(text: str) -> str:
    """JSON with words: one value, or one a line."""
    try:
        return escaped(json.dumps(_worded(json.loads(text)), ensure_ascii=False, indent=2)) + "\n"
    except json.JSONDecodeError:
        lines = (
            json.dumps(_worded(json.loads(line)), ensure_ascii=False) for line in text.splitlines() if line
        )
        return "".join(f"{escaped(line)}\n" for line in lines)


def _worded(value: Any, key: str = "") -> Any:
    match value:
        case dict():
            return {name: _worded(item, name) for name, item in value.items()}
        case list():
            return [_worded(item, key) for item in value]
        case str() if key in _CODES:
            return _word(_CODES[key], value)
    return value


def _word(kind: type[StrEnum], code: str) -> str:
    """The Japanese word for a code; text that is not a code of this kind is unchanged."""
    try:
        word: _Word = kind(code)  # type: ignore[assignment]  # all of them have it
    except ValueError:
        return code
    return word.japanese
