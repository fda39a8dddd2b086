"""Conditions and effects as a person writes them in a cell: 「no-35/a を選んだとき」,「印 offered を立てる」.

JSON is read as well, and written for what the words cannot express: a condition of conditions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from simulator.doctrine import Phase
from simulator.language import tr
from simulator.report.msel.plain import Plain
from simulator.report.msel.values import (
    CellError,
    CellValue,
    data_of,
    data_said,
    id_of,
    text_of,
    trigger_labels,
    trigger_of,
)

_ID = "[A-Za-z0-9][A-Za-z0-9-]{0,39}"
_CHOSEN = re.compile(
    rf"(?P<chosen>{_ID}/{_ID})\s*(?:を選んだ|(?P<no>を選んでいない|を選ばなかった|以外を選んだ))(?:とき|場合)"
)
_FLAG = re.compile(
    rf"印\s*(?P<flag>{_ID})\s*(?:が|の)(?:ある|立っている|(?P<no>ない|立っていない))(?:とき|場合)"
)
_PHASE = re.compile(r"段階が\s*(?P<phase>\S+?)\s*(?:の|(?P<no>でない|以外の))(?:とき|場合)")
_AND, _OR = (
    re.compile(r"\s*[、,]?\s*かつ\s*[、,]?\s*"),
    re.compile(r"\s*[、,]?\s*(?:又は|または)\s*[、,]?\s*"),
)
_SET = re.compile(rf"印\s*(?P<flag>{_ID})\s*を(?P<how>立てる|下ろす)(?:（(?P<why>.*)）)?", re.DOTALL)
_MOVE = re.compile(r"段階を\s*(?P<trigger>\S+?)\s*(?:に|へ)動かす(?:（(?P<why>.*)）)?", re.DOTALL)


def condition_said(value: Any) -> str:
    """A condition in a cell: in words, or as JSON where it holds conditions within conditions."""
    for key, joint in (("all", " かつ "), ("any", " 又は ")):
        if isinstance(value, dict) and list(value) == [key] and isinstance(value[key], list):
            parts = [_one_said(part) for part in value[key]]
            return joint.join(filter(None, parts)) if len(parts) > 1 and all(parts) else data_said(value)
    return _one_said(value) or data_said(value)


def condition_of(cell: CellValue) -> Plain:
    """The condition of a cell. Raises `CellError`."""
    condition = _plain(text_of(cell))
    if condition.startswith("{"):
        return _mapping(cell, _condition_wanted)
    for key, between in (("any", _OR), ("all", _AND)):
        if len(parts := between.split(condition)) > 1:
            return {key: [_one_of(part) for part in parts]}
    return _one_of(condition)


def effects_said(value: Any) -> str:
    """Effects in a cell, a line each: in words, or all as JSON."""
    words = [_effect_said(effect) for effect in value] if isinstance(value, list) else [""]
    return "\n".join(words) if words and all(words) else data_said(value)


def effects_of(cell: CellValue) -> list[Plain]:
    """The effects of a cell. Raises `CellError`."""
    text = text_of(cell)
    if text.startswith("["):
        data = data_of(cell)
        if isinstance(data, list):
            return data
        raise CellError(_effects_wanted())
    return [_effect_of(line.strip()) for line in text.split("\n") if line.strip()]


def _one_said(value: Any, *, holds: bool = True) -> str:
    if not isinstance(value, dict) or len(value) != 1:
        return ""
    ((key, given),) = value.items()
    if key == "not" and holds:
        return _one_said(given, holds=False)
    if not isinstance(given, str):
        return ""
    match key:
        case "chosen":
            return f"{given} を選{'んだ' if holds else 'んでいない'}とき"
        case "flag":
            return f"印 {given} が{'ある' if holds else 'ない'}とき"
        case "phase":
            return f"段階が {given} {'の' if holds else 'でない'}とき"
    return ""


def _one_of(words: str) -> Plain:
    for key, pattern in (("chosen", _CHOSEN), ("flag", _FLAG), ("phase", _PHASE)):
        if match := pattern.fullmatch(words.strip("。 ")):
            value = _phase_of(match[key]) if key == "phase" else _ids(match[key])
            return {"not": {key: value}} if match["no"] else {key: value}
    if re.fullmatch(rf"{_ID}/{_ID}", words):
        return {"chosen": _ids(words)}
    raise CellError(_condition_wanted())


def _ids(words: str) -> str:
    """An id, or two with a slash between them; a row's number stands for the id made from it."""
    return "/".join(id_of(part) for part in words.split("/"))


def _phase_of(word: str) -> str:
    for phase in Phase:
        if word in (phase.value, phase.japanese, phase.label):
            return phase.value
    phases = tr("、").join(tr("{id}（{label}）", id=phase.value, label=phase.label) for phase in Phase)
    raise CellError(tr("段階「{word}」が分かりません。使える語: {phases}", word=word[:20], phases=phases))


def _effect_said(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        return ""
    given = {key: word for key, word in value.items() if key != "because"}
    why = value.get("because", "")
    if len(given) != 1 or "\n" in why or why != why.strip() or ("because" in value and not why):
        return ""
    ((key, name),) = given.items()
    because = f"（{why}）" if why else ""
    match key:
        case "set":
            return f"印 {name} を立てる{because}"
        case "clear":
            return f"印 {name} を下ろす{because}"
        case "trigger" if name in trigger_labels():
            return f"段階を {name} へ動かす{because}"
    return ""


def _effect_of(line: str) -> Plain:
    if match := _SET.fullmatch(line):
        effect = {"set" if match["how"] == "立てる" else "clear": _ids(match["flag"])}
    elif match := _MOVE.fullmatch(line):
        effect = {"trigger": trigger_of(match["trigger"])}
    else:
        raise CellError(_effects_wanted())
    return effect | ({"because": match["why"]} if match["why"] else {})


def _mapping(cell: CellValue, wanted: Callable[[], str]) -> Plain:
    data = data_of(cell)
    if isinstance(data, dict):
        return data
    raise CellError(wanted())


def _condition_wanted() -> str:
    return tr(
        "条件は「no-35/a を選んだとき」「印 offered があるとき」「段階が yosoku のとき」のように書きます。"
        "否定は「選んでいないとき」「ないとき」「でないとき」、二つなら「かつ」か「又は」でつなぎます。"
    )


def _effects_wanted() -> str:
    return tr(
        "効果は一行に一つ、「印 offered を立てる（使用を申し出たため）」「印 offered を下ろす」"
        "「段階を yosoku へ動かす（武力攻撃が予測されるため）」のように書きます。"
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
