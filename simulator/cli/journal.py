"""journal: prepare, check, copy, back up and restore a journal, in a file or on a server."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import named, worded
from simulator.cli.output import say, tell
from simulator.cli.records import opened
from simulator.exercise import Journal, JournalError
from simulator.journal import (
    ArchiveError,
    Carried,
    back_up_to,
    carry,
    default_journal,
    findings,
    open_kept,
    prepare_server,
    restore_from,
)
from simulator.language import tr, tr_count
from simulator.settings.server import Server, Where


def init(arguments: argparse.Namespace) -> None:
    """Make the tables of a server's journal, or an empty file. Raises `RefusalError` if roles are missing."""
    where = _place(arguments)
    try:
        if not isinstance(where, Server):
            open_kept(where).journal.close()
            tell(tr("{name}: 記録を置けます。", name=where))
            return
        done = prepare_server(where)
    except JournalError as error:
        raise WrongUseError(worded(error)) from error
    if not done.before:
        tell(tr("{name}: 記録の表を作りました。", name=where))
    elif done.upgraded:
        tell(
            tr("{name}: 記録の表を新しい版にしました（前は版 {version}）。", name=where, version=done.before)
        )
    else:
        tell(tr("{name}: 記録の表は、もうあります。許可を書き直しました。", name=where))
    if done.missing:
        raise RefusalError(
            tr(
                "役割 {roles} がなく、この利用者には作れません。"
                "作れる人に CREATE ROLE をしてもらい、もう一度 shishin journal init をしてください。",
                roles=tr("、").join(done.missing),
            )
        )


def check(arguments: argparse.Namespace) -> None:
    """Read every record of a journal, and print what is wrong. Raises `RefusalError` for findings."""
    notices: list[str] = []
    with _there(_place(arguments), notices) as journal:
        faults = [*notices, *findings(journal)]
        count = len(journal.exercises())
        records = sum(journal.count(kept.id) for kept in journal.exercises())
    for finding in faults[len(notices) :]:
        tell(finding)
    say(tr("{name}: 演習 {count}件、記録 {records}件", name=journal.name, count=count, records=records))
    if faults:
        raise RefusalError(tr_count("指摘 {count}件", len(faults)))


def copy(arguments: argparse.Namespace) -> None:
    """Copy every exercise of one journal to another; exercises that are already there stay as they are."""
    with _there(arguments.source) as source, opened(arguments.target) as target:
        _told(carry(source, target))


def backup(arguments: argparse.Namespace) -> None:
    """Write every exercise into one new file."""
    with _there(_place(arguments)) as journal:
        try:
            count = back_up_to(journal, arguments.file)
        except FileExistsError as error:
            raise WrongUseError(
                tr("{output}: 既にあります。別の名を指定してください。", output=arguments.file)
            ) from error
    tell(tr_count("{file} に演習 {count}件を控えました。", count, file=arguments.file))


def restore(arguments: argparse.Namespace) -> None:
    """Take every exercise of a backup into a journal, after checking all of them."""
    with opened(_place(arguments)) as journal:
        try:
            _told(restore_from(arguments.file, journal))
        except ArchiveError as error:
            raise WrongUseError(
                tr("{where}: {error}何も取り込んでいません。", where=arguments.file, error=error)
            ) from error


def _told(done: Carried) -> None:
    tell(tr_count("演習 {count}件を写しました。", len(done.taken)))
    if done.there:
        tell(tr_count("同じものがあった演習 {count}件は、そのままです。", len(done.there)))
    for before, name in done.renamed:
        tell(
            tr("演習 {before} は、同じ名の別の演習があったので {name} としました。", before=before, name=name)
        )


def _place(arguments: argparse.Namespace) -> Where:
    """The journal meant: the argument, else `--journal` or the settings, else the usual file."""
    where: Where | None = arguments.where
    return where or named(arguments) or default_journal()


@contextmanager
def _there(where: Where, notices: list[str] | None = None) -> Iterator[Journal]:
    """An existing journal, open. Raises `WrongUseError`."""
    if isinstance(where, Path) and not where.exists():
        raise WrongUseError(tr("{path}: 記録のファイルがありません。", path=where))
    with opened(where, notices) as journal:
        yield journal
