"""Open a class and serve it until it is closed, in a process beside the playing one, on the same journal.

It keeps the state of the class (`roll.change_class`), so that port, code and tokens stay valid after a crash.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType
from urllib.parse import urlsplit

import uvicorn

from simulator.classroom.following import Following
from simulator.classroom.guard import App
from simulator.classroom.keys import hash_of, new_secret, same, sign_of_life, wall_token
from simulator.classroom.lane import ClassProtocol
from simulator.classroom.network import HTTP_PORT, PORT, hosts, interfaces, is_loopback, listen, urls
from simulator.classroom.web import ClassApp
from simulator.doctrine import load_doctrine
from simulator.exercise import Journal, JournalError, Play, ScenarioClock
from simulator.exercise.classroom import ClassRoom, class_of, new_code
from simulator.exercise.roll import Roll
from simulator.journal import WatchedJournal, open_kept
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.settings.server import Where

LOOKS = 0.05  # seconds between two looks at the journal
RARE_LOOKS = 2.0  # seconds between two checks of who plays, and of silent connections
SILENT = 10.0  # seconds that a connection may send nothing
PRESENCE = 5.0  # seconds between two notes of who is there
OUTLIVES = 30 * 60.0  # seconds that a class opened from a play goes on while nobody plays the exercise
DATES = 1.0  # seconds for which the date in answers stays
ENDS = 5.0  # seconds that another server may take to end
CONNECTIONS = 400
FILES = 4096  # open files that a large class needs


@dataclass(frozen=True, slots=True)
class ClassWish:
    """How to open a class. Without a `port`, its earlier port, or the usual one."""

    address: str
    port: int | None = None
    seats: int | None = None
    names: bool = False
    from_play: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a class is: what to type, and the wall's token. `running`: another process already serves it."""

    exercise: str
    title: str
    room: ClassRoom
    running: bool = False

    @property
    def wall(self) -> str:
        """The address of the wall, with the token that admits anybody who has it."""
        return f"{self.room.address[0]}wall?token={wall_token(self.room.secret)}" if self.room.address else ""

    def json(self) -> str:
        """One line of JSON for the program that started this one."""
        facts = {
            "exercise": self.exercise,
            "address": list(self.room.address),
            "port": self.room.port,
            "code": self.room.code,
            "wall": self.wall,
            "pid": self.room.pid,
            "running": self.running,
        }
        return json.dumps(facts, ensure_ascii=False)


class ClassError(ValueError):
    """The class cannot be opened; the message says why."""


def serve(
    where: Where,
    exercise: str,
    wish: ClassWish,
    announce: Callable[[Opened], None],
    on_fault: Callable[[Exception], None],
) -> None:
    """Open a class and serve it to its end. Raises `ClassError`, `JournalError`, `OSError`."""
    opened = open_kept(where)
    try:
        opened = opened.mend(exercise)
        if running := _running(opened.journal, exercise):  # before anything is loaded, which takes long
            announce(running)
            return
        watched = WatchedJournal(opened.journal, tr("教室を開いているだけで、演習を進めません。"))
        machine = PhaseMachine(load_doctrine())
        try:
            play = Play.resume(exercise, machine, watched, ScenarioClock())
        except (KeyError, ValueError) as error:
            raise ClassError(tr("演習 {name} を開けません。{error}", name=exercise, error=error)) from error
        if running := _running(opened.journal, exercise):  # another process has opened it in the meantime
            announce(running)
            return
        roll = opened.journal.roll
        end_lost(class_of(roll.kept_class(exercise)))
        listening = listen(wish.address, _port(wish, class_of(roll.kept_class(exercise))))
        with listening:
            room = class_of(
                roll.change_class(
                    exercise, lambda text: _opened_class(class_of(text), wish, listening).text()
                )
            )
            following = Following(play, watched, roll)
            following.look()
            following.see_who_plays()
            app = ClassApp(following, hosts(wish.address, room.port), room.address, on_fault)
            announce(Opened(exercise, play.scenario.title, room))
            gc.collect()
            gc.freeze()  # what is loaded now stays, so the collector need not scan it repeatedly
            asyncio.run(_serve_to_end(Serving(app, listening, outlives=OUTLIVES if wish.from_play else None)))
        _keep_closed(roll, exercise)
    finally:
        opened.journal.close()


