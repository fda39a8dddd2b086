"""A journal's connection to SQLite: opened with our settings, its errors put into our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic_core import PydanticSerializationError

from simulator.exercise.journal import JournalError
from simulator.journal.locks import locks_work
from simulator.journal.schema import NewerError, NotOursError, prepare
from simulator.language import Reason, msg, tr
from simulator.settings import default_journal

BUSY_SECONDS = 5.0  # how long to wait for another process's write before giving up
# SQLite's message on a damaged file may quote its bytes, and then is not UTF-8.
FAULTS = (sqlite3.Error, UnicodeDecodeError)
DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_WHY = {
    sqlite3.SQLITE_FULL: msg("空き容量がありません。場所を空けてください: {error}"),
    sqlite3.SQLITE_BUSY: msg("別のプロセスが書き込み中です。終わるのを待ってください: {error}"),
    sqlite3.SQLITE_READONLY: msg(
        "書き込みが許されていません。ファイルとフォルダーの権限を確かめてください: {error}"
    ),
    sqlite3.SQLITE_CANTOPEN: msg("フォルダーか、権限のない場所のようです: {error}"),
    sqlite3.SQLITE_IOERR: msg("装置が読み書きに失敗しました: {error}"),
    sqlite3.SQLITE_CORRUPT: msg("ファイルが壊れています。開き直すと、読めるところまで直します: {error}"),
}
_NO_LOCKS = msg(
    "この場所のファイルは錠を掛けられません（ネットワークや WSL のフォルダーなど）。"
    "手元のディスクに置いてください"
)
_NOT_OPENED = msg("{path}: 開けません（{why}）。別のファイルを指定できます。")
_NO_FOLDER = msg("{path}: 開けません。フォルダー {folder} がありません。名を確かめるか、先に作ってください。")
_NO_JOURNAL = msg("{path}: 記録として読めません（{why}）。別のファイルを指定できます。")
_NOT_WRITTEN = msg("{path}: 書き込めません（{why}）。別のファイルを指定できます。")
_NO_TEXT = msg(
    "{path}: 書き込めません。文字として正しくないものがあります（{why}）。別のファイルを指定できます。"
)


class UnreadableError(JournalError):
    """The file is damaged, or is not our journal."""

    def __init__(self, message: str) -> None:
        super().__init__(message, elsewhere=True)


class Database:
    """One open SQLite file that is a journal of the present version."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; its folder only if it is the usual one. Raises `JournalError`."""
        self.path = path
        self.shown = path  # the path that messages name
        try:
            if path.parent == default_journal().parent:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.parent.is_dir():
                raise JournalError(tr(_NO_FOLDER, path=path, folder=path.parent))
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        except (OSError, sqlite3.Error) as error:
            raise self.failure(_NOT_OPENED, error) from error
        try:
            prepare(self.connection)
        except NotOursError as error:
            self.connection.close()
            raise UnreadableError(f"{path}: {error}") from error
        except NewerError as error:
            self.connection.close()
            raise JournalError(f"{path}: {error}") from error
        except FAULTS as error:
            self.connection.close()
            if code_of(error) not in DAMAGE:
                raise self.failure(_NOT_OPENED, error) from error
            raise UnreadableError(str(self.failure(_NO_JOURNAL, error))) from error

    def is_said_protected(self) -> bool:
        """Whether SQLite refuses to write a writable file, because a byte in its first page is damaged."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("UPDATE journal SET value = value")
        except FAULTS as error:
            may_write = os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
            return code_of(error) == sqlite3.SQLITE_READONLY and may_write
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        return False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing. Raises `JournalError`."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            finally:
                # A full disk ends some transactions by itself and leaves others open; a COMMIT can fail too.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
        except FAULTS as error:
            raise self.failure(_NOT_WRITTEN, error) from error
        except (PydanticSerializationError, UnicodeEncodeError) as error:
            raise self.failure(_NO_TEXT, error) from error

    def failure(self, message: str, error: Exception | str, **values: object) -> JournalError:
        """A fault in our words; `message` names `path` and `why`."""
        explanation = _WHY.get(code_of(error)) if isinstance(error, Exception) else None
        if _may_be_locks(error) and not locks_work(self.path.parent):
            explanation = _NO_LOCKS
        why = (
            tr(explanation, error=error)
            if explanation
            else Reason(error)
            if isinstance(error, OSError)
            else error
        )
        return JournalError(tr(message, path=self.shown, why=why, **values), elsewhere=True)


def _may_be_locks(error: Exception | str) -> bool:
    codes = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR)
    return isinstance(error, sqlite3.Error) and code_of(error) in codes


def code_of(error: Exception) -> int:
    """SQLite's code; absent where the module itself, and not SQLite, raised it."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
