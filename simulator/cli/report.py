"""report: what happened in a kept exercise, for people, as a file or on standard output."""

from __future__ import annotations

import argparse

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.form import form_of_name
from simulator.cli.kept import to_read
from simulator.cli.out_file import write_out
from simulator.cli.output import escaped, tell
from simulator.cli.records import known, opened
from simulator.doctrine import load_doctrine
from simulator.exercise import History, Journal
from simulator.exercise.times import typed_time
from simulator.journal import attendance_of, last_used
from simulator.language import tr
from simulator.report.account import Account, AccountError, account_of, beginning_in
from simulator.report.content import report as report_of
from simulator.report.files import Form, paper_file
from simulator.report.problems import WritingError
from simulator.report.shapes import json_file


def report(arguments: argparse.Namespace) -> None:
    """Write the report of an exercise, the last one used if none is named."""
    form = form_of(arguments)
    path = to_read(arguments)
    if path is None:
        raise RefusalError(tr("記録された演習はまだありません。"))
    with opened(path) as journal:
        name = known(journal, arguments.id) if arguments.id else _last(journal)
        history = History(journal.read(name))
        attendance = attendance_of(journal, name)
        title = next((kept.title for kept in journal.exercises() if kept.id == name), "")
    try:
        account = account_of(
            name,
            title,
            history,
            load_doctrine(),
            branch=arguments.branch or "",
            until=_until(arguments.until, history),
            attendance=attendance,
        )
    except AccountError as error:
        raise WrongUseError(str(error)) from error
    give(_content(account, form), form, arguments)


def _content(account: Account, form: Form) -> bytes:
    try:
        return json_file(account) if form is Form.JSON else paper_file(report_of(account), form)
    except WritingError as error:
        raise WrongUseError(str(error)) from error


def form_of(arguments: argparse.Namespace, default: Form = Form.HTML) -> Form:
    """The form asked for, or that of the file's name. Raises `WrongUseError`."""
    out = arguments.out
    named = arguments.form or (form_of_name(out, arguments.forms, default.value) if out else default.value)
    form = Form(named)
    if out is None and not form.is_text:
        raise WrongUseError(
            tr("{form} は画面に出せません。--out でファイルを指定してください。", form=form.value)
        )
    return form


def give(content: bytes, form: Form, arguments: argparse.Namespace) -> None:
    """Write to the file named, or print a text form. Raises `WrongUseError`."""
    if arguments.out is None:
        text = content.decode()
        print(escaped(text) if form is Form.JSON else text, end="")
        return
    write_out(arguments.out, content, over=arguments.force)
    tell(tr("{output} に書き出しました。", output=arguments.out))


def _until(time: str | None, history: History) -> float | None:
    """Seconds of exercise time. Raises `WrongUseError`."""
    if time is None:
        return None
    beginning = beginning_in(history)
    seconds = typed_time(time, beginning)
    if seconds is None:
        raise WrongUseError(
            tr("--until には演習の時刻を 0:40 のように指定してください。")
            if beginning is None
            else tr("--until には演習の時刻を「0:40」か「2日目 09:00」のように指定してください。")
        )
    return float(seconds)


def _last(journal: Journal) -> str:
    kept = last_used(journal)
    if kept is None:
        raise RefusalError(tr("記録された演習はまだありません。"))
    return kept.id
