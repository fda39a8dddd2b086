"""Every kept event is read again unchanged by this version."""

import json
from typing import get_args

import pytest

from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.exercise.events import Event, Fact
from simulator.exercise.keeping import EXERCISES, text_name
from simulator.machine import PhaseMachine
from tests.exercise.sample import SAMPLE


@pytest.mark.parametrize("kind", get_args(get_args(Event)[0]), ids=lambda kind: kind.__name__)
def test_an_event_is_written_in_the_newest_form_of_its_kind(kind: type[Fact]) -> None:
    written = kind.model_fields["v"].default
    assert written == max(get_args(kind.model_fields["v"].annotation))
    body = {"event": {"kind": kind.model_fields["kind"].default, "v": written}}
    assert EXERCISES.is_ours(json.dumps(body).encode())


def test_the_source_of_a_scenario_is_kept_apart_and_comes_back_with_its_record(machine: PhaseMachine) -> None:
    journal = MemoryJournal()
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    first = journal.read(play.exercise.name)[0]
    body, text = EXERCISES.write(first)
    assert text == SAMPLE
    assert SAMPLE not in body
    assert EXERCISES.apart(body.encode()) == text_name(SAMPLE)
    assert EXERCISES.origin(body.encode()) == "sample.yaml"
    assert EXERCISES.read(body.encode(), text) == first
