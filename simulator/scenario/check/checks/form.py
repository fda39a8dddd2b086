"""Faults of form: what the models refuse, each with its code, its place and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.datafile import Loc, quoted, shortened, straightened
from simulator.datafile.validation import is_echo, type_label
from simulator.language import msg, tr
from simulator.scenario import steps, version1
from simulator.scenario.attachments import KINDS as KINDS_OF_FILES
from simulator.scenario.attachments import Attachment
from simulator.scenario.check.checks import outline, seat_words
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.nearest import by_label, perhaps
from simulator.scenario.check.checks.time_words import number_meant, time_meant
from simulator.scenario.check.checks.words import difficulties, labels
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.conditions import Condition, Effect
from simulator.scenario.load import adapter, own_loc, table
from simulator.scenario.model import Objective, Scenario
from simulator.scenario.moments import with_times
from simulator.scenario.other_words import ABSENT, MODES, keys_meant, meant
from simulator.scenario.other_words import KINDS as KIND_WORDS
from simulator.scenario.part import Part
from simulator.scenario.seats import OwnSeat
from simulator.scenario.steps import KINDS, Mode

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
        "想定と実際の時間の比は書けません。演習の画面で、時計を 1 倍から 240 倍で進められます。"
    ),
    "score": msg("点数は書けません。評価者が見る点（ticks）に書いてください。"),
}
_OF_MESSAGES = frozenset(steps.Message.model_fields) - {"sender", "text", "cites"} | {"from"}
_NUMBERED = re.compile("[0-9][a-z0-9-]{0,36}")
_CONDITION_KEYS = {"when", "not", "all", "any"}
_GLUED_ENTRY = re.compile(r"(?:-(?=[^\s-])|[－−–—‐・•]\s*)(?P<value>\S.*)", re.DOTALL)
# Beginnings of pydantic's error types for values of a closed form.
_OF_WORDS = ("enum", "literal", "string_pattern", "value_error", "int")
_TOO_SHORT = {"too_short", "string_too_short"}
_OUT_OF_RANGE = {"too_long", "string_too_long", "greater_than", "less_than_equal"}


def check_form(manuscript: Manuscript) -> tuple[Scenario | None, list[Finding]]:
    """The scenario, or None and all that the models refuse."""
    if not isinstance(manuscript.data, dict):
        message = (
            tr("シナリオの形をしていません。") if manuscript.data is not None else tr("中身がありません。")
        )
        advice = tr("「schema: 1」「title: …」のように、いちばん上に「キー: 値」を並べてください。")
        return None, [manuscript.finding(Code.NOT_A_SCENARIO, (), message, advice)]
    scenario, details = None, []
    data, times = with_times(manuscript.data)
    try:
        scenario = adapter().validate_python(data, context=table(data))
    except ValidationError as error:
        details = error.errors(include_url=False)
    misspelt = {loc for loc in map(_misspelt, details, [manuscript] * len(details)) if loc}
    told = [
        _finding(manuscript, detail)
        for detail in details
        if not (detail["type"] == "missing" and own_loc(detail["loc"]) in misspelt) and not is_echo(detail)
    ]
    told += [
        manuscript.finding(
            Code.TIME_WITHOUT_BASIS if fault.basis else Code.IMPOSSIBLE_DAY,
            fault.loc,
            fault.message,
            fault.advice,
        )
        for fault in times
    ]
    if version1.says_version_1(manuscript.data):
        told += _version_1(manuscript, misspelt)
    return (None if told else scenario), told


def _version_1(manuscript: Manuscript, misspelt: set[Loc]) -> Iterator[Finding]:
    """Version 2's forms in a file that says version 1, and version 1's required keys that it lacks."""
    for newer in version1.newer_forms(manuscript.data):
        yield manuscript.finding(
            Code.NEWER_FORM,
            newer.loc,
            version1.needs_version_2(
                shortened(next(str(p) for p in reversed(newer.loc) if isinstance(p, str)))
            ),
            tr("いちばん上を「schema: 2」にするか（shishin upgrade FILE）、消してください。"),
            key=newer.key,
        )
    for loc in version1.missing_keys(manuscript.data):
        if loc not in misspelt:
            yield _missing(manuscript, loc, str(loc[-1]))


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
    for at, part in enumerate(loc):
        if part == "steps" and len(loc) > at + 1:
            kind = _STEP_MODELS.get(steps.kind_of(_value(manuscript.data, loc[: at + 2])) or "", steps.Note)
        elif part in _CONDITION_KEYS:
            kind = Condition
        elif isinstance(part, str):
            kind = _PART_MODELS.get(part, kind)
    return tuple(field.alias or name for name, field in kind.model_fields.items())


def _misspelt(detail: ErrorDetails, manuscript: Manuscript) -> Loc | None:
    """The key that an unknown one was meant to be, if it is near; its absence is then not reported."""
    if detail["type"] != "extra_forbidden":
        return None
    *above, key = own_loc(detail["loc"])
    close = _keys_like(manuscript, str(key), _free_keys(manuscript, tuple(above)))
    return (*above, close[0]) if close else None


def _keys_like(manuscript: Manuscript, name: str, keys: list[str]) -> tuple[str, ...]:
    """The keys that a wrong one may have meant: by the name of a column, or by spelling."""
    named = [key for key in keys_meant(name) if key in keys]
    return tuple(named[:1]) or manuscript.nearest(name, keys, 1)


def _free_keys(manuscript: Manuscript, loc: Loc) -> list[str]:
    """The keys that the mapping at `loc` may still be given."""
    there = _value(manuscript.data, loc)
    return [name for name in _keys(manuscript, loc) if name not in there]


def _finding(manuscript: Manuscript, detail: ErrorDetails) -> Finding:
    loc = own_loc(detail["loc"])
    name = shortened(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    kind, given = detail["type"], detail["input"]
    if kind == "missing":
        return _missing(manuscript, loc, name)
    if kind == "extra_forbidden":
        return _unknown_key(manuscript, loc, name)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _no_kind(manuscript, loc)
    if finding := _not_half_width(manuscript, loc, kind, given):
        return finding
    if kind in ("enum", "literal_error"):
        return _unknown_word(manuscript, loc, name, given)
    if kind == "string_pattern_mismatch":
        return _pattern(manuscript, loc, name, given)
    if kind == "value_error":
        return _rule(manuscript, loc, name, given)
    if kind in _TOO_SHORT or kind in _OUT_OF_RANGE:
        return _wrong_size(manuscript, loc, name, detail)
    return _wrong_type(manuscript, loc, name, detail)


def _missing(manuscript: Manuscript, loc: Loc, name: str) -> Finding:
    return manuscript.finding(
        Code.MISSING_KEY,
        loc,
        tr("「{name}」がありません。", name=name),
        tr("「{name}: …」を書き加えてください。", name=name),
    )


def _wrong_size(manuscript: Manuscript, loc: Loc, name: str, detail: ErrorDetails) -> Finding:
    if detail["type"] in _TOO_SHORT:
        message = tr("「{name}」が空です。", name=name)
        return manuscript.finding(Code.EMPTY, loc, message, tr("一つ以上書いてください。"))
    message = tr("「{name}」が長すぎるか、範囲の外です。", name=name)
    return manuscript.finding(Code.OUT_OF_RANGE, loc, message, _within(detail.get("ctx", {})))


def _within(context: Mapping[str, object]) -> str:
    if "max_length" in context:
        return tr("{limit}字までにしてください。", limit=context["max_length"])
    if "le" in context:
        return tr("{limit}までにしてください。", limit=context["le"])
    return tr("{limit}より大きくしてください。", limit=context.get("gt", ""))


def _not_half_width(manuscript: Manuscript, loc: Loc, kind: str, given: object) -> Finding | None:
    """A word, name, time or number that would be right in half-width signs."""
    if not isinstance(given, str) or not kind.startswith(_OF_WORDS):
        return None
    plain = straightened(given)
    if plain == given.strip():
        return None
    inside = plain != given.strip()[1:-1]  # else only its quotation marks are wrong
    return manuscript.finding(
        Code.NOT_HALF_WIDTH,
        loc,
        tr("「{given}」に、半角でない記号や文字があります。", given=shortened(given))
        if inside
        else tr("「{given}」の引用符は曲がっていて、YAML は引用符と見ません。", given=shortened(given)),
        tr("半角で「{plain}」と書いてください。", plain=shortened(plain if inside else quoted(plain))),
        nearest=(plain,),
    )


def _unknown_key(manuscript: Manuscript, loc: Loc, name: str) -> Finding:
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


def _no_kind(manuscript: Manuscript, loc: Loc) -> Finding:
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
        key, meant = close[0]
        loc = (*loc, key)
        message = tr("「{key}」という種類のステップはありません。", key=key)
        return manuscript.finding(
            Code.UNKNOWN_KIND,
            loc,
            message,
            tr("{perhaps}種類は {kinds}。", perhaps=perhaps((meant,)), kinds=kinds),
            key=True,
            nearest=(meant,),
        )
    return manuscript.finding(
        Code.UNKNOWN_KIND,
        loc,
        tr("ステップの種類が分かりません。"),
        tr("{kinds} のどれか一つをキーにして、識別名を書いてください。", kinds=kinds),
    )


def _kinds_like(manuscript: Manuscript, key: str) -> tuple[str, ...]:
    """The kinds of step that a key may have meant: by another word for the kind, or by spelling."""
    said = meant(key, KIND_WORDS, KINDS)
    return (said,) if said else manuscript.nearest(key, KINDS, 1)


def _unknown_word(manuscript: Manuscript, loc: Loc, name: str, given: object) -> Finding:
    code, known = Code.UNKNOWN_WORD, {"1": "1", "2": "2"}
    match name:
        case "start" | "phase":
            code, known = Code.UNKNOWN_PHASE, labels("Phase")
        case "seats" | "seat" | "to" | "stands_for":
            if isinstance(given, str):
                return _unknown_seat(manuscript, loc, name, given)
            code, known = Code.UNKNOWN_SEAT, seat_words.usable(manuscript.data, name)
        case "trigger":
            code, known = Code.UNKNOWN_TRIGGER, labels("Trigger")
        case "mode":
            known = labels("Mode")
        case "difficulty":
            known = difficulties()
    listed = tr("、").join(
        tr("{id}（{label}）", id=word, label=label) if label != word else word
        for word, label in known.items()
    )
    if given is None or isinstance(given, list | dict):
        word = given[0] if isinstance(given, list) and len(given) == 1 else None
        only = (word,) if isinstance(word, str) and word in known else ()
        advice = tr("次のうち一つの語だけを書いてください: {listed}", listed=listed)
        if only:
            advice = tr("一つだけなので、括弧や「- 」を付けずに「{only}」と書いてください。", only=only[0])
        return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, given), advice, nearest=only)
    shown = shortened(given) if isinstance(given, str) else manuscript.written(loc)
    close = by_label(shown, known) if manuscript.may_hint() else ()
    if name == "mode" and (mode := meant(shown, MODES, _modes(manuscript))):
        close = (mode,)
    advice = tr("{perhaps}使える語: {listed}", perhaps=perhaps(close), listed=listed)
    message = tr("「{given}」は「{name}」に使えません。", given=shown, name=name)
    return manuscript.finding(code, loc, message, advice, nearest=close)


def _modes(manuscript: Manuscript) -> frozenset[str]:
    """The ways of arriving that the file's version has."""
    return version1.MODES if version1.says_version_1(manuscript.data) else frozenset(Mode)


