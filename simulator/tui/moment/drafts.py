"""A half-written note, kept beside the journal so that it survives the end of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.exercise.journal import JournalError

if TYPE_CHECKING:
    from simulator.exercise.journal import Sidecar


class NoteDraft:
    """The text of one exercise's half-written note. Without a sidecar it is kept in memory only."""

    def __init__(self, sidecar: Sidecar | None = None, exercise: str = "", text: str = "") -> None:
        self._sidecar = sidecar
        self._exercise = exercise
        self.text = text or (sidecar.kept_draft(exercise) if sidecar else "")
        self.fault = ""  # why the text is not kept

    @property
    def is_kept(self) -> bool:
        """Whether the text would still be there if the program ended now."""
        return not self.text or (self._sidecar is not None and not self.fault)

    def write(self, text: str) -> None:
        """Keep the text, whole or not at all; if it fails, `fault` says why."""
        self.text, self.fault = text, ""
        if self._sidecar is None:
            return
        try:
            self._sidecar.keep_draft(self._exercise, text)
        except JournalError as error:
            self.fault = str(error)
