"""Playing a scenario: the moment shown in a view, the clock, the windows, and the keys that move it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.exercise import JournalError, Play, PlayError, State, shown_name
from simulator.exercise.events import Decided, Event
from simulator.exercise.stage import Stage, Timer
from simulator.exercise.visibility import FACILITATOR, ROOM, Viewer, next_viewer, viewer_named, viewers
from simulator.language import msg, tr
from simulator.scenario import Decision, Inject, Question, ScriptError, Step
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import content
from simulator.tui.kit.finding import Place
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.rows import Line
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as walk_keys
from simulator.tui.moment.acts import Act
from simulator.tui.moment.moment import MomentScreen
from simulator.tui.moment.phases import clock
from simulator.tui.moment.timeline import Tick
from simulator.tui.play import commands as keys
from simulator.tui.play.acts import play_act
from simulator.tui.play.attached import show_attachment
from simulator.tui.play.branch_list import BranchList, Picked
from simulator.tui.play.branches import branch_rows
from simulator.tui.play.class_tally import ClassTally
from simulator.tui.play.commands import BRANCHES, PACE, VIEWS
from simulator.tui.play.feed import Feed
from simulator.tui.play.feed_view import FeedView
from simulator.tui.play.inject import InjectDraft
from simulator.tui.play.inject_form import InjectForm
from simulator.tui.play.jump import Jump, There
from simulator.tui.play.moments import moment_rows, record_at, step_title, words_of
from simulator.tui.play.play_bar import PlayBar
from simulator.tui.play.silent import (
    OF_THE_FACILITATOR,
    ended,
    why_no_next,
    why_no_option,
    why_not_facilitating,
)
from simulator.tui.play.ticks import MomentTicks, StepTicks
from simulator.tui.play.times import left_over, scenario_clock, wall_clock
from simulator.tui.play.title import Standing, standing_line
from simulator.tui.reports import commands as report_keys

LOOKS_AT_CLOCK = 0.25  # seconds between two looks at the scenario clock
LOOKED = 0.1  # seconds at a moment after which the room looks at it too
DISCUSSIONS = (3, 5, 10, 15)  # minutes
SPEEDS = (1, 2, 5, 10, 30, 60, 120, 240)


class PlayScreen(MomentScreen, inherit_bindings=False):
    """Shows a moment of a play, and, while the clock runs, what has become due.

    `steps.Teller` decides what a seat may see; this screen never shows a step to a view in another way.
    """

    PANES: ClassVar[tuple[str, ...]] = ("feed", "sheet", "clause")
    TABS: ClassVar[tuple[str, ...]] = (msg("状況付与"), msg("遷移"), msg("条項"))
    NUMBERED: ClassVar[bool] = False  # in a play digits decide
    START: ClassVar[str] = "feed"
    AUTO_FOCUS: ClassVar[str] = "#feed"
    HINT: ClassVar[str] = msg("Space で次のステップへ、p で時計を動かす。段階を動かすのはシナリオと判断。")
    inject_draft = InjectDraft()
    # All of them here, in the order in which the key bar shows them.
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
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    ANSWERED: ClassVar[tuple[Command, ...]] = (
        *MomentScreen.ANSWERED,
        keys.NEXT,
        *keys.OPTIONS,
        keys.PACE,
        keys.REVEAL,
        *OF_THE_FACILITATOR,
    )
    HELP: ClassVar[str] = msg(
        "シナリオを演習する画面。上の帯がいまの状況、左が示された状況付与、右が直前の遷移と、"
        "選んだ行の引く条項。狭い画面では Tab で枠を切り替える。"
    )

    def __init__(self, play: Play, warning: str = "") -> None:
        super().__init__(play.exercise, warning)
        self.play = play
        self.feed = Feed(play)
        self.view = viewer_named(play.exercise.seat, play.scenario) or FACILITATOR
        self._counted: tuple[int, datetime] = (0, play.clock.wall())
        self._awake_at = play.clock.wall()
        self._tally = ClassTally(play)
        self._rung = 0
        self._ticks = MomentTicks()
        self._steps = StepTicks(play.scenario)

    def panes(self) -> ComposeResult:
        """The feed has the width; beside it the sheet, in two lines until phases move, over the clause."""
        yield Vertical(FeedView(id="feed"), id="feed-pane", classes="pane")
        with Vertical(id="beside"):
            yield from super().panes()

    def key_bar(self) -> KeyBar:
        """The foot, with the digits of the decision that waits."""
        return PlayBar()

    def on_mount(self) -> None:
        """Look at the clock a few times a second."""
        self.set_interval(LOOKS_AT_CLOCK, self.follow_clock)

    # What is shown

    def _show(self, state: State) -> None:
        """Show the moment, and what this view had received at it."""
        self.feed.reveal(self.exercise.stage.revealed)
        super()._show(state)
        waiting = self.waiting
        self.query_one(PlayBar).options = len(waiting.options) if waiting else 0
        rows, newest = self.feed.rows(state, self.view)
        self.query_one(FeedView).grow(rows, newest, self.feed.choices(state, self.view))
        self.query_one("#beside").set_class(self._has_just_moved(state), "-moved")

    def cited_by(self, target: Target) -> Target | None:
        """An option cites the first of its clauses that this view may see."""
        if target.kind != "option":
            return target
        options = self.feed.sight(self.view).choices(self.state)
        cites = [cite for option in options if option.id == target.name for cite in option.cites]
        return Target("cite", cites[0].clause, cites[0].quote) if cites else None

    def focus_pane(self, name: str) -> None:
        """Give the keys to a pane; the sheet then has the room.

        Not by a click: what was clicked must not move away under the pointer.
        """
        self.query_one("#beside").set_class(name == "sheet", "-reading")
        super().focus_pane(name)

    def show_current(self) -> None:
        """Where one pane shows at a time, what stands beside the feed shows with its current one."""
        super().show_current()
        self.query_one("#beside").set_class(self.current_pane != 0, "-current")

    @staticmethod
    def _has_just_moved(state: State) -> bool:
        """Whether the newest thing shown or decided moved the phases: then the sheet has the room."""
        newest = max((things[-1].seq for things in (state.shown, state.decisions) if things), default=0)
        return bool(state.moves) and state.moves[-1].seq >= newest > 0

    def heading(self) -> str:
        """The scenario and the phases that hold."""
        return f"{self.play.scenario.title} ▸ {self.state.configuration.label}"

    def status(self) -> str:
        """Whose screen it is, both times, the speed, and whether it is recorded."""
        looking = self.looking is not None
        state = self.state
        seconds = state.elapsed if looking else self.play.clock.elapsed()
        return standing_line(
            Standing(
                view=self.view.label,
                at=clock(seconds),
                fiction=scenario_clock(self.play.scenario.beginning, seconds),
                wall=wall_clock(self.play.clock.wall()),
                speed=self.play.clock.speed,
                kept=self.kept,
                running=self.play.clock.running,
                waiting=bool(state.waiting),
                ended=self.feed.has_ended(state),
                looking=looking,
                elsewhere=self.elsewhere,
            ),
            self.size.width,
        )

    def show_title(self) -> None:
        """The title line, and over the feed whose it is and what is left of a countdown."""
        super().show_title()
        left = self._countdown() or self._discussion()
        name = f" {tr('状況付与  {view}の画面', view=self.view.label)} "
        pane = self.query_one("#feed-pane")
        if name != str(pane.border_title):  # naming it paints the pane and all in it
            pane.border_title = content(name)
        shown = "  ".join(filter(None, (left, self._tally.words)))
        subtitle = f" {shown} " if shown else ""
        if subtitle != str(pane.border_subtitle or ""):
            pane.border_subtitle = content(subtitle)
        self.query_one(PaneTabs).name_tabs(
            (f"{tr('状況付与')} {left or self.view.label}", *map(tr, self.TABS[1:]))
        )

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """What this view had received."""
        return self._ticks.of(self.feed.moments(state, self.view), state)

    def ticks_for(self) -> object:
        """The view: a seat's line holds what reached it."""
        return self.view

    def to_come(self) -> tuple[Tick, ...]:
        """The rest of the script, for the facilitator alone."""
        coming = self.feed.sight(self.view).following(self.exercise.state)
        return self._steps.to_come(self.exercise.state) if coming else ()

    def time_label(self, seconds: float) -> str:
        """The day and time of the fiction."""
        return scenario_clock(self.play.scenario.beginning, seconds)

    def set_view(self, view: Viewer) -> None:
        """Show the moment in another view."""
        self.view = view
        self.hush()
        self.show_moment()
        try:
            self.exercise.keep_seat(view.name)
        except JournalError as error:
            self.say(str(error))

    def remarks(self, state: State) -> bool:
        """In the room not while they could answer what is asked."""
        return self.feed.sight(self.view).hints(state)

    @property
    def hides_scripts(self) -> bool:
        """Whether what scenarios hold may not be looked up: a class is looking."""
        return not self.view.is_facilitator

    def action_reveal(self) -> None:
        """Show the room the newest thing that is hidden from it."""
        seq = self.to_reveal()
        if seq is None or not self.keep(lambda: self.exercise.keep_stage(self.exercise.stage.reveal(seq))):
            return
        self.hush()
        self.show_moment()
        if self.view.is_facilitator:
            self.tell(tr("教室と席に見せました: {what}", what=self._hidden(seq)))

    def to_reveal(self) -> int | None:
        """The record of which the room would be shown more next."""
        return None if self.watched else self.feed.sight(ROOM).to_reveal(self.state)

    def keep_stage(self, stage: Stage) -> bool:
        """Let the room see something else; False if that could not be kept."""
        return not self.watched and self.keep(lambda: self.exercise.keep_stage(stage))

    def action_blank(self) -> None:
        """Show nothing on the room's window, or all again."""
        stage = self.exercise.stage
        if self.keep_stage(replace(stage, blank=not stage.blank)):
            self.tell(tr("教室の画面を戻しました。") if stage.blank else tr("教室の画面を伏せました。"))

    def action_freeze(self) -> None:
        """Leave the room's window at the moment shown while one looks around, or let it follow again."""
        stage = self.exercise.stage
        frozen = None if stage.frozen is not None else self.looking or self.exercise.history.head
        if self.keep_stage(replace(stage, frozen=frozen)):
            self.tell(
                tr("教室の画面を動かします。")
                if frozen is None
                else tr(
                    "教室の画面をこの時点で止めました。{key} で動かします。",
                    key=cap_of(keys.FREEZE, self.app),
                )
            )

    def action_timer(self) -> None:
        """Choose how long to discuss; it decides nothing."""
        rows = [Block(tr("{minutes}分", minutes=minutes), target=str(minutes)) for minutes in DISCUSSIONS]
        if self.exercise.stage.timer:
            rows.append(Block(tr("時計を消す"), target="0"))
        self.app.push_screen(Chooser(tr("討議の時計"), rows, str(DISCUSSIONS[1])), self._discuss)

    def _discuss(self, chosen: str | None) -> None:
        if chosen is None:
            return
        minutes = int(chosen)
        timer = Timer(left=minutes * 60.0, since=self.play.clock.wall()) if minutes else None
        if self.keep_stage(replace(self.exercise.stage, timer=timer)):
            self.show_title()

    def action_room(self) -> None:
        """Turn this window into the room's, where there is only one display."""
        services(self).open_room(self.play, self.watched)

    def action_classroom(self) -> None:
        """The class in browsers. A vote closed there may have decided."""
        services(self).open_class(self.play, lambda _: self.show_moment(), is_kept=not self.warning)

    def look(self, seq: int | None) -> None:
        """Show the moment of a record, here and on the room's window."""
        super().look(seq)
        if not self.watched and self.exercise.stage.looking != self.looking:
            self.set_timer(LOOKED, self._look_in_the_room, name="room")

    def _look_in_the_room(self) -> None:
        if self.exercise.stage.looking != self.looking:
            self.keep_stage(replace(self.exercise.stage, looking=self.looking))

    def _hidden(self, seq: int) -> str:
        event = self.exercise.history.records[seq].event
        if isinstance(event, Decided):
            return tr("講評")
        step = self.feed.sight(FACILITATOR).reached(event)
        return tr("解答の例") if isinstance(step, Question) else tr("選択肢の条項")

    def views(self) -> tuple[Viewer, ...]:
        """The views there are."""
        return viewers(self.play.scenario)

    # Time

    def follow_clock(self) -> None:
        """Show what has become due, but nothing while a decision waits or an earlier moment is shown."""
        self._tell_sleep()
        shown: set[str] = set()
        # A ring of steps would be due for ever: each is shown once at a look at the clock.
        while self._is_due() and self.play.cursor.step not in shown:
            step = self.play.cursor.step
            if not self.act(self.play.advance):
                break
            shown.add(step or "")
        if self._is_due() and not shown:
            # It could not be kept, which was said once; a clock that went on would say it again and again.
            self.play.clock.run(running=False)
        elif shown and self.play.ended:
            self.halt()
        elif shown:
            self._stop_for_a_decision()
        if shown:
            self.show_moment()

    def put_off(self) -> None:
        """Stop the clock here: it runs where the exercise is acted on."""
        self.play.clock.run(running=False)
        super().put_off()

    def _stop_for_a_decision(self) -> None:
        """Stop the clock where a decision has opened: a class must not lose time to its own discussion."""
        if self.play.waiting and self.play.clock.running and services(self).stops_for_decisions:
            self.halt()
            key = cap_of(PACE, self.app)
            self.say(tr("判断が開いたので、時計を止めました。{key} で動かせます。", key=key))

    def _tell_sleep(self) -> None:
        """Say that the clock stopped because the machine slept; that it stands is recorded like any stop."""
        now, asleep_after = self.play.clock.wall(), self.play.clock.asleep_after
        gap, self._awake_at = now - self._awake_at, now
        if asleep_after is not None and gap.total_seconds() >= asleep_after:
            self._counted = (self._counted[0], self._counted[1] + gap)  # nobody could decide meanwhile
        slept = self.play.clock.woken()
        if not slept:
            return
        if not self.watched:
            self.act(lambda: self.play.pace(running=False))
        self.show_title()
        self.say(
            tr(
                "{time} の間、機械が眠っていたようです。時計を止めました。{key} で動かせます。",
                time=left_over(slept),
                key=cap_of(PACE, self.app),
            )
        )

    def _is_due(self) -> bool:
        try:
            return self.play.clock.running and self.looking is None and self.play.due()
        except ScriptError:
            return False

    def pace(self, *, running: bool, speed: float | None = None) -> bool:
        """Start or stop the clock, or change its speed; False, and all as before, if that was not kept."""
        return self.act(lambda: self.play.pace(running=running, speed=speed))

    def _countdown(self) -> str:
        """What is left for the waiting decision, if its author set a limit; at zero it is said, once."""
        decision = self.decision_at_head
        if decision is None or decision.countdown is None or not self.view.decides(decision):
            return ""
        seq = self.exercise.state.shown[-1].seq
        now = self.play.clock.wall()
        if self._counted[0] != seq:
            self._counted = (seq, now)
        left = decision.countdown - (now - self._counted[1]).total_seconds()
        if left <= 0 and self._rung != seq:
            self._rung = seq
            self.say(tr("制限時間になりました。判断は自動では決まりません。"))
        return tr("残り {time}", time=left_over(left)) if left > 0 else tr("時間です")

    def _discussion(self) -> str:
        """What is left of a discussion."""
        timer = self.exercise.stage.timer
        if timer is None:
            return ""
        left = timer.at(self.play.clock.wall())
        return tr("話し合い 残り {time}", time=left_over(left)) if left else tr("話し合い 時間です")

    def _waiting(self, state: State) -> Decision | None:
        try:
            step = self.play.script.step(state.waiting) if state.waiting else None
        except ScriptError:
            return None
        return self.play.script.offered(step, state.cursor) if isinstance(step, Decision) else None

    @property
    def next_step(self) -> Step | None:
        """The step that would be shown next; None while a decision waits, and at the end."""
        try:
            return self.play.next_step
        except ScriptError:
            return None

    def tell_if_elsewhere(self) -> None:
        """Say so if the newest step did not reach the seat shown: it would look as if nothing was done."""
        shown = self.exercise.state.shown
        step = self.play.script.steps.get(shown[-1].step) if shown else None
        if step is not None and not self.view.receives(step):
            self.say(tr("この席には届かない状況付与です。"))

    def halt(self) -> None:
        """Stop the clock, so that what is undone does not come due again at once."""
        if self.play.clock.running:
            self.pace(running=False)

    @property
    def decision_at_head(self) -> Decision | None:
        """The decision that waits now, whoever's it is."""
        return self._waiting(self.exercise.state)

    @property
    def waiting(self) -> Decision | None:
        """The decision that waits at the moment shown, if this view sees it."""
        decision = self._waiting(self.state)
        return decision if decision is not None and self.view.decides(decision) else None

    def act(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; False, and said, if it does not fit or could not be kept."""
        try:
            return self.keep(act)
        except (PlayError, ScriptError) as error:
            self.say(str(error))
            return False

    # Views

    def action_view(self) -> None:
        """The next seat's view in turn.

        Never the facilitator's: one press too many would show a class the answers.
        """
        leaves = self.view.is_facilitator
        self.set_view(next_viewer(self.view, self.play.scenario))
        if leaves:
            self.tell(tr("進行役の画面に戻るには、{key} で選びます。", key=cap_of(VIEWS, self.app)))

    def action_views(self) -> None:
        """Choose a view."""
        found = self.views()
        rows = [
            Block(tr("{view}の画面", view=view.label), target=str(number))
            for number, view in enumerate(found)
        ]
        self.app.push_screen(Chooser(tr("だれの画面"), rows, str(found.index(self.view))), self._chose_view)

    def _chose_view(self, chosen: str | None) -> None:
        if chosen is not None:
            self.set_view(self.views()[int(chosen)])

    # Moments

    def action_jump(self) -> None:
        """Look at a moment shown before, or at a time."""
        moments = self.feed.moments(self.exercise.state, self.view)
        here = self.looking or self.exercise.history.head
        chosen = max((m.seq for m in moments if m.seq <= here), default=1)
        rows = moment_rows(moments, self.play.scenario.beginning)
        self.app.push_screen(Jump(rows, str(chosen)), self._jump)

    def _jump(self, there: There | None) -> None:
        if there is None:
            return
        seq = there.seq
        if there.seconds is not None:
            seq = record_at(self.exercise.history, there.seconds)
            if seq is None:
                self.say(
                    tr(
                        "まだその時刻まで進んでいません。{next} か {pace} で進めてください。",
                        next=cap_of(keys.NEXT, self.app),
                        pace=cap_of(keys.PACE, self.app),
                    )
                )
        self.look(seq)

    def places(self) -> Iterator[Place]:
        """For the palette: the moments shown to this view, and for the facilitator the steps to come.

        What has not reached a seat stands in nothing that is searched for it.
        """
        state = self.exercise.state
        begins = self.play.scenario.beginning
        moments = self.feed.moments(state, self.view)
        said = {moment.seq: words_of(moment.rows) for moment in moments}
        names = {entry.seq: entry.step for entry in state.shown}
        for row in moment_rows(moments, begins):
            seq = int(row.target)
            show = partial(self.look, seq)
            about = tr("この時点を見る")
            yield Place(row.text, about, names.get(seq) or "", show, words=said.get(seq, ""))
        for step in self.feed.sight(self.view).following(state):
            title, about = step_title(step, begins), tr("まだ示していないステップを読む")
            words = words_of(self.feed.preview(step, self.view))
            yield Place(title, about, step.id, partial(self._preview, step), words=words)
        yield from super().places()

    def _preview(self, step: Step) -> None:
        """A step that was not shown yet; it stays unshown."""
        rows = self.feed.preview(step, self.view)
        self.app.push_screen(PageWindow(tr("まだ示していないステップ"), rows))

    # Branches

    def branches_key(self) -> str:
        """The key of the list of branches."""
        return cap_of(BRANCHES, self.app)

    def action_fork(self) -> None:
        """Begin a branch at the moment shown."""
        self.app.push_screen(Prompt(tr("分岐の名"), shown_name(self.exercise.history.next_name)), self._fork)

    def _fork(self, name: str | None) -> None:
        if name is None:
            return
        at = self.looking or self.exercise.history.head
        if name == shown_name(self.exercise.history.next_name):
            name = ""  # recorded as it would be in any language
        self.halt()
        if self.act(lambda: self.play.fork(at, name)):
            self.show_head()
            self.tell(
                tr(
                    "ここから別の分岐を始めました。元の分岐は {branches} で選べます。",
                    branches=cap_of(keys.BRANCHES, self.app),
                )
            )

    def action_branches(self) -> None:
        """The branches: go to one, or compare it."""
        found = self.exercise.history.branches()
        current = next((number for number, strand in enumerate(found) if strand.current), 0)
        rows = branch_rows(self.exercise.history, found)
        window = BranchList(rows, current, may_compare=self.view.is_facilitator)
        self.app.push_screen(window, self._branch)

    def _branch(self, picked: Picked | None) -> None:
        if picked is None:
            return
        found = self.exercise.history.branches()
        strand = found[picked.number]
        if picked.compare:
            from simulator.tui.play.comparison_screen import ComparisonScreen  # noqa: PLC0415 - only who compares pays

            mine = next(one for one in found if one.current)
            self.app.push_screen(ComparisonScreen(self.play, mine, strand))
            return
        if strand.current and self.looking is None:
            return
        self.halt()
        # To stand on a branch that is still empty is to begin it again: nothing else leads to it.
        if self.act(lambda: self.play.switch(strand)):
            self.show_head()

    # Injects

    def action_held(self) -> None:
        """Show an inject that was held back."""
        rows = []
        for step in self.feed.sight(self.view).held(self.exercise.state):
            line = (
                Line().add(step.sender, "strong").add("→ " + tr("・").join(s.label for s in step.to), space=1)
            )
            rows.append(line.row().add(step.text.strip(), "quiet").block(target=step.id))
        self.app.push_screen(Chooser(tr("控えている状況付与"), rows), self._release)

    def _release(self, chosen: str | None) -> None:
        if chosen is not None and not self.is_past() and self.act(lambda: self.play.release(chosen)):
            self.show_head()

    def action_add(self) -> None:
        """Write an inject of the facilitator's own."""
        if not self.is_past():
            self.app.push_screen(InjectForm(self.inject_draft, self.play.scenario.seats), self._add)

    def _add(self, draft: InjectDraft | None) -> None:
        if draft is None:
            return
        self.inject_draft = draft
        seats = tuple(seat for seat in self.play.scenario.seats if seat in draft.seats)
        if draft.give and self.act(lambda: self.play.add(draft.sender, seats, draft.mode, draft.text)):
            self.inject_draft = InjectDraft()
            self.show_head()

    def action_next(self) -> None:
        """Show the next step, whatever the clock says."""
        if self.is_past():
            return
        if self.act(self.play.advance):
            self.show_head()
            self.tell_if_elsewhere()
            self._stop_for_a_decision()

    def action_option(self, number: int) -> None:
        """Take an option of the waiting decision."""
        decision = self.waiting
        if decision is None or self.is_past():
            return
        option = decision.options[number - 1]
        if self.act(lambda: self.play.decide(option.id)):
            self.show_head()

    def action_reason(self) -> None:
        """Take an option with the class's own reason."""
        from simulator.tui.reports.reason import ask_reason  # noqa: PLC0415 - only who gives one pays

        ask_reason(self, self.feed.sight(self.view).choices(self.exercise.state), self._decide)

    def _decide(self, option: str, reason: str) -> None:
        if self.act(lambda: self.play.decide(option, reason)):
            self.show_head()

    def action_papers(self) -> None:
        """Papers of the scenario and the report; ratings for the facilitator."""
        from simulator.tui.reports.desk import of_play  # noqa: PLC0415 - only who makes one pays

        of_play(self, self.play, facilitating=self.view.is_facilitator, acting=not self.watched).open()

    def take(self, option: str) -> None:
        """Take the option whose row was chosen."""
        decision = self.waiting
        names = [one.id for one in decision.options] if decision else []
        if option in names:
            self.action_option(names.index(option) + 1)

    def open_attachment(self, file: str) -> None:
        """Read an attachment over the screen, or open it elsewhere, as the exercise kept it."""
        show_attachment(self, file, self.play.scenario.caption(file), self.play.attached(file))

    def enter(self, phase: str) -> None:
        """Open the clause of a phase: in a play it is the script that moves the phases."""
        profile = next(p for p in self.doctrine.profiles.values() if p.phase.value == phase)
        services(self).open_clause(profile.clause)

    def action_pace(self) -> None:
        """Start or stop the scenario clock."""
        if not self.is_past() and self.pace(running=not self.play.clock.running):
            self.follow_clock()
            self.show_title()

    def action_speed(self, step: int) -> None:
        """The next speed up or down."""
        speed = self.next_speed(step)
        if speed and self.pace(running=self.play.clock.running, speed=speed):
            self.show_title()
            self.refresh_bindings()

    def next_speed(self, step: int) -> float:
        """The speed above or below; 0 at the end of the scale."""
        now = self.play.clock.speed
        beyond = [float(speed) for speed in SPEEDS if (speed > now if step > 0 else speed < now)]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else 0.0

    def undo(self, to: int | None) -> bool:
        """Undo the last act, or all after a record; the clock stops."""
        self.halt()
        return self.act(lambda: self.play.undo(to))

    def redo(self) -> bool:
        """Take back an undo; the clock stops."""
        self.halt()
        return self.act(self.play.redo)

    def act_of(self, event: Event) -> Act:
        """What was done, as the view shown may know it."""
        return play_act(event, self.feed.sight(self.view))

    def action_hold(self) -> None:
        """Go past the next inject without showing it."""
        if self.is_past():
            return
        if self.act(self.play.hold_back):
            self.show_head()
            self.tell(
                tr("次の状況付与を控えました。{held} で一覧から示せます。", held=cap_of(keys.HELD, self.app))
            )

    def action_back(self) -> None:
        """Leave; what was done is kept, and the clock stops. While it runs, only after asking once."""
        if not self.play.clock.running or self.watched:
            self._leave_play()
            return
        rows = [
            Block(tr("離れる（時計を止める）"), target="leave"),
            Block(tr("続ける"), target="stay"),
        ]
        self.app.push_screen(
            Chooser(tr("時計が動いています。離れますか"), rows, "leave"), self._asked_to_leave
        )

    def _asked_to_leave(self, answer: str | None) -> None:
        if answer == "leave":
            self._leave_play()

    def _leave_play(self) -> None:
        self.halt()
        super().action_back()

    def why_not(self, command: Command) -> str:
        """Why a key does nothing now; to a seat nothing is said that it may not know."""
        if command in OF_THE_FACILITATOR and (not self.view.is_facilitator or self.looking is None):
            return why_not_facilitating(command, self.view, cap_of(keys.VIEWS, self.app))
        if (self.looking is not None and command is not keys.REVEAL) or command in MomentScreen.ANSWERED:
            return super().why_not(command)
        if command is keys.REVEAL:
            return tr("教室に伏せているものはありません。")
        decision = self.decision_at_head
        if command is keys.NEXT:
            return why_no_next(decision, self.view, cap_of(walk_keys.EARLIER, self.app))
        return (
            ended(cap_of(walk_keys.EARLIER, self.app))
            if command is keys.PACE
            else why_no_option(decision, self.view)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        match action:
            case "next":
                head = self.exercise.state
                return self.looking is None and head.next is not None and not head.waiting
            case "option" | "reason":
                decision = None if self.looking is not None else self.waiting
                known = range(1, len(decision.options) + 1) if decision else ()
                return bool(known) and (action == "reason" or parameters[0] in known)
            case "speed":
                ended = self.feed.has_ended(self.state)
                return not ended and bool(self.next_speed(cast("int", parameters[0])))
            case "pace":
                ended = self.feed.has_ended(self.state)
                return self.looking is None and (self.play.clock.running or not ended)
            case "hold" | "add" | "classroom":
                mine = self.view.is_facilitator and self.looking is None
                return mine and (action != "hold" or isinstance(self.next_step, Inject))
            case "held":
                return self.view.is_facilitator and bool(self.exercise.state.held)
            case "reveal":
                return self.to_reveal() is not None
            case "view":
                return self.view.is_facilitator or len(self.play.scenario.seats) > 1
        return super().check_action(action, parameters)
