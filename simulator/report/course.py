"""What happened, moment by moment, with both times."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.exercise import shown_name
from simulator.exercise.events import (
    Added,
    Decided,
    HeldBack,
    Improved,
    Noted,
    Rated,
    Refusal,
    Released,
    Shown,
    Ticked,
    Voted,
)
from simulator.exercise.handout import InjectSlip
from simulator.exercise.votes import by_option
from simulator.language import msg, tr, tr_count
from simulator.machine import said_reason
from simulator.report.account import Account, Occurrence, OccurrenceKind
from simulator.report.blocks import Heading, PaperBlock, Paragraph, Table
from simulator.report.times import Times
from simulator.report.words import (
    expected,
    kind_named,
    labels_cited,
    moments_from,
    option_text,
    phases_named,
    seats_named,
)
from simulator.scenario import Decision, Ending, Inject, Note, Question, Step, TransitionStep
from simulator.scenario.seats import seats_of

GROUPED_ABOVE = 2000  # rows; a longer course is summarised by the hour

_MOVED = msg("段階の動き")
_KINDS = {
    OccurrenceKind.SHOWN: msg("ステップ"),
    OccurrenceKind.VOTED: msg("投票"),
    OccurrenceKind.DECIDED: msg("決めたこと"),
    OccurrenceKind.TICKED: msg("手順"),
    OccurrenceKind.NOTED: msg("メモ"),
    OccurrenceKind.HELD_BACK: msg("控えた"),
    OccurrenceKind.RELEASED: msg("控えを示した"),
    OccurrenceKind.ADDED: msg("状況付与（追加）"),
    OccurrenceKind.REFUSED: msg("退けられた"),
}

CourseRow = tuple[str, str, str, str, str]


def course(account: Account, times: Times) -> Iterable[PaperBlock]:
    """Rows of all that happened; then separately what was off the script, and the notes."""
    occurrences = [
        occurrence
        for occurrence in account.occurrences
        if occurrence.kind not in (OccurrenceKind.STARTED, OccurrenceKind.RATED, OccurrenceKind.IMPROVED)
    ]
    if not occurrences:
        yield Paragraph(tr("まだ何も起きていない。"))
        return
    head = (tr("演習の時刻"), tr("実時刻"), tr("種類"), tr("内容"), tr("条項"))
    widths = (14, 9, 13, 50, 14)
    if len(occurrences) <= GROUPED_ABOVE:
        yield Table(
            head, tuple(row_of(account, occurrence, times) for occurrence in occurrences), widths, small=True
        )
    else:
        yield from _by_the_hour(account, occurrences, times)
    off = [
        occurrence
        for occurrence in occurrences
        if occurrence.kind in (OccurrenceKind.ADDED, OccurrenceKind.HELD_BACK, OccurrenceKind.RELEASED)
    ]
    if off:
        yield Heading(tr("台本にない進め方"), 2)
        yield Table(head, tuple(row_of(account, occurrence, times) for occurrence in off), widths, small=True)
    yield from _awaited(occurrences, times)
    notes = [occurrence for occurrence in occurrences if occurrence.kind is OccurrenceKind.NOTED]
    if notes:
        yield Heading(tr("メモ"), 2)
        yield Table(
            (tr("演習の時刻"), tr("実時刻"), tr("メモ")),
            tuple(
                (_at(note, times), times.wall(note.record.wall), _content(account, note)) for note in notes
            ),
            (16, 10, 74),
        )


def _awaited(occurrences: list[Occurrence], times: Times) -> Iterable[PaperBlock]:
    """The responses expected of the injects shown, until when, and what an evaluator ticks."""
    rows = []
    for occurrence in occurrences:
        step = occurrence.step
        if occurrence.kind is OccurrenceKind.HELD_BACK or not isinstance(step, Inject) or not _is_timed(step):
            continue
        responses = expected(step, moments_from(occurrence.elapsed, times.beginning))
        text = "\n".join(tr("・{item}", item=response) for response in responses)
        rows.append((_at(occurrence, times), inject_text(step), text))
    if rows:
        yield Heading(tr("待たれた対応"), 2)
        yield Table(
            (tr("演習の時刻"), tr("状況付与"), tr("予期される対応")), tuple(rows), (16, 38, 46), small=True
        )


def _is_timed(inject: Inject) -> bool:
    """Whether a response has a time window, or something to tick."""
    return any(response.within is not None or response.ticks for response in inject.expect)


def row_of(account: Account, occurrence: Occurrence, times: Times) -> CourseRow:
    """One occurrence as a row."""
    content = "\n".join(filter(None, (_content(account, occurrence), *_firings(occurrence))))
    cites = occurrence.option.cites if occurrence.option else getattr(occurrence.step, "cites", ())
    return (
        _at(occurrence, times),
        times.wall(occurrence.record.wall),
        _kind(occurrence),
        content,
        labels_cited(account.doctrine, cites),
    )


def _by_the_hour(account: Account, occurrences: list[Occurrence], times: Times) -> Iterable[PaperBlock]:
    """A long course: how much of each kind happened in each hour; decisions and changes of phase in full."""
    yield Paragraph(
        tr(
            "{count}件あるので、時ごとにまとめ、判断・段階の動き・拒まれたことだけを一つずつ示す。"
            "全部は JSON の報告にある。",
            count=len(occurrences),
        ),
        aside=True,
    )
    hours: dict[int, dict[str, int]] = {}
    for occurrence in occurrences:
        kinds = hours.setdefault(int(occurrence.elapsed // 3600), {})
        kinds[_kind(occurrence)] = kinds.get(_kind(occurrence), 0) + 1
    rows = tuple(
        (
            f"T+{hour:02}:00",
            str(sum(kinds.values())),
            tr("、").join(f"{kind} {n}" for kind, n in kinds.items()),
        )
        for hour, kinds in sorted(hours.items())
    )
    yield Table((tr("時"), tr("件"), tr("内訳")), rows, (15, 10, 75), small=True)
    singly = [
        occurrence
        for occurrence in occurrences
        if occurrence.moved or occurrence.kind in (OccurrenceKind.DECIDED, OccurrenceKind.REFUSED)
    ]
    if singly:
        head = (tr("演習の時刻"), tr("実時刻"), tr("種類"), tr("内容"), tr("条項"))
        shown = tuple(row_of(account, occurrence, times) for occurrence in singly[:GROUPED_ABOVE])
        yield Table(head, shown, (14, 9, 13, 50, 14), small=True)


def _at(occurrence: Occurrence, times: Times) -> str:
    fiction = times.fiction(occurrence.elapsed)
    return f"{times.at(occurrence.elapsed)}\n{fiction}" if fiction else times.at(occurrence.elapsed)


def _kind(occurrence: Occurrence) -> str:
    if occurrence.kind is OccurrenceKind.SHOWN and occurrence.step:
        return kind_named(occurrence.step)
    return tr(_KINDS.get(occurrence.kind, _MOVED))


def _content(account: Account, occurrence: Occurrence) -> str:
    match occurrence.record.event:
        case Shown(step=name) | HeldBack(step=name) | Released(step=name):
            return step_text(occurrence.step) if occurrence.step else name
        case Decided(decision=decision, option=option, reason=reason):
            words = occurrence.option.text.strip() if occurrence.option else f"{decision}/{option}"
            return tr("{option}\n理由: {reason}", option=words, reason=reason) if reason else words
        case Voted() as vote:
            return vote_text(vote, occurrence.step)
        case Added(sender=sender, to=to, mode=mode, text=text):
            seats = seats_of(to, account.scenario.seats if account.scenario else ())
            return f"{mode.label} {shown_name(sender)} → {seats_named(seats)}\n{text.strip()}"
        case Noted(text=text):
            return text.strip()
        case Ticked(sentence=sentence, done=done):
            place = (
                account.doctrine.document.label(sentence)
                if sentence in account.doctrine.document
                else sentence
            )
            return tr("済とした: {place}", place=place) if done else tr("済を外した: {place}", place=place)
        case Refusal(trigger=trigger, reason=reason):
            return f"{trigger.label}: {said_reason(trigger, reason)}"
        case Rated() | Improved():
            return ""
    return ""


def vote_text(vote: Voted, step: Step | None) -> str:
    """The result of a vote: how many voted, and the votes of each option, most first."""
    votes = sorted(by_option(vote.counts).items(), key=lambda option_votes: -option_votes[1])
    lines = [tr("{of}人中 {answered}人が投票", of=vote.of, answered=vote.answered)]
    for option, number in votes:
        lines.append(tr_count("{count}票 {option}", number, option=option_text(step, option)))
    return "\n".join(lines)


def inject_text(inject: Inject | InjectSlip) -> str:
    """How an inject came and from whom to whom, its subject, place and text."""
    lines = [f"{inject.mode.label} {inject.sender} → {seats_named(inject.to)}"]
    if inject.subject:
        lines.append(tr("件名 {subject}", subject=inject.subject.strip()))
    if inject.place:
        lines.append(tr("場所 {place}", place=inject.place.strip()))
    attached = (tr("添付 {file}", file=attachment.label) for attachment in inject.attachments)
    return "\n".join([*lines, inject.text.strip(), *attached])


def step_text(step: Step) -> str:
    """The text that a step of the script showed."""
    match step:
        case Inject():
            return inject_text(step)
        case TransitionStep():
            return f"{step.trigger.label}\n{step.because.strip()}".strip()
        case Decision():
            return f"{step.decider}: {step.text.strip()}"
        case Ending():
            return f"{step.title}\n{step.text.strip()}"
        case Question():
            return "\n".join(
                [step.text.strip(), *(tr("・{item}", item=point.strip()) for point in step.points)]
            )
        case Note():
            return step.text.strip()


def _firings(occurrence: Occurrence) -> Iterable[str]:
    """What was moved, and why, unless the step itself says it."""
    reason = occurrence.step.because.strip() if isinstance(occurrence.step, TransitionStep) else ""
    for firing in occurrence.firings:
        if firing.transitions:
            yield tr(
                "段階 {before} → {after}",
                before=phases_named(firing.before),
                after=phases_named(firing.after),
            )
            if firing.because.strip() != reason:
                yield firing.because.strip()
        else:
            yield f"× {firing.trigger.label}: {firing.said}"
