"""Which file of records a command means, and whether it may be looked into or begun."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.cli.failures import WrongUseError
from simulator.language import tr


def to_read(arguments: argparse.Namespace) -> Path | None:
    """The journal to look into; None if it is the person's own and none was kept yet.

    Looking creates nothing. Raises `WrongUseError` if a journal was named that is not there.
    """
    from simulator.settings import default_journal  # noqa: PLC0415  only where it is asked for

    named: Path | None = arguments.journal
    path = named or default_journal()
    if path.exists() and not path.is_file():
        return path  # what opens it says what it is
    # SQLite may have left all there is in the log.
    if path.exists() or path.with_name(path.name + "-wal").exists():
        return path
    if left := _backups(path):
        raise WrongUseError(
            tr(
                "{path}: 記録のファイルがありません。控え {left} が残っています。"
                "{path} という名で写すと、開けます。",
                path=path,
                left=left,
            )
        )
    if named is None:
        return None
    raise WrongUseError(
        tr(
            "{path}: 記録のファイルがありません。名と置き場所を確かめるか、"
            "--journal を付けずに呼んでください（いつもの場所の記録を使います）。",
            path=path,
        )
    )


def worded(error: Exception) -> str:
    """What is wrong with the records; and the option, where another file would serve."""
    from simulator.exercise import JournalError  # noqa: PLC0415  only where something is wrong

    if any(isinstance(each, JournalError) and each.elsewhere for each in (error, error.__cause__)):
        return tr("{message}指定するには --journal を付けます。", message=error)
    return str(error)


def _backups(path: Path) -> str:
    """The backups of a journal that is gone; empty if there are none."""
    if not path.parent.is_dir():
        return ""
    from simulator.journal import backups  # noqa: PLC0415  only where the file is gone

    return tr("、").join(str(place) for place in backups(path))


def to_write(arguments: argparse.Namespace) -> Path | None:
    """The journal named, which may be new but not its folder; None for the person's own.

    Raises `WrongUseError`: a folder that is not there is more often a slip than a wish.
    """
    named: Path | None = arguments.journal
    if named is not None and not named.parent.is_dir():
        raise WrongUseError(
            tr(
                "{path}: 開けません。フォルダー {folder} がありません。名を確かめるか、先に作ってください。",
                path=named,
                folder=named.parent,
            )
        )
    return named