def _unknown_seat(manuscript: Manuscript, loc: Loc, name: str, given: str) -> Finding:
    message = tr("「{given}」は「{name}」に使えません。", given=shortened(given), name=name)
    if manuscript.may_hint():
        close, advice = seat_words.meant_by(given, name, manuscript.data)
    else:
        close, advice = (), seat_words.listed(manuscript.data, name)
    return manuscript.finding(Code.UNKNOWN_SEAT, loc, message, advice, nearest=close)


def _pattern(manuscript: Manuscript, loc: Loc, name: str, given: object) -> Finding:
    given = shortened(str(given))
    match name:
        case "date" | "weekday":
            return manuscript.finding(
                Code.WRONG_TIME,
                loc,
                tr("「{given}」は日か曜日の形ではありません。", given=given),
                tr("「5月21日」「2026年5月21日」「木」のように書いてください。"),
            )
        case "begins":
            return _wrong_time(manuscript, loc, given, tr("「08:00」のように書いてください。"))
        case "countries":
            return manuscript.finding(
                Code.WRONG_COUNTRY,
                loc,
                tr("「{given}」は架空の国の書き方ではありません。", given=given),
                tr("半角の大文字一字に「国」を付けてください（例 A国）。日本と米国は書かなくて構いません。"),
            )
        case "chosen":
            return manuscript.finding(
                Code.WRONG_ID,
                loc,
                tr("「{given}」は「判断/選択肢」の形ではありません。", given=given),
                tr("判断と選択肢の識別名を「/」でつないでください（例 escort/accept）。"),
            )
    plain = given.strip().casefold()
    near = (f"no-{plain}",) if _NUMBERED.fullmatch(plain) else ()
    return manuscript.finding(
        Code.WRONG_ID,
        loc,
        tr("「{given}」は識別名に使えません。", given=given),
        perhaps(near)
        + tr("半角の英小文字で始め、英小文字・数字・ハイフンで 40 字までにしてください（例 first-report）。"),
        nearest=near,
    )


