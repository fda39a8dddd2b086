"""Values of the wrong type, size, form or word, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic_core import ErrorDetails

from simulator.datafile import Loc, quoted, shortened, straightened
from simulator.datafile.validation import type_label
from simulator.language import tr
from simulator.scenario import version1
from simulator.scenario.attachments import KINDS as KINDS_OF_FILES
from simulator.scenario.check.checks import outline, seat_words
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.nearest import by_label, perhaps
from simulator.scenario.check.checks.time_words import number_meant, time_meant
from simulator.scenario.check.checks.words import difficulties, labels
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.other_words import MODES, meant
from simulator.scenario.steps import Mode

_NUMBERED = re.compile("[0-9][a-z0-9-]{0,36}")
_GLUED_ENTRY = re.compile(r"(?:-(?=[^\s-])|[－−–—‐・•]\s*)(?P<value>\S.*)", re.DOTALL)
# Beginnings of pydantic's error types for values of a closed form.
_OF_WORDS = ("enum", "literal", "string_pattern", "value_error", "int")
TOO_SHORT = {"too_short", "string_too_short"}
OUT_OF_RANGE = {"too_long", "string_too_long", "greater_than", "less_than_equal"}


def wrong_size(manuscript: Manuscript, loc: Loc, name: str, detail: ErrorDetails) -> Finding:
    """The finding for an empty or too long value, or a number out of range."""
    if detail["type"] in TOO_SHORT:
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


def not_half_width(manuscript: Manuscript, loc: Loc, kind: str, value: object) -> Finding | None:
    """A word, name, time or number that would be right in half-width signs."""
    if not isinstance(value, str) or not kind.startswith(_OF_WORDS):
        return None
    plain = straightened(value)
    if plain == value.strip():
        return None
    inside = plain != value.strip()[1:-1]  # else only its quotation marks are wrong
    return manuscript.finding(
        Code.NOT_HALF_WIDTH,
        loc,
        tr("「{given}」に、半角でない記号や文字があります。", given=shortened(value))
        if inside
        else tr("「{given}」の引用符は曲がっていて、YAML は引用符と見ません。", given=shortened(value)),
        tr("半角で「{plain}」と書いてください。", plain=shortened(plain if inside else quoted(plain))),
        nearest=(plain,),
    )


def unknown_word(manuscript: Manuscript, loc: Loc, name: str, value: object) -> Finding:
    """The finding for a value that is not in its closed set, with the words near it."""
    code, usable = Code.UNKNOWN_WORD, {"1": "1", "2": "2"}
    match name:
        case "start" | "phase":
            code, usable = Code.UNKNOWN_PHASE, labels("Phase")
        case "seats" | "seat" | "to" | "stands_for":
            if isinstance(value, str):
                return _unknown_seat(manuscript, loc, name, value)
            code, usable = Code.UNKNOWN_SEAT, seat_words.usable(manuscript.data, name)
        case "trigger":
            code, usable = Code.UNKNOWN_TRIGGER, labels("Trigger")
        case "mode":
            usable = labels("Mode")
        case "difficulty":
            usable = difficulties()
    listed = tr("、").join(
        tr("{id}（{label}）", id=word, label=label) if label != word else word
        for word, label in usable.items()
    )
    if value is None or isinstance(value, list | dict):
        word = value[0] if isinstance(value, list) and len(value) == 1 else None
        only = (word,) if isinstance(word, str) and word in usable else ()
        advice = tr("次のうち一つの語だけを書いてください: {listed}", listed=listed)
        if only:
            advice = tr("一つだけなので、括弧や「- 」を付けずに「{only}」と書いてください。", only=only[0])
        return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, value), advice, nearest=only)
    as_written = shortened(value) if isinstance(value, str) else manuscript.written(loc)
    close = by_label(as_written, usable) if manuscript.may_hint() else ()
    if name == "mode" and (mode := meant(as_written, MODES, _modes(manuscript))):
        close = (mode,)
    advice = tr("{perhaps}使える語: {listed}", perhaps=perhaps(close), listed=listed)
    message = tr("「{given}」は「{name}」に使えません。", given=as_written, name=name)
    return manuscript.finding(code, loc, message, advice, nearest=close)


def _modes(manuscript: Manuscript) -> frozenset[str]:
    """The ways of arriving that the file's version has."""
    return version1.MODES if version1.says_version_1(manuscript.data) else frozenset(Mode)


def _unknown_seat(manuscript: Manuscript, loc: Loc, name: str, value: str) -> Finding:
    message = tr("「{given}」は「{name}」に使えません。", given=shortened(value), name=name)
    if manuscript.may_hint():
        close, advice = seat_words.meant_by(value, name, manuscript.data)
    else:
        close, advice = (), seat_words.seats_listed(manuscript.data, name)
    return manuscript.finding(Code.UNKNOWN_SEAT, loc, message, advice, nearest=close)


