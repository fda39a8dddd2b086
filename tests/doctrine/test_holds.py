"""On what basis a measure holds where several phases hold together, and how ask answers then."""

import pytest

from simulator.doctrine import Basis, Doctrine, Function, Phase
from simulator.doctrine.ask import ask
from simulator.doctrine.sheet import best_hold


def test_of_several_holds_the_one_by_the_text_s_own_words_is_shown(doctrine: Doctrine) -> None:
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
    having = {m.id for m in doctrine.measures if function in (m.function, *m.functions_also)}
    everywhere = frozenset(Phase)
    answer = ask(doctrine, everywhere, function=function)
    found = {provision.measure.id for provision in answer.provisions} | {m.id for m in answer.beside}
    assert found == {
        m.id for m in doctrine.measures if m.id in having and (m.scope or best_hold(m, everywhere))
    }


def test_some_functions_are_met_as_a_second_one_only_so_the_question_needs_them(doctrine: Doctrine) -> None:
    assert any(measure.functions_also for measure in doctrine.measures)


def test_the_text_is_silent_in_a_phase_where_only_another_provides(doctrine: Doctrine) -> None:
    for function in Function:
        for phase in Phase:
            answer = ask(doctrine, frozenset({phase}), function=function)
            here = [
                m for m in doctrine.measures if function in (m.function, *m.functions_also) and m.hold(phase)
            ]
            assert bool(answer.provisions) == bool(here)
            if answer.elsewhere:
                assert answer.silent
                assert all(m.hold(there) for there, ms in answer.elsewhere.items() for m in ms)
            else:
                assert answer.silent == (not here and not answer.beside)