def _wrong_time(manuscript: Manuscript, loc: Loc, given: str, advice: str) -> Finding:
    """The finding for a value that is not a time, with the time that it may mean."""
    version = outline.top(manuscript.data).value.get("schema")
    meant = time_meant(given, str(loc[-1]), version)
    near = (meant,) if meant else ()
    message = tr("「{given}」は時刻の形ではありません。", given=given)
    return manuscript.finding(Code.WRONG_TIME, loc, message, perhaps(near) + advice, nearest=near)


def _rule(manuscript: Manuscript, loc: Loc, name: str, given: object) -> Finding:
    if name == "file":
        return manuscript.finding(
            Code.WRONG_ATTACHMENT,
            loc,
            tr("「{given}」は添付に使えません。", given=shortened(str(given))),
            tr(
                "シナリオのファイルから見た相対の名で（「/」や「..」で外へ出ず）書き、"
                "種類は {kinds} のどれかにしてください。",
                kinds=" ".join(KINDS_OF_FILES),
            ),
        )
    if name == "after":
        advice = tr("選んでから届くまでの「時:分」で書いてください（例 0:30）。")
        return _wrong_time(manuscript, loc, shortened(str(given)), advice)
    if name == "at":
        given = shortened(given) if isinstance(given, str) else manuscript.written(loc) or type_label(given)
        advice = tr("始まりからの「時:分」で書いてください（例 0:40、26:30）。")
        if not version1.says_version_1(manuscript.data):
            advice = tr(
                "始まりからの「0:40」か「T+0:40」、上のステップからの「+0:15」、日と時刻の「2日目 09:00」か"
                "「5月22日 09:00」の形で書いてください。"
            )
        return _wrong_time(manuscript, loc, given, advice)
    code, what, keys = Code.WRONG_CONDITION, tr("条件"), "phase flag chosen not all any"
    if "effects" in loc:
        code, what, keys = Code.WRONG_EFFECT, tr("効果"), "trigger set clear"
    count = sum(key in keys.split() for key in given) if isinstance(given, dict) else 0
    message = tr("{what}のキーがありません。", what=what)
    if count:
        message = tr("{what}のキーが{count} つあります。", what=what, count=count)
    return manuscript.finding(
        code, loc, message, tr("{keys} のうち、ちょうど一つを書いてください。", keys=keys)
    )


