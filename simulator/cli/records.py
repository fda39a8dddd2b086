"""sessions, export, import, rename: the exercises that were kept."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.cli.failures import WrongUseError
from simulator.cli.kept import to_read, to_write, worded
from simulator.cli.output import escaped, print_json, say, tell
from simulator.datafile import open_regular
from simulator.doctrine import Phase
from simulator.exercise import History, Journal, JournalError, shown_name
from simulator.exercise.clock import local_time
from simulator.exercise.journal import Kept
from simulator.exercise.naming import title_of
from simulator.journal import (
    TransferError,
    default_journal,
    export_lines,
    import_lines,
    lines_of,
    open_kept,
)
from simulator.language import Reason, tr, tr_count
from simulator.settings.server import Where


@dataclass(frozen=True, slots=True)
class _Session:
    """An exercise and where it stands; `fault` says why that is not known."""

    kept: Kept
    records: int
    last: datetime | None
    elapsed: float
    phases: tuple[Phase, ...]
    fault: str = ""


def sessions(arguments: argparse.Namespace) -> None:
    """Print the exercises of the journal, the one used last first."""
    shown: list[_Session] = []
    hidden = 0
    path = to_read(arguments)
    if path is not None:
        notices: list[str] = []
        with opened(path, notices) as journal:
            every = journal.exercises()
            listed = [kept for kept in every if arguments.all or not kept.hidden]
            hidden = len(every) - len(listed)
            shown = [_session(journal, kept) for kept in listed]
        if notices and not every:
            raise WrongUseError(tr("{path}: 演習が一件も残っていません。", path=path))
    for session in shown:
        if session.fault:
            tell(session.fault)
    if arguments.json:
        print_json([_shape(session) for session in shown])
        return
    for session in shown:
        where = tr("＋").join(phase.label for phase in session.phases)
        last = (
            tr("最後 {time:%Y-%m-%d %H:%M}", time=local_time(session.last))
            if session.last
            else tr("記録なし")
        )
        sign = tr("（隠した演習）") if session.kept.hidden else ""
        say(f"{session.kept.id}  {shown_name(session.kept.title)}{sign}", hang=2)
        began = f"{local_time(session.kept.began):%Y-%m-%d %H:%M}"
        say(
            tr(
                "開始 {began}  {last}  記録 {count}件  {where}",
                began=began,
                last=last,
                count=session.records,
                where=where,
            ),
            indent=4,
            hang=2,
        )
    say(tr_count("{count}件", len(shown)))
    if hidden:
        say(tr_count("ほかに、隠した演習 {count}件（shishin sessions --all で見られる）", hidden))


def export(arguments: argparse.Namespace) -> None:
    """Print an exercise as lines of JSON, or write them to a new file."""
    with opened_for(arguments) as journal:
        lines = export_lines(journal, known(journal, arguments.id))
        if arguments.output is None:
            for line in lines:
                print(escaped(line))
            return
        _write_whole(arguments.output, lines)
    tell(tr("{output} に書き出しました。", output=arguments.output))


def _write_whole(output: Path, lines: Iterator[str]) -> None:
    """Write a new file, whole or not at all. Never overwrites: the name may be that of a journal."""
    try:
        file = output.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise WrongUseError(
            tr("{output}: 既にあります。別の名を指定してください。", output=output)
        ) from error
    try:
        with file:
            file.writelines(f"{line}\n" for line in lines)
    except BaseException as error:
        output.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise WrongUseError(
                tr("{path}: 書き込めません（{reason}）。", path=output, reason=Reason(error))
            ) from error
        raise


def import_(arguments: argparse.Namespace) -> None:
    """Take an exercise in from a file, and print its id."""
    with opened(to_write(arguments) or default_journal()) as journal:
        try:
            if arguments.file == "-":
                name = import_lines(journal, lines_of(sys.stdin.buffer))
            else:
                with open_regular(Path(arguments.file)) as file:
                    name = import_lines(journal, lines_of(file))
        except OSError as error:
            raise WrongUseError(
                tr(
                    "{file}: 読めません（{reason}）。"
                    "書き出したファイルを指定するか、パイプからなら - を指定してください。",
                    file=arguments.file,
                    reason=Reason(error),
                )
            ) from error
        except TransferError as error:
            where = tr("標準入力") if arguments.file == "-" else arguments.file
            raise WrongUseError(
                tr("{where}: {error}何も取り込んでいません。", where=where, error=error)
            ) from error
    print(name)


def rename(arguments: argparse.Namespace) -> None:
    """Give an exercise another title."""
    try:
        title = title_of(arguments.title)
    except ValueError as error:
        raise WrongUseError(str(error)) from error
    with opened_for(arguments) as journal:
        name = known(journal, arguments.id)
        journal.rename(name, title)
    tell(tr("演習 {name} の題名を「{title}」にしました。", name=name, title=title))


def opened_for(arguments: argparse.Namespace) -> AbstractContextManager[Journal]:
    """The journal of the exercise named. Raises `WrongUseError`."""
    path = to_read(arguments)
    if path is None:
        raise WrongUseError(
            tr(
                "演習「{name}」はありません。{path} に記録はまだありません。",
                name=arguments.id,
                path=default_journal(),
            )
        )
    return opened(path)


@contextmanager
def opened(path: Where, said: list[str] | None = None) -> Iterator[Journal]:
    """The journal, closed afterwards; notices on it are printed on standard error and added to `said`.

    Raises `WrongUseError`.
    """
    try:
        opened = open_kept(path)
        try:
            if opened.notice:
                tell(opened.notice)
                if said is not None:
                    said.append(opened.notice)
            yield opened.journal
        finally:
            opened.journal.close()
    except JournalError as error:
        raise WrongUseError(worded(error)) from error


def known(journal: Journal, name: str) -> str:
    """The id, if there is such an exercise. Raises `WrongUseError` with the nearest."""
    ids = [kept.id for kept in journal.exercises()]
    if name in ids:
        return name
    close = difflib.get_close_matches(name, ids, n=3, cutoff=0.5)
    hint = tr("「{names}」でしょうか。", names=tr("」か「").join(close)) if close else ""
    raise WrongUseError(
        tr("演習「{name}」はありません。{hint}一覧は shishin sessions で見られます。", name=name, hint=hint)
    )


def _session(journal: Journal, kept: Kept) -> _Session:
    try:
        records = journal.read(kept.id)
        state = History(records).state()
    except (JournalError, ValueError, LookupError) as error:
        # One exercise that cannot be read must not hide the others.
        return _Session(kept, journal.count(kept.id), None, 0.0, (), str(error))
    phases = tuple(phase for phase in Phase if phase in state.configuration.phases)
    last = records[-1] if records else None
    return _Session(
        kept, len(records), last.wall if last else None, last.elapsed if last else 0.0, phases if last else ()
    )


def _shape(session: _Session) -> dict[str, object]:
    return {
        "id": session.kept.id,
        "title": session.kept.title,
        "began": session.kept.began.isoformat(),
        "records": session.records,
        "last": session.last.isoformat() if session.last else None,
        "elapsed": session.elapsed,
        "phases": [phase.value for phase in session.phases],
        "readable": not session.fault,
        "hidden": session.kept.hidden,
    }
