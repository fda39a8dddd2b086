"""Notes on an exercise: of the present moment, or about the earlier one that is looked at."""

from __future__ import annotations

from functools import partial

from simulator.language import tr
from simulator.tui.moment.exercise import ExerciseScreen
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.moment.phases import clock


class NotingScreen(ExerciseScreen):
    """A note is recorded at the present, as all else is; it may name an earlier moment it is about."""

    def action_note(self) -> None:
        """Write a note."""
        about = self.looking
        if about is None:
            title = f"{tr('覚書')} {clock(self.exercise.elapsed())}"
        else:
            title = tr("覚書 {time} について", time=self._time(about))
        self.app.push_screen(NoteEditor(title, self.recording.draft), partial(self._note, about))

    def _time(self, seq: int) -> str:
        return clock(self.exercise.history.records[seq].elapsed)

    def _note(self, about: int | None, note: str | None) -> None:
        if not (note and note.strip() and self.keep(lambda: self.exercise.note(note, about))):
            return
        self.recording.draft.write("")
        if about is None:
            self.show_head()
            self.tell(tr("覚書を残しました。"))
        else:
            self.hush()
            self.show_moment()
            self.tell(tr("{time} についての覚書を、いまの時点に残しました。", time=self._time(about)))
