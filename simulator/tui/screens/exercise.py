"""An exercise on the screen: the moment shown, the panes and the keys that every kind of exercise has."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.doctrine import Doctrine
from simulator.exercise import Exercise, JournalError, State
from simulator.machine import Refused
from simulator.tui import commands
from simulator.tui.app import ShishinApp
from simulator.tui.content import content, pieces
from simulator.tui.screens.panes import PaneScreen
from simulator.tui.walk import commands as keys
from simulator.tui.walk.phases import clock, phase_rows
from simulator.tui.walk.rows import Target
from simulator.tui.walk.sheet import section_starts, sheet_rows, sheet_title
from simulator.tui.widgets.blocks import BlockView
from simulator.tui.widgets.key_bar import KeyBar
from simulator.tui.widgets.note_editor import Draft, NoteEditor
from simulator.tui.widgets.pane_tabs import PaneTabs
from simulator.typography import cells, fit


class ExerciseScreen(PaneScreen):
    """Shows a moment of an exercise: by default its head, while looking back an earlier record.

    What is shown is always the fold of the journal; acting writes there first.
    """

    PANES: ClassVar[tuple[str, ...]] = ("phases", "sheet")
    TABS: ClassVar[tuple[str, ...]] = ("段階", "遷移")
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.TICK,
        keys.UNDO,
        keys.REDO,
        keys.EARLIER,
        keys.LATER,
        keys.NOTE,
        keys.READ,
        keys.SECTION,
        keys.SECTION_BACK,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )

    def __init__(self, exercise: Exercise, warning: str = "") -> None:
        """`warning` says why the exercise is not being recorded; empty if it is."""
        super().__init__()
        self.exercise = exercise
        self.warning = warning
        self.refused: Refused | None = None
        self.looking: int | None = None
        self.draft = ""

    def compose(self) -> ComposeResult:
        """Title, tabs (when narrow), panes, keys."""
        yield Static(id="exercise-title", markup=False)
        yield PaneTabs(self.TABS)
        with Horizontal(id="exercise-body"):
            for name in self.PANES:
                with Vertical(id=f"{name}-pane", classes="pane"):
                    yield BlockView(rows=True, id=name)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the moment, the present phase chosen."""
        if self.warning:
            self.say(self.warning)
        self.query_one("#phases-pane").border_title = content(" 段階 ")
        self.focus_pane("phases")
        self.show_moment()
        here = Target("phase", self.state.configuration.situation.value)
        self.query_one("#phases", BlockView).choose(str(here))
        self.set_interval(1, self.show_title)

    # What is shown

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine behind the exercise."""
        return self.exercise.machine.doctrine

    @property
    def state(self) -> State:
        """The moment shown."""
        return self.exercise.history.state(self.looking)

    def show_moment(self) -> None:
        """Show the moment in every pane."""
        state = self.state
        possible = self.exercise.machine.possible(state.configuration)
        phases = self.query_one("#phases", BlockView)
        phases.show(phase_rows(self.doctrine, state, possible), choose=phases.target)
        self.query_one("#sheet", BlockView).show(sheet_rows(self.doctrine, state, self.refused))
        title = f" 遷移 {sheet_title(self.doctrine, state)} "
        self.query_one("#sheet-pane").border_title = content(title)
        self.show_title()
        self.refresh_bindings()

    def heading(self) -> str:
        """What the title line begins with."""
        return sheet_title(self.doctrine, self.state)

    def show_title(self) -> None:
        """The title line: what, when, and whether it is recorded."""
        looking = self.looking is not None
        at = clock(self.state.elapsed if looking else self.exercise.elapsed())
        kept = "記録 ×" if self.warning else "記録 ✓"
        right = f"{'前の時点を見ています  ' if looking else ''}{at}  {kept}"
        room = max(0, self.size.width - cells(right) - 4)
        left = fit(self.heading(), room)
        gap = " " * max(1, room - cells(left) + 2)
        look = "warning" if looking or self.warning else "quiet"
        line = pieces((left, "heading"), gap, (right, look))
        self.query_one("#exercise-title", Static).update(line)

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self.show_title()

    # Acting

    def say(self, words: str) -> None:
        """Warn in passing."""
        cast("ShishinApp", self.app).say(words, warning=True)

    def keep(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; False, and said, if it could not be: then nothing changed."""
        try:
            act()
        except JournalError as error:
            self.say(f"記録できないので、何も変えていません。{error}")
            return False
        return True

    def is_past(self) -> bool:
        """Whether an earlier moment is shown; then acting is refused, and it is said how to go on."""
        if self.looking is None:
            return False
        self.say("前の時点を見ています。→ でいまに戻るか、u でここまで戻してから進めてください。")
        return True

    def action_tick(self) -> None:
        """Tick off the step chosen, or untick it."""
        move = self.state.last_move
        sheet = self.query_one("#sheet", BlockView)
        target = Target.read(sheet.target)
        if self.is_past() or move is None:
            return
        done = target.name not in move.ticked
        if self.keep(lambda: self.exercise.tick(target.name, done=done)):
            self.refused = None
            sheet.show(sheet_rows(self.doctrine, self.state, None), keep=True)
            self.refresh_bindings()

    def action_undo(self) -> None:
        """Undo the last act, or everything after the moment looked at."""
        to = self.looking
        if self.keep(self.exercise.undo if to is None else lambda: self.exercise.undo_to(to)):
            self._show_head()

    def action_redo(self) -> None:
        """Take back an undo."""
        if self.keep(self.exercise.redo):
            self._show_head()

    def _show_head(self) -> None:
        self.looking = self.refused = None
        self.show_moment()

    def action_earlier(self) -> None:
        """Look at the moment before; nothing is undone."""
        self._look(self.exercise.history.back(self.looking or self.exercise.history.head))

    def action_later(self) -> None:
        """Look at the moment after."""
        if self.looking is not None:
            self._look(self.exercise.history.forward(self.looking))

    def _look(self, seq: int | None) -> None:
        if seq is not None:
            self.looking = None if seq == self.exercise.history.head else seq
            self.refused = None
            self.show_moment()

    def action_note(self) -> None:
        """Write a note."""
        title = f"覚書 {clock(self.exercise.elapsed())}"
        self.app.push_screen(NoteEditor(title, self.draft), self._note)

    def _note(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self.draft = draft.text
        if draft.keep and draft.text.strip() and self.keep(lambda: self.exercise.note(draft.text)):
            self.draft = ""
            self._show_head()
            cast("ShishinApp", self.app).say("覚書を残しました。")

    # Keys and clicks

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

    def action_read(self) -> None:
        """Read the clause of the present phase."""
        profile = self.doctrine.profiles[self.state.configuration.situation]
        cast("ShishinApp", self.app).open_reader(profile.clause)

    def action_back(self) -> None:
        """Home; what was done is kept."""
        self.app.pop_screen()

    def enter(self, phase: str) -> None:
        """What choosing a phase in the map does."""

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.read(message.target)
        if target.kind == "phase":
            self.enter(target.name)
        else:
            cast("ShishinApp", self.app).open_clause(target.name, (target.quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        history = self.exercise.history
        match action:
            case "undo":
                return self.looking is not None or history.undo_to is not None
            case "redo":
                return self.looking is None and history.redo_to is not None
            case "earlier":
                return history.back(self.looking or history.head) is not None
            case "later":
                return self.looking is not None
            case "tick":
                return self._step_is_chosen()
            case "section":
                return bool(self.query_one("#sheet", BlockView).targets)
        return super().check_action(action, parameters)

    def _step_is_chosen(self) -> bool:
        sheet = self.query_one("#sheet", BlockView)
        if self.PANES[self.current_pane] != "sheet" or not sheet.target or self.looking is not None:
            return False
        return Target.read(sheet.target).kind == "step"
