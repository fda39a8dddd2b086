"""On what basis a measure holds where several phases hold together, and how ask answers then."""

import pytest

from simulator.doctrine import Basis, Doctrine, Function, Phase
from simulator.doctrine.ask import ask
from simulator.doctrine.sheet import best_hold


def test_of_several_holds_the_one_by_the_words_of_the_text_is_shown(doctrine: Doctrine) -> None:
    both = [
        (measure, text, reading)
        for measure in doctrine.measures
        for text in measure.phases
        for reading in measure.phases
        if text.basis is Basis.TEXT and reading.basis is Basis.READING
    ]
    assert both
    for measure, text, reading in both:
        for phases in ((text.phase, reading.phase), (reading.phase, text.phase)):
            assert best_hold(measure, phases) == text, measure.id


def test_a_measure_holds_in_none_of_the_phases_that_it_does_not_name(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        named = {hold.phase for hold in measure.phases}
        assert best_hold(measure, set(Phase) - named) is None
        for hold in measure.phases:
            assert best_hold(measure, [hold.phase]) == hold


@pytest.mark.parametrize("function", list(Function))
def test_a_question_about_a_function_is_answered_by_what_has_it_as_a_second_one(
    doctrine: Doctrine, function: Function
) -> None:
    having = {
        measure.id for measure in doctrine.measures if function in (measure.function, *measure.functions_also)
    }
    everywhere = frozenset(Phase)
    answer = ask(doctrine, everywhere, function=function)
    answered = {provision.measure.id for provision in answer.provisions} | {
        measure.id for measure in answer.beside
    }
    assert answered == {
        measure.id
        for measure in doctrine.measures
        if measure.id in having and (measure.scope or best_hold(measure, everywhere))
    }


def test_some_functions_are_met_as_a_second_one_only_so_the_question_needs_them(doctrine: Doctrine) -> None:
    assert any(measure.functions_also for measure in doctrine.measures)


def test_the_text_is_silent_in_a_phase_where_only_another_provides(doctrine: Doctrine) -> None:
    for function in Function:
        for phase in Phase:
            answer = ask(doctrine, frozenset({phase}), function=function)
            holding = [
                measure
                for measure in doctrine.measures
                if function in (measure.function, *measure.functions_also) and measure.hold(phase)
            ]
            assert bool(answer.provisions) == bool(holding)
            if answer.elsewhere:
                assert answer.silent
                assert all(
                    measure.hold(other)
                    for other, measures in answer.elsewhere.items()
                    for measure in measures
                )
            else:
                assert answer.silent == (not holding and not answer.beside)
