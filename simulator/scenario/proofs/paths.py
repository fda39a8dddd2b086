"""`paths`: what the runs of a scenario reach, what none reaches, and one shortest run to each ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine import Phase
from simulator.document import Document
from simulator.machine import Configuration, PhaseMachine
from simulator.scenario.model import Scenario
from simulator.scenario.proofs.diagram import NOTHING
from simulator.scenario.proofs.rings import endless, loops
from simulator.scenario.proofs.search import Fall, Point, RefusedTrigger, Search
from simulator.scenario.script import Choice
from simulator.scenario.steps import Cite, Decision, Ending, Inject, Question, Step, TransitionStep

CHAPTERS = ("III", "IV", "V", "VI", "VII", "VIII")  # those whose clauses are counted


@dataclass(frozen=True, slots=True)
class EndingPath:
    """An ending that some run reaches: in which configurations, and a run with the fewest decisions."""

    ending: str
    title: str
    configurations: tuple[Configuration, ...]
    run: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ChapterCoverage:
    """How much of a chapter the reachable steps cite, in clauses with a text of their own and in sentences.

    Citing a paragraph or a sentence cites its clause; citing a clause cites the sentences of its own body.
    """

    chapter: str
    clauses: tuple[str, ...]
    clauses_left: tuple[str, ...]
    sentences: tuple[str, ...]
    sentences_left: tuple[str, ...]


@dataclass(frozen=True)
class Paths:
    """All that the search tells. `states` counts step, configuration and what later conditions look at."""

    steps: tuple[str, ...]
    reached: dict[str, tuple[Configuration, ...]]
    states: int
    endings: tuple[EndingPath, ...]
    endings_missed: tuple[str, ...]
    dead_ends: tuple[Fall, ...]
    loops: tuple[tuple[str, ...], ...]
    endless: tuple[tuple[str, ...], ...]
    stuck: tuple[str, ...]  # decisions at which some run finds every option closed
    refusals: tuple[RefusedTrigger, ...]
    phases: tuple[Phase, ...]
    transitions: tuple[str, ...]
    transitions_left: tuple[str, ...]
    objectives: tuple[str, ...]
    objectives_left: tuple[str, ...]
    chapters: tuple[ChapterCoverage, ...]
    complete: bool

    @property
    def unreached(self) -> tuple[str, ...]:
        """The steps that no run reaches, in the file's order."""
        return tuple(step for step in self.steps if step not in self.reached)

    @property
    def sound(self) -> bool:
        """Whether every step is reached, every run can end at an ending, and nothing is refused."""
        return self.complete and not (
            self.unreached or self.dead_ends or self.endless or self.refusals or self.stuck
        )


def find_paths(scenario: Scenario, machine: PhaseMachine) -> Paths:
    """Search a scenario. Raises `ScriptError` for a step that is not there (`check` names it)."""
    search = Search(scenario, machine)
    search.run()
    return paths_of(search)


def paths_of(search: Search) -> Paths:
    """What a finished search tells."""
    seen, steps = search.seen, search.script.steps
    reached = reached_steps(search)
    endings = [step for step in steps.values() if isinstance(step, Ending)]
    # May lack some that are reached, if the search is not complete.
    ended = {name for layer in seen.layers for name, _ in layer}
    phases = {phase for places in reached.values() for place in places for phase in place.phases}
    served = {name for step in reached for name in served_by(steps[step])}
    transitions = search.machine.doctrine.transitions
    return Paths(
        steps=tuple(steps),
        reached=reached,
        states=sum(search.sets.count(states) for states in seen.played.values()),
        endings=tuple(_ending(search, step, reached[step.id]) for step in endings if step.id in ended),
        endings_missed=tuple(step.id for step in endings if step.id not in ended),
        dead_ends=tuple(seen.falls),
        loops=tuple(loops(search)),
        endless=tuple(endless(search)) if seen.complete else (),
        stuck=tuple(name for name in steps if any(point[0] == name for point in seen.stuck)),
        refusals=tuple(seen.refusals),
        phases=tuple(phase for phase in Phase if phase in phases),
        transitions=tuple(name for name in transitions if name in seen.transitions),
        transitions_left=tuple(name for name in transitions if name not in seen.transitions),
        objectives=tuple(o.id for o in search.script.scenario.objectives if o.id in served),
        objectives_left=tuple(o.id for o in search.script.scenario.objectives if o.id not in served),
        chapters=tuple(_coverage(search, reached)),
        complete=seen.complete,
    )


