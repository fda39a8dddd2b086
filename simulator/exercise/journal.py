"""Where records are kept. On disk before on screen: `append` returns only when the record is safe.

Faces know this protocol and not what implements it: a file, a server, or memory.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias, TypeVar

from simulator.exercise.clock import local_time
from simulator.exercise.events import Record
from simulator.exercise.roll import NOBODY, Attendance, Roll
from simulator.language import tr

R = TypeVar("R")  # what one log keeps; for exercises, `Record`
R_contra = TypeVar("R_contra", contravariant=True)


class JournalError(Exception):
    """The journal cannot be used; the message says what to do.

    `elsewhere`: another file or place would help. Only a face knows how a person names one.
    """

    def __init__(self, message: str, *, elsewhere: bool = False) -> None:
        super().__init__(message)
        self.elsewhere = elsewhere


class LostError(JournalError):
    """The journal is no longer where it was: somebody replaced, emptied or removed it.

    Nothing more is accepted. What is in memory can be moved to another journal.
    """


class PutOffError(JournalError):
    """Somebody else has taken over the exercise: this process keeps nothing more. It can be watched."""


class UnknownFateError(JournalError):
    """No answer came, so it is unknown whether a record was kept; faces show neither.

    Before anything else is kept, the journal must be read again.
    """


class CaughtUpError(JournalError):
    """An earlier act whose answer never came was kept: it is folded in now, and the new act is not done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One exercise in a journal. `used` is higher the later it was taken up; 0 if never in this journal.

    One that is `hidden` is left out of lists and of what `resume` chooses; nothing of it is deleted.
    """

    id: str
    title: str
    began: datetime
    used: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """Another process acts on the exercise. `pid` and `since` are None until it has written them.

    On a server also the person (`who`), the `host`, the time of the last sign of life (`beat`), and whether
    that is so long ago that the exercise may be taken over (`silent`).
    """

    exercise: str
    pid: int | None
    since: datetime | None
    who: str = ""
    host: str = ""
    beat: datetime | None = None
    silent: bool = False

    @property
    def message(self) -> str:
        """Who holds it, for a face to say."""
        if self.pid is None or self.since is None:
            return tr(
                "演習 {exercise} は、別のプロセスが進めています。"
                "見ることはできます。進めるには、そちらを閉じてください。",
                exercise=self.exercise,
            )
        if self.host and self.beat and self.silent:
            return tr(
                "演習 {exercise} は、{since:%m月%d日 %H:%M} から {host} の {who} が進めていますが、"
                "{beat:%H:%M:%S} から応答が絶えています。見ることはできます。"
                "進めるには、引き継いでください。",
                exercise=self.exercise,
                since=local_time(self.since),
                host=self.host,
                who=self.who,
                beat=local_time(self.beat),
            )
        if self.host and self.beat:
            return tr(
                "演習 {exercise} は、{since:%m月%d日 %H:%M} から {host} の {who} の"
                "別のプロセス（プロセス番号 {pid}、最後の応答 {beat:%H:%M:%S}）が進めています。"
                "見ることはできます。進めるには、そちらを閉じてください。",
                exercise=self.exercise,
                since=local_time(self.since),
                host=self.host,
                who=self.who,
                pid=self.pid,
                beat=local_time(self.beat),
            )
        return tr(
            "演習 {exercise} は、{since:%m月%d日 %H:%M} から"
            "別のプロセス（プロセス番号 {pid}）が進めています。"
            "見ることはできます。進めるには、そちらを閉じてください。",
            exercise=self.exercise,
            since=local_time(self.since),
            pid=self.pid,
        )


class Held(Protocol):
    """The right to act on an exercise, until released or garbage-collected (so keep a reference)."""

    @property
    def exercise(self) -> str:
        """Its id."""
        ...

    def release(self) -> None:
        """Let others act. May be called again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Trail(Protocol[R_contra]):
    """Takes the records of one exercise one after another, as long as each can follow the earlier ones."""

    def fault(self, record: R_contra) -> str | None:
        """Take the record; or say why it does not fit, and take nothing."""
        ...


class Adapter(Protocol[R]):
    """What a journal must know of the records it keeps, and all that it knows of them."""

    @property
    def kind(self) -> str:
        """A word that tells its logs from those of other adapters in the same journal."""
        ...

    def number(self, record: R) -> int:
        """The place of a record in its log, from 1."""
        ...

    def write(self, record: R) -> tuple[str, str]:
        """The record as a line of JSON, and the long text that is kept apart from it (empty if none)."""
        ...

    def apart(self, body: bytes) -> str:
        """The name of the long text that a line needs; empty if it needs none."""
        ...

    def origin(self, body: bytes) -> str:
        """The file that the text came from, if the line names one; else empty."""
        ...

    def read(self, body: bytes, text: str) -> R:
        """The record of a line and of its long text. Raises `ValueError`."""
        ...

    def trail(self) -> Trail[R]:
        """A new check of whether the records of one log fit together."""
        ...


