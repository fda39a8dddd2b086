"""remove: hide an exercise, put it back, delete it for good, or erase the persons in it."""

from __future__ import annotations

import argparse
import sys

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.output import agreed, tell
from simulator.cli.persons import erase
from simulator.cli.records import known, opened_for
from simulator.exercise import Journal, shown_name
from simulator.language import tr, tr_count


def remove(arguments: argparse.Namespace) -> None:
    """Hide an exercise, put it back into the list, delete it for good, or only the persons in it."""
    if arguments.persons:
        erase(arguments)
        return
    if arguments.also:
        raise WrongUseError(tr("--also は --persons とともに使います。"))
    with opened_for(arguments) as journal:
        name = known(journal, arguments.id)
        if arguments.for_good:
            _delete(journal, name)
        elif arguments.undo:
            journal.unhide(name)
            tell(tr("演習 {name} を一覧に戻しました。", name=name))
        else:
            journal.hide(name)
            tell(
                tr(
                    "演習 {name} を一覧から隠しました。戻すには shishin remove --undo {name}、"
                    "消すには shishin remove --for-good {name}。",
                    name=name,
                )
            )


def _delete(journal: Journal, name: str) -> None:
    """Delete for good, after a confirmation if there is a terminal."""
    if sys.stdin.isatty() and not _agreed(journal, name):
        raise RefusalError(tr("何も消していません。"))
    busy = journal.delete(name)
    if busy:
        raise RefusalError(busy.message)
    tell(tr("演習 {name} を、控えからも消しました。", name=name))
    left = journal.leftovers()
    if left:
        where = tr("、").join(left)
        tell(
            tr(
                "壊れたときに残した {where} は、そのままです。この演習も入っているかもしれません。",
                where=where,
            )
        )


def _agreed(journal: Journal, name: str) -> bool:
    kept = next(kept for kept in journal.exercises() if kept.id == name)
    return agreed(
        tr_count(
            "演習 {name}「{title}」（記録 {count}件）を、控えからも消します。"
            "元には戻せません。消しますか（y か n）: ",
            journal.count(name),
            name=name,
            title=shown_name(kept.title),
        )
    )
