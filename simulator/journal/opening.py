"""Open an exercise: a new walk, a new play, or a kept one, to act on or to watch.

The screens and the commands open exercises with `open_exercise`. (The server of a class begins and continues
none: it reads one that there is.) What cannot be opened or recorded is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.doctrine import Phase, load_doctrine
from simulator.exercise import (
    WALK_TITLE,
    Busy,
    Exercise,
    Held,
    Journal,
    JournalError,
    MemoryJournal,
    Play,
    ScenarioClock,
    SystemClock,
)
from simulator.exercise.clock import ASLEEP_AFTER
from simulator.exercise.events import Started
from simulator.journal.remote import open_server
from simulator.journal.salvage import mend_exercise, open_journal
from simulator.journal.usage import last_used
from simulator.journal.watching import WatchedJournal
from simulator.language import tr
from simulator.machine import Configuration, PhaseMachine
from simulator.settings import default_journal
from simulator.settings.server import Server, Where


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """An open journal, and what its opening told of damage (empty if there was none).

    `_mend` checks one exercise and gives what was wrong.
    """

    journal: Journal
    notice: str
    _mend: Callable[[str], str]

    def hold(self, exercise: str) -> Held | Busy:
        """Take up an exercise to act on it, or give who does."""
        return self.journal.hold(exercise)

    def mend(self, exercise: str) -> OpenJournal:
        """The same journal, after the damaged part of one exercise is set aside. Raises `JournalError`."""
        notice = self._mend(exercise)
        return replace(self, notice="\n".join(filter(None, (self.notice, notice))))

    def closing(self, held: Held | Busy) -> Callable[[], None]:
        """What to call when the exercise is left."""

        def close() -> None:
            if not isinstance(held, Busy):
                held.release()
            self.journal.close()

        return close


def open_kept(where: Where) -> OpenJournal:
    """The journal of a file, made if there is none, or of a server. Raises `JournalError`."""
    if isinstance(where, Server):
        return OpenJournal(open_server(where), "", lambda _exercise: "")
    journal, salvaged = open_journal(where)

    def mend(exercise: str) -> str:
        notice = mend_exercise(journal, exercise)
        return notice.message if notice else ""

    return OpenJournal(journal, "\n".join(notice.message for notice in salvaged), mend)


QUICKLY_CHECKED = 100 * 1024  # bytes; some 50 ms


def _nothing() -> None:
    """A journal in memory needs no closing."""


class StartError(ValueError):
    """An exercise cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What was opened: a play, or an exercise without a script.

    `warning` says why it is not being recorded, if so; `notice` what else to tell once.
    `watched` is set while another process acts on it. `close` is to be called when it is left.
    """

    exercise: Exercise
    play: Play | None
    warning: str = ""
    notice: str = ""
    watched: WatchedJournal | None = None
    close: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Checked:
    """A scenario file that was checked: its source, or why it cannot be played."""

    scenario: Path
    machine: PhaseMachine
    source: str
    refused: str = ""


def takes_long(scenario: Path) -> bool:
    """Whether a file is so large that checking it could delay the screen."""
    try:
        return scenario.stat().st_size > QUICKLY_CHECKED
    except OSError:
        return False


def checked(scenario: Path) -> Checked:
    """Check a scenario file. Never raises, so that it may run in a worker."""
    from simulator.scenario.check.check import read_playable  # noqa: PLC0415 - imported only to begin a play

    machine = PhaseMachine(load_doctrine())
    source, faults = read_playable(scenario, machine)
    if not faults:
        return Checked(scenario, machine, source)
    first_fault = faults[0]
    refused = tr(
        "{scenario} {where}: {message}{advice}（誤り {count}件）",
        scenario=scenario.name,
        where=tr("{line}行{column}桁", line=first_fault.line, column=first_fault.column),
        message=first_fault.message,
        advice=first_fault.advice,
        count=len(faults),
    )
    return Checked(scenario, machine, "", refused)


@dataclass(frozen=True, slots=True)
class NewWalk:
    """A walk to begin from these phases."""

    phases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewPlay:
    """A scenario file to play from its beginning; `already_checked` if it was already checked."""

    scenario: Path
    already_checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Continued:
    """A kept exercise to take up, by its id; without one, the one used last.

    `watch`: only to look at it. `seize`: also from a process without a recent sign of life.
    """

    exercise: str = ""
    watch: bool = False
    seize: bool = False


Wanted = NewWalk | NewPlay | Continued


def open_exercise(wanted: Wanted, journal: Where | None) -> Opening:
    """Open it with the journal there, or the usual one.

    A new exercise that cannot be recorded goes on unrecorded; a kept one that another process holds, or whose
    journal is read-only, is watched. Raises `StartError`, `DataFileError`.
    """
    match wanted:
        case NewWalk(phases):
            return _begin_walk(phases, journal)
        case NewPlay(scenario, already_checked):
            return _begin_play(already_checked or checked(scenario), journal)
        case Continued():
            return _resume(wanted, journal)


def _begin_walk(phases: frozenset[str], journal: Where | None) -> Opening:
    """A new walk from these phases."""
    machine = PhaseMachine(load_doctrine())
    start = Configuration.of(frozenset(Phase(name) for name in phases))

    def begin(into: Journal) -> Exercise:
        return Exercise.begin(machine, into, SystemClock(), title=WALK_TITLE, start=start)

    try:
        opened = open_kept(journal or default_journal())
        exercise = begin(opened.journal)
        return Opening(exercise, None, notice=opened.notice, close=opened.closing(opened.hold(exercise.name)))
    except JournalError as error:
        return Opening(
            begin(MemoryJournal()), None, tr("記録できません。記録なしで歩きます。{error}", error=error)
        )


def _begin_play(checked_file: Checked, journal: Where | None) -> Opening:
    """A new play of a scenario that was checked. Raises `StartError`."""
    if checked_file.refused:
        raise StartError(checked_file.refused)
    source, scenario, machine = checked_file.source, checked_file.scenario, checked_file.machine
    try:
        opened = open_kept(journal or default_journal())
        play = _begin(source, scenario, machine, opened.journal)
        close = opened.closing(opened.hold(play.exercise.name))
        return Opening(play.exercise, play, notice=opened.notice, close=close)
    except JournalError as error:
        warning = tr("記録できません。記録なしで演習します。{error}", error=error)
        play = _begin(source, scenario, machine, MemoryJournal())
        return Opening(play.exercise, play, warning)


def _begin(source: str, scenario: Path, machine: PhaseMachine, journal: Journal) -> Play:
    try:
        return Play.begin(source, str(scenario), machine, journal, ScenarioClock(asleep_after=ASLEEP_AFTER))
    except ValueError as error:  # raised by the file, the models or the script; each message says what to do
        raise StartError(str(error)) from error


def _resume(continued: Continued, journal: Where | None) -> Opening:
    """A kept exercise where it stood; an empty name means the one last used. Raises `StartError`.

    Then nothing stays open or held.
    """
    try:
        opened = open_kept(journal or default_journal())
        with ExitStack() as undoing:
            undoing.callback(opened.journal.close)
            opening = _resume_in(opened, continued, undoing)
            undoing.pop_all()  # what was opened stays so, and `Opening.close` closes it
            return opening
    except JournalError as error:
        raise StartError(str(error)) from error


def _resume_in(opened: OpenJournal, continued: Continued, undoing: ExitStack) -> Opening:
    """The same in an open journal. `undoing` is given what to undo if it fails."""
    machine = PhaseMachine(load_doctrine())
    last_exercise = None if continued.exercise else last_used(opened.journal)
    chosen = last_exercise.id if last_exercise else continued.exercise
    if not chosen:
        raise StartError(tr("記録された演習はまだありません。"))
    if opened.journal.read_only:
        reason = tr("読むだけの記録です。見ることはできますが、進めることはできません。")
        return _look_at(chosen, machine, opened, reason, notice="" if continued.watch else reason)
    opened = opened.mend(chosen)
    if continued.watch:
        return _look_at(chosen, machine, opened, tr("見るだけで開いた演習です。"), notice=opened.notice)
    held = opened.journal.seize(chosen) if continued.seize else opened.hold(chosen)
    if not isinstance(held, Busy):
        undoing.callback(held.release)
    watched = WatchedJournal(opened.journal, held.message) if isinstance(held, Busy) else None
    opening = _open_record(chosen, machine, watched or opened.journal)
    notice = "\n".join(filter(None, (opened.notice, watched.reason if watched else "")))
    return replace(opening, notice=notice, watched=watched, close=opened.closing(held))


def _look_at(name: str, machine: PhaseMachine, opened: OpenJournal, reason: str, *, notice: str) -> Opening:
    """An exercise of an open journal, to look at without holding it. Raises `StartError`, `JournalError`."""
    watched = WatchedJournal(opened.journal, reason)
    opening = _open_record(name, machine, watched)
    return replace(opening, notice=notice, watched=watched, close=opened.journal.close)


def _open_record(name: str, machine: PhaseMachine, journal: Journal) -> Opening:
    """An exercise of an open journal where it stood. Raises `StartError`, `JournalError`."""
    try:
        records = journal.read(name)
        first_event = records[0].event if records else None
        if isinstance(first_event, Started) and first_event.script is None:
            clock = SystemClock(already=max(record.elapsed for record in records))
            return Opening(Exercise.resume(name, machine, journal, clock), None)
        play = Play.resume(name, machine, journal, ScenarioClock(asleep_after=ASLEEP_AFTER))
    except (KeyError, ValueError) as error:
        # No such exercise, records whose order or phases do not fit, or a scenario that no longer loads.
        raise StartError(tr("演習 {name} を開けません。{error}", name=name, error=error)) from error
    return Opening(play.exercise, play)
