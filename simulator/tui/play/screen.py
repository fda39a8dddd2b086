"""Playing a scenario: the screen, its panes, and the parts that answer its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from simulator.exercise import Play, PlayError, State
from simulator.exercise.viewer import Viewer
from simulator.language import msg, tr
from simulator.scenario import ScriptError
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import Command
from simulator.tui.kit.covered import CoveredColumn
from simulator.tui.kit.deeds import Deed
from simulator.tui.kit.finding import Place
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane import Pane
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as walk_keys
from simulator.tui.moment.acting import ANSWERED, Acting, Means
from simulator.tui.moment.help import CLAUSE_HELP, SHEET_HELP
from simulator.tui.moment.keeping import Keeping
from simulator.tui.moment.recording import Recording
from simulator.tui.moment.shown import ShownMoment
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.moment.view import Layout, MomentView
from simulator.tui.moment.ways import Ways
from simulator.tui.play import commands as keys
from simulator.tui.play.acts import play_act
from simulator.tui.play.aspect import PlayAspect
from simulator.tui.play.attached import show_attachment
from simulator.tui.play.branching import Branching
from simulator.tui.play.class_tally import ClassTally
from simulator.tui.play.deciding import Deciding
from simulator.tui.play.feed_view import FeedView
from simulator.tui.play.running import LOOKS_AT_CLOCK, Running
from simulator.tui.play.staging import Staging
from simulator.tui.play.why_not import (
    OF_THE_FACILITATOR,
    ended,
    why_no_next,
    why_no_option,
    why_not_facilitating,
)
from simulator.tui.reports import commands as report_keys

ENLARGED = "2fr"  # height of the sheet, with the clause below it at 1fr


class PlayScreen(PaneScreen, inherit_bindings=False):
    """Shows a moment of a play, and, while the clock runs, steps as they become due."""

    PANES: ClassVar[tuple[str, ...]] = ("feed", "sheet", "clause")
    CITING: ClassVar[tuple[str, ...]] = PANES
    PANE_HELP: ClassVar[Mapping[str, str]] = {"sheet": SHEET_HELP, "clause": CLAUSE_HELP}
    AUTO_FOCUS: ClassVar[str] = "#feed"
    # All bindings, in the order of the key bar; the toolkit would put inherited ones first.
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.NEXT,
        *keys.OPTIONS,
        keys.PACE,
        keys.FASTER,
        keys.SLOWER,
        walk_keys.EARLIER,
        walk_keys.LATER,
        keys.JUMP,
        walk_keys.UNDO,
        walk_keys.REDO,
        keys.FORK,
        keys.BRANCHES,
        keys.REVEAL,
        keys.VIEW,
        keys.VIEWS,
        keys.BLANK,
        keys.FREEZE,
        keys.TIMER,
        keys.ROOM,
        keys.CLASSROOM,
        keys.HOLD,
        keys.HELD,
        keys.ADD,
        walk_keys.NOTE,
        report_keys.PAPERS,
        report_keys.REASON,
        keys.TICK,
        walk_keys.CHANGES,
        walk_keys.MEASURES,
        walk_keys.READ,
        keys.ASK,
        walk_keys.MATRIX,
        walk_keys.SYSTEMS,
        walk_keys.SECTION,
        walk_keys.SECTION_BACK,
        walk_keys.LANES,
        walk_keys.RESCUE,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    ANSWERED: ClassVar[tuple[Command, ...]] = (
        *ANSWERED,
        keys.NEXT,
        *keys.OPTIONS,
        keys.DECIDE,
        keys.PACE,
        keys.FASTER,
        keys.SLOWER,
        keys.REVEAL,
        report_keys.REASON,
        *OF_THE_FACILITATOR,
    )
    HELP: ClassVar[str] = msg(
        "シナリオを演習する画面。上の帯がいまの状況、左が示された状況付与、右が直前の遷移と、"
        "選んだ行の引く条項。狭い画面では {pane_next} で枠を切り替える。"
    )

    def __init__(
        self,
        play: Play,
        recording: Recording | None = None,
        *,
        notice: str = "",
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        """`notice` is shown at first; `on_leave` closes what was opened for this screen."""
        super().__init__()
        self.play = play
        self.exercise = play.exercise
        self.recording = recording or Recording(play.exercise)
        self.notice = notice
        self.shown = ShownMoment(play.exercise)
        self.aspect = PlayAspect(play, self.shown, self.recording, self._cap)
        self.feed = FeedView(id="feed")
        self.tally = ClassTally(play)
        self._over = ("", "", "")  # the title of the feed
        self._has_moved = False  # whether phases have just moved
        self._reads_sheet = False  # whether a key went to the sheet
        self.moment = MomentView(
            self.shown,
            self.recording,
            self.aspect,
            Layout(
                tabs=(tr("状況付与"), tr("遷移"), tr("条項")),
                hint=self._hint,
                entering=(),  # none, because digits decide
                key_bar=KeyBar(self._offered),
                body=self._body,
                branches=keys.BRANCHES,
            ),
            also=self._show_feed,
            titled=self._name_feed,
        )
        self.keeper = self.keeping = Keeping(
            self, self.recording, self._show_kept, self._stop, on_leave=on_leave
        )
        means = Means(
            undo=play.undo,
            redo=play.redo,
            act_of=lambda event: play_act(event, self.aspect.sight),
            halt=self._halt,
            looked=self._looked,
            refusals=(PlayError, ScriptError),
        )
        self.acting = Acting(self.moment, self.keeping, means)
        self.running = Running(self.aspect, self.acting)
        self.staging = Staging(self.aspect, self.acting)
        self.keeping.on_rescue = self.staging.move_class
        self.deciding = Deciding(self.aspect, self.acting, self.running)
        self.branching = Branching(self.aspect, self.acting, self.running)
        self.ways = Ways(self.moment, self.keeping)
        self.take_up_watching(lambda: self.recording.watched is not None)
        self.take_up(
            self.acting.deeds(),
            self.ways.deeds(),
            self.keeping.deeds(),
            self.running.deeds(),
            self.staging.deeds(),
            self.deciding.deeds(),
            self.branching.deeds(),
            {
                "back": Deed(self._back),
                "papers": Deed(self._papers),
                # The feed's own key takes an option; this says whether one can be taken now.
                "decide": Deed(self.feed.action_decide, lambda: not self._is_on_option_in_vain()),
            },
        )

    def compose(self) -> ComposeResult:
        """The whole screen."""
        yield self.moment

    def _body(self, panes: Iterable[Widget]) -> Iterable[Widget]:
        """The feed, wide; beside it the sheet, two lines high until phases move, above the clause."""
        return Pane(self.feed, id="feed-pane"), CoveredColumn(*panes, id="beside")

    def _hint(self) -> str:
        return tr(
            "{next} で次のステップへ、{pace} で時計を動かす。段階を動かすのはシナリオと判断。",
            next=cap_of(keys.NEXT, self.app),
            pace=cap_of(keys.PACE, self.app),
        )

    def _show_kept(self) -> None:
        """Show the moment; where another process acts, at the time of what it did last."""
        if self.recording.watched:
            self.play.clock.jump(self.exercise.state.elapsed)
        self.moment.show_moment()

    def _stop(self) -> None:
        """Stop the clock, which runs only in the process that acts."""
        self.play.clock.run(running=False)

    def _offered(self, command: Command) -> Command:
        """A command as the key bar shows it: `1-3` instead of `1-9` for three options."""
        waiting = self.aspect.waiting if command is keys.OPTIONS[0] else None
        return replace(command, cap=f"1-{len(waiting.options)}") if waiting else command

    def _cap(self, command: Command) -> str:
        return cap_of(command, self.app)

    def _halt(self) -> None:
        self.running.halt()

    def _looked(self) -> None:
        self.staging.looked()

    def on_mount(self) -> None:
        """Show the moment, focus the feed, and read the clock a few times a second."""
        self.keeping.begin(self.notice)
        self.staging.begin()
        self.focus_pane("feed")
        self.moment.begin(self.keeping.look)
        self.set_interval(LOOKS_AT_CLOCK, self.running.follow)

    # The content

    @property
    def view(self) -> Viewer:
        """The viewer whose view is shown."""
        return self.aspect.view

    @property
    def hides_scripts(self) -> bool:
        """Whether scenarios must not be looked up, because a class is looking."""
        return not self.view.is_facilitator

    @property
    def beside(self) -> CoveredColumn:
        """Sheet and clause."""
        return self.query_one("#beside", CoveredColumn)

    @property
    def sheet_pane(self) -> Pane:
        """The sheet, lower than the clause below it, unless phases have just moved or it has the focus."""
        return self.query_one("#sheet-pane", Pane)

    def _show_feed(self, state: State) -> None:
        """What this view had received at a moment."""
        feed, view = self.aspect.feed, self.view
        moments, newest = feed.shown(state, view)
        takes = self.shown.looking is None and not self.recording.watched
        self.feed.grow(moments, newest, feed.choices(state, view), takes=takes)
        self._has_moved = _has_just_moved(state)
        self._size_sheet()

    def _size_sheet(self) -> None:
        """Enlarge the sheet, or not. A class would have the toolkit style and paint all of it anew."""
        enlarged, styles = self._has_moved or self._reads_sheet, self.sheet_pane.styles
        if enlarged != styles.inline.has_rule("height"):  # the toolkit lays out also for what stays the same
            styles.height = ENLARGED if enlarged else None

    def _name_feed(self) -> None:
        """Set the title of the feed: whose it is, and the time left."""
        left = self.running.left()
        beneath = "  ".join(filter(None, (self.staging.word, left, self.tally.words)))
        over = (tr("状況付与  {view}の画面", view=self.view.label), beneath, left)
        if over == self._over:
            return
        self._over = over
        self.query_one("#feed-pane", Pane).entitle(over[0], beneath)
        first, *others = self.moment.layout_of.tabs
        self.query_one(PaneTabs).name_tabs((f"{first} {left or self.view.label}", *others))

    def focus_pane(self, name: str) -> None:
        """Focus a pane by a key; the sheet is then enlarged.

        A click does not enlarge it, because what was clicked must not move away from the pointer.
        """
        self._reads_sheet = name == "sheet"
        self._size_sheet()
        super().focus_pane(name)

    def make_current(self, name: str) -> None:
        """Mark a pane as current, and show what its chosen row cites."""
        super().make_current(name)
        self.moment.show_beside()

    def show_current(self) -> None:
        """On a narrow screen, show the part beside the feed with its current pane."""
        super().show_current()
        self.beside.set_class(self.current_pane != 0, "-current")

    def places(self) -> Iterator[Place]:
        """For the palette: moments, the facilitator's steps to come, and the steps of the sheet."""
        yield from self.branching.places()
        yield from self.ways.places()

    def present_phases(self) -> frozenset[str]:
        """For the palette: the phases to ask the text in."""
        return self.shown.present()

    # Keys and clicks

    def on_key(self, event: events.Key) -> None:
        """Say why a key does nothing now."""
        self.acting.explain_idle_key(event, self.ANSWERED, keys.TICK, self.why_not)

    def _is_on_option_in_vain(self) -> bool:
        """Whether an option is chosen in the feed that cannot be taken at this moment."""
        return self.feed.has_focus and self.feed.is_on_option and not self.feed.takes

    def why_not(self, command: Command) -> str:
        """Why a key does nothing now, without telling a seat what it may not know."""
        looking = self.shown.looking is not None
        if self.recording.watched and (self.records(command) or command is keys.DECIDE):
            return self.recording.watched.reason
        if command in OF_THE_FACILITATOR and (not self.view.is_facilitator or not looking):
            return why_not_facilitating(command, self.view, cap_of(keys.VIEWS, self.app))
        if (looking and command is not keys.REVEAL) or command in (*ANSWERED, keys.TICK):
            return self.acting.why_not(command)
        if command is keys.REVEAL:
            return tr("教室に伏せているものはありません。")
        decision = self.aspect.decision_at_head
        if command is keys.NEXT:
            return why_no_next(decision, self.view, cap_of(walk_keys.EARLIER, self.app))
        if command in (keys.PACE, keys.FASTER, keys.SLOWER):
            has_ended = self.aspect.feed.has_ended(self.shown.state)
            return ended(cap_of(walk_keys.EARLIER, self.app)) if has_ended else tr(command.unless)
        return why_no_option(decision, self.view)

    @on(Band.Picked)
    def _open_phase(self, message: Band.Picked) -> None:
        """Open the clause of a phase, which a play does not enter by hand."""
        profiles = self.moment.doctrine.profiles.values()
        profile = next(profile for profile in profiles if profile.phase is message.phase)
        services(self).doors.open_clause(profile.clause)

    @on(TimelineBar.Wanted)
    def _look_there(self, message: TimelineBar.Wanted) -> None:
        self.acting.look_there(message)

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.of(message.target)
        if target.kind == "option":
            self.deciding.take(target.name)
        elif target.kind == "attachment":
            self.open_attachment(target.name)
        else:
            self.ways.open(target)

    def open_attachment(self, file: str) -> None:
        """Read an attachment over the screen, or open it elsewhere, as the exercise kept it."""
        show_attachment(self, file, self.play.scenario.caption(file), self.play.attached(file))

    def _papers(self) -> None:
        """Open the papers of the scenario and the report, and for the facilitator ratings."""
        from simulator.tui.reports.desk import of_play  # noqa: PLC0415 - loaded when one is made

        facilitating, acting = self.view.is_facilitator, not self.recording.watched
        of_play(self, self.play, facilitating=facilitating, acting=acting).open()

    # Leaving

    def _back(self) -> None:
        """Leave with the clock stopped; while it runs, only after asking."""
        if not self.play.clock.running or self.recording.watched:
            self._leave_play()
            return
        rows = [
            Block(tr("離れる（時計を止める）"), target="leave"),
            Block(tr("続ける"), target="stay"),
        ]
        window = Chooser(tr("時計が動いています。離れますか"), rows, "leave")
        self.app.push_screen(window, self._asked_to_leave)

    def _asked_to_leave(self, answer: str | None) -> None:
        if answer == "leave":
            self._leave_play()

    def _leave_play(self) -> None:
        self.running.halt()
        self.ways.back()


def _has_just_moved(state: State) -> bool:
    """Whether the newest thing shown or decided moved the phases, so that the sheet is enlarged."""
    newest = max((things[-1].seq for things in (state.shown, state.decisions) if things), default=0)
    return bool(state.moves) and state.moves[-1].seq >= newest > 0
