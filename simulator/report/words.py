"""Clauses, phases and steps of a script in the words that papers use."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulator.doctrine import Basis, Doctrine, Phase
from simulator.doctrine.sheet import best_hold
from simulator.document.address import ClauseError
from simulator.exercise.times import clock, scenario_clock
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario import (
    AnySeat,
    Cite,
    Decision,
    Ending,
    Inject,
    Question,
    Scenario,
    Step,
    TransitionStep,
)
from simulator.scenario.calendar import Beginning
from simulator.scenario.steps import Expected


def seats_named(seats: Iterable[AnySeat]) -> str:
    """Seats in a line."""
    return tr("・").join(seat.label for seat in seats)


def seat_named(scenario: Scenario | None, seat: str) -> str:
    """A seat by its id in words; the id itself if the scenario has no such seat."""
    label = next((known.label for known in scenario.seats if known.value == seat), seat) if scenario else seat
    return label or tr("（席なし）")


def option_text(step: Step | None, option: str) -> str:
    """The words of an option; its id if the decision has no such option."""
    options = step.options if isinstance(step, Decision) else ()
    return next((offered.text.strip() for offered in options if offered.id == option), option)


def phases_named(phases: Iterable[Phase]) -> str:
    """The phases that hold, worded as on the screens."""
    return Configuration.of(frozenset(phases)).label


def kind_named(step: Step) -> str:
    """What kind of step it is."""
    match step:
        case Inject():
            return tr("状況付与")
        case TransitionStep():
            return tr("段階の動き")
        case Question():
            return tr("問い")
        case Decision():
            return tr("確認") if step.acknowledges else tr("判断")
        case Ending():
            return tr("終わり")
    return tr("進行")


def cited(doctrine: Doctrine, cite: Cite) -> str:
    """`IV.B ¶1「…」`; the bare id if the text has no such clause."""
    quote = f"「{cite.quote}」" if cite.quote else ""
    try:
        return doctrine.document.label(doctrine.document.resolve(cite.clause)) + quote
    except ClauseError:
        return cite.clause + quote


def all_cited(doctrine: Doctrine, cites: Iterable[Cite]) -> str:
    """Citations, a line each."""
    return "\n".join(cited(doctrine, cite) for cite in cites)


def labels_cited(doctrine: Doctrine, cites: Iterable[Cite]) -> str:
    """The clauses alone, each once, a line each: a narrow cell breaks before `¶2 s1` and nowhere else."""
    labels = dict.fromkeys(cited(doctrine, Cite(clause=cite.clause)) for cite in cites)
    return "\n".join(label.replace(" s", "\u00a0s") for label in labels)


def cited_with_basis(doctrine: Doctrine, cite: Cite, phases: frozenset[Phase]) -> str:
    """A citation, with the basis on which its measures stand in these phases, if it has any."""
    citation = cited(doctrine, cite)
    basis = _basis(doctrine, cite, phases)
    return tr("{clause}（この段階で{basis}）", clause=citation, basis=basis.label) if basis else citation


def _basis(doctrine: Doctrine, cite: Cite, phases: frozenset[Phase]) -> Basis | None:
    """The weakest basis of the measures in force whose words are cited."""
    document = doctrine.document
    try:
        name = document.resolve(cite.clause)
    except ClauseError:
        return None
    if document.is_sentence(name):
        sentences = {name}
    else:
        sentences = {sentence.id for sentence in document.unit(name).sentences}
    holds = [
        best_hold(measure, phases)
        for measure in doctrine.measures
        if measure.sentence in sentences and (not cite.quote or _same_words(measure.quote, cite.quote))
    ]
    bases = {hold.basis for hold in holds if hold}
    return (Basis.READING if Basis.READING in bases else Basis.TEXT) if bases else None


def _same_words(one: str, other: str) -> bool:
    return one in other or other in one


def expected(step: Inject, by: Moments | None = None) -> tuple[str, ...]:
    """The responses that an inject is expected to bring, each with its window and what is ticked.

    `by` names the moment so many seconds after it arrives, where that is known.
    """
    return tuple(
        "\n".join([_response(response, by), *(f"　☐ {tick.strip()}" for tick in response.ticks)])
        for response in step.expect
    )


Moments = Callable[[float], str]  # words for the moment that is so many seconds after another


def moments_from(at: float, beginning: Beginning | None) -> Moments:
    """A function that names moments after `at`: since the beginning, and in the fiction if there is one."""

    def moment(after: float) -> str:
        since = clock(at + after)
        return f"{since} {scenario_clock(beginning, at + after)}" if beginning else since

    return moment


def _response(response: Expected, by: Moments | None) -> str:
    if response.within is None or by is None:
        return response.said
    return tr(
        "{response}（{minutes}分以内、{moment} まで）",
        response=response.text.strip(),
        minutes=response.within,
        moment=by(response.within * 60),
    )
