"""Names that must agree with each other: steps, options, objectives, flags, choices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from simulator.datafile import shortened, straightened
from simulator.language import tr
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.nearest import perhaps
from simulator.scenario.check.checks.outline import RawPart, RawStep, Word
from simulator.scenario.check.diagnostics import Code, Finding

# With one of these the runs are not what the author meant, and a search would only repeat the fault.
BREAKING = frozenset(
    {Code.DUPLICATE_STEP, Code.DUPLICATE_OPTION, Code.UNKNOWN_STEP, Code.UNKNOWN_FLAG, Code.UNKNOWN_CHOICE}
)


@dataclass
class _Names:
    """Every name that the file gives, and every place that uses one."""

    step_and_message_ids: set[str] = field(
        default_factory=set
    )  # of steps and of messages that follow a choice
    steps: set[str] = field(default_factory=set)
    objectives: dict[str, Word] = field(default_factory=dict)
    options: dict[str, set[str]] = field(default_factory=dict)
    raised: dict[str, Word] = field(default_factory=dict)
    looked_at: list[Word] = field(default_factory=list)
    lowered: list[Word] = field(default_factory=list)
    chosen: list[Word] = field(default_factory=list)
    next: list[Word] = field(default_factory=list)
    served: list[Word] = field(default_factory=list)


def check_names(manuscript: Manuscript) -> Iterator[Finding]:
    """All names, in one pass over the file and one over what it uses."""
    names = _Names()
    yield from _objectives(manuscript, names)
    yield from _steps(manuscript, names)
    for used in names.next:
        yield from _unknown(manuscript, used, names.steps, Code.UNKNOWN_STEP, tr("ステップ"))
    for used in names.served:
        yield from _unknown(manuscript, used, names.objectives, Code.UNKNOWN_OBJECTIVE, tr("学習目標"))
    yield from _flags(manuscript, names)
    for used in names.chosen:
        yield from _choice(manuscript, used, names.options)
    served = {word.text for word in names.served}
    for objective in names.objectives.values():
        if objective.text not in served:
            yield manuscript.finding(
                Code.UNSERVED_OBJECTIVE,
                objective.loc,
                tr(
                    "学習目標「{objective}」を扱うステップがありません。", objective=shortened(objective.text)
                ),
                tr(
                    "扱うステップに「objectives: [{objective}]」と書くか、この目標を消してください。",
                    objective=shortened(objective.text),
                ),
            )


def _objectives(manuscript: Manuscript, names: _Names) -> Iterator[Finding]:
    for part in outline.parts(outline.top(manuscript.data), "objectives"):
        name = _name(part, "id")
        if name is None:
            continue
        if name.text in names.objectives:
            yield _named_twice(manuscript, name, Code.DUPLICATE_OBJECTIVE, tr("学習目標"))
        else:
            names.objectives[name.text] = name


def _steps(manuscript: Manuscript, names: _Names) -> Iterator[Finding]:
    for step in outline.steps(manuscript.data):
        name = _name(step, step.kind) if step.kind else None
        if name:
            if name.text in names.step_and_message_ids:
                yield _named_twice(manuscript, name, Code.DUPLICATE_STEP, tr("ステップ"))
            names.step_and_message_ids.add(name.text)
            names.steps.add(name.text)
        for message in outline.messages(step):
            for word in _if_written(_name(message, "inject")):
                if word.text in names.step_and_message_ids:
                    yield _named_twice(manuscript, word, Code.DUPLICATE_STEP, tr("ステップ"))
                names.step_and_message_ids.add(word.text)
            names.served += map(_straight, outline.words(message, "objectives"))
        names.next += _if_written(_name(step, "next"))
        names.served += map(_straight, outline.words(step, "objectives"))
        option_ids = (
            names.options.setdefault(name.text if name else "", set()) if step.kind == "decision" else set()
        )
        for option in outline.options(step):
            name_of_option = _name(option, "id")
            if name_of_option:
                if name_of_option.text in option_ids:
                    yield _named_twice(manuscript, name_of_option, Code.DUPLICATE_OPTION, tr("選択肢"))
                option_ids.add(name_of_option.text)
            names.next += _if_written(_name(option, "next"))
        for effect in outline.effects(step):
            for word in _if_written(_name(effect, "set")):
                names.raised.setdefault(word.text, word)
            names.lowered += _if_written(_name(effect, "clear"))
        for condition in outline.conditions(step):
            names.looked_at += _if_written(_name(condition, "flag"))
            names.chosen += _if_written(_name(condition, "chosen"))


def _name(part: RawPart | RawStep, key: str) -> Word | None:
    written = outline.word(part, key)
    return _straight(written) if written else None


def _straight(word: Word) -> Word:
    """The name with half-width signs: odd signs are reported where it is written, not wherever it is used."""
    return Word(word.loc, straightened(word.text))


def _if_written(written: Word | None) -> list[Word]:
    return [written] if written else []


def _named_twice(manuscript: Manuscript, name: Word, code: Code, kind: str) -> Finding:
    return manuscript.finding(
        code,
        name.loc,
        tr("{what}の識別名「{name}」は、前にも使われています。", what=kind, name=shortened(name.text)),
        tr("ほかにない名に変え、それを指す next や条件も直してください。"),
    )


def _unknown(
    manuscript: Manuscript, used: Word, known: Collection[str], code: Code, kind: str
) -> Iterator[Finding]:
    if used.text in known:
        return
    close = manuscript.nearest(used.text, known)
    advice = perhaps(close) or tr("その名の{what}を加えるか、ある名に直してください。", what=kind)
    yield manuscript.finding(
        code,
        used.loc,
        tr("{what}「{used}」はありません。", what=kind, used=shortened(used.text)),
        advice,
        nearest=close,
    )


def _flags(manuscript: Manuscript, names: _Names) -> Iterator[Finding]:
    for used in (*names.looked_at, *names.lowered):
        if used.text not in names.raised:
            close = manuscript.nearest(used.text, names.raised)
            yield manuscript.finding(
                Code.UNKNOWN_FLAG,
                used.loc,
                tr("印「{used}」を立てる選択肢がありません。", used=shortened(used.text)),
                perhaps(close)
                or tr("どれかの選択肢の効果に「set: {used}」を書いてください。", used=shortened(used.text)),
                nearest=close,
            )
    looked_at = {word.text for word in names.looked_at}
    for name, word in names.raised.items():
        if name not in looked_at:
            yield manuscript.finding(
                Code.UNUSED_FLAG,
                word.loc,
                tr("印「{name}」を見る条件がありません。", name=shortened(name)),
                tr("後のステップの when で使うか、この効果を消してください。"),
            )


def _choice(manuscript: Manuscript, used: Word, options: dict[str, set[str]]) -> Iterator[Finding]:
    decision, slash, option = used.text.partition("/")
    if not slash or option in options.get(decision, ()):
        return
    all_choices = (f"{name}/{chosen}" for name, ids in options.items() for chosen in sorted(ids))
    decision_exists = decision in options
    decision, option = shortened(decision), shortened(option)
    message = tr("判断「{decision}」はありません。", decision=decision)
    if decision_exists:
        message = tr("判断「{decision}」に選択肢「{option}」はありません。", decision=decision, option=option)
    close = manuscript.nearest(used.text, all_choices)
    advice = perhaps(close) or tr("判断と選択肢の識別名を確かめてください。")
    yield manuscript.finding(Code.UNKNOWN_CHOICE, used.loc, message, advice, nearest=close)
