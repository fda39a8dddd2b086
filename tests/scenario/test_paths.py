"""The search finds what playing finds, proves what playing cannot, and is quick about it."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.machine import PhaseMachine, Trigger
from simulator.scenario import Choice, Decision, Scenario, Script, load_scenario, scenario_files
from simulator.scenario.proofs.diagram import EVERYTHING, NOTHING, Diagrams, DiagramTooLargeError
from simulator.scenario.proofs.paths import find_paths, paths_of
from simulator.scenario.proofs.search import Search
from tests.scenario.making import Map, decision, ending, fires, note, scenario, transition
from tests.scenario.walking import replay, walk

NAMES = [f"s{number}" for number in range(7)]
FLAGS = ["red", "blue"]
PHASES = ["heiji", "juyo", "hassei", "sonritsu", "saigai"]
TRIGGERS = [trigger.value for trigger in Trigger]


def conditions() -> st.SearchStrategy[Map]:
    plain = st.one_of(
        st.sampled_from(PHASES).map(lambda phase: {"phase": phase}),
        st.sampled_from(FLAGS).map(lambda flag: {"flag": flag}),
        st.tuples(st.sampled_from(NAMES), st.sampled_from("ab")).map(
            lambda choice: {"chosen": "/".join(choice)}
        ),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            inner.map(lambda part: {"not": part}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        ),
        max_leaves=4,
    )


def effects() -> st.SearchStrategy[list[Map]]:
    return st.lists(
        st.one_of(
            st.sampled_from(TRIGGERS).map(fires),
            st.sampled_from(FLAGS).map(lambda flag: {"set": flag}),
            st.sampled_from(FLAGS).map(lambda flag: {"clear": flag}),
        ),
        max_size=3,
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Small scenarios of every shape: loops, rings, dead ends, steps that nobody reaches."""
    steps: list[Map] = []
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        keys: dict[str, Any] = {}
        if draw(st.integers(0, 2)) == 0:
            keys["when"] = draw(conditions())
        if draw(st.integers(0, 3)) == 0:
            keys["next"] = draw(st.sampled_from(NAMES))
        match draw(st.sampled_from(["note", "transition", "decision", "decision", "ending"])):
            case "note":
                steps.append(note(name, **keys))
            case "transition":
                steps.append(transition(name, draw(st.sampled_from(TRIGGERS)), **keys))
            case "decision":
                for option in "ab":
                    keys[option] = {"effects": draw(effects())}
                    if draw(st.integers(0, 2)) == 0:
                        keys[option]["next"] = draw(st.sampled_from(NAMES))
                steps.append(decision(name, **keys))
            case _:
                steps.append(ending(name, **keys))
    names = {next(iter(step.values())) for step in steps}
    for step in steps:
        for part in (step, *step.get("options", ())):
            if part.get("next") not in names:
                part.pop("next", None)
    return scenario(
        *steps, start=draw(st.sampled_from([["heiji"], ["juyo", "sonritsu"], ["hassei", "saigai"]]))
    )


@given(scenarios())
def test_the_search_finds_exactly_what_playing_everything_finds(
    machine: PhaseMachine, played: Scenario
) -> None:
    paths, walked = find_paths(played, machine), walk(played, machine)
    assert paths.complete
    assert {(step, place) for step, places in paths.reached.items() for place in places} == walked.played
    assert {path.ending: len(path.run) for path in paths.endings} == walked.fewest
    assert {(refusal.step, refusal.refused.trigger) for refusal in paths.refusals} == walked.refused
    assert bool(paths.dead_ends) == walked.fallen
    assert bool(paths.endless) == walked.endless


@given(scenarios())
def test_a_shortest_run_leads_to_its_ending(machine: PhaseMachine, played: Scenario) -> None:
    for path in find_paths(played, machine).endings:
        assert replay(played, machine, path.run) == path.ending


@given(scenarios(), st.randoms(use_true_random=False))
def test_a_random_play_meets_only_steps_that_the_search_reached(
    machine: PhaseMachine, played: Scenario, chance: random.Random
) -> None:
    reached = find_paths(played, machine).reached
    script = Script(played, machine)
    cursor = script.start()
    for _ in range(60):
        if cursor.step is None:
            break
        assert cursor.configuration in reached[cursor.step]
        step = script.step(cursor.step)
        options = [option.id for option in step.options] if isinstance(step, Decision) else [None]
        cursor = script.take(cursor, chance.choice(options)).cursor


