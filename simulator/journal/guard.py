"""Whether what was kept is still in the open files, and these still at the journal's path."""

from __future__ import annotations

import sqlite3

from simulator.exercise.journal import LostError
from simulator.journal.database import FAULTS, Database, code_of
from simulator.journal.place import FilesState, JournalFiles
from simulator.journal.soundness import seal
from simulator.language import msg, tr

_LOOKED_AT = 8  # how many records are read again after others touched the file
_PROTECTED = msg("{path}: 読むだけの記録です（書き込みが許されていません）。")
_LOST = {
    FilesState.REMOVED: msg("{path}: 記録のファイルがなくなりました（消されたか、移されました）。"),
    FilesState.REPLACED: msg(
        "{path}: 記録のファイルが、別のファイルに置き換えられました（同期ソフトなど）。"
    ),
    FilesState.TOUCHED: msg("{path}: 記録のファイルの中身が、ほかから書き換えられました（同期ソフトなど）。"),
}


class PlaceGuard:
    """Refuses to keep anything more (`LostError`) once others have taken the files away or changed them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._files = JournalFiles(database.path)
        # For each exercise appended to, numbers with seals.
        self._newest: dict[str, list[tuple[int, str]]] = {}
        self._lost: LostError | None = None

    @property
    def is_lost(self) -> bool:
        """Whether nothing more can be kept."""
        return self._lost is not None

    @property
    def files_are_open_ones(self) -> bool:
        """Whether the path leads to the files that are open, whoever wrote into them."""
        return self._files.standing() in (FilesState.SAME, FilesState.TOUCHED)

    def protect(self) -> None:
        """Refuse all writing from now on: this is a copy for reading."""
        self._lost = LostError(tr(_PROTECTED, path=self._database.shown))

    def remember(self) -> None:
        """Note the files as they are now as ours."""
        self._files.remember()

    def appended(self, exercise: str, sealed: list[tuple[int, str]]) -> None:
        """Records were kept: their numbers with their seals, to be checked after others touch the file."""
        self._newest[exercise] = [*self._newest.get(exercise, ()), *sealed][-_LOOKED_AT:]

    def deleted(self, exercise: str) -> None:
        """An exercise was deleted: its records are no longer checked."""
        self._newest.pop(exercise, None)

    def confirm(self) -> None:
        """After a commit, check that the path leads to what was written; only then is it kept."""
        standing = self._files.standing()
        if standing in (FilesState.REMOVED, FilesState.REPLACED):
            raise self._losing(standing)

    def check(self) -> None:
        """Raise `LostError` if the path no longer leads to the open files, or they lack what was kept."""
        if self._lost is not None:
            raise self._lost
        standing = self._files.standing()
        if standing is FilesState.SAME:
            return
        if standing is FilesState.TOUCHED and self._holds_what_was_kept():
            self._files.remember()
            return
        raise self._losing(standing)

    def _losing(self, standing: FilesState) -> LostError:
        message = tr(
            "{what}ここから先は記録できません。いまの演習は、新しいファイルに残せます。",
            what=tr(_LOST[standing], path=self._database.shown),
        )
        self._lost = LostError(message)
        return self._lost

    def _holds_what_was_kept(self) -> bool:
        """Whether a new connection, which has no cache, finds the newest records unchanged."""
        query = "SELECT CAST(body AS BLOB) FROM record WHERE exercise = ? AND seq = ?"
        try:
            db = sqlite3.connect(self._database.path, isolation_level=None, timeout=0.5)
        except sqlite3.Error:
            return False
        try:
            for exercise, sealed in self._newest.items():
                for seq, expected_seal in sealed:
                    row = db.execute(query, (exercise, seq)).fetchone()
                    if row is None or seal(exercise, seq, row[0]) != expected_seal:
                        return False
        except FAULTS as error:
            return code_of(error) == sqlite3.SQLITE_BUSY
        finally:
            db.close()
        return True
