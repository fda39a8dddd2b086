"""A class for tests: the facilitator's play and the server on one journal, and learners who send requests."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from simulator.classroom.following import Following
from simulator.classroom.keys import hash_of, wall_token
from simulator.classroom.network import hosts, listen
from simulator.classroom.serve import Serving
from simulator.classroom.web import ClassApp
from simulator.doctrine import load_doctrine
from simulator.exercise import Busy, Held, Play, ScenarioClock
from simulator.exercise.classroom import ClassRoom
from simulator.journal import EXERCISES, WatchedJournal
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files

CODE, SECRET, PORT = "ABC234", "s" * 64, 8765
BASE = f"http://127.0.0.1:{PORT}"
MACHINE = PhaseMachine(load_doctrine())
FIRST = scenario_files()[0]


@dataclass
class Table:
    """A class at work: `play` is the facilitator's, on a connection of its own."""

    play: Play
    app: ClassApp
    faults: list[Exception]
    seconds: list[float]
    base: str = BASE
    room: ClassRoom = field(default_factory=ClassRoom)
    holds: list[Held] = field(default_factory=list)

    @property
    def exercise(self) -> str:
        return self.play.exercise.name

    def look(self) -> None:
        """Follow the journal and wake the streams, as the server does every fifty milliseconds."""
        self.app.following.look()
        self.app.desk.streams.wake()

    def keep(self, room: ClassRoom) -> None:
        """Change the class as the facilitator's screens do."""
        self.room = room
        self.play.exercise.journal.roll.change_class(self.exercise, lambda _: room.text())
        self.look()

    def advance(self, kind: type | None = None) -> None:
        """Show steps, up to the first of a kind; decisions on the way are taken."""
        for _ in range(300):
            if self.play.waiting:
                self.play.decide(self.play.waiting.options[0].id)
                continue
            step = self.play.advance()
            if kind is None or isinstance(step, kind):
                break
        self.look()

    @asynccontextmanager
    async def browser(self, address: str = "10.0.0.1") -> AsyncIterator["Browser"]:
        """A browser on some machine, without a socket."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True, client=(address, 50000))
        async with httpx.AsyncClient(transport=transport, base_url=self.base) as client:
            yield Browser(client, self.base)


@dataclass
class Browser:
    """A browser: it keeps cookies, and sends what browsers send."""

    client: httpx.AsyncClient
    base: str

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=headers)

    async def post(self, path: str, **values: str) -> httpx.Response:
        return await self.client.post(path, data=values, headers={"Origin": self.base})

    async def join(self, seat: str, code: str = CODE, name: str = "") -> httpx.Response:
        await self.get("/")
        return await self.post("/join", code=code, seat=seat, name=name)

    async def seat(self) -> str:
        """The page of the person's own seat."""
        return (await self.get("/seat")).text

    async def csrf(self) -> str:
        """The token that the forms of this person carry; empty where nobody has joined."""
        token = re.search(r'name="csrf" value="([^"]+)"', (await self.get("/leave")).text)
        return token[1] if token else ""

    async def respond(self, about: str, body: str) -> httpx.Response:
        return await self.post("/respond", csrf=await self.csrf(), about=about, body=body)


def asked(page: str) -> list[str]:
    """What a page takes answers to: records and quizzes, by the names that responses use."""
    return re.findall(r'name="about" value="([^"]+)"', page)


def options(page: str) -> list[str]:
    """The ids of the options that a page offers."""
    return re.findall(r'name="body" value="([^"]+)"', page)


@contextmanager
def table(folder: Path, scenario: Path = FIRST, *, port: int = PORT) -> Iterator[Table]:
    """A class on a new journal; nothing has been shown yet."""
    played, served = (SqliteJournal(folder / "class.sqlite3", EXERCISES) for _ in range(2))
    try:
        source = scenario.read_text(encoding="utf-8")
        play = Play.begin(source, str(scenario), MACHINE, played, ScenarioClock())
        held = played.hold(play.exercise.name)
        assert not isinstance(held, Busy)
        room = ClassRoom(
            code=CODE,
            address=(f"http://127.0.0.1:{port}/",),
            port=port,
            secret=SECRET,
            wall_token_hash=hash_of(wall_token(SECRET)),
        )
        played.roll.change_class(play.exercise.name, lambda _: room.text())
        watched = WatchedJournal(served, "")
        following = Following(
            Play.resume(play.exercise.name, MACHINE, watched, ScenarioClock()), watched, served.roll
        )
        following.look()
        following.see_who_plays()
        faults: list[Exception] = []
        seconds = [0.0]
        app = ClassApp(following, hosts("127.0.0.1", port), room.address, faults.append, lambda: seconds[0])
        yield Table(play, app, faults, seconds, f"http://127.0.0.1:{port}", room, [held])
        assert not faults, faults
        held.release()
    finally:
        served.close()
        played.close()


@asynccontextmanager
async def at_work(folder: Path, scenario: Path = FIRST) -> AsyncIterator[Table]:
    """A class on a real socket of this machine."""
    listening = listen("127.0.0.1", 0)
    with listening, table(folder, scenario, port=int(listening.getsockname()[1])) as class_table:
        serving = Serving(class_table.app, listening, outlives=None)
        running = asyncio.ensure_future(serving.run())
        try:
            yield class_table
        finally:
            serving.end()
            await running


@asynccontextmanager
async def online(class_table: Table) -> AsyncIterator[Browser]:
    """A browser with a socket."""
    async with httpx.AsyncClient(base_url=class_table.base, timeout=20, verify=False) as client:
        yield Browser(client, class_table.base)
