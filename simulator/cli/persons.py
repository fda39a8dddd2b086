"""remove --persons: erase the persons of a class and their answers; say where that is not possible."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simulator.cli.failures import RefusalError
from simulator.cli.output import agreed, tell
from simulator.cli.records import known, opened_for
from simulator.exercise import Journal
from simulator.exercise.classroom import class_of
from simulator.exercise.roll import Erased
from simulator.journal import ErasingError, erase_from_file, rescued_beside
from simulator.language import tr
from simulator.settings.server import Server, journal_at


def erase(arguments: argparse.Namespace) -> None:
    """Erase the persons of an exercise, also from the files named. Raises `RefusalError` if some remain."""
    with opened_for(arguments) as journal:
        name = known(journal, arguments.id)
        if sys.stdin.isatty() and not _agreed(journal, name):
            raise RefusalError(tr("何も消していません。"))
        if class_of(journal.roll.kept_class(name)).is_open:
            tell(tr("教室が開いたままです。消したあとでも、入り直した人はまた記録されます。"))
        erased = journal.roll.erase(name)
        place = journal_at(journal.name)
        left = journal.leftovers()
    tell(_said(journal.name, name, erased))
    others = [*arguments.also, *(rescued_beside(place, name) if isinstance(place, Path) else ())]
    stayed = [path for path in others if not _erased_from(path, name)]
    _tell_out_of_reach(left, is_server=isinstance(place, Server))
    if stayed:
        raise RefusalError(tr("消せなかったファイル: {files}", files=tr("、").join(map(str, stayed))))


def _agreed(journal: Journal, name: str) -> bool:
    people, responses = journal.roll.people(name), journal.roll.responses(name)
    return agreed(
        tr(
            "演習 {name} の教室の {people}人と答え {responses}件を、控えからも消します。"
            "元には戻せません。消しますか（y か n）: ",
            name=name,
            people=len(people),
            responses=len(responses),
        )
    )


def _erased_from(path: Path, name: str) -> bool:
    """Erase from a file, and say so; False if that was not possible."""
    try:
        erased = erase_from_file(path, name)
    except ErasingError as error:
        tell(str(error))
        return False
    if erased is None:
        tell(tr("{path}: 演習 {name} はありません。", path=path, name=name))
    else:
        tell(_said(str(path), name, erased))
    return True


def _said(where: str, name: str, erased: Erased) -> str:
    return tr(
        "{where}: 演習 {name} の教室の {people}人と答え {responses}件を消しました。",
        where=where,
        name=name,
        people=erased.persons,
        responses=erased.responses,
    )


def _tell_out_of_reach(left: tuple[str, ...], *, is_server: bool) -> None:
    """Name the places that may still have persons' data and that only a person can know or change."""
    if left:
        tell(
            tr(
                "壊れたときに残した {where} には、手が届きません。人と答えが入っているかもしれません。",
                where=tr("、").join(left),
            )
        )
    if is_server:
        tell(
            tr(
                "サーバーの WAL の保管、pg_dump などの控えには、手が届きません。"
                "表の中の跡は、所有者が VACUUM をすると消えます。"
            )
        )
    tell(
        tr(
            "ほかへ写した記録、書き出したファイル、報告、画面の絵には、手が届きません"
            "（書き出しと控えのファイルは --also で指定すると消せます）。"
            "進行役のメモと、決めた理由に書いた名は、演習の記録に残ります。"
        )
    )
