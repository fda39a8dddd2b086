"""Start the process that serves the class. It outlives the screens, and reopens an earlier class."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from simulator.exercise import Exercise
from simulator.exercise.classroom import ClassRoom
from simulator.language import tr
from simulator.settings.server import Where

started: list[subprocess.Popen[bytes]] = []  # polled, so that no zombie process stays behind
_walls: dict[tuple[str, str, int], str] = {}  # by journal, exercise and process, what `serve` gave


class NotOpenedError(Exception):
    """The class was not opened; the message says why."""


@dataclass(frozen=True, slots=True)
class ServerWish:
    """How to open a class: an exercise of a journal, for this machine alone or for its network.

    `bind` is the address of an earlier server of the class.
    """

    journal: Where | None
    exercise: str
    lan: bool = False
    bind: str = ""
    names: bool = False

    def command(self) -> list[str]:
        """The command that serves it."""
        where = ["--lan", "--yes"] if self.lan else ["--bind", self.bind, "--yes"] if self.bind else []
        names = ["--ask-names"] if self.names else []
        journal = ["--journal", str(self.journal)] if self.journal else []
        return [
            *(sys.executable, "-m", "simulator", "classroom", self.exercise),
            *journal,
            *where,
            *names,
            "--from-play",
        ]


def host_of(room: ClassRoom) -> str:
    """The address on which a class was opened; empty if it never was."""
    return (urlsplit(room.address[0]).hostname or "") if room.address else ""


def journal_of(exercise: Exercise, place: Where | None) -> Where | None:
    """Where an exercise is kept now: a rescue moves it from the program's `place` to a file of its own."""
    return exercise.journal.path or place


def wall_served(wish: ServerWish, room: ClassRoom) -> str:
    """The address of the wall, if a server that this program started still serves the class; else empty.

    Asking a new process for it would take as long as opening the class.
    """
    running = {process.pid for process in started if process.poll() is None}
    if not room.is_open or room.pid not in running:
        return ""
    return _walls.get((str(wish.journal), wish.exercise, room.pid), "")


def serve(wish: ServerWish) -> str:
    """Open the class and give the address of its wall, which admits anybody who has it.

    Waits until it is open. Raises `NotOpenedError`.
    """
    with TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own command
                wish.command(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=os.environ,
                start_new_session=True,
            )
        except OSError as error:
            raise NotOpenedError(str(error)) from error
        started[:] = [*(running for running in started if running.poll() is None), process]
        with process.stdout or open(os.devnull, "rb") as output:  # noqa: PTH123 - a pipe was asked for
            line = output.readline()
        try:
            wall = str(json.loads(line)["wall"])
        except (ValueError, KeyError, TypeError) as error:
            process.wait()
            complaints.seek(0)
            words = complaints.read().decode("utf-8", "replace").strip()
            raise NotOpenedError(words or tr("教室を開けませんでした。")) from error
        _walls[str(wish.journal), wish.exercise, process.pid] = wall
        return wall
