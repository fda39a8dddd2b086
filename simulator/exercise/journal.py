"""Where records are kept. On disk before on screen: `append` returns only when the record is safe."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from simulator.exercise.events import Record
from simulator.language import tr


class JournalError(Exception):
    """The journal cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One exercise in a journal."""

    id: str
    title: str
    began: datetime


class Journal(Protocol):
    """A place for the records of exercises."""

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise and give its id, made unique if `exercise` is taken."""
        ...

    def adopt(self, exercise: str, title: str, began: datetime, records: Sequence[Record]) -> str:
        """Take in a whole exercise, all of it or nothing, and give its id. Raises `JournalError`."""
        ...

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record for good. Raises `JournalError` if that failed; then nothing was kept."""
        ...

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep whose screen is shown, empty for the facilitator's. Raises `JournalError`."""
        ...

    def kept_seat(self, exercise: str) -> str:
        """Whose screen was shown last. Raises `JournalError`."""
        ...

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise, in order. Raises `JournalError`, also if there is no such exercise."""
        ...

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        ...


class MemoryJournal:
    """A journal that ends with the process: for headless runs and tests."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._records: dict[str, list[Record]] = {}
        self._seats: dict[str, str] = {}

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        return self.adopt(exercise, title, began, ())

    def adopt(self, exercise: str, title: str, began: datetime, records: Sequence[Record]) -> str:
        """Take in a whole exercise."""
        name = unique(exercise, self._kept)
        self._kept[name] = Kept(name, title, began)
        self._records[name] = list(records)
        return name

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record."""
        self._records[exercise].append(record)

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep whose screen is shown."""
        self._seats[exercise] = seat

    def kept_seat(self, exercise: str) -> str:
        """Whose screen was shown last."""
        return self._seats.get(exercise, "")

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        if exercise not in self._records:
            raise JournalError(tr("演習 {exercise} はこの記録にありません。", exercise=exercise))
        return list(self._records[exercise])

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        return sorted(self._kept.values(), key=lambda kept: kept.began, reverse=True)


def unique(wanted: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number from 2 on that makes it new."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
