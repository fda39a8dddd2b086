"""What a walk shows of a moment."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise import State
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.target import Target
from simulator.tui.moment.notes import note_rows, notes_here
from simulator.tui.moment.phases import clock, since_begun
from simulator.tui.moment.recording import Recording
from simulator.tui.moment.sheet import sheet_title
from simulator.tui.moment.shown import ShownMoment
from simulator.tui.moment.ticks import move_ticks
from simulator.tui.moment.timeline import Tick


class WalkAspect:
    """Shows everything of a moment, with the notes on the present phase above the sheet."""

    def __init__(self, shown: ShownMoment, recording: Recording) -> None:
        self.shown = shown
        self.recording = recording

    def prepare(self) -> None:
        """Nothing to do, since nothing is hidden in a walk."""

    def heading(self) -> str:
        """The name of the walk and its last move."""
        doctrine = self.shown.exercise.machine.doctrine
        return f"{tr('段階を歩く')} ▸ {sheet_title(doctrine, self.shown.state)}"

    def status(self, _width: int) -> str:
        """The time, and whether it is recorded."""
        where = tr("別の分岐を見ています") if self.shown.elsewhere else tr("前の時点を見ています")
        looking = f"{where}  " if self.shown.looking is not None else ""
        return f"{looking}{clock(self.shown.now)}  {self.recording.word}"

    def remarks(self, _state: State) -> bool:
        """Remarks always show in a walk."""
        return True

    def notes(self, state: State) -> tuple[object, ...]:
        """The notes on the present phase."""
        return tuple(notes_here(self.shown.exercise.history, state))

    def noted(self, state: State) -> Sequence[Block]:
        """The same as rows."""
        history = self.shown.exercise.history
        return note_rows(history, notes_here(history, state), gap=0)

    def cited_by(self, target: Target) -> Target:
        """The target itself."""
        return target

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """The ticks of moves and notes."""
        return move_ticks(state)

    def ticks_for(self) -> object:
        """Always the same, since a walk has a single view."""
        return None

    def to_come(self) -> tuple[Tick, ...]:
        """Empty, since a walk has no script."""
        return ()

    def day_and_hour(self, seconds: float) -> tuple[str, str]:
        """The time since the walk began: `T+00:04:07`."""
        return "", since_begun(seconds)
