"""Move an exercise that is only in memory to a new journal: its own was lost, or was never writable."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from simulator.exercise.exercise import Exercise
from simulator.exercise.journal import Busy, Held, JournalError
from simulator.exercise.keeping import EXERCISES
from simulator.exercise.roll import NOBODY
from simulator.journal.aside import file_name
from simulator.journal.attending import attendance_of
from simulator.journal.sqlite import SqliteJournal
from simulator.language import tr
from simulator.settings import default_journal


def rescue(exercise: Exercise) -> tuple[SqliteJournal, Held]:
    """Keep all that is in memory in a new file, and go on there. Raises `JournalError` if no place takes it.

    The selected seat and the stage go with it, so that the class is not shown more than before. The file
    stands beside the lost one, or where there is room: among the person's own records, in the working folder,
    at home, or among the temporary files.
    """
    history = exercise.history
    first_record = history.records[1]
    attendance, first_fault = NOBODY, ""
    with suppress(JournalError):  # the roll is not in memory, but may still be readable
        attendance = attendance_of(exercise.journal, exercise.name)
    for folder in _folders(exercise):
        path = _free(folder, exercise.name)
        try:
            journal = SqliteJournal(path, EXERCISES)
        except (JournalError, OSError) as error:
            first_fault = first_fault or str(error)
            continue
        try:
            title = history.state().title
            records = list(history.records.values())
            name = journal.adopt(exercise.name, title, first_record.wall, records, attendance)
            journal.sidecar.keep_seat(name, exercise.seat)
            journal.sidecar.keep_stage(name, exercise.stage.text())
            held = journal.hold(name)
            if not isinstance(held, Busy):
                journal.settle()
                exercise.move(journal, name)
                return journal, held
        except JournalError as error:
            first_fault = first_fault or str(error)
        journal.close()
    raise JournalError(first_fault or tr("新しいファイルを書ける場所がありません。"))


def rescued_beside(path: Path, exercise: str) -> tuple[Path, ...]:
    """The files beside a journal to which this exercise was moved when its own was lost."""
    pattern = rf"rescued-{re.escape(file_name(exercise))}-\d+\.sqlite3"
    return tuple(sorted(place for place in path.parent.iterdir() if re.fullmatch(pattern, place.name)))


def _folders(exercise: Exercise) -> Iterator[Path]:
    if exercise.journal.path:
        yield exercise.journal.path.parent
    yield default_journal().parent
    yield Path.cwd()
    yield Path.home()
    yield Path(tempfile.gettempdir())


def _free(folder: Path, exercise: str) -> Path:
    number, stem = 1, f"rescued-{file_name(exercise)}"
    while (path := folder / f"{stem}-{number}.sqlite3").exists():
        number += 1
    return path