def test_the_shortest_run_has_the_fewest_decisions(machine: PhaseMachine) -> None:
    played = scenario(
        decision("first", go={}, stay={"next": "last"}),
        decision("again", go={}, stay={}),
        decision("last", up={"next": "high"}, down={}),
        ending("low"),
        ending("high"),
    )
    runs = {path.ending: path.run for path in find_paths(played, machine).endings}
    assert runs["high"] == (Choice("first", "stay"), Choice("last", "up"))
    assert runs["low"] == (Choice("first", "stay"), Choice("last", "down"))


def test_a_skipped_ending_does_not_end_the_play(machine: PhaseMachine) -> None:
    played = scenario(ending("war", when={"phase": "hassei"}), note("on"), ending("calm"))
    paths = find_paths(played, machine)
    assert paths.unreached == ("war",)
    assert [path.ending for path in paths.endings] == ["calm"]
    assert not paths.dead_ends


def test_a_step_that_looks_at_a_flag_is_not_reached_once_the_flag_is_cleared(machine: PhaseMachine) -> None:
    played = scenario(
        decision("raise", a={"effects": [{"set": "red"}]}, b={"effects": [{"set": "red"}]}),
        decision("lower", a={"effects": [{"clear": "red"}]}, b={"effects": [{"clear": "red"}]}),
        note("seen", when={"flag": "red"}),
        ending("done"),
    )
    assert find_paths(played, machine).unreached == ("seen",)


NEVER: Map = {"when": {"phase": "juyo"}}


@pytest.mark.parametrize(
    ("fault", "steps"),
    [
        ("unreached", [note("a", next="e"), note("left"), ending("e")]),
        ("dead_ends", [decision("a", yes={"next": "e"}, no={"next": "b"}), ending("e"), note("b")]),
        ("endless", [decision("a", yes={}, no={"next": "b"}), ending("e"), note("b", next="b")]),
        ("refusals", [transition("a", "heiji"), ending("e")]),
        (
            "stuck",
            [decision("a", yes={"next": "e"}, no={}), decision("b", yes=NEVER, no=NEVER), ending("e")],
        ),
    ],
)
def test_a_scenario_with_one_fault_alone_is_not_sound(
    machine: PhaseMachine, fault: str, steps: list[Map]
) -> None:
    paths = find_paths(scenario(*steps, schema=2), machine)
    kinds = ("unreached", "dead_ends", "endless", "refusals", "stuck")
    assert [name for name in kinds if getattr(paths, name)] == [fault]
    assert paths.stuck == (("b",) if fault == "stuck" else ())
    assert paths.complete
    assert not paths.sound


def test_a_loop_with_a_way_out_is_a_loop_and_no_ring(machine: PhaseMachine) -> None:
    played = scenario(note("talk"), decision("end", more={"next": "talk"}, enough={}), ending("done"))
    paths = find_paths(played, machine)
    assert paths.loops == (("talk", "end"),)
    assert not paths.endless
    assert paths.sound


def test_a_ring_that_only_some_states_cannot_leave_is_found(machine: PhaseMachine) -> None:
    played = scenario(
        decision("first", shut={"effects": [{"set": "shut"}]}, open={}),
        decision("wait", a={"next": "wait"}, b={"next": "wait"}, when={"flag": "shut"}),
        ending("done"),
    )
    assert find_paths(played, machine).endless == (("wait",),)


def test_of_a_ring_every_step_is_named(machine: PhaseMachine) -> None:
    paths = find_paths(scenario(note("in"), note("a"), note("b"), note("c", next="a"), ending("e")), machine)
    assert paths.endless == (("a", "b", "c"),)


def test_a_ring_of_skipped_steps_is_a_dead_end(machine: PhaseMachine) -> None:
    never = {"phase": "hassei"}
    played = scenario(note("on"), note("a", when=never), note("b", when=never, next="a"))
    paths = find_paths(played, machine)
    assert paths.dead_ends
    assert not paths.endless