def reached_steps(search: Search) -> dict[str, tuple[Configuration, ...]]:
    """The steps that some run plays, in the file's order, each with the configurations in which it does."""
    places: dict[str, list[Configuration]] = {}
    for name, configuration in search.seen.played:
        places.setdefault(name, []).append(configuration)
    return {name: tuple(places[name]) for name in search.script.steps if name in places}


def _ending(search: Search, step: Ending, places: tuple[Configuration, ...]) -> EndingPath:
    return EndingPath(step.id, step.title, places, shortest_run(search, step.id))


def shortest_run(search: Search, step: str) -> tuple[Choice, ...]:
    """The options of a run to a decision or ending with the fewest decisions.

    Raises KeyError if no run reaches it.
    """
    seen, sets = search.seen, search.sets
    firsts = (
        (number, point) for number, layer in enumerate(seen.layers) for point in layer if point[0] == step
    )
    depth, point = next(firsts, (None, None))
    if depth is None or point is None:
        raise KeyError(step)
    run: list[Choice] = []
    states = seen.layers[depth][point]
    for number in range(depth, 0, -1):
        point, option, states = _before(search, number, point, states)
        states = sets.both(states, seen.layers[number - 1][point])
        run.append(Choice(point[0], option))
    return tuple(reversed(run))


def _before(search: Search, layer: int, point: Point, states: int) -> tuple[Point, str, int]:
    """A decision, its option, and those of its states from which the option leads into `states`."""
    for arrival in search.seen.arrivals[layer][point]:
        part = search.sets.both(arrival.states, states)
        if arrival.origin and part != NOTHING:
            return arrival.origin, arrival.option, search.before(arrival.origin, arrival.option, part)
    raise KeyError(point)


def _coverage(search: Search, reached: dict[str, tuple[Configuration, ...]]) -> Iterator[ChapterCoverage]:
    document = search.machine.doctrine.document
    clauses: set[str] = set()
    sentences: set[str] = set()
    for step in reached:
        for cite in cites_of(search.script.steps[step]):
            cited_clauses, cited_sentences = _cited(document, cite.clause)
            clauses.update(cited_clauses)
            sentences.update(cited_sentences)
    for chapter in CHAPTERS:
        bodies = [
            unit.id
            for unit in document.clauses()
            if unit.id.split(".")[0] == chapter and document.body(unit.id)
        ]
        chapter_sentences = [sentence.id for sentence in document.sentences(chapter)]
        yield ChapterCoverage(
            chapter,
            tuple(name for name in bodies if name in clauses),
            tuple(name for name in bodies if name not in clauses),
            tuple(name for name in chapter_sentences if name in sentences),
            tuple(name for name in chapter_sentences if name not in sentences),
        )


def _cited(document: Document, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clause and the sentences that a citation cites; nothing if it is not in the text."""
    if name not in document:
        return (), ()
    unit = document.unit(name)
    if document.is_sentence(name):
        return (unit.clause,), (name,)
    units = document.body(name) if unit.kind.is_clause else (unit,)
    return (unit.clause,), tuple(sentence.id for part in units for sentence in part.sentences)


def served_by(step: Step) -> tuple[str, ...]:
    """The objectives that a step serves, with the messages that follow its choices."""
    later = (
        [message for option in step.options for message in option.later] if isinstance(step, Decision) else []
    )
    return (*step.objectives, *(name for message in later for name in message.objectives))


def cites_of(step: object) -> tuple[Cite, ...]:
    """The citations of a step with those of its options."""
    if isinstance(step, Decision):
        option_cites = [cite for option in step.options for cite in option.cites]
        return (
            *option_cites,
            *(cite for option in step.options for message in option.later for cite in message.cites),
        )
    if isinstance(step, Inject | Question | TransitionStep):
        return step.cites
    return ()
