"""A record is the same in whichever language it was made, and is read in either."""

from simulator.doctrine import load_doctrine
from simulator.exercise import shown_name
from simulator.exercise.headless import begin_headless
from simulator.exercise.naming import FACILITATOR, UNTITLED, WALK_TITLE
from simulator.language import LANGUAGES, spoken
from simulator.machine import PhaseMachine, Refused, Trigger, configurations
from simulator.scenario import Mode, Seat
from tests.exercise.sample import SAMPLE
from tests.language.leftover import LETTERS

MACHINE = PhaseMachine(load_doctrine())


def recorded() -> list[str]:
    """The records of a play in which the program itself names and refuses things."""
    play = begin_headless(SAMPLE, "sample.yaml", MACHINE)
    play.advance()
    play.add("", (Seat.SDF,), Mode.PHONE, "状況はどうか。")
    for trigger in Trigger:
        play.exercise.fire(trigger)
    play.fork(2)
    return [record.model_dump_json() for record in play.exercise.history.records.values()]


def test_the_same_is_recorded_in_both_languages() -> None:
    by_language = []
    for language in LANGUAGES:
        with spoken(language):
            by_language.append(recorded())
    assert by_language[0] == by_language[1]
    assert sum('"kind":"refused"' in line for line in by_language[0]) > 1


def test_what_is_recorded_is_shown_in_the_language_spoken() -> None:
    play = begin_headless(SAMPLE, "sample.yaml", MACHINE)
    play.advance()
    play.fork(2)
    play.fork(2, "別案")
    assert [branch.label for branch in play.exercise.history.branches()] == ["本筋", "分岐1", "別案"]
    with spoken("en"):
        labels = [branch.label for branch in play.exercise.history.branches()]
        assert labels == ["main", "Branch 1", "別案"]
        assert not any(LETTERS.search(shown_name(name)) for name in (FACILITATOR, UNTITLED, WALK_TITLE))


def test_every_reason_for_refusing_is_said_in_both_languages() -> None:
    for configuration in configurations():
        for trigger in Trigger:
            outcome = MACHINE.fire(configuration, trigger)
            if isinstance(outcome, Refused):
                assert outcome.said == outcome.reason
                with spoken("en"):
                    assert outcome.said
                    assert not LETTERS.search(outcome.said)
