"""Whether the exercise on a screen is being recorded, and what to offer while it is not."""

from __future__ import annotations

from collections.abc import Callable

from simulator.exercise import Exercise, JournalError, LostError, PutOffError
from simulator.journal import WatchedJournal, rescue
from simulator.language import tr, tr_count
from simulator.tui.kit.blocks import Block
from simulator.tui.moment.drafts import NoteDraft

KEEP, DROP = "keep", "drop"
QUIET = 10  # checks (one a second) without a new record before a backup is made


class Recording:
    """Whether an exercise is recorded, and the note being written.

    `fault` says why nothing is recorded (empty while it is). With `watched`, another process records.
    """

    def __init__(
        self,
        exercise: Exercise,
        fault: str = "",
        *,
        watched: WatchedJournal | None = None,
        draft: NoteDraft | None = None,
    ) -> None:
        """`draft` is the note being written; by default one that is kept only while the screen exists."""
        self.exercise = exercise
        self.fault = fault
        self.watched = watched
        self.draft = draft or NoteDraft()
        self.closes: Callable[[], None] | None = None  # closes the new journal after a rescue
        self.asked = False  # whether leaving was asked for and is not yet confirmed
        self._looked_at = 0  # how many records there were at the last check
        self._quiet = 0  # checks since the last new record
        self._backed_up = 0  # how many records the last backup has

    def look(self) -> bool:
        """Check whether the records are still in place; True if they have been lost since.

        Raises `PutOffError` if somebody else has taken the exercise over.
        """
        if self.fault:
            return False
        try:
            self.exercise.journal.look()
        except LostError as error:
            self.fault = str(error)
        except PutOffError:
            raise
        except JournalError:
            return False  # the next act reports the fault
        return bool(self.fault)

    def wants_backup(self) -> bool:
        """Whether something was done, and then nothing for a while."""
        count = len(self.exercise.history.records)
        self._quiet = self._quiet + 1 if count == self._looked_at else 0
        self._looked_at = count
        if self.fault or self._quiet < QUIET or count == self._backed_up:
            return False
        self._backed_up = count
        return True

    @property
    def word(self) -> str:
        """A word and a mark for whether it is recorded."""
        if self.watched:
            return tr("見るだけ")
        return tr("記録 ×") if self.fault else tr("記録 ✓")

    @property
    def band(self) -> str:
        """The warning line shown until recording works again."""
        warnings = [tr("× 記録されていません。")] if self.fault else []
        if not self.draft.is_kept and self.draft.fault:
            warnings.append(tr("× 書きかけのメモを残せていません。"))
        return "  ".join(warnings)

    def put_by(self) -> None:
        """Write the draft, which shows whether it can be kept."""
        if self.draft.text:
            self.draft.write(self.draft.text)

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving now would lose something that was done."""
        loses_acts = bool(self.fault) and len(self.exercise.history.records) > 1
        return loses_acts or bool(self.draft.fault and not self.draft.is_kept)

    def rows(self, *, leaving: bool) -> list[Block]:
        """Rows that tell the fault and offer what can be done."""
        rows = []
        if self.fault:
            count = len(self.exercise.history.records)
            rows += [
                Block(self.fault),
                Block(tr_count("画面の演習の記録 {count}件は、まだここにあります。", count), gap=1),
                Block(tr("新しいファイルに残す"), label="●", target=KEEP, gap=1),
            ]
        if self.draft.fault and not self.draft.is_kept:
            rows.append(Block(self.draft.fault, gap=1))
            rows.append(Block(tr("書きかけのメモ: {text}", text=self.draft.text.strip()), look="quiet"))
            if not self.fault:
                rows.append(Block(tr("書きかけのメモを、もう一度残してみる"), label="●", target=KEEP, gap=1))
        if leaving:
            rows.append(Block(tr("残さずに離れる"), label="○", target=DROP))
        return rows

    def keep(self) -> str:
        """Keep all in a new file, go on there, and give its place. Raises `JournalError`."""
        if self.fault:
            journal, held = rescue(self.exercise)

            def close() -> None:
                held.release()
                journal.close()

            self.closes = close
            self.fault = ""
            self.draft = NoteDraft(journal.sidecar, self.exercise.name, self.draft.text)
        self.draft.write(self.draft.text)
        if self.draft.fault:
            raise JournalError(self.draft.fault)
        return self.exercise.journal.name
