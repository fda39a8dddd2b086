"""The rows of the feed: a group for each thing that was shown, in order; each is built once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from simulator.exercise import Play, State
from simulator.exercise.state import DecisionTaken, Entry, NoteTaken, VoteTaken
from simulator.exercise.viewer import Viewer
from simulator.exercise.visibility import NOTHING_REVEALED, Revealed, Thing, Visibility, has_ended
from simulator.language import tr
from simulator.scenario import Decision, Ending, Inject, Question, Step, TransitionStep
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.rows import heading
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as moment_keys
from simulator.tui.moment.notes import about_time
from simulator.tui.moment.phases import clock
from simulator.tui.play import commands as keys
from simulator.tui.play.steps import NOTED, SHOWN, TAKEN, VOTED, Rows, StepTeller, sign_of, teaser, title
from simulator.tui.play.times import scenario_clock

_seq = attrgetter("seq")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was shown: its record, its sign, and its rows in a view."""

    seq: int
    seconds: float
    rows: Rows
    sign: str
    title: str = ""
    teaser: str = ""  # the beginning of its text


class Feed:
    """The moments of a play in any view. Rows are cached, because they do not change once shown."""

    def __init__(self, play: Play, caps: Caps = as_described) -> None:
        """`caps` says how the key of a command is written on this keyboard."""
        self.play = play
        self.caps = caps
        self._kept: dict[tuple[Viewer, int, bool, bool], Moment] = {}
        self._lines: dict[Viewer, FeedLine] = {}  # the branch shown last
        self._teller = StepTeller(play.scenario, play.exercise.machine.doctrine.document, caps)
        self._revealed: Revealed = NOTHING_REVEALED
        self._openings: dict[Viewer, Rows] = {}
        self._asked: dict[Viewer, tuple[State, list[Moment]]] = {}

    def reveal(self, revealed: Revealed) -> None:
        """Show what these records hide from now on; their rows are built again."""
        if revealed != self._revealed:
            self._revealed = revealed
            self._lines.clear()
            self._asked.clear()

    def sight(self, view: Viewer) -> Visibility:
        """What a viewer sees of this play."""
        return Visibility(self.play.script, self.play.exercise.history, view, self._revealed)

    def moments(self, state: State, view: Viewer) -> list[Moment]:
        """What this view has received up to a moment, oldest first."""
        asked_before, moments = self._asked.get(view, (None, []))
        if asked_before is state:
            return moments
        line = self._lines.setdefault(view, FeedLine())
        same = line.common(state)
        fresh = _after(state, line.seqs[same - 1] if same else 0)
        if fresh:  # looking back leaves what is known of the rest
            line.continued(same, [self._moment(thing, view) for thing in fresh])
        moments = line.up_to(line.seqs[same + len(fresh) - 1] if same or fresh else 0)
        asked = self.sight(view).asked(state)
        if asked:
            at = bisect_left(moments, asked.seq, key=_seq)
            waits = self._moment(asked, view, waiting=True)
            has_rows = at < len(moments) and moments[at].seq == asked.seq
            moments[at : at + has_rows] = [waits] if waits.rows else []
        self._asked[view] = (state, moments)
        return moments

    def shown(self, state: State, view: Viewer) -> tuple[list[Moment], int]:
        """What this view shows at a moment, with opening and closing words; and the number of the newest."""
        moments = self.moments(state, view)
        newest = len(moments)  # behind the opening
        if has_ended(state) and not state.decisions and not moments:
            newest = 1
        return [_words(self.opening(view)), *moments, _words(self.closing(state, view))], newest

    def choices(self, state: State, view: Viewer) -> tuple[Target, ...]:
        """The targets of the options that this view may take at a moment, in order."""
        asked = self.sight(view).asked(state)
        if asked is None:
            return ()
        rows = self._moment(asked, view, waiting=True).rows
        targets = (row.target for row in rows)
        return tuple(target for target in targets if isinstance(target, Target) and target.kind == "option")

    def opening(self, view: Viewer) -> Rows:
        """The rows above the first moment: what the scenario is about."""
        if view not in self._openings:
            scenario = self.play.scenario
            seats = tr("・").join(seat.label for seat in scenario.seats)
            self._openings[view] = (
                Block(scenario.summary.strip()),
                *self._objectives(State(), view),
                heading(tr("席")),
                Block(seats),
                Block(
                    tr(
                        "教育用・架空の想定。{next} で進める。{pace} で時計を動かす。",
                        next=self.caps(keys.NEXT),
                        pace=self.caps(keys.PACE),
                    ),
                    look="quiet",
                    gap=1,
                ),
            )
        return self._openings[view]

    def closing(self, state: State, view: Viewer) -> Rows:
        """The rows below the last moment: what comes next, or at the end the questions of the hot wash."""
        sight = self.sight(view)
        if has_ended(state):
            rows: list[Block] = [] if view.is_facilitator else self._objectives(state, view)
            rows += [] if self._told_ending(state) else [Block(tr("■ 終わり"), look="heading", gap=1)]
            rows.append(heading(tr("振り返りの問い")))
            questions = enumerate(self.play.scenario.hotwash, 1)
            rows += [Block(text.strip(), label=str(number), indent=3) for number, text in questions]
            how = tr(
                "{earlier} {later} で振り返り、{undo} で戻し、{fork} で別の分岐を始められる。",
                earlier=self.caps(moment_keys.EARLIER),
                later=self.caps(moment_keys.LATER),
                undo=self.caps(moment_keys.UNDO),
                fork=self.caps(keys.FORK),
            )
            return (*rows, Block(how, look="quiet", gap=1))
        rows = []
        step = sight.coming(state) if state.shown else None
        if step:
            at = f"{clock(step.at)} {scenario_clock(self.play.scenario.beginning, step.at)}"
            rows.append(Block(tr("次  {at}  {step}", at=at, step=word_for(step)), look="quiet", gap=1))
        held = sight.held(state)
        if held:
            words = tr(
                "控えている状況付与 {count}（{key} で示す）", count=len(held), key=self.caps(keys.HELD)
            )
            rows.append(Block(words, look="quiet"))
        return tuple(rows)

    def preview(self, step: Step, view: Viewer) -> Rows:
        """A step as it would be shown, without options to take; empty for a seat."""
        sight = self.sight(view)
        previewed = sight.preview(step)
        return self._teller.rows(previewed, sight.aside_of(step), "") if previewed else ()

    def has_ended(self, state: State) -> bool:
        """Whether the script had nothing more to show at a moment."""
        return has_ended(state)

    def _objectives(self, state: State, view: Viewer) -> list[Block]:
        texts = self.sight(view).objectives(state)
        rows = [Block(text.strip(), label="・", indent=2) for text in texts]
        return [heading(tr("学習目標")), *rows] if rows else []

    def _told_ending(self, state: State) -> bool:
        steps = (self.play.script.steps.get(entry.step) for entry in reversed(state.shown) if entry.step)
        return isinstance(next(steps, None), Ending)

    def _moment(self, thing: Thing, view: Viewer, *, waiting: bool = False) -> Moment:
        name = (view, thing.seq, waiting, thing.seq in self._revealed)
        moment = self._kept.get(name)
        if moment is None:
            moment = self._kept[name] = self._built(thing, self.sight(view), waiting=waiting)
        return moment

    def _built(self, thing: Thing, sight: Visibility, *, waiting: bool) -> Moment:
        told = sight.told(thing, waits=waiting)
        moment = Moment(thing.seq, thing.elapsed, (), self._sign(thing, sight))
        if told is None:
            return moment
        about = about_time(self.play.exercise.history, thing) if isinstance(thing, NoteTaken) else ""
        aside = sight.aside(thing)
        rows = self._teller.rows(told, aside, str(thing.seq), about)
        return replace(moment, rows=rows, title=title(told, aside, about), teaser=teaser(told, rows))

    def _sign(self, thing: Thing, sight: Visibility) -> str:
        match thing:
            case NoteTaken():
                return NOTED
            case VoteTaken():
                return VOTED
            case DecisionTaken():
                return TAKEN
            case Entry(added=added) if added:
                return SHOWN
        step = sight.step(thing.step)
        return sign_of(step) if step else ""


