"""A note begun and not kept, beside the journal: it outlives the program, however that ends."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


class NoteDraft:
    """The text of one exercise's half-written note. Without a `path` it lives as long as the screen."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.text = ""
        if path:
            with suppress(OSError):  # none was left, or it cannot be read: then one begins anew
                self.text = path.read_text("utf-8", "replace")

    @classmethod
    def of(cls, journal: Path, exercise: str) -> NoteDraft:
        """The draft of an exercise of that journal."""
        from simulator.journal.touched import draft_file  # noqa: PLC0415 - with the exercise

        return cls(draft_file(journal, exercise))

    def write(self, text: str) -> None:
        """Keep the text, whole or not at all; an empty one leaves no file. A disk may refuse."""
        self.text = text
        if self.path is None:
            return
        with suppress(OSError):
            if text:
                part = self.path.with_name(self.path.name + ".part")
                part.write_text(text, "utf-8", newline="")
                part.replace(self.path)
            else:
                self.path.unlink(missing_ok=True)