def test_coverage_counts_clauses_sentences_phases_and_objectives(machine: PhaseMachine) -> None:
    question = {"question": "q", "at": "0:00", "text": "何か", "answer": "こうだ", "objectives": ["one"]}
    played = scenario(
        {**question, "cites": ["IV.B.5.p1.s2", "IV.C"]},
        transition("up", "juyo", cites=["III.A.p1"]),
        ending("done"),
        {**question, "question": "never", "cites": ["VI.A"]},
    )
    paths = find_paths(played, machine)
    chapters = {chapter.chapter: chapter for chapter in paths.chapters}
    assert chapters["IV"].clauses == ("IV.B.5", "IV.C")
    assert "IV.B.5.p1.s2" in chapters["IV"].sentences
    assert "IV.B.5.p1.s1" not in chapters["IV"].sentences
    assert chapters["III"].clauses == ("III.A",)
    assert chapters["VI"].clauses == ()
    assert [phase.value for phase in paths.phases] == ["heiji", "juyo"]
    assert paths.transitions == ("heiji-juyo",)
    assert paths.objectives == ("one",)


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_every_shipped_scenario_is_reached_whole_and_always_ends(path: Any, machine: PhaseMachine) -> None:
    paths = find_paths(load_scenario(path), machine)
    assert paths.unreached == ()
    assert paths.sound
    assert not paths.objectives_left


def stress(seed: int, steps: int = 500, decisions: int = 15) -> Scenario:
    """Decisions spread over the scenario; each sets flags that steps everywhere after it look at."""
    chance = random.Random(seed)
    steps_made: list[Map] = []
    decided: list[str] = []
    for number in range(steps - 2):
        if number % (steps // decisions) == 0 and len(decided) < decisions:
            options = {f"o{n}": {"effects": [{"set": f"f{len(decided)}-{n}"}]} for n in range(3)}
            decided.append(f"d{len(decided)}")
            steps_made.append(decision(decided[-1], **options))
            continue
        by_flag, by_choice = (chance.randrange(len(decided)) for _ in range(2))
        condition: Map = {
            "any": [
                {"flag": f"f{by_flag}-{chance.randrange(3)}"},
                {"not": {"chosen": f"d{by_choice}/o0"}},
            ],
        }
        steps_made.append(note(f"n{number}", when=condition))
    all_flags = {"all": [{"flag": f"f{n}-{n % 3}"} for n in range(decisions)]}
    return scenario(*steps_made, ending("rare", when=all_flags), ending("usual"))


@pytest.mark.parametrize("seed", range(3))
def test_five_hundred_steps_whose_fifteen_decisions_all_matter_are_searched_at_once(
    seed: int, machine: PhaseMachine
) -> None:
    played = stress(seed)
    search = Search(played, machine)
    search.run()
    paths = paths_of(search)
    assert paths.complete
    assert search.sets.used < 100_000  # nodes; a million are searched in some seconds
    assert len(played.steps) == 500
    assert paths.states > 3**15  # more than could be looked at one by one
    rare = next(path for path in paths.endings if path.ending == "rare")
    assert replay(played, machine, rare.run) == "rare"


def test_sets_that_grow_too_large_end_the_search_and_say_so(machine: PhaseMachine) -> None:
    search = Search(stress(0), machine)
    search.sets.limit = 50
    assert not search.run().complete


masks = st.integers(0, 255)


def as_set(sets: Diagrams, mask: int) -> int:
    """The set of those of the eight valuations of three variables whose bit is set in the mask."""
    union = NOTHING
    for valuation in range(8):
        if mask >> valuation & 1:
            single = EVERYTHING
            for variable in range(3):
                has = sets.has(variable)
                single = sets.both(single, has if valuation >> variable & 1 else sets.outside(has))
            union = sets.either(union, single)
    return union


@given(masks, masks, st.integers(0, 2), st.booleans())
def test_diagrams_are_sets(one: int, other: int, variable: int, value: bool) -> None:
    sets = Diagrams(3)
    a, b = as_set(sets, one), as_set(sets, other)
    assert sets.both(a, b) == as_set(sets, one & other)
    assert sets.either(a, b) == as_set(sets, one | other)
    assert sets.without(a, b) == as_set(sets, one & ~other)
    assert sets.count(a) == one.bit_count()
    bit = 1 << variable
    set_to = [valuation | bit if value else valuation & ~bit for valuation in range(8)]
    assert sets.fix(a, variable, value=value) == as_set(
        sets, sum(1 << valuation for valuation in range(8) if one >> set_to[valuation] & 1)
    )
    assigned = {set_to[valuation] for valuation in range(8) if one >> valuation & 1}
    assert sets.assign(a, variable, value=value) == as_set(
        sets, sum(1 << valuation for valuation in assigned)
    )


def test_a_store_of_sets_is_bounded() -> None:
    sets = Diagrams(20, limit=10)
    with pytest.raises(DiagramTooLargeError):
        [sets.has(variable) for variable in range(20)]