class Sidecar(Protocol):
    """What is kept beside the events of an exercise: it is not undone, exported or folded."""

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep the selected seat, empty for the facilitator. Raises `JournalError`."""
        ...

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last. Raises `JournalError`."""
        ...

    def keep_stage(self, exercise: str, text: str) -> None:
        """Keep what the room may see now (`Stage.text`). Raises `JournalError`."""
        ...

    def kept_stage(self, exercise: str) -> str:
        """What was kept last; empty where nothing was. Raises `JournalError`."""
        ...

    def keep_draft(self, exercise: str, text: str) -> None:
        """Keep a note that is being written; empty for none. Raises `JournalError`."""
        ...

    def kept_draft(self, exercise: str) -> str:
        """The note that was being written. Raises `JournalError`."""
        ...


class Log(Protocol[R]):
    """A place for logs of records of one kind."""

    @property
    def name(self) -> str:
        """What messages call it: a path, an address."""
        ...

    @property
    def path(self) -> Path | None:
        """The file that it is; None where it is no file."""
        ...

    @property
    def sidecar(self) -> Sidecar:
        """Where things that are not events are kept."""
        ...

    @property
    def roll(self) -> Roll:
        """Where the persons of a class and their answers are kept."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept here."""
        ...

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise and give its id, made unique if `exercise` is taken."""
        ...

    def adopt(
        self,
        exercise: str,
        title: str,
        began: datetime,
        records: Sequence[R],
        attendance: Attendance = NOBODY,
    ) -> str:
        """Take in a whole exercise with its class, all or nothing, and give its id. Raises `JournalError`."""
        ...

    def append(self, exercise: str, record: R) -> None:
        """Keep one record for good. Raises `JournalError` if that failed; then nothing was kept."""
        ...

    def read(self, exercise: str) -> list[R]:
        """All records of an exercise, in order. Raises `JournalError`, also if there is no such exercise."""
        ...

    def read_after(self, exercise: str, seq: int) -> list[R]:
        """The records after `seq`: for watching what another process does. Raises `JournalError`."""
        ...

    def count(self, exercise: str) -> int:
        """How many records an exercise has, also if they cannot be read. Raises `JournalError`."""
        ...

    def exercises(self) -> list[Kept]:
        """The exercises kept, hidden ones too, the one used last first. Raises `JournalError`."""
        ...

    def untouched(self) -> frozenset[str]:
        """The exercises in which nothing was done after their beginning. Raises `JournalError`."""
        ...

    def rename(self, exercise: str, title: str) -> None:
        """Give an exercise another title; its records stay. Raises `JournalError`."""
        ...

    def hide(self, exercise: str) -> None:
        """Leave an exercise out of lists; its records stay. Raises `JournalError`."""
        ...

    def unhide(self, exercise: str) -> None:
        """Put an exercise back into lists; one that is not hidden stays so. Raises `JournalError`."""
        ...

    def delete(self, exercise: str) -> Busy | None:
        """Delete an exercise for good, from the backups too; or, if somebody acts on it, give who.

        Raises `JournalError`; then it is still there.
        """
        ...

    def leftovers(self) -> tuple[str, ...]:
        """Files that were set aside whole after damage: they may still hold what was deleted."""
        ...

    def hold(self, exercise: str) -> Held | Busy:
        """Take the right to act on an exercise, or give who has it. Never waits. Raises `JournalError`."""
        ...

    def seize(self, exercise: str) -> Held | Busy:
        """The same, also from a process without a recent sign of life, in journals that have such signs.

        The process put off can keep nothing more. Raises `JournalError`.
        """
        ...

    def holders(self) -> list[Busy]:
        """Who acts on which exercise just now. Raises `JournalError`."""
        ...

    def one_moment(self) -> AbstractContextManager[None]:
        """All reads inside see the same moment, whatever others keep meanwhile. Raises `JournalError`."""
        ...

    def changes(self, exercise: str = "") -> int:
        """A number that changes when another process has kept something. Never waits.

        With an exercise, records of other exercises need not change it.
        """
        ...

    def look(self) -> None:
        """Check that the records are still in place and this process may add to them. Never waits.

        Raises `LostError` if they are not in place, `PutOffError` once somebody else has taken over.
        """
        ...

    def settle(self) -> None:
        """Write what was kept into the main file, so that a copy of it is complete. Never raises."""
        ...

    def back_up(self) -> None:
        """Keep a copy against damage, if anything has changed since the last. Takes a while; from any thread.

        Raises `JournalError`.
        """
        ...

    def close(self) -> None:
        """Close the journal with a backup of what was kept. May be called again."""
        ...


Journal: TypeAlias = Log[Record]  # of exercises


def unique(exercise: str, ids: Collection[str]) -> str:
    """The id itself, or with the first number from 2 that makes it unique."""
    name, number = exercise, 2
    while name in ids:
        name, number = f"{exercise}-{number}", number + 1
    return name
