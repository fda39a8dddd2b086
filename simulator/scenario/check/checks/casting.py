"""Who takes part and why: seats that receive and decide, reasons for what moves the phases, the start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.datafile import shortened
from simulator.doctrine import Phase
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.outline import RawPart, RawStep, Word
from simulator.scenario.check.checks.words import labels
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.seats import Seat

_FIVE = frozenset(Seat)


def check_casting(manuscript: Manuscript) -> Iterator[Finding]:
    """Seats, reasons and the starting configuration."""
    data = outline.top(manuscript.data)
    version = data.value.get("schema")
    own_seats = outline.own_seats(manuscript.data)
    seats = {word.text for word in outline.words(data, "seats")}
    if not seats <= _FIVE:
        seats = set(_FIVE)  # the wrong name is reported elsewhere, and any seat may be the one meant
    seats |= set(own_seats)
    if version != 1:
        yield from _seats_twice(manuscript)
    for step in outline.steps(manuscript.data):
        if step.kind == "inject":
            yield from _receivers(manuscript, step, seats)
        elif step.kind == "decision":
            yield from _decider(manuscript, step, seats)
            yield from _options(manuscript, step, may_acknowledge=version != 1)
            yield from _closed(manuscript, step)
            for message in outline.messages(step):
                yield from _receivers(manuscript, message, seats)
        elif step.kind == "question" and version != 1:
            yield from _question(manuscript, step)
        elif step.kind == "transition":
            yield from _reason(manuscript, step)
        for effect in outline.effects(step):
            yield from _reason(manuscript, effect)
    yield from _start(manuscript, list(outline.words(data, "start")))
    yield from _clock(manuscript, outline.word(data, "begins"))


def _seats_twice(manuscript: Manuscript) -> Iterator[Finding]:
    """Seats that are listed twice, and own seats whose id is already in use."""
    top = outline.top(manuscript.data)
    used = list(outline.words(top, "seats"))
    used += [name for part in outline.parts(top, "seats") if (name := outline.word(part, "id"))]
    lists = [sorted(used, key=lambda word: int(word.loc[1]))]
    lists += [list(outline.deciders(step)) for step in outline.steps(manuscript.data)]
    for words in lists:
        seen_seats: set[str] = set()
        for word in words:
            in_use = word.text in seen_seats or (word.loc[-1] == "id" and word.text in _FIVE)
            seen_seats.add(word.text)
            if in_use:
                yield manuscript.finding(
                    Code.SEAT_TWICE,
                    word.loc,
                    tr("席「{seat}」は、もうあります。", seat=shortened(word.text)),
                    tr("一つだけにするか、ほかの識別名にしてください。"),
                )


def _receivers(manuscript: Manuscript, step: RawStep, seats: set[str]) -> Iterator[Finding]:
    if step.value.get("to") == []:
        yield manuscript.finding(
            Code.NO_RECEIVER,
            (*step.loc, "to"),
            tr("この状況付与を受け取る席がありません。"),
            tr("「to」に席を書いてください（使う席: {seats}）。", seats=tr("、").join(sorted(seats))),
        )
    for word in outline.words(step, "to"):
        if seats and word.text in _FIVE - seats:
            yield _not_in_use(manuscript, word, Code.RECEIVER_NOT_IN_USE, tr("受け取る人がいません"))


def _decider(manuscript: Manuscript, step: RawStep, seats: set[str]) -> Iterator[Finding]:
    for seat in outline.deciders(step):
        if seats and seat.text in _FIVE - seats:
            yield _not_in_use(manuscript, seat, Code.DECIDER_NOT_IN_USE, tr("判断する人がいません"))


def _not_in_use(manuscript: Manuscript, word: Word, code: Code, consequence: str) -> Finding:
    return manuscript.finding(
        code,
        word.loc,
        tr(
            "席「{word}」（{seat}）は使う席（seats）になく、{so}。",
            word=word.text,
            seat=labels("Seat")[word.text],
            so=consequence,
        ),
        tr("いちばん上の「seats」に加えるか、使う席に直してください。"),
    )


def _question(manuscript: Manuscript, step: RawStep) -> Iterator[Finding]:
    if not step.value.get("answer") and not step.value.get("points"):
        yield manuscript.finding(
            Code.NOTHING_TO_ANSWER,
            (*step.loc, "question"),
            tr("この問いには、解答の例（answer）も、討議の点（points）もありません。"),
            tr("決まった解答があれば answer に、なければ話し合う点を points に書いてください。"),
        )


def _options(manuscript: Manuscript, step: RawStep, *, may_acknowledge: bool) -> Iterator[Finding]:
    options = step.value.get("options")
    if options == []:  # a play cannot go on from it; with a single option it can
        yield manuscript.finding(
            Code.EMPTY,
            (*step.loc, "options"),
            tr("「{name}」が空です。", name="options"),
            tr("選択肢を二つ以上書いてください。選ぶ余地がないなら、note か transition にしてください。"),
            key=True,
        )
    elif isinstance(options, list) and len(options) == 1 and not may_acknowledge:
        yield manuscript.finding(
            Code.TOO_FEW_OPTIONS,
            (*step.loc, "options"),
            tr("判断の選択肢が一つしかありません。"),
            tr("選択肢を二つ以上書いてください。選ぶ余地がないなら、note か transition にしてください。"),
            key=True,
        )


def _closed(manuscript: Manuscript, step: RawStep) -> Iterator[Finding]:
    for option in outline.options(step):
        if outline.word(option, "closed") and not option.value.get("when"):
            yield manuscript.finding(
                Code.CLOSED_WITHOUT_CONDITION,
                (*option.loc, "closed"),
                tr("選べない理由（closed）がありますが、選べる条件（when）がありません。"),
                tr("「when: {flag: …}」のように条件を書くか、理由を消してください。"),
                key=True,
            )


def _reason(manuscript: Manuscript, part: RawPart | RawStep) -> Iterator[Finding]:
    trigger = outline.word(part, "trigger")
    if trigger and not part.value.get("because") and part.value.get("because", "") in ("", None):
        yield manuscript.finding(
            Code.NO_REASON,
            trigger.loc,
            tr("段階を動かす理由（because）がありません。"),
            tr("「because: …」に、想定の中の何がそうさせたかを書いてください。"),
            key=True,
        )


def _start(manuscript: Manuscript, start: list[Word]) -> Iterator[Finding]:
    phases = frozenset(Phase(word.text) for word in start if word.text in list(Phase))
    try:
        Configuration.of(phases)
    except ValueError as error:
        yield manuscript.finding(
            Code.IMPOSSIBLE_START,
            ("start",),
            tr("始まりの段階が成り立ちません。{reason}。", reason=str(error).rstrip("。.")),
            tr(
                "情勢の段階（heiji juyo yosoku hassei）は一つだけ、"
                "sonritsu は hassei のほかと書いてください。"
            ),
            key=True,
        )


def _clock(manuscript: Manuscript, begins: Word | None) -> Iterator[Finding]:
    """Report 24:00 to 29:59, which the pattern of the field lets through."""
    if begins and re.fullmatch("2[4-9]:[0-5][0-9]", shortened(begins.text)):
        yield manuscript.finding(
            Code.WRONG_TIME,
            begins.loc,
            tr("「{begins}」は一日の時刻ではありません。", begins=shortened(begins.text)),
            tr("00:00 から 23:59 までにしてください。"),
        )