def wrong_pattern(manuscript: Manuscript, loc: Loc, name: str, value: object) -> Finding:
    """The finding for a date, id, country or choice of another form."""
    value = shortened(str(value))
    match name:
        case "date" | "weekday":
            return manuscript.finding(
                Code.WRONG_TIME,
                loc,
                tr("「{given}」は日か曜日の形ではありません。", given=value),
                tr("「5月21日」「2026年5月21日」「木」のように書いてください。"),
            )
        case "begins":
            return _wrong_time(manuscript, loc, value, tr("「08:00」のように書いてください。"))
        case "countries":
            return manuscript.finding(
                Code.WRONG_COUNTRY,
                loc,
                tr("「{given}」は架空の国の書き方ではありません。", given=value),
                tr("半角の大文字一字に「国」を付けてください（例 A国）。日本と米国は書かなくて構いません。"),
            )
        case "chosen":
            return manuscript.finding(
                Code.WRONG_ID,
                loc,
                tr("「{given}」は「判断/選択肢」の形ではありません。", given=value),
                tr("判断と選択肢の識別名を「/」でつないでください（例 escort/accept）。"),
            )
    plain = value.strip().casefold()
    near = (f"no-{plain}",) if _NUMBERED.fullmatch(plain) else ()
    return manuscript.finding(
        Code.WRONG_ID,
        loc,
        tr("「{given}」は識別名に使えません。", given=value),
        perhaps(near)
        + tr("半角の英小文字で始め、英小文字・数字・ハイフンで 40 字までにしてください（例 first-report）。"),
        nearest=near,
    )


def _wrong_time(manuscript: Manuscript, loc: Loc, value: str, advice: str) -> Finding:
    """The finding for a value that is not a time, with the time that it may mean."""
    version = outline.top(manuscript.data).value.get("schema")
    time = time_meant(value, str(loc[-1]), version)
    near = (time,) if time else ()
    message = tr("「{given}」は時刻の形ではありません。", given=value)
    return manuscript.finding(Code.WRONG_TIME, loc, message, perhaps(near) + advice, nearest=near)


def broken_rule(manuscript: Manuscript, loc: Loc, name: str, value: object) -> Finding:
    """The finding for a value that a rule of the models refuses: a file, a time, a condition, an effect."""
    if name == "file":
        return manuscript.finding(
            Code.WRONG_ATTACHMENT,
            loc,
            tr("「{given}」は添付に使えません。", given=shortened(str(value))),
            tr(
                "シナリオのファイルから見た相対の名で（「/」や「..」で外へ出ず）書き、"
                "種類は {kinds} のどれかにしてください。",
                kinds=" ".join(KINDS_OF_FILES),
            ),
        )
    if name == "after":
        advice = tr("選んでから届くまでの「時:分」で書いてください（例 0:30）。")
        return _wrong_time(manuscript, loc, shortened(str(value)), advice)
    if name == "at":
        value = shortened(value) if isinstance(value, str) else manuscript.written(loc) or type_label(value)
        advice = tr("始まりからの「時:分」で書いてください（例 0:40、26:30）。")
        if not version1.says_version_1(manuscript.data):
            advice = tr(
                "始まりからの「0:40」か「T+0:40」、上のステップからの「+0:15」、日と時刻の「2日目 09:00」か"
                "「5月22日 09:00」の形で書いてください。"
            )
        return _wrong_time(manuscript, loc, value, advice)
    code, what, keys = Code.WRONG_CONDITION, tr("条件"), "phase flag chosen not all any"
    if "effects" in loc:
        code, what, keys = Code.WRONG_EFFECT, tr("効果"), "trigger set clear"
    count = sum(key in keys.split() for key in value) if isinstance(value, dict) else 0
    message = tr("{what}のキーがありません。", what=what)
    if count:
        message = tr("{what}のキーが{count} つあります。", what=what, count=count)
    return manuscript.finding(
        code, loc, message, tr("{keys} のうち、ちょうど一つを書いてください。", keys=keys)
    )


def wrong_type(manuscript: Manuscript, loc: Loc, name: str, detail: ErrorDetails) -> Finding:
    """The finding for a value of another type than the field takes."""
    value = detail["input"]
    kind = detail["type"]
    if kind.startswith("string"):
        expected = tr("文字列")
        if isinstance(value, bool | int | float):  # in the author's own letters: 1.10 is not "1.1"
            expected = tr('文字列（引用符を付けて "{given}"）', given=manuscript.written(loc))
    elif kind.startswith(("tuple", "list")):
        if isinstance(value, str) and (entry := _GLUED_ENTRY.fullmatch(value)):
            return _glued_entry(manuscript, loc, value, entry["value"])
        if isinstance(value, str) and name == "to":
            near, advice = seat_words.alone(value, manuscript.data)
            return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, value), advice, nearest=near)
        expected = tr("並び（「- 」で始まる行、又は [ … ]）")
    elif kind.startswith(("int", "finite_number")):  # 1e9999 is read as infinite
        number, unit = number_meant(value, name) if isinstance(value, str) else ("", "")
        if number:
            advice = tr("「{number}」と、数だけを書いてください（単位は{unit}）。", number=number, unit=unit)
            return manuscript.finding(Code.WRONG_TYPE, loc, _wrong(name, value), advice, nearest=(number,))
        expected = tr("整数")
    else:
        expected = tr("「キー: 値」の並び")
    return manuscript.finding(
        Code.WRONG_TYPE, loc, _wrong(name, value), tr("{wanted}にしてください。", wanted=expected)
    )


def _glued_entry(manuscript: Manuscript, loc: Loc, text: str, entry: str) -> Finding:
    """`-何が` where a list is wanted: YAML reads a text, the author means an entry."""
    advice = tr("「- {value}」と書いてください。", value=shortened(entry))
    if text[0] == "-":
        message = tr("「-」の後に、空白がありません。")
        return manuscript.finding(Code.NO_BLANK, loc, message, advice, word=text[0])
    message = tr("並びの印「{dash}」が半角の「-」ではありません。", dash=text[0])
    return manuscript.finding(Code.NOT_HALF_WIDTH, loc, message, advice, word=text[0])


def _wrong(name: str, value: object) -> str:
    return tr(
        "「{where}」の値の型が違います（今は{shown}）。",
        where=name or tr("全体"),
        shown=type_label(value),
    )
