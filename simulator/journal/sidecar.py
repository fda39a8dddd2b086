"""What a file keeps beside the events of an exercise: the seat, the stage, an unfinished note.

The first two are in tables beside the records. The note is a file of its own beside the journal: it is
written during typing, and must not depend on whether the journal can be written.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from simulator.exercise.journal import JournalError
from simulator.journal.aside import file_name, path_beside
from simulator.journal.database import FAULTS, Database
from simulator.language import Reason, msg, tr

_NO_SEAT = msg("{path}: 演習 {exercise} を読めません（{why}）。別のファイルを指定できます。")
_STAGE = (
    "CREATE TABLE IF NOT EXISTS stage (exercise TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID"
)


class SqliteSidecar:
    """Beside the records of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep the selected seat."""
        with self._database.writing():
            self._database.connection.execute("INSERT OR REPLACE INTO screen VALUES (?, ?)", (exercise, seat))

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last."""
        query = "SELECT CAST(seat AS BLOB) FROM screen WHERE exercise = ?"
        try:
            row = self._database.connection.execute(query, (exercise,)).fetchone()
        except FAULTS as error:
            raise self._database.failure(_NO_SEAT, error, exercise=exercise) from error
        return _text(row)

    def keep_stage(self, exercise: str, text: str) -> None:
        """Keep what the room may see. The table is made when it is first needed."""
        with self._database.writing():
            self._database.connection.execute(_STAGE)
            self._database.connection.execute("INSERT OR REPLACE INTO stage VALUES (?, ?)", (exercise, text))

    def kept_stage(self, exercise: str) -> str:
        """What was kept last."""
        table_query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'stage'"
        query = "SELECT CAST(body AS BLOB) FROM stage WHERE exercise = ?"
        try:
            if self._database.connection.execute(table_query).fetchone() is None:
                return ""
            row = self._database.connection.execute(query, (exercise,)).fetchone()
        except FAULTS as error:
            raise self._database.failure(_NO_SEAT, error, exercise=exercise) from error
        return _text(row)

    def keep_draft(self, exercise: str, text: str) -> None:
        """Keep a note that is being written, whole or not at all; an empty one leaves no file."""
        path = draft_file(self._database.path, exercise)
        part = path.with_name(path.name + ".part")
        try:
            if text:
                part.write_text(text, "utf-8", newline="")
                part.replace(path)
            else:
                path.unlink(missing_ok=True)
        except (OSError, UnicodeEncodeError) as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise JournalError(
                tr(
                    "{path}: 書きかけのメモを残せません（{error}）。空き容量と権限を確かめてください。",
                    path=path,
                    error=Reason(error) if isinstance(error, OSError) else error,
                )
            ) from error

    def kept_draft(self, exercise: str) -> str:
        """The note that was being written; empty if there is none, or it cannot be read."""
        with suppress(OSError):
            return draft_file(self._database.path, exercise).read_text("utf-8", "replace")
        return ""


def _text(row: tuple[bytes] | None) -> str:
    """A value as text; empty if it is damaged, so that the exercise still opens."""
    try:
        return row[0].decode() if row else ""
    except UnicodeDecodeError:
        return ""


def draft_file(journal: Path, exercise: str) -> Path:
    """Where a half-written note of an exercise stands, beside the journal."""
    return path_beside(journal, f"{file_name(exercise)}.draft", ".txt")