def _running(journal: Journal, exercise: str) -> Opened | None:
    """The class of an exercise, if another process serves it."""
    room = class_of(journal.roll.kept_class(exercise))
    if not (room.is_open and is_served(room)):
        return None
    title = next((kept.title for kept in journal.exercises() if kept.id == exercise), exercise)
    return Opened(exercise, title, room, running=True)


def is_served(room: ClassRoom) -> bool:
    """Whether a server of this class answers at its noted address, and can keep answers."""
    return _status_of_server(room) == HTTPStatus.OK


def end_lost(room: ClassRoom) -> None:
    """End a server of this class whose journal was removed or replaced, so that its port is free.

    Such a server can keep nothing any more. The class was moved to another journal together with the number
    of that process, which means one of this machine only if the address does.
    """
    if room.pid is None or not room.secret or _status_of_server(room) != HTTPStatus.SERVICE_UNAVAILABLE:
        return
    host = urlsplit(room.address[0]).hostname or ""
    if not is_loopback(host) and host not in {interface.address for interface in interfaces()}:
        return
    with suppress(OSError):
        os.kill(room.pid, signal.SIGTERM)
    until = time.monotonic() + ENDS
    while _status_of_server(room) is not None and time.monotonic() < until:
        time.sleep(LOOKS)


def _status_of_server(room: ClassRoom) -> int | None:
    """The status with which a server of this class answers at its noted address; None if none does."""
    for url in room.address[:1]:
        place = urlsplit(url)
        connection = HTTPConnection(place.hostname or "", place.port or HTTP_PORT, timeout=2)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("GET", "/here")
            answer = connection.getresponse()
            if same(answer.read(200).decode("latin-1"), sign_of_life(room.secret)):
                return answer.status
    return None


def _port(wish: ClassWish, room: ClassRoom) -> int:
    if wish.port is not None:
        return wish.port
    return room.port if room.is_open and room.port else PORT


def _opened_class(room: ClassRoom, wish: ClassWish, listening: socket.socket) -> ClassRoom:
    """The opened class. One that was never closed keeps its code and tokens."""
    port = int(listening.getsockname()[1])
    secret = room.secret if room.is_open and room.secret else new_secret()
    return room.model_copy(
        update={
            "code": room.code or new_code(),
            "address": urls(wish.address, port),
            "port": port,
            "pid": os.getpid(),
            "since": datetime.now(UTC),
            "locked": room.locked and room.is_open,
            "names_asked": wish.names or room.names_asked,
            "seats": wish.seats or room.seats,
            "wall_token_hash": hash_of(wall_token(secret)),
            "secret": secret,
        }
    )


def _keep_closed(roll: Roll, exercise: str) -> None:
    """Keep the class as closed: the code no longer admits anybody, the answers stay."""

    def close(text: str) -> str:
        room = class_of(text)
        if room.pid not in (None, os.getpid()):
            return text
        return room.model_copy(update={"code": "", "pid": None, "secret": ""}).text()

    roll.change_class(exercise, close)


class ClassServer(uvicorn.Server):
    """Ends only by `finish`: we handle signals, so that the class is closed in order."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()

    def finish(self) -> None:
        """End once the requests at hand are answered."""
        self.should_exit = True
        self._over.set()

    async def main_loop(self) -> None:
        """Wait for the end, and keep the date in the answers. uvicorn's own looks ten times a second."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), DATES)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def _serve_to_end(serving: Serving) -> None:
    with _ending(serving.end):
        await serving.run()


