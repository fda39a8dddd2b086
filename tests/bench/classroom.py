"""A class in browsers, measured: how soon a step is seen, what it costs, how soon answers are safe.

    python -m tests.bench.classroom [--seats 40] [--steps 40] [--requests 100000 | --keys]

The server is the real command; the browsers are sockets in a process of their own; this process plays. Each
figure has its aim beside it.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from simulator.classroom.serve import LOOKS
from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.scenario import Question
from tests.bench.keys import in_turn, largest_play
from tests.bench.server import part
from tests.bench.terminal import worked
from tests.classroom.processes import classroom
from tests.classroom.table import FIRST, MACHINE, table
from tests.classroom.test_forbidden import random_request

EMPTY = """
import uvicorn
from starlette.applications import Starlette
{more}
uvicorn.run(Starlette(), port=0, log_level="critical")
"""
MODELS = """
import sqlite3
from simulator.exercise import events, told
sqlite3.connect(":memory:").execute("create table bare (number)")
"""  # what each record is read with: pydantic, our models, SQLite; no data, no pages, no browser
CORE = "import simulator.journal\nfrom simulator.doctrine import load_doctrine\nload_doctrine()"
SCREENS = 5  # that each browser gets at least while keys are pressed
AROUND = 0.4  # seconds between two steps


def row(name: str, value: float, aim: float, unit: str, more: str = "") -> None:
    """One line of the report."""
    print(f"{'○' if value <= aim else '×'} {value:8.1f} {unit:<3} (aim {aim:g})  {name}  {more}", flush=True)


def memory(process: int) -> float:
    """Megabytes in use."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def empty_server(more: str = "") -> float:
    """What a server that does nothing takes, in megabytes."""
    with subprocess.Popen([sys.executable, "-c", EMPTY.format(more=more)]) as process:
        time.sleep(5)
        megabytes = memory(process.pid)
        process.kill()
    return megabytes


class Browser:
    """The least of a browser: it joins, listens and answers."""

    def __init__(self, base: str, code: str) -> None:
        self.place = urlsplit(base)
        self.code = code
        self.cookie = self.csrf = ""
        self.seen: list[float] = []
        self.size = self.largest = 0

    async def ask(self, method: str, path: str, **values: str) -> tuple[int, str]:
        """One request on a connection of its own."""
        reader, writer = await asyncio.open_connection(self.place.hostname, self.place.port)
        writer.write(self.request(method, path, values))
        answer = (await reader.read()).decode("utf-8", "replace")
        writer.close()
        if cookie := re.search(r"set-cookie: (shishin-[0-9a-f]+=[^;]+)", answer):
            self.cookie = cookie[1]
        return int(answer.split(" ", 2)[1]), answer

    def request(self, method: str, path: str, values: dict[str, str]) -> bytes:
        body = urlencode(values) if values else ""
        close = "" if path == "/events" else "Connection: close\r\n"
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self.place.netloc}\r\nOrigin: http://{self.place.netloc}\r\n"
            f"Cookie: {self.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n{close}\r\n{body}"
        ).encode()

    async def join(self) -> None:
        await self.ask("GET", "/")
        status, _ = await self.ask("POST", "/join", code=self.code, seat="*")
        assert status == 303, status
        _, page = await self.ask("GET", "/leave")
        self.csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]

    async def listen(self) -> None:
        """Note when each screen comes."""
        reader, writer = await asyncio.open_connection(self.place.hostname, self.place.port)
        writer.write(self.request("GET", "/events", {}))
        while line := await reader.readline():
            self.size += len(line)
            if line == b"\n":  # the end of an event
                self.seen.append(time.monotonic())
                self.largest = max(self.largest, self.size)
                self.size = 0

    async def answer(self, about: str, words: str, after: float) -> float:
        """Seconds until it was said to be received."""
        await asyncio.sleep(after)
        began = time.monotonic()
        status, _ = await self.ask("POST", "/respond", csrf=self.csrf, about=about, body=words)
        assert status == 303, status
        return time.monotonic() - began


def browsers(base: str, code: str, count: int, line: Connection) -> None:
    """A process of browsers; it does what comes on the line."""
    asyncio.run(_browsers(base, code, count, line))


