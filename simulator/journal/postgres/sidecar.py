"""What a server keeps beside the events of an exercise: the seat shown, the stage, an unfinished note."""

from __future__ import annotations

from collections.abc import Callable
from typing import LiteralString

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.language import tr


class ServerSidecar:
    """Beside the records, in tables of their own."""

    def __init__(
        self, link: Link, check: Callable[[], None], tell: Callable[[str], None], *, sees_drafts: bool
    ) -> None:
        """`check` raises if nothing may be written; `tell` notifies the watchers of an exercise.

        Without `sees_drafts` the notes of others are not shown.
        """
        self._link = link
        self._check = check
        self._tell = tell
        self._sees_drafts = sees_drafts

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep the selected seat."""
        self._keep(
            "INSERT INTO screen VALUES (%s, %s) ON CONFLICT (exercise) DO UPDATE SET seat = excluded.seat",
            exercise,
            seat,
        )

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last."""
        return self._kept("SELECT seat FROM screen WHERE exercise = %s", exercise)

    def keep_stage(self, exercise: str, text: str) -> None:
        """Keep what the room may see."""
        self._keep(
            "INSERT INTO stage VALUES (%s, %s) ON CONFLICT (exercise) DO UPDATE SET body = excluded.body",
            exercise,
            text,
        )
        self._tell(exercise)

    def kept_stage(self, exercise: str) -> str:
        """What was kept last."""
        return self._kept("SELECT body FROM stage WHERE exercise = %s", exercise)

    def keep_draft(self, exercise: str, text: str) -> None:
        """Keep a note that is being written."""
        if not text:
            self._check()
            self._link.rows("DELETE FROM draft WHERE exercise = %s", (exercise,))
            return
        self._keep(
            "INSERT INTO draft VALUES (%s, %s) ON CONFLICT (exercise) DO UPDATE SET body = excluded.body",
            exercise,
            text,
        )

    def kept_draft(self, exercise: str) -> str:
        """The note that was being written."""
        return self._kept("SELECT body FROM draft WHERE exercise = %s", exercise) if self._sees_drafts else ""

    def _keep(self, statement: LiteralString, exercise: str, text: str) -> None:
        """Write one row, which may be done twice, and so once more if the connection was lost."""
        self._check()
        try:
            self._link.rows(statement, (exercise, text))
        except UnicodeEncodeError as error:
            raise JournalError(
                tr(
                    "{name}: 書き込めません。文字として正しくないものがあります（{why}）。",
                    name=self._link.name,
                    why=error,
                )
            ) from error

    def _kept(self, query: LiteralString, exercise: str) -> str:
        rows = self._link.rows(query, (exercise,))
        return str(rows[0][0]) if rows else ""
