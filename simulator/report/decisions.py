"""Each decision: the question, the option taken and why, its feedback and clauses."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.exercise.events import Decided
from simulator.language import tr, tr_count
from simulator.report.account import Account, Occurrence, OccurrenceKind
from simulator.report.blocks import Facts, Heading, PaperBlock, Paragraph
from simulator.report.course import vote_text
from simulator.report.times import Times
from simulator.report.words import cited_with_basis, option_text, phases_named, seat_named
from simulator.scenario import Decision, Option
from simulator.scenario.script import holds


def decisions(account: Account, times: Times) -> Iterable[PaperBlock]:
    """The decisions in the order they were taken."""
    if account.scenario is None:
        return
    taken = account.of_kind(OccurrenceKind.DECIDED)
    if not taken:
        yield Paragraph(tr("判断はまだない。"))
    for number, decided in enumerate(taken, 1):
        yield from _decision(account, number, decided, times)


def votes_told(account: Account, decided: Occurrence) -> list[tuple[str, str]]:
    """The result of the vote before the decision, by option and by seat; empty without a vote."""
    vote = account.vote_before(decided)
    if vote is None:
        return []
    by_seat: dict[str, list[str]] = {}
    for option, seat, number in vote.counts:
        words = tr_count("{count}票 {option}", number, option=option_text(decided.step, option))
        by_seat.setdefault(seat_named(account.scenario, seat), []).append(words)
    lines = [tr("{seat}: {votes}", seat=seat, votes=tr("、").join(said)) for seat, said in by_seat.items()]
    votes = [(tr("投票"), vote_text(vote, decided.step))]
    return [*votes, (tr("席ごとの投票"), "\n".join(lines))] if len(lines) > 1 else votes


def _decision(account: Account, number: int, decided: Occurrence, times: Times) -> Iterable[PaperBlock]:
    event, step, option = decided.record.event, decided.step, decided.option
    if not isinstance(event, Decided):
        return
    if not isinstance(step, Decision) or option is None:
        yield Heading(f"{number}  {times.at(decided.elapsed)}  {event.decision}/{event.option}", 3)
        return
    at = " ".join(filter(None, (times.at(decided.elapsed), times.fiction(decided.elapsed))))
    yield Heading(tr("{number}  {at}  {seat}の判断", number=number, at=at, seat=step.decider), 3)
    pairs = [
        (tr("問われたこと"), step.text.strip()),
        *votes_told(account, decided),
        (tr("選んだもの"), option.text.strip()),
        (tr("組が述べた理由"), event.reason or tr("（書かれていない）")),
        (tr("その時の段階"), phases_named(decided.before)),
    ]
    moved = [f"{phases_named(f.before)} → {phases_named(f.after)}" for f in decided.firings if f.transitions]
    if moved:
        pairs.append((tr("段階の動き"), "\n".join(moved)))
    if option.feedback:
        pairs.append((tr("講評"), option.feedback.strip()))
    phases = decided.before | frozenset(decided.firings[-1].after if decided.moved else ())
    cites = [cited_with_basis(account.doctrine, cite, phases) for cite in option.cites]
    if cites:
        pairs.append((tr("根拠の条項"), "\n".join(cites)))
    if step.acknowledges:
        pairs.append((tr("選ばなかったもの"), tr("（確認だけで、選ぶものはない）")))
    else:
        others = [_passed_over(account, decided, other) for other in step.options if other is not option]
        pairs.append((tr("選ばなかったもの"), "\n".join(tr("・{option}", option=text) for text in others)))
    yield Facts(tuple(pairs))


def _passed_over(account: Account, decided: Occurrence, option: Option) -> str:
    """An option that was not taken, and whether its condition kept it closed."""
    words = option.text.strip()
    asked = decided.record.parent
    if option.when is None or asked is None or holds(option.when, account.history.state(asked).cursor):
        return words
    if why := option.closed.strip():
        return tr("{option}（選べなかった: {why}）", option=words, why=why)
    return tr("{option}（条件を満たさず、示されなかった）", option=words)