async def _browsers(base: str, code: str, count: int, line: Connection) -> None:
    joined = [Browser(base, code) for _ in range(count)]
    for browser in joined:
        await browser.join()
    listening = [asyncio.ensure_future(browser.listen()) for browser in joined]
    loop = asyncio.get_running_loop()
    line.send("joined")
    while (order := await loop.run_in_executor(None, line.recv)) != "end":
        if order == "seen":
            line.send([browser.seen for browser in joined])
            line.send(max(browser.largest for browser in joined))
        else:
            about, words, within = order
            draw = random.Random(count)
            line.send(
                await asyncio.gather(
                    *(browser.answer(about, words, draw.random() * within) for browser in joined)
                )
            )
    for task in listening:
        task.cancel()


def least(how: str, count: int, size: int, times: int) -> float:
    """Seconds of work for a step of `stream_app`: as many bytes to as many browsers, at the same pace."""
    command = [sys.executable, "-m", "tests.bench.stream_app", how, str(size), str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        reading = multiprocessing.get_context("spawn").Process(
            target=_read, args=(int(process.stdout.readline()), count)
        )
        reading.start()
        time.sleep(2)
        began = worked(process.pid)
        for _ in range(times):
            process.stdin.write(b".")
            process.stdin.flush()
            time.sleep(AROUND)
        spent = (worked(process.pid) - began) / times
        reading.kill()
        process.kill()
    return spent


def _read(port: int, count: int) -> None:
    """So many browsers that read what comes."""
    with selectors.DefaultSelector() as readers:
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            readers.register(connection, selectors.EVENT_READ)
        while True:
            for key, _ in readers.select():
                key.fileobj.recv(65536)  # type: ignore[union-attr]


def steps(play: Play, most: int) -> list[float]:
    """Play, and give when each record was safe."""
    times: list[float] = []
    while len(times) < most and not play.ended:
        if play.waiting:
            play.decide(play.waiting.options[0].id)
        else:
            play.advance()
        times.append(time.monotonic())
        time.sleep(AROUND)
    return times


def measure(folder: Path, seats: int, most: int) -> None:
    """The real server, its browsers, and a play."""
    journal = SqliteJournal(folder / "class.sqlite3", EXERCISES)
    play = Play.begin(FIRST.read_text("utf-8"), FIRST.name, MACHINE, journal, ScenarioClock())
    held = journal.hold(play.exercise.name)
    here, there = multiprocessing.get_context("spawn").Pipe()
    with classroom(folder / "class.sqlite3", play.exercise.name, "--seats", str(seats)) as (
        server,
        announced,
    ):
        arguments = (announced["address"][0], announced["code"], seats, there)
        clients = multiprocessing.get_context("spawn").Process(target=browsers, args=arguments)
        clients.start()
        here.recv()
        time.sleep(2)
        idle = worked(server.pid)
        time.sleep(5)
        idle = (worked(server.pid) - idle) / 5
        began = worked(server.pid)
        kept = steps(play, most)
        spent = worked(server.pid) - began - idle * AROUND * len(kept)
        time.sleep(1)
        here.send("seen")
        seen, size = here.recv(), here.recv()
        waits = [
            min((at - step for at in times if at > step - 0.02), default=99.0)
            for step in kept
            for times in seen
        ]
        late = [wait for wait in waits if wait < AROUND]  # a step that one seat does not see pushes nothing
        slow = part(late, 0.95)
        bare, streamed = (least(how, seats, size, len(kept)) for how in ("sendall", "asgi"))
        more = f"p50 {median(late) * 1000:.0f}, max {max(late) * 1000:.0f}"
        more += f"; {slow / LOOKS:.1f} × the poll (aim 4); {len(late)} screens of {len(kept)} steps"
        row(f"step → seen, {seats} browsers, p95", slow * 1000, 200 if seats <= 40 else 300, "ms", more)
        each = spent / len(kept)
        row("work of the server for a step", each * 1000, 10 * seats / 40, "ms")
        more = f"bare sendall of {size} bytes to each browser takes {bare * 1000:.2f} ms"
        more += f", a bare uvicorn stream {streamed * 1000:.2f} ({streamed / bare:.1f} ×)"
        row("work of the server beside bare sends", each / bare, 10, "×", more)
        row("work of the server while nothing happens", idle * 100, 2, "%")
        while not isinstance(play.script.steps.get(play.state.shown[-1].step), Question) and not play.ended:
            if play.waiting:
                play.decide(play.waiting.options[0].id)
            else:
                play.advance()
        time.sleep(1)
        about = f"record:{play.exercise.history.head}"
        for within, name in ((0.0, "at once"), (2.0, "within two seconds")):
            here.send((about, f"答え {within}", within))
            answered = here.recv()
            more = f"max {max(answered) * 1000:.0f}"
            row(f"{seats} answers {name}, p95", part(answered, 0.95) * 1000, 300, "ms", more)
        assert len(journal.roll.responses(play.exercise.name, about)) == seats
        used = memory(server.pid)
        here.send("end")
        clients.join(5)
    bare_memory, with_models, with_core = (empty_server(more) for more in ("", MODELS, CORE))
    more = f"{used:.0f} MB; an empty uvicorn and Starlette {bare_memory:.0f}"
    more += f"; with our core loaded {with_core:.0f} ({used / with_core:.2f} ×)"
    row("memory of the server", used / bare_memory, 1.5, "×", more)
    more = f"{with_models:.0f} MB: the least that a server takes which reads records"
    row("memory with pydantic, our models and SQLite, no data", with_models / bare_memory, 1.5, "×", more)
    held.release()  # type: ignore[union-attr]
    journal.close()


@contextmanager
def class_of(path: Path, seats: int) -> Iterator[None]:
    """A class with its browsers on the newest exercise of a journal, which somebody else plays."""
    journal = SqliteJournal(path, EXERCISES)
    exercise = journal.exercises()[0].id
    here, there = multiprocessing.get_context("spawn").Pipe()
    with classroom(path, exercise, "--seats", str(seats)) as (_, announced):
        arguments = (announced["address"][0], announced["code"], seats, there)
        clients = multiprocessing.get_context("spawn").Process(target=browsers, args=arguments)
        clients.start()
        here.recv()
        yield
        here.send("seen")
        seen, _ = here.recv(), here.recv()
        here.send("end")
        clients.join(5)
    journal.close()
    assert min(len(times) for times in seen) > SCREENS, "the class saw the steps"


def keys_beside(folder: Path, seats: int) -> None:
    """Keys of a play with a class in browsers and of one without, each pressed in both in turn."""
    paths = [folder / f"keys-{name}.sqlite3" for name in ("with", "without")]
    programs = [largest_play(path) for path in paths]
    with ExitStack() as beside:
        pressed = in_turn(programs, once_there=lambda: beside.enter_context(class_of(paths[0], seats)))
    beside_class, alone = pressed
    for name, ours, theirs in (
        ("from key to painted frame", [k.frame for k in beside_class], [k.frame for k in alone]),
        (
            "CPU of a key until its frame",
            [k.until_frame for k in beside_class],
            [k.until_frame for k in alone],
        ),
    ):
        more = "; ".join(
            f"{which} p50 {part(times, 0.5) * 1000:.1f}, p95 {part(times, 0.95) * 1000:.1f} ms"
            for times, which in ((ours, "with"), (theirs, "without"))
        )
        row(f"{name} with a class of {seats}, p95", part(ours, 0.95) / part(theirs, 0.95), 1.1, "×", more)


async def storm(folder: Path, count: int) -> None:
    """Random requests: no fault, and memory that does not grow."""
    with table(folder) as class_table:
        async with class_table.browser() as browser:
            await browser.join("japan_government")
            class_table.advance(Question)
            draw = random.Random(0)
            for number in range(count):
                if number == count // 2:
                    before = memory(os.getpid())
                class_table.seconds[0] += draw.choice((0, 0.1, 5))
                answer = await random_request(class_table, browser, draw)
                assert answer.status_code < 500
                await asyncio.sleep(0)  # a server's loop turns, and lets go of timers that were cancelled
            grown = memory(os.getpid()) - before
        row(f"faults in {count} random requests", len(class_table.faults), 0, "")
        row("memory grown in the second half of them", grown, 5, "MB")


def main() -> None:
    """All of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seats", type=int, default=40)
    # Fewer than the scenario has: its last question is asked after them.
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--keys", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHISHIN_DATA"] = folder
        os.environ["SHISHIN_SETTINGS"] = f"{folder}/settings.toml"
        if arguments.requests:
            asyncio.run(storm(Path(folder), arguments.requests))
        elif arguments.keys:
            keys_beside(Path(folder), arguments.seats)
        else:
            measure(Path(folder), arguments.seats, arguments.steps)


if __name__ == "__main__":
    main()