def _words(rows: Rows) -> Moment:
    """Rows that belong to nothing shown: the opening or closing words."""
    return Moment(0, 0, rows, "")


class FeedLine:
    """What happened on one branch, as one view shows it."""

    def __init__(self) -> None:
        self.seqs: list[int] = []  # also of what has no rows
        self._moments: list[Moment] = []

    def common(self, state: State) -> int:
        """How many of the known things this state also has: if it has one, it has all before it."""
        low, high = 0, len(self.seqs)
        while low < high:
            middle = (low + high + 1) // 2
            if _holds(state, self.seqs[middle - 1]):
                low = middle
            else:
                high = middle - 1
        return low

    def continued(self, same: int, fresh: list[Moment]) -> None:
        """Keep the first `same` things, and add those that followed them."""
        del self._moments[bisect_right(self._moments, self.seqs[same - 1] if same else 0, key=_seq) :]
        self._moments += [moment for moment in fresh if moment.rows]
        self.seqs[same:] = [moment.seq for moment in fresh]

    def up_to(self, seq: int) -> list[Moment]:
        """The moments with rows, up to a record; a list of its own."""
        return self._moments[: bisect_right(self._moments, seq, key=_seq)]


def _holds(state: State, seq: int) -> bool:
    """Whether a state has something shown, voted, decided or noted by this record."""
    return any(
        at < len(things) and things[at].seq == seq
        for things in (state.shown, state.votes, state.decisions, state.notes)
        for at in [bisect_left(things, seq, key=_seq)]
    )


def _after(state: State, seq: int) -> list[Thing]:
    """The things shown, voted, decided or noted after this record, oldest first."""
    kinds: tuple[Sequence[Thing], ...] = (state.shown, state.votes, state.decisions, state.notes)
    later = [thing for things in kinds for thing in things[bisect_right(things, seq, key=_seq) :]]
    return sorted(later, key=_seq)


def word_for(step: Step) -> str:
    """A step in a few words, for lists and for what comes next."""
    match step:
        case Inject(sender=sender):
            return tr("状況付与 {sender}", sender=sender)
        case TransitionStep(trigger=trigger):
            return trigger.label
        case Question():
            return tr("問い")
        case Decision() if step.acknowledges:
            return tr("確認 {seat}", seat=step.decider)
        case Decision():
            return tr("判断 {seat}", seat=step.decider)
        case Ending(title=title):
            return tr("終わり {title}", title=title)
    return tr("進行")
