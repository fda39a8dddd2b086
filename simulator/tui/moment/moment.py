"""An exercise on the screen: a moment of it, the keys that every kind of exercise has, notes, and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import ClassVar

from textual import actions, events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.doctrine import Doctrine, Step
from simulator.exercise import (
    CaughtUpError,
    Exercise,
    JournalError,
    LostError,
    PutOffError,
    State,
    UnknownFateError,
)
from simulator.exercise.events import Event
from simulator.journal import WatchedJournal
from simulator.language import msg, tr
from simulator.machine import Refused
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import content, pieces
from simulator.tui.kit.finding import Place
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.memory import settle
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of, keys_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as keys
from simulator.tui.moment.acts import UNKNOWN, Act, redone, undone, undone_to, walk_act
from simulator.tui.moment.beside import beside_rows
from simulator.tui.moment.drafts import NoteDraft
from simulator.tui.moment.lanes import Lanes
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.moment.phases import clock, since_begun
from simulator.tui.moment.recording import KEEP, Recording
from simulator.tui.moment.sheet import UNFOLDED, part_of, section_starts, sheet_rows, sheet_title, steps_of
from simulator.tui.moment.stations import Stations
from simulator.tui.moment.ticks import move_ticks
from simulator.tui.moment.timeline import Span, Tick
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.typography import cells, fit

KEPT_SHEETS = 32
FOLLOWS = 0.1  # seconds between two looks at an exercise that another process acts on


class MomentScreen(PaneScreen):
    """Shows a moment of an exercise: by default its head, while looking back an earlier record.

    What is shown is always the fold of the journal.
    """

    PANES: ClassVar[tuple[str, ...]] = ("sheet", "clause")
    TABS: ClassVar[tuple[str, ...]] = (msg("遷移"), msg("条項"))
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "sheet": msg(
            "直前の遷移の条件、この遷移の手順、加わる・終わる措置、本文に定めのないこと。"
            "▸ は畳まれた部分で、Enter で開く。ほかの行は Enter で条項を開く。"
        ),
        "clause": msg("選んだ行が引く文を、その段落の中で示す。行を移ると変わる。"),
    }
    START: ClassVar[str] = "sheet"
    HINT: ClassVar[str] = msg("段階の番号を押すか、上の帯の段階を押す。どの段階からどの段階へも進める。")
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.UNDO,
        keys.REDO,
        keys.EARLIER,
        keys.LATER,
        keys.CHANGES,
        keys.NOTE,
        keys.READ,
        keys.SECTION,
        keys.SECTION_BACK,
        keys.LANES,
        keys.RESCUE,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    NUMBERED: ClassVar[bool] = True  # whether digits enter the phases
    ANSWERED: ClassVar[tuple[Command, ...]] = (keys.UNDO, keys.REDO, keys.EARLIER, keys.LATER)

    def __init__(self, exercise: Exercise, warning: str = "") -> None:
        """`warning` says why the exercise is not being recorded; empty if it is."""
        super().__init__()
        self.exercise = exercise
        self.recording = Recording(exercise, warning)
        self.lanes = Lanes(exercise.history)
        self.refused: Refused | None = None
        self.looking: int | None = None
        self.on_leave: Callable[[], None] | None = None
        self.notice = ""
        self.watched: WatchedJournal | None = None
        self._sheets: dict[object, tuple[Block, ...]] = {}
        self._shown_title: object = None
        self.stations = Stations(exercise.machine.doctrine)
        self._beside: object = None
        self._shown_sheet: object = None
        self._showing = False

    def compose(self) -> ComposeResult:
        """Title, tabs (when narrow), panes, keys."""
        yield Static(id="exercise-title", markup=False)
        yield Static(id="grave", markup=False)
        yield Band()
        yield PaneTabs(tuple(map(tr, self.TABS)))
        with Horizontal(id="exercise-body"):
            yield from self.panes()
        yield TimelineBar(self.time_label, self.branches_key(), cap_of(keys.LANES, self.app))
        yield self.key_bar()

    def key_bar(self) -> KeyBar:
        """The foot."""
        return KeyBar()

    def branches_key(self) -> str:
        """The key that leads to the branches, as it stands on the keyboard; empty if there is none."""
        return ""

    def panes(self) -> ComposeResult:
        """The sheet, and beside it the clause of the chosen row."""
        yield Vertical(BlockView(rows=True, id="sheet"), id="sheet-pane", classes="pane")
        yield Vertical(BlockView(id="clause"), id="clause-pane", classes="pane")

    def on_mount(self) -> None:
        """Show the moment, the present phase chosen."""
        for words in (self.warning, self.notice):
            if words:
                self.say(words)
        if self.watched:
            self.set_interval(FOLLOWS, self.follow)
        self.focus_pane(self.START)
        self.show_moment()
        self.set_interval(1, self.follow_time)
        self.call_after_refresh(settle)

    @property
    def warning(self) -> str:
        """Why the exercise is not being recorded; empty if it is."""
        return self.recording.fault

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine behind the exercise."""
        return self.exercise.machine.doctrine

    @property
    def state(self) -> State:
        """The moment shown."""
        return self.exercise.history.state(self.looking)

    def show_moment(self) -> None:
        """Show the moment in every pane; a pane that would show the same as before is left as it is."""
        with self.in_one_look():
            self._show(self.state)
            self.show_beside()

    def _show(self, state: State) -> None:
        self.show_phases(state)
        said = self.sheet_key(state)
        if said != self._shown_sheet:
            sheet = self.query_one("#sheet", BlockView)
            same = isinstance(self._shown_sheet, tuple) and self._shown_sheet[:3] == said[:3]
            self._shown_sheet = said
            sheet.show(self._sheet(state), choose=sheet.target if same else "")
            title = f" {tr('遷移 {sheet}', sheet=sheet_title(self.doctrine, state))} "
            self.query_one("#sheet-pane").border_title = content(title)
        self.show_title()

    def show_beside(self) -> None:
        """The clause of the row chosen in the pane that has the keys."""
        name = self.PANES[self.current_pane]
        if name == "clause":
            return
        chosen, state = self.query_one(f"#{name}", BlockView).target, self.state
        remarks = self.remarks(state)
        told = (chosen, state.configuration, state.last_move, remarks)
        if told == self._beside:
            return
        self._beside = told
        cited = self.cited_by(Target.read(chosen)) if chosen else None
        steps = steps_of(self.doctrine, state.last_move) if cited and cited.kind == "step" else []
        step = next((one for one in steps if cited and one.sentence == cited.name), None)
        phases = state.configuration.phases
        title, rows = beside_rows(self.doctrine, cited, phases, step=step, remarks=remarks)
        self.query_one("#clause", BlockView).show(rows)
        pane, name = self.query_one("#clause-pane"), f" {title} "
        if name != str(pane.border_title):  # naming it paints the pane and all in it
            pane.border_title = content(name)

    def cited_by(self, target: Target) -> Target | None:
        """What a row cites: as a rule its own target."""
        return target

    @on(BlockView.Chosen)
    def _follow_choice(self) -> None:
        self.show_beside()

    def make_current(self, name: str) -> None:
        """Mark a pane as current, and show what its chosen row cites."""
        super().make_current(name)
        self.show_beside()

    @contextmanager
    def in_one_look(self) -> Iterator[None]:
        """Look once, at the end, which keys work: every pane that changes asks for it."""
        held, self._showing = self._showing, True
        try:
            yield
        finally:
            self._showing = held
        self.refresh_bindings()

    def refresh_bindings(self) -> None:
        """Look which keys work now."""
        if not self._showing:
            super().refresh_bindings()

    def show_phases(self, state: State) -> None:
        """The band."""
        possible = self.exercise.machine.possible(state.configuration)
        self.query_one(Band).tell(self.stations.at(state, possible, self.now, numbered=self.NUMBERED))

    @property
    def now(self) -> float:
        """The exercise time of the moment shown, in seconds; at the head it runs on."""
        return self.state.elapsed if self.looking is not None else self.exercise.elapsed()

    def sheet_key(self, state: State) -> tuple[object, ...]:
        """All on which the rows of the sheet depend; the first three say what it is about."""
        return (
            state.configuration,
            state.last_move,
            self.refused,
            self.remarks(state),
            frozenset(services(self).toggled_parts),
        )

    def sheet_rows(self, state: State) -> list[Block]:
        """The rows of the sheet."""
        return sheet_rows(
            self.doctrine,
            state,
            self.refused,
            tr(self.HINT),
            self.noted(state),
            remarks=self.remarks(state),
            unfolded=UNFOLDED ^ services(self).toggled_parts,
        )

    def remarks(self, _state: State) -> bool:
        """Whether what is ours may stand beside the text."""
        return True

    def noted(self, _state: State) -> Sequence[Block]:
        """Notes that stand above the sheet."""
        return ()

    def _sheet(self, state: State) -> tuple[Block, ...]:
        """The rows of the sheet, kept while one goes back and forth; a view lays out the same rows once."""
        key = self.sheet_key(state)
        rows = self._sheets.get(key)
        if rows is None:
            if len(self._sheets) >= KEPT_SHEETS:
                self._sheets.clear()
            rows = self._sheets[key] = tuple(self.sheet_rows(state))
        return rows

    def heading(self) -> str:
        """What the title line begins with."""
        return sheet_title(self.doctrine, self.state)

    def status(self) -> str:
        """What the title line ends with: when, and whether it is recorded."""
        where = tr("別の分岐を見ています") if self.elsewhere else tr("前の時点を見ています")
        looking = f"{where}  " if self.looking is not None else ""
        at = clock(self.now)
        return f"{looking}{at}  {self.kept}"

    @property
    def kept(self) -> str:
        """Whether it is recorded, in a word and a mark."""
        if self.watched:
            return tr("見るだけ")
        return tr("記録 ×") if self.warning else tr("記録 ✓")

    def follow_time(self) -> None:
        """What changes with time alone; and whether all that was kept is still in place."""
        try:
            lost = not self.watched and self.recording.look()
        except PutOffError:
            self.put_off()
        else:
            if lost:
                self.offer_rescue()
            elif not self.watched and self.recording.wants_backup():
                self.run_worker(self._back_up, thread=True, group="backup", exclusive=True)
        self.show_title()
        self.show_phases(self.state)

    def put_off(self) -> None:
        """Somebody else has taken the exercise over: from now on this screen watches."""
        journal = self.exercise.journal
        try:
            holders = [busy.message for busy in journal.holders() if busy.exercise == self.exercise.name]
        except JournalError:
            holders = []  # who it is can be told no more
        said = tr("別の所に引き継がれました。ここからは見るだけの画面です。")
        self.watched = WatchedJournal(journal, said + "".join(holders))
        self.exercise.move(self.watched, self.exercise.name)
        self.recording.draft = NoteDraft(text=self.recording.draft.text)
        self.set_interval(FOLLOWS, self.follow)
        self.follow()
        self.show_moment()
        self.refresh_bindings()
        self.say(self.watched.reason)

    def _back_up(self) -> None:
        with suppress(JournalError):  # the journal itself is whole; the next pause tries again
            self.exercise.journal.back_up()

    def offer_rescue(self, then: Callable[[], object] | None = None) -> None:
        """Say that nothing is being kept, and offer a new file; `then` leaves, if one was leaving."""
        self.recording.asked = then is not None

        def answered(target: str | None) -> None:
            self.recording.asked = False
            if target == KEEP:
                try:
                    where = self.recording.keep()
                except JournalError as error:
                    self.say(str(error))
                    return
                self.show_moment()
                services(self).say(tr("残しました: {where}", where=where))
            if target and then:
                then()

        rows = self.recording.rows(leaving=then is not None)
        self.app.push_screen(Chooser(tr("記録されていません"), rows, KEEP, measure=50), answered)

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose what was done, or a note begun."""
        self.recording.put_by()
        return self.recording.is_unsaved and not self.watched and not self.recording.asked

    def save_unasked(self) -> None:
        """Keep in a new file what was done and is kept nowhere."""
        self.recording.put_by()
        if self.recording.is_unsaved and not self.watched:
            with suppress(JournalError):  # no place takes it
                self.recording.keep()

    def leave(self, then: Callable[[], object]) -> None:
        """Leave by `then`; where something would be lost, only after asking."""
        if self.is_unsaved:
            self.offer_rescue(then)
        else:
            then()

    def show_title(self) -> None:
        """The title line."""
        self._show_grave()
        right = self.status()
        room = max(0, self.size.width - cells(right) - 4)
        left = fit(self.heading(), room)
        gap = " " * max(1, room - cells(left) + 2)
        look = "warning" if self.looking is not None or self.warning else "quiet"
        line = pieces((left, "heading"), gap, (right, look))
        if line != self._shown_title:  # asked for every second, and a paint for nothing is still a paint
            self._shown_title = line
            self.query_one("#exercise-title", Static).update(line, layout=False)
        self.show_time()

    def _show_grave(self) -> None:
        """What is grave stands on a line of its own until it is over, at any width."""
        said = self.recording.band
        band = self.query_one("#grave", Static)
        if bool(said) != band.display or (said and said != str(band.content)):
            band.display = bool(said)
            band.update(content(said))

    @property
    def elsewhere(self) -> bool:
        """Whether a moment of another branch is shown."""
        return self.looking is not None and self.lanes.owner(self.looking) > 0

    def show_time(self) -> None:
        """The line of time."""
        self.lanes.update(self.ticks, self.ticks_for(), self.to_come)
        at = self.looking or self.exercise.history.head
        span = Span(self.lanes.owner(self.looking), at)
        self.query_one(TimelineBar).tell(self.lanes.lanes, span)

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """What stands on the line."""
        return move_ticks(state)

    def ticks_for(self) -> object:
        """For whom it stands there."""

    def to_come(self) -> tuple[Tick, ...]:
        """What is known to come."""
        return ()

    def time_label(self, seconds: float) -> str:
        """A time on the line: how long one has been walking, `4:07` or `1:04:07`."""
        return since_begun(seconds)

    def follow(self) -> None:
        """Show what the process that holds the exercise has done since."""
        if self.watched:
            try:
                moved = self.watched.follow(self.exercise)
            except JournalError as error:
                self.say(str(error))
                return
            if moved:
                self.show_moment()

    def on_unmount(self) -> None:
        """Close what was opened for this screen."""
        for close in (self.recording.closes, self.on_leave):
            if close:
                close()

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self.show_title()

    def say(self, words: str) -> None:
        """Warn in passing."""
        services(self).say(words, warning=True)

    def hush(self) -> None:
        """Take away what was said: it was about what showed before the key that is being answered."""
        for bar in self.query(KeyBar):
            if bar.message:
                bar.hush()

    def sheet_ticked(self) -> None:
        """Show the sheet again where it stands: only a mark in it has changed."""
        state = self.state
        self._shown_sheet = self.sheet_key(state)
        self.query_one("#sheet", BlockView).show(self.sheet_rows(state), keep=True)
        self.refresh_bindings()

    def _present(self) -> frozenset[str]:
        return frozenset(phase.value for phase in self.state.configuration.phases)

    def action_read(self) -> None:
        """Read the clause of the present phase."""
        profile = self.doctrine.profiles[self.state.configuration.situation]
        services(self).open_reader(profile.clause)

    def action_changes(self) -> None:
        """Compare the situations before and after the last move; without one, choose where to go."""
        now, move = self.state.configuration, self.state.last_move
        services(self).open_changes(move.before if move else now, move.after if move else now)

    def action_matrix(self) -> None:
        """Function × phase from the moment shown."""
        services(self).open_matrix(self._present())

    def action_ask(self) -> None:
        """Ask the text about the moment shown."""
        services(self).open_ask(self._present())

    def action_systems(self) -> None:
        """The standing systems at the moment shown."""
        services(self).open_systems(self._present())

    def action_measures(self) -> None:
        """The measures in force at the moment shown."""
        self.app.push_screen(MeasuresWindow(self.doctrine, self.state))

    def places(self) -> Iterator[Place]:
        """For the palette: the coordination steps of the sheet shown, folded or not."""
        for step in steps_of(self.doctrine, self.state.last_move):
            yield Place(tr(step.title), tr("調整の手順を選ぶ"), step.sentence, partial(self._show_step, step))

    def _show_step(self, step: Step) -> None:
        if part_of(step) not in UNFOLDED ^ services(self).toggled_parts:
            services(self).toggled_parts ^= {part_of(step)}
        self.show_moment()
        self.focus_pane("sheet")
        self.query_one("#sheet", BlockView).choose(str(Target("step", step.sentence, step.quote)))

    def fold(self, name: str) -> None:
        """Fold a part of the sheet, or unfold it; it stays so for the next sheets."""
        services(self).toggled_parts ^= {name}
        self.sheet_ticked()

    # Acting

    def keep(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; False, and said, if it could not be: then nothing changed."""
        try:
            act()
        except LostError as error:
            self.recording.fault = str(error)
            self.offer_rescue()
            return False
        except PutOffError:
            self.put_off()
            return False
        except CaughtUpError as error:
            self.show_moment()
            self.say(str(error))
            return False
        except JournalError as error:
            self.say(
                str(error)
                if self.watched or isinstance(error, UnknownFateError)
                else tr("記録できないので、何も変えていません。{error}", error=error)
            )
            return False
        return True

    def is_past(self) -> bool:
        """Whether an earlier moment is shown; then acting is refused, and it is said how to go on."""
        if self.looking is None:
            return False
        self.say(self.past_words)
        return True

    @property
    def past_words(self) -> str:
        """How to go on from the earlier moment that is shown."""
        if self.elsewhere:
            return tr(
                "別の分岐の時点を見ています。{later} で分岐の終わりまで進むと、いまに戻ります。",
                later=cap_of(keys.LATER, self.app),
            )
        return tr(
            "前の時点を見ています。{later} でいまに戻るか、{undo} でここまで戻してから進めてください。",
            later=cap_of(keys.LATER, self.app),
            undo=cap_of(keys.UNDO, self.app),
        )

    def action_tick(self) -> None:
        """Tick off the step chosen, or untick it; a part of the sheet is folded or unfolded."""
        move = self.state.last_move
        sheet = self.query_one("#sheet", BlockView)
        target = Target.read(sheet.target)
        if target.kind == "fold":
            self.fold(target.name)
            return
        if self.is_past() or move is None:
            return
        done = target.name not in move.ticked
        if self.keep(lambda: self.exercise.tick(target.name, done=done)):
            self.hush()
            self.refused = None
            self.sheet_ticked()

    def action_undo(self) -> None:
        """Undo the last act, or everything after the moment looked at; and say what that was."""
        history, to = self.exercise.history, self.looking
        done = history.records[history.head]
        if self.undo(to):
            self.show_head()
            one = to is None or to == done.parent
            self.tell(undone(self.act_of(done.event)) if one else undone_to(history.records[to or 1].elapsed))

    def undo(self, to: int | None) -> bool:
        """Undo the last act, or all after a record; False if that could not be kept."""
        return self.keep(self.exercise.undo if to is None else lambda: self.exercise.undo_to(to))

    def action_redo(self) -> None:
        """Take back an undo, and say what was done again."""
        history = self.exercise.history
        again = history.records.get(history.redo_to or 0)
        if self.redo():
            self.show_head()
            self.tell(redone(self.act_of(again.event) if again else UNKNOWN))

    def redo(self) -> bool:
        """Take back an undo; False if that could not be kept."""
        return self.keep(self.exercise.redo)

    def act_of(self, event: Event) -> Act:
        """What was done, as whoever looks at this screen may know it."""
        return walk_act(event)

    def tell(self, words: str) -> None:
        """Say in passing what was done."""
        services(self).say(words)

    def show_head(self) -> None:
        """Show where the exercise stands."""
        self.hush()
        self.looking = self.refused = None
        self.show_moment()

    def action_earlier(self) -> None:
        """Look at the moment before; nothing is undone."""
        self.look(self.exercise.history.back(self.looking or self.exercise.history.head))

    def action_later(self) -> None:
        """Look at the moment after."""
        if self.looking is not None:
            history = self.exercise.history
            self.look(history.forward(self.looking) or history.head)

    def look(self, seq: int | None) -> None:
        """Show the moment of a record, without undoing anything; None shows no other."""
        if seq is not None:
            self.hush()
            self.looking = None if seq == self.exercise.history.head else seq
            self.refused = None
            self.show_moment()

    # Keys and clicks

    @on(Band.Picked)
    def _enter_there(self, message: Band.Picked) -> None:
        self.enter(message.phase.value)

    @on(TimelineBar.Wanted)
    def _look_there(self, message: TimelineBar.Wanted) -> None:
        newest = self.lanes.lanes[0].ticks[-1:]
        is_newest = bool(newest) and newest[0].seq == message.seq  # what followed it shows nothing: it is now
        self.look(self.exercise.history.head if is_newest else message.seq)

    def action_section(self, step: int) -> None:
        """To the next or the previous part of the sheet."""
        sheet = self.query_one("#sheet", BlockView)
        starts = section_starts(list(sheet.blocks))
        order = sheet.targets
        here = order.index(sheet.target) if sheet.target in order else 0
        passed = [start for start in starts if order.index(start) <= here]
        at = len(passed) - 1 + step
        if step < 0 and passed and order.index(passed[-1]) < here:
            at = len(passed) - 1
        sheet.choose(starts[max(0, min(len(starts) - 1, at))])
        self.focus_pane("sheet")

    def action_copy_citation(self) -> None:
        """Copy the words that the chosen row cites, as the whole sentence."""
        if name := self._cited():
            services(self).copy_citation(name)

    def _cited(self) -> str:
        target = self.query_one(f"#{self.PANES[self.current_pane]}", BlockView).target
        found = Target.read(target) if target else None
        return found.name if found and found.kind in ("cite", "step") else ""

    def action_lanes(self) -> None:
        """Bring further branches into sight on the line of time."""
        self.query_one(TimelineBar).scroll_lanes(1)

    def action_back(self) -> None:
        """Where one came from; what was done is kept, and it is said where to find it again."""
        self.leave(self._go_back)

    def _go_back(self) -> None:
        self.app.pop_screen()
        if not self.warning and not self.watched and len(self.exercise.history.records) > 1:
            self.tell_where_kept()

    def action_rescue(self) -> None:
        """Keep in a new file what is not being kept."""
        self.offer_rescue()

    def tell_where_kept(self) -> None:
        """On the screen below: the list of records shows it anyway, and at home a new walk looks the same."""
        key = cap_of(commands.RECORDS, self.app)
        if self.app.screen is self.app.screen_stack[0]:
            self.tell(tr("記録に残しました。{key} で続けられます。", key=key))
        elif not getattr(self.app.screen, "LISTS_EXERCISES", False):
            self.tell(tr("記録に残しました。はじめの画面の {key} で続けられます。", key=key))

    def enter(self, phase: str) -> None:
        """What choosing a phase in the map does."""

    def open_attachment(self, file: str) -> None:
        """What opening an attachment does."""

    def take(self, option: str) -> None:
        """What choosing an option of a decision does."""

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.read(message.target)
        if target.kind == "fold":
            self.fold(target.name)
        elif target.kind == "option":
            self.take(target.name)
        elif target.kind == "attachment":
            self.open_attachment(target.name)
        else:
            services(self).open_clause(target.name, (target.quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        history = self.exercise.history
        match action:
            case "rescue":
                return bool(self.recording.band) and not self.watched
            case "undo":
                return not self.elsewhere if self.looking is not None else history.undo_to is not None
            case "redo":
                return self.looking is None and history.redo_to is not None
            case "earlier":
                return history.back(self.looking or history.head) is not None
            case "later":
                return self.looking is not None
            case "tick" | "copy_citation" | "section":
                return self._rows_offer(action)
            case "lanes":
                return self.query_one(TimelineBar).hidden > 0
        return super().check_action(action, parameters)

    def _rows_offer(self, action: str) -> bool:
        """Whether there is a row for a key that works on one."""
        if action == "tick":
            return self._step_is_chosen()
        return bool(
            self._cited() if action == "copy_citation" else self.query_one("#sheet", BlockView).targets
        )

    def _step_is_chosen(self) -> bool:
        sheet = self.query_one("#sheet", BlockView)
        if self.PANES[self.current_pane] != "sheet" or not sheet.target:
            return False
        kind = Target.read(sheet.target).kind
        return kind == "fold" or (kind == "step" and self.looking is None)

    def action_note(self) -> None:
        """Write a note."""
        about = self.looking
        if about is None:
            title = f"{tr('メモ')} {clock(self.exercise.elapsed())}"
        else:
            title = tr("メモ {time} について", time=self._time(about))
        self.app.push_screen(NoteEditor(title, self.recording.draft), partial(self._note, about))

    def _time(self, seq: int) -> str:
        return clock(self.exercise.history.records[seq].elapsed)

    def _note(self, about: int | None, note: str | None) -> None:
        if not (note and note.strip() and self.keep(lambda: self.exercise.note(note, about))):
            return
        self.recording.draft.write("")
        if about is None:
            self.show_head()
            self.tell(tr("メモを残しました。"))
        else:
            self.hush()
            self.show_moment()
            self.tell(tr("{time} についてのメモを、いまの時点に残しました。", time=self._time(about)))

    def on_key(self, event: events.Key) -> None:
        """Comes before the bindings of the screen are asked; a key that does nothing now ends here."""
        for command in self.ANSWERED:
            if event.key in keys_of(command, self.app):
                _, action, parameters = actions.parse(command.action)
                if not self.check_action(action, parameters):
                    event.stop()
                    self.say(self.why_not(command))
                return

    def why_not(self, command: Command) -> str:
        """Why a command of `ANSWERED` does nothing now, and what to do instead."""
        if command is keys.LATER:
            return tr("いまの時点です。")
        if command is keys.EARLIER:
            return tr("始まりの時点です。")
        if self.looking is not None:
            return self.past_words
        return tr("やり直すものはありません。") if command is keys.REDO else tr("取り消すものはありません。")
