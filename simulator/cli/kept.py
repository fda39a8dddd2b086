"""Which journal a command means, and whether it may be read or created."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.failures import WrongUseError
from simulator.language import tr
from simulator.settings.server import PasswordError, Server, Where, journal_at

if TYPE_CHECKING:
    import argparse


def named(arguments: argparse.Namespace) -> Where | None:
    """The journal of the arguments, or else of the settings; None for the usual file."""
    where: Where | None = arguments.journal
    if where is not None:
        return where
    from simulator.settings import settings_file  # noqa: PLC0415  only where a journal is asked for

    file = settings_file()
    if not file.exists():
        return None
    from simulator.settings.read import read_settings  # noqa: PLC0415  most people have no such file

    journal = read_settings(file).journal
    return journal_at(journal) if journal else None


def place(text: str) -> Where:
    """The place that an argument names. Raises `WrongUseError` for a password in it."""
    try:
        return journal_at(text)
    except PasswordError as error:
        raise WrongUseError(str(error)) from error


def to_read(arguments: argparse.Namespace) -> Where | None:
    """The journal to read; None if it is the person's own and does not exist yet.

    Creates nothing; a journal of which only backups are left is made from them when it is opened. Raises
    `WrongUseError` if a journal was named that is not there.
    """
    from simulator.settings import default_journal  # noqa: PLC0415  only where it is asked for

    where = named(arguments)
    if isinstance(where, Server):
        return where
    path = where or default_journal()
    if path.exists() and not path.is_file():
        return path  # opening it reports what it is
    # All records may still be in SQLite's log.
    if path.exists() or path.with_name(path.name + "-wal").exists():
        return path
    if _has_backups(path):
        return path  # opening it makes it anew from them, and says so
    if where is None:
        return None
    raise WrongUseError(
        tr(
            "{path}: 記録のファイルがありません。名と置き場所を確かめるか、"
            "--journal を付けずに呼んでください（いつもの場所の記録を使います）。",
            path=path,
        )
    )


def worded(error: Exception) -> str:
    """What is wrong with the records; with the option to name another file, if that would help."""
    from simulator.exercise import JournalError  # noqa: PLC0415  only where something is wrong

    if any(isinstance(cause, JournalError) and cause.elsewhere for cause in (error, error.__cause__)):
        return tr("{message}指定するには --journal を付けます。", message=error)
    return str(error)


def _has_backups(path: Path) -> bool:
    """Whether backups of a missing journal are beside it."""
    if not path.parent.is_dir():
        return False
    from simulator.journal import backups  # noqa: PLC0415  only where the file is gone

    return bool(backups(path))


def to_write(arguments: argparse.Namespace) -> Where | None:
    """The journal named, which may be new; None for the person's own.

    Raises `WrongUseError` if its folder does not exist, which is most often a slip.
    """
    where = named(arguments)
    if isinstance(where, Path) and not where.parent.is_dir():
        raise WrongUseError(
            tr(
                "{path}: 開けません。フォルダー {folder} がありません。名を確かめるか、先に作ってください。",
                path=where,
                folder=where.parent,
            )
        )
    return where
