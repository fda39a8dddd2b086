"""The pane of what was shown: one group of rows for each thing, in order, each built once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from simulator.exercise import Play, State
from simulator.exercise.events import Decided, Shown
from simulator.exercise.state import Decision as Taken
from simulator.exercise.state import Entry, Note
from simulator.language import tr
from simulator.scenario import Decision, Ending, Inject, Question, ScriptError, Step, TransitionStep
from simulator.tui.play.steps import Rows, Teller
from simulator.tui.play.times import scenario_clock
from simulator.tui.play.view import View
from simulator.tui.walk.phases import clock
from simulator.tui.walk.rows import heading
from simulator.tui.widgets.blocks import Block


@dataclass(frozen=True, slots=True)
class Moment:
    """A thing that was shown, by the record that showed it, and its rows in one view."""

    seq: int
    seconds: float
    rows: Rows


class Feed:
    """The moments of a play in any view. Rows are remembered, for they do not change once shown."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._kept: dict[tuple[View, int, bool], Moment] = {}
        self._lines: dict[View, list[Moment]] = {}  # of the line of events shown last, also what has no rows
        self._tellers: dict[View, Teller] = {}
        self._openings: dict[View, Rows] = {}

    def moments(self, state: State, view: View) -> list[Moment]:
        """What this view has received up to a moment, oldest first."""
        things: list[Entry | Taken | Note] = [*state.shown, *state.decisions, *state.notes]
        things.sort(key=attrgetter("seq"))
        known = self._lines.get(view, [])
        same = _common(known, things)
        line = known[:same] + [self._moment(thing, view) for thing in things[same:]]
        if same < len(things):  # looking back leaves what is known of the rest
            self._lines[view] = line
        asked = 0
        if state.waiting:
            asked = next((entry.seq for entry in reversed(state.shown) if entry.step == state.waiting), 0)
        if asked:
            at = bisect_left(line, asked, key=attrgetter("seq"))
            line = [*line[:at], self._moment(things[at], view, waiting=True), *line[at + 1 :]]
        return [moment for moment in line if moment.rows]

    def opening(self, view: View) -> Rows:
        """What stands above the first moment: what the scenario is about."""
        if view not in self._openings:
            scenario = self.play.scenario
            seats = tr("・").join(seat.label for seat in scenario.seats)
            self._openings[view] = (
                Block(scenario.summary.strip()),
                heading(tr("学習目標")),
                *(Block(o.text.strip(), label="・", indent=2) for o in scenario.objectives),
                heading(tr("席")),
                Block(seats),
                Block(tr("教育用・架空の想定。Space で進める。p で時計を動かす。"), look="quiet", gap=1),
            )
        return self._openings[view]

    def closing(self, state: State, view: View) -> Rows:
        """What stands below the last moment: what comes next, or at the end the hot wash's questions."""
        if self.has_ended(state):
            rows = [] if self._told_ending(state) else [Block(tr("■ 終わり"), look="heading", gap=1)]
            rows.append(heading(tr("振り返りの問い")))
            questions = enumerate(self.play.scenario.hotwash, 1)
            rows += [Block(text.strip(), label=str(number), indent=3) for number, text in questions]
            keys = tr("← → で振り返り、u で戻し、f で別の筋を始められる。")
            return (*rows, Block(keys, look="quiet", gap=1))
        if not view.is_facilitator:
            return ()
        rows = []
        step = self._step(state.next) if state.shown and not state.waiting else None
        if step:
            at = f"{clock(step.at)} {scenario_clock(self.play.scenario.begins, step.at)}"
            rows.append(Block(tr("次  {at}  {step}", at=at, step=word_for(step)), look="quiet", gap=1))
        if state.held:
            rows.append(
                Block(tr("控えている状況付与 {count}（H で示す）", count=len(state.held)), look="quiet")
            )
        return tuple(rows)

    def preview(self, step: Step, view: View) -> Rows:
        """A step as it would be shown, its options not yet to be taken."""
        return self._teller(view).step(step, step.at, "", waiting=False, fired=())

    def has_ended(self, state: State) -> bool:
        """Whether the script had nothing more to show at a moment."""
        touched = state.shown or state.held or state.decisions
        return bool(touched) and state.next is None and not state.waiting

    def _told_ending(self, state: State) -> bool:
        steps = (self._step(entry.step) for entry in reversed(state.shown) if entry.step)
        return isinstance(next(steps, None), Ending)

    def _moment(self, thing: Entry | Taken | Note, view: View, *, waiting: bool = False) -> Moment:
        kept = self._kept.get((view, thing.seq, waiting))
        if kept is None:
            rows = self._rows(thing, self._teller(view), waiting=waiting)
            kept = self._kept[view, thing.seq, waiting] = Moment(thing.seq, thing.elapsed, rows)
        return kept

    def _rows(self, thing: Entry | Taken | Note, teller: Teller, *, waiting: bool) -> Rows:
        at, key = thing.elapsed, str(thing.seq)
        event = self.play.exercise.history.records[thing.seq].event
        fired = event.fired if isinstance(event, (Shown, Decided)) else ()
        match thing:
            case Note(text=text):
                return teller.note(text, at)
            case Taken(choice=choice):
                decision = self._step(choice.decision)
                if not isinstance(decision, Decision):
                    return ()
                return teller.taken(decision, decision.option(choice.option), at, key, fired)
            case Entry(added=added) if added:
                return teller.added(added, at)
        step = self._step(thing.step)
        return teller.step(step, at, key, waiting=waiting, fired=fired) if step else ()

    def _teller(self, view: View) -> Teller:
        if view not in self._tellers:
            document = self.play.exercise.machine.doctrine.document
            self._tellers[view] = Teller(self.play.scenario, document, view)
        return self._tellers[view]

    def _step(self, name: str | None) -> Step | None:
        try:
            return self.play.script.step(name) if name else None
        except ScriptError:
            return None


def _common(known: list[Moment], things: Sequence[Entry | Taken | Note]) -> int:
    """How many at the beginning are the same. A record has one past: where two match, all before them do."""
    low, high = 0, min(len(known), len(things))
    while low < high:
        middle = (low + high + 1) // 2
        if known[middle - 1].seq == things[middle - 1].seq:
            low = middle
        else:
            high = middle - 1
    return low


def word_for(step: Step) -> str:
    """A step in a few words, for the line that says what comes next and for lists."""
    match step:
        case Inject(sender=sender):
            return tr("状況付与 {sender}", sender=sender)
        case TransitionStep(trigger=trigger):
            return trigger.label
        case Question():
            return tr("問い")
        case Decision(seat=seat):
            return tr("判断 {seat}", seat=seat.label)
        case Ending(title=title):
            return tr("終わり {title}", title=title)
    return tr("進行")