class Serving:
    """The server and its periodic work: following the journal, who plays, who is there."""

    def __init__(self, app: ClassApp, listening: socket.socket, *, outlives: float | None) -> None:
        self._app = app
        self._following = app.following
        self._woken = app.following.version
        self._listening = listening
        self._outlives = outlives
        self._paused_since: float | None = None
        self._silent: dict[object, float] = {}  # by connection, since when it has sent nothing
        self._server = server_of(app, app.following.class_room.seats)

    async def run(self) -> None:
        """Serve until somebody ends it, the class is closed, or nobody has played for `OUTLIVES` seconds."""
        following = asyncio.ensure_future(self._follow())
        try:
            await self._server.serve([self._listening])
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    def end(self) -> None:
        """Tell every browser that the class is over, and end."""
        self._following.end()
        self._app.desk.streams.end()
        self._server.finish()

    async def _follow(self) -> None:
        looked_about = presence_kept = 0.0
        while True:
            await asyncio.sleep(LOOKS)
            now = time.monotonic()
            try:
                self._look()
                if now - looked_about >= RARE_LOOKS:
                    looked_about = now
                    self._look_about(now)
                if now - presence_kept >= PRESENCE and self._keep_presence(now):
                    presence_kept = now
            except Exception as error:  # noqa: BLE001  told to `on_fault`, and the class goes on
                self._app.on_fault(error)

    def _look(self) -> None:
        """Read what was done, and push the new screens."""
        if self._following.look():
            self._wake()
        room = self._following.class_room
        if not room.is_open or room.pid not in (None, os.getpid()):  # another process serves the class now
            self.end()

    def _look_about(self, now: float) -> None:
        """Check who plays, and close silent connections."""
        self._following.see_who_plays()
        if self._following.version != self._woken:  # who asks for a sign of life looks at it too
            self._wake()
        self._app.desk.streams.tend(now)
        if self._waited_long(now):
            self.end()
        self._drop_silent(now)

    def _wake(self) -> None:
        self._woken = self._following.version
        self._app.desk.streams.wake()

    def _drop_silent(self, now: float) -> None:
        """Close connections that have sent nothing, which uvicorn keeps open and counts."""
        silent = {
            connection
            for connection in self._server.server_state.connections
            if getattr(connection, "cycle", connection) is None
        }
        self._silent = {connection: self._silent.get(connection, now) for connection in silent}
        for connection, since in self._silent.items():
            if now - since >= SILENT and (transport := getattr(connection, "transport", None)):
                transport.close()

    def _waited_long(self, now: float) -> bool:
        if not self._following.paused:
            self._paused_since = None
            return False
        self._paused_since = self._paused_since or now
        return self._outlives is not None and now - self._paused_since > self._outlives

    def _keep_presence(self, now: float) -> bool:
        """Keep who was there; whether there was anything to keep."""
        listening = self._app.desk.streams.owners() & self._following.people.keys()
        self._app.desk.seen.update(dict.fromkeys(listening, now))
        recently_seen = {name: at for name, at in self._app.desk.seen.items() if now - at <= PRESENCE * 2}
        if not recently_seen:
            return False
        wall = self._following.wall().timestamp()
        seen = {
            name: datetime.fromtimestamp(wall - (now - at), UTC).isoformat(timespec="seconds")
            for name, at in sorted(self._app.desk.seen.items())
            if name in self._following.people
        }
        with suppress(JournalError):  # presence is only a hint
            self._following.roll.keep_presence(self._following.exercise, json.dumps(seen))
        return True


def server_of(app: App, seats: int) -> ClassServer:
    """The server for an application: plain HTTP/1.1, without a log or a `Server` header."""
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    _more_files()
    config = uvicorn.Config(
        app,
        http=ClassProtocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=max(CONNECTIONS, 5 * seats),
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=16_384,
    )
    return ClassServer(config)


def _more_files() -> None:
    """Raise the limit of open files: a class of 200 needs more than some systems allow by default."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on Windows

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        limit = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft < limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


@contextmanager
def _ending(end: Callable[[], None]) -> Iterator[None]:
    """Close the class on signals that ask the program to end."""
    loop = asyncio.get_running_loop()

    def close_class(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)

    names = ("SIGTERM", "SIGINT", "SIGBREAK")
    earlier_handlers = {
        number: signal.signal(number, close_class)
        for name in names
        if (number := getattr(signal, name, None))
    }
    try:
        yield
    finally:
        for number, handler in earlier_handlers.items():
            signal.signal(number, handler)