def _wrong_type(manuscript: Manuscript, loc: Loc, name: str, detail: ErrorDetails) -> Finding:
    given = detail["input"]
    kind = detail["type"]
    if kind.startswith("string"):
        wanted = tr("文字列")
        if isinstance(given, bool | int | float):  # in the author's own letters: 1.10 is not "1.1"
            wanted = tr('文字列（引用符を付けて "{given}"）', given=manuscript.written(loc))
    elif kind.startswith(("tuple", "list")):
        if isinstance(given, str) and (entry := _GLUED_ENTRY.fullmatch(given)):
            return _glued_entry(manuscript, loc, given, entry["value"])
        if isinstance(given, str) and name == "to":
            near, advice = seat_words.alone(given, manuscript.data)
            return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, given), advice, nearest=near)
        wanted = tr("並び（「- 」で始まる行、又は [ … ]）")
    elif kind.startswith("int"):
        number, unit = number_meant(given, name) if isinstance(given, str) else ("", "")
        if number:
            advice = tr("「{number}」と、数だけを書いてください（単位は{unit}）。", number=number, unit=unit)
            return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, given), advice, nearest=(number,))
        wanted = tr("整数")
    else:
        wanted = tr("「キー: 値」の並び")
    return manuscript.finding(
        Code.WRONG_TYPE, loc, _wrong(name, given), tr("{wanted}にしてください。", wanted=wanted)
    )


def _glued_entry(manuscript: Manuscript, loc: Loc, given: str, value: str) -> Finding:
    """`-何が` where a list is wanted: YAML reads a text, the author means an entry."""
    advice = tr("「- {value}」と書いてください。", value=shortened(value))
    if given[0] == "-":
        message = tr("「-」の後に、空白がありません。")
        return manuscript.finding(Code.NO_BLANK, loc, message, advice, word=given[0])
    message = tr("並びの印「{dash}」が半角の「-」ではありません。", dash=given[0])
    return manuscript.finding(Code.NOT_HALF_WIDTH, loc, message, advice, word=given[0])


def _wrong(name: str, given: object) -> str:
    return tr(
        "「{where}」の値の型が違います（今は{shown}）。",
        where=name or tr("全体"),
        shown=type_label(given),
    )
