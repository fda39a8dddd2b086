"""Keys and kinds of steps that are missing, unknown or misspelt, and what to write instead."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

from simulator.datafile import Loc
from simulator.language import msg, tr
from simulator.scenario import steps, version1
from simulator.scenario.attachments import Attachment
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.nearest import perhaps
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.conditions import Condition, Effect
from simulator.scenario.load import own_loc
from simulator.scenario.model import Objective, Scenario
from simulator.scenario.other_words import ABSENT, keys_meant, meant
from simulator.scenario.other_words import KINDS as KIND_WORDS
from simulator.scenario.part import Part
from simulator.scenario.seats import OwnSeat
from simulator.scenario.steps import KINDS

_STEP_MODELS: dict[str, type[Part]] = {
    "inject": steps.Inject,
    "transition": steps.TransitionStep,
    "question": steps.Question,
    "decision": steps.Decision,
    "note": steps.Note,
    "ending": steps.Ending,
}
_PART_MODELS: dict[str, type[Part]] = {
    "objectives": Objective,
    "options": steps.Option,
    "later": steps.Later,
    "attachments": Attachment,
    "expect": steps.Expected,
    "seats": OwnSeat,
    "effects": Effect,
    "cites": steps.Cite,
}
# Columns of exercise plans that the format does not have, and what to write instead.
_ELSEWHERE = {
    "after": msg("上のステップからの間は at に「+0:30」と、選んだ後の間は選択肢の later に書いてください。"),
    "admin": msg("進行役だけが読むことは notes に書いてください。"),
    "attachment": msg("添付は attachments に並べてください（例 [{file: files/map.png, caption: 地図}]）。"),
    "cc": msg("写しを受け取る席も to に並べてください。宛先と写しの別は書けません。"),
    "discuss": msg("討議の点は、すぐ後に question を置き、その points に書いてください。"),
    "issues": msg("予期される問題は problems に書いてください。"),
    "map": msg("地図は attachments に、場所の語は place に書いてください。"),
    "poll": msg("選ばせるなら、選択肢のある decision にしてください。人ごとの投票は書けません。"),
    "real": msg("訓練の当日の実時間は書けません。進行役の覚え（notes）に書いてください。"),
    "requires": msg(
        "済むまで次を待たせるには、選択肢が一つの decision（確認）を置き、その later に次を書いてください。"
    ),
    "respond_within": msg("期限は expect の中に「{text: …, within: 10}」と書いてください。"),
    "time_ratio": msg(
        "想定と実際の時間の比は書けません。演じるときに、進行役が時計を 1 倍から 240 倍で進められます。"
    ),
    "score": msg("点数は書けません。評価者が見る点（ticks）に書いてください。"),
}
_OF_MESSAGES = frozenset(steps.Message.model_fields) - {"sender", "text", "cites"} | {"from"}
_CONDITION_KEYS = {"when", "not", "all", "any"}


def _value(data: Any, loc: Loc) -> Any:
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _keys(manuscript: Manuscript, loc: Loc) -> tuple[str, ...]:
    """The keys that the mapping at `loc` may have."""
    kind: type[Part] = Scenario
    for index, part in enumerate(loc):
        if part == "steps" and len(loc) > index + 1:
            kind = _STEP_MODELS.get(
                steps.kind_of(_value(manuscript.data, loc[: index + 2])) or "", steps.Note
            )
        elif part in _CONDITION_KEYS:
            kind = Condition
        elif isinstance(part, str):
            kind = _PART_MODELS.get(part, kind)
    return tuple(field.alias or name for name, field in kind.model_fields.items())


def misspelt(detail: ErrorDetails, manuscript: Manuscript) -> Loc | None:
    """The key that an unknown one was meant to be, if it is near; its absence is then not reported."""
    if detail["type"] != "extra_forbidden":
        return None
    *above, key = own_loc(detail["loc"])
    close = _keys_like(manuscript, str(key), _free_keys(manuscript, tuple(above)))
    return (*above, close[0]) if close else None


def _keys_like(manuscript: Manuscript, name: str, keys: list[str]) -> tuple[str, ...]:
    """The keys that a wrong one may have meant: by the name of a column, or by spelling."""
    by_column_name = [key for key in keys_meant(name) if key in keys]
    return tuple(by_column_name[:1]) or manuscript.nearest(name, keys, 1)


def _free_keys(manuscript: Manuscript, loc: Loc) -> list[str]:
    """The keys that the mapping at `loc` may still be given."""
    written = _value(manuscript.data, loc)
    return [name for name in _keys(manuscript, loc) if name not in written]


def missing(manuscript: Manuscript, loc: Loc, name: str) -> Finding:
    """The finding for a required key that is not there."""
    return manuscript.finding(
        Code.MISSING_KEY,
        loc,
        tr("「{name}」がありません。", name=name),
        tr("「{name}: …」を書き加えてください。", name=name),
    )


def unknown_key(manuscript: Manuscript, loc: Loc, name: str) -> Finding:
    """The finding for a key that the mapping cannot have, with the key meant or where its content belongs."""
    if name != name.lstrip("\u3000\u00a0"):
        return manuscript.finding(
            Code.NOT_HALF_WIDTH,
            loc,
            tr("キー「{name}」の前に、半角でない空白があります。", name=name.strip()),
            tr("字下げは半角の空白だけで書きます。上の行と、半角の空白でそろえてください。"),
            key=True,
        )
    if name in KINDS and len(loc) == 3 and loc[0] == "steps":
        message = tr("一つのステップに、種類のキーが二つあります（もう一つは「{name}」）。", name=name)
        advice = tr("{kinds} のうち一つだけを残してください。", kinds=tr("、").join(KINDS))
        return manuscript.finding(Code.UNKNOWN_KIND, loc, message, advice, key=True)
    name_of_plan = ABSENT.get(name, name)
    if name_of_plan in _ELSEWHERE and not version1.says_version_1(manuscript.data):
        message = tr("「{name}」というキーは使えません。", name=name)
        return manuscript.finding(Code.UNKNOWN_KEY, loc, message, tr(_ELSEWHERE[name_of_plan]), key=True)
    kind = steps.kind_of(_value(manuscript.data, loc[:2])) if len(loc) == 3 and loc[0] == "steps" else None
    if kind in ("question", "decision") and {name, *keys_meant(name)[:1]} & _OF_MESSAGES:
        return manuscript.finding(
            Code.UNKNOWN_KEY,
            loc,
            tr("「{name}」というキーは、{kind} には使えません。", name=name, kind=kind),
            tr(
                "知らせとして届けることは、すぐ上に置いた inject に書き、"
                '{kind} を「at: "+0:00"」で続けてください。予期される対応は notes に書けます。',
                kind=kind,
            ),
            key=True,
        )
    close = _keys_like(manuscript, name, _free_keys(manuscript, loc[:-1]))
    usable = tr("ここで使えるキー: {keys}", keys=" ".join(_keys(manuscript, loc[:-1])))
    advice = tr(
        "{perhaps}つづりを確かめるか、消してください。{usable}", perhaps=perhaps(close), usable=usable
    )
    message = tr("「{name}」というキーは使えません。", name=name)
    return manuscript.finding(Code.UNKNOWN_KEY, loc, message, advice, key=True, nearest=close)


def no_kind(manuscript: Manuscript, loc: Loc) -> Finding:
    """The finding for a step whose kind is not known."""
    value = _value(manuscript.data, loc)
    kinds = tr("、").join(KINDS)
    if not isinstance(value, dict):
        return manuscript.finding(
            Code.WRONG_TYPE,
            loc,
            tr("ステップが「キー: 値」の並びになっていません。"),
            tr("「- 種類: 識別名」で始めてください（種類は {kinds}）。", kinds=kinds),
        )
    close = [(key, likely[0]) for key in value if (likely := _kinds_like(manuscript, key))]
    if close:
        key, kind_meant = close[0]
        loc = (*loc, key)
        message = tr("「{key}」という種類のステップはありません。", key=key)
        return manuscript.finding(
            Code.UNKNOWN_KIND,
            loc,
            message,
            tr("{perhaps}種類は {kinds}。", perhaps=perhaps((kind_meant,)), kinds=kinds),
            key=True,
            nearest=(kind_meant,),
        )
    return manuscript.finding(
        Code.UNKNOWN_KIND,
        loc,
        tr("ステップの種類が分かりません。"),
        tr("{kinds} のどれか一つをキーにして、識別名を書いてください。", kinds=kinds),
    )


def _kinds_like(manuscript: Manuscript, key: str) -> tuple[str, ...]:
    """The kinds of step that a key may have meant: by another word for the kind, or by spelling."""
    kind = meant(key, KIND_WORDS, KINDS)
    return (kind,) if kind else manuscript.nearest(key, KINDS, 1)
