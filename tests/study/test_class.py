"""Questions for a class: seats see no answer, and sentences that an exercise touched come first."""

from simulator.doctrine import load_doctrine
from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.machine import PhaseMachine
from simulator.scenario import load_scenario, scenario_files
from simulator.study import Bank, StudyQuestion
from simulator.study.sending import sent, tally
from simulator.study.touched import touched_sentences


def of_four_options(bank: Bank) -> StudyQuestion:
    return next(question for question in bank.questions.values() if len(question.wrong) == 3)


def test_what_goes_to_the_seats_has_the_options_and_not_the_answer(bank: Bank) -> None:
    question = of_four_options(bank)
    seen = sent(question, "class")
    assert set(seen.options) == {option.label for option in question.options()}
    assert "answer" not in seen.__slots__


def test_seats_are_counted_by_option_and_nonsense_is_left_out(bank: Bank) -> None:
    question = of_four_options(bank)
    right = question.options("class").index(question.answer) + 1
    wrong = right % 4 + 1
    counted = tally(question, {"sdf": right, "us": right, "gov": wrong, "press": 9}, "class")
    assert (counted.right, counted.answered) == (2, 3)
    assert dict(counted.seats)[question.answer.label] == ("sdf", "us")


def test_where_nothing_is_graded_nobody_is_right(bank: Bank) -> None:
    question = next(
        question for question in bank.questions.values() if not question.graded and question.wrong
    )
    assert tally(question, {"sdf": 1}).right is None


def test_a_play_touches_what_it_cites_and_what_its_transitions_rest_on(bank: Bank) -> None:
    doctrine = load_doctrine()
    path = scenario_files()[0]
    journal = MemoryJournal()
    play = Play.begin(path.read_text("utf-8"), str(path), PhaseMachine(doctrine), journal, ScenarioClock())
    while not play.ended and not play.waiting:
        play.advance()
    touched = touched_sentences(doctrine, journal.read(play.exercise.name), load_scenario(path))
    assert touched
    assert all(doctrine.document.is_sentence(name) for name in touched)
    assert {question.sentence for question in bank.questions.values()} & touched
