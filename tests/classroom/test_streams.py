"""Screens that follow: what is pushed, to whom, and what happens when a connection dies."""

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from simulator.classroom.keys import wall_token
from simulator.classroom.lane import lane_of
from simulator.classroom.markup import Html
from simulator.classroom.streams import BEAT, ELSEWHERE, SLOW, Stream, Streams
from simulator.classroom.template import Template
from simulator.scenario import Inject, Question
from tests.classroom.table import CODE, Browser, Table, asked, at_work, online

SCREEN = re.compile(r'<main id="screen"[^>]*>(.*)</main>', re.DOTALL)


@asynccontextmanager
async def listening(browser: Browser, path: str = "/events") -> AsyncIterator[AsyncIterator[str]]:
    """The screens as they are pushed."""
    async with browser.client.stream("GET", path) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield screens(answer)


async def screens(answer: httpx.Response) -> AsyncIterator[str]:
    """The data of each event of a stream."""
    lines: list[str] = []
    async for line in answer.aiter_lines():
        if line.startswith("data: "):
            lines.append(line[6:])
        elif not line and lines:
            yield "\n".join(lines)
            lines = []


async def test_whoever_connects_is_sent_the_whole_screen_at_once_and_then_each_change(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        async with listening(learner) as pushed:
            first = await anext(pushed)
            page = SCREEN.search(await learner.seat())
            assert page
            assert first == page[1]
            table.play.advance()
            second = await anext(pushed)
            assert second != first
            assert table.play.state.shown
        async with listening(learner) as again:
            assert await anext(again) == second


async def test_a_step_for_another_seat_pushes_nothing_that_it_says(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner, online(table) as wall:
        await learner.join("agencies")
        await wall.get(f"/wall?token={wall_token(table.room.secret)}")
        async with listening(learner) as pushed, listening(wall, "/wall/events") as shown:
            await anext(pushed)
            await anext(shown)
            table.advance(Inject)
            step = table.play.script.step(table.play.state.shown[-1].step)
            assert isinstance(step, Inject)
            assert "agencies" not in step.to
            words = step.text.strip()[:20]
            while words not in await anext(shown):
                pass
            assert words not in await learner.seat()


async def test_an_answer_in_one_tab_shows_in_the_other_and_it_is_one_person(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        table.advance(Question)
        (about,) = asked(await learner.seat())
        async with listening(learner) as one, listening(learner) as other:
            await anext(one)
            await anext(other)
            await learner.respond(about, "二つのタブ")
            for tab in (one, other):
                assert "二つのタブ" in await anext(tab)
        assert len(table.play.exercise.journal.roll.people(table.exercise)) == 1


async def test_moving_and_removing_somebody_changes_their_screen(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        roll = table.play.exercise.journal.roll
        (person,) = roll.people(table.exercise)
        async with listening(learner) as pushed:
            assert "<h1>自衛隊</h1>" in await anext(pushed)
            roll.change(table.exercise, person.id, lambda person: replace(person, seat="us_forces"))
            assert "<h1>米軍</h1>" in await anext(pushed)
            roll.change(table.exercise, person.id, lambda person: replace(person, removed=True))
            assert "外しました" in await anext(pushed)


async def test_while_nobody_plays_the_class_pauses(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        assert "休んでいます" not in await learner.seat()
        table.holds[0].release()
        table.app.following.see_who_plays()
        assert "休んでいます" in await learner.seat()


def test_a_class_pauses_when_whoever_holds_the_exercise_lets_go(at_table: Table) -> None:
    following = at_table.app.following
    assert not following.paused
    for holder in at_table.holds:
        holder.release()
    following.see_who_plays()
    assert following.paused


async def test_a_class_that_is_closed_says_so_and_its_streams_end(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        async with listening(learner) as pushed:
            await anext(pushed)
            table.keep(table.room.model_copy(update={"code": ""}))
            last_screens = [screen async for screen in pushed]
        assert "教室は閉じました" in last_screens[-1]


async def test_a_third_stream_of_one_person_ends_the_oldest_and_says_so() -> None:
    streams = Streams()
    three = [Stream("p1", lambda: b"a") for _ in range(3)]
    other = Stream("p2", lambda: b"a")
    for stream in (*three[:2], other, three[2]):
        streams.add(stream, 2)
    assert len(streams) == 3
    assert streams.owners() == {"p1", "p2"}
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(message: object) -> None:
        sent.append(message)

    await asyncio.wait_for(three[0]({}, receive, send), 5)
    assert sent[-2:] == [
        {"type": "http.response.body", "body": ELSEWHERE, "more_body": True},
        {"type": "http.response.body", "body": b"", "more_body": False},
    ]


async def test_a_tab_that_gave_way_comes_back_once_another_is_gone_and_ends_none(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        async with listening(learner) as one:
            await anext(one)
            async with listening(learner) as two:
                await anext(two)
                async with listening(learner) as three:
                    await anext(three)
                    assert await anext(one) == "1"  # that it is elsewhere
                    assert [screen async for screen in one] == []
                    again = await learner.get("/events?again")
                    assert (again.status_code, again.content) == (204, b"")
                    table.advance(Question)
                    for tab in (two, three):
                        assert "textarea" in await anext(tab)
            while len(table.app.desk.streams):
                assert (await learner.get("/here")).status_code == 200  # until the server saw that both went
            async with listening(learner, "/events?again") as back:
                assert "textarea" in await anext(back)


async def test_a_reader_that_takes_nothing_is_dropped() -> None:
    reached = asyncio.Event()

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(_message: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    stream = Stream("p1", lambda: b"a")
    listening = asyncio.ensure_future(stream({}, receive, send))
    await reached.wait()
    now = time.monotonic()
    stream.tend(now + SLOW - 1)
    await asyncio.sleep(0)
    assert not listening.done()
    stream.tend(now + SLOW + 1)
    await asyncio.wait_for(listening, 5)


async def test_a_quiet_class_sends_signs_of_life() -> None:
    first, beats = asyncio.Event(), asyncio.Event()

    async def receive() -> dict[str, object]:
        await beats.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        if message.get("body") == b"a":
            first.set()
        if b"beat" in message.get("body", b""):  # type: ignore[operator]
            beats.set()

    stream = Stream("p1", lambda: b"a")
    listening = asyncio.ensure_future(stream({}, receive, send))  # type: ignore[arg-type]
    await first.wait()
    now = time.monotonic()
    stream.tend(now + BEAT - 1)
    await asyncio.sleep(0)
    assert not beats.is_set()
    stream.tend(now + BEAT + 1)
    await asyncio.wait_for(listening, 5)


def test_a_screen_of_several_lines_is_one_event_whatever_a_person_wrote_into_it() -> None:
    template = Template(Html("a\nb\0answer record:1 \0c"))
    assert template.slots == (("answer", "record:1", ""),)
    assert template.event(["x\ny"]) == b"data: a\ndata: bx\ndata: yc\n\n"
    assert template.page(["x\ny"]) == "a\nbx\nyc"


async def test_fifty_cuts_at_random_places_make_no_second_person_and_lose_no_state(tmp_path: Path) -> None:
    draw = random.Random(16)
    async with at_work(tmp_path) as table:
        table.advance(Question)
        last_answers: dict[int, str] = {}
        async with online(table) as one, online(table) as two, online(table) as three:
            learners = [one, two, three]
            for number in range(50):
                learner = learners[number % 3]
                if number < 3:
                    await learner.get("/")
                    await cut(table, learner, "/join", {"code": CODE, "seat": "sdf"}, draw)
                    assert (await learner.post("/join", code=CODE, seat="sdf")).status_code == 303
                    continue
                (about,) = asked(await learner.seat())
                values = {"csrf": await learner.csrf(), "about": about, "body": f"答え{number}"}
                table.app.desk.acts._times.clear()  # ten acts in ten seconds are another test's
                await cut(table, learner, "/events", None, draw)
                await cut(table, learner, "/respond", values, draw)
                assert (await learner.post("/respond", **values)).status_code == 303
                last_answers[number % 3] = values["body"]
                async with listening(learner) as pushed:
                    assert values["body"] in await anext(pushed)
        roll = table.play.exercise.journal.roll
        assert len(roll.people(table.exercise)) == 3
        bodies = sorted(response.body for response in roll.responses(table.exercise))
        assert bodies == sorted(last_answers.values()) == ["答え47", "答え48", "答え49"]


async def cut(
    table: Table, learner: Browser, path: str, values: dict[str, str] | None, draw: random.Random
) -> None:
    """Send a request, or a part of it, and be gone: before, in or after the answer."""
    request = learner.client.build_request(
        "POST" if values else "GET", path, data=values, headers={"Origin": table.base}
    )
    learner.client.cookies.set_cookie_header(request)
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    sent = f"{request.method} {path} HTTP/1.1\r\n{head}\r\n".encode() + await request.aread()
    reader, writer = await asyncio.open_connection("127.0.0.1", request.url.port)
    writer.write(sent[: draw.randrange(len(sent) + 1)] if draw.random() < 0.5 else sent)
    await writer.drain()
    if draw.random() < 0.5:
        with suppress(TimeoutError):
            await asyncio.wait_for(reader.read(draw.randrange(1, 400)), 0.01)
    writer.transport.abort()


class Socket:
    """A transport whose `waiting` is set by the test: the bytes that it has not sent yet."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.waiting = 0

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def is_closing(self) -> bool:
        return False

    def write(self, part: bytes) -> None:
        self.written.append(part)


@asynccontextmanager
async def streaming(stream: Stream, socket: Socket) -> AsyncIterator[list[bytes]]:
    """A stream at work over a socket; gives the bodies that it handed to the server to send."""
    handed: list[bytes] = []
    sent = asyncio.Event()

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(message: dict[str, object]) -> None:
        handed.append(message.get("body", b""))  # type: ignore[arg-type]
        sent.set()

    scope = {"method": "GET", "http_version": "1.1", "state": {"simulator.transport": socket}}
    task = asyncio.ensure_future(stream(scope, receive, send))  # type: ignore[arg-type]
    while len(handed) < 2:  # the head and the first screen
        await sent.wait()
        sent.clear()
    yield handed
    stream.end()
    await asyncio.wait_for(task, 5)


async def test_once_a_stream_has_begun_a_screen_goes_straight_to_the_socket_and_only_when_it_is_another() -> (
    None
):
    screens, socket = [b"one"], Socket()
    stream = Stream("p1", lambda: screens[-1])
    async with streaming(stream, socket) as handed:
        stream.wake()
        assert socket.written == []
        screens.append(b"two and more")
        stream.wake()
        stream.wake()
        assert socket.written == [b"c\r\ntwo and more\r\n"]
        assert handed == [b"", b"one"]


async def test_where_a_socket_has_not_taken_all_a_screen_waits_and_only_the_newest_is_sent() -> None:
    screens, socket = [b"one"], Socket()
    stream = Stream("p1", lambda: screens[-1])
    async with streaming(stream, socket) as handed:
        socket.waiting = 1
        for screen in (b"two", b"three"):
            screens.append(screen)
            stream.wake()
        await asyncio.sleep(0)
        assert socket.written == []
        assert handed == [b"", b"one", b"three"]
        socket.waiting = 0
        screens.append(b"four")
        stream.wake()
        assert socket.written == [b"4\r\nfour\r\n"]


async def test_a_screen_that_cannot_be_made_ends_its_own_stream_and_no_other() -> None:
    streams, sockets = Streams(), (Socket(), Socket())
    screens = [b"one"]

    def render() -> bytes:
        if len(screens) > 1:
            raise ZeroDivisionError
        return screens[-1]

    first, second = Stream("p1", render), Stream("p2", lambda: screens[-1])
    streams.add(first, 2)
    streams.add(second, 2)
    with suppress(ZeroDivisionError):
        async with streaming(first, sockets[0]), streaming(second, sockets[1]):
            screens.append(b"two")
            streams.wake()
    assert sockets[0].written == []
    assert sockets[1].written == [b"3\r\ntwo\r\n"]


@pytest.mark.parametrize(("method", "version"), [("HEAD", "1.1"), ("GET", "1.0")])
async def test_an_answer_that_is_not_made_of_parts_goes_through_the_server(method: str, version: str) -> None:
    assert lane_of({"method": method, "http_version": version, "state": {"simulator.transport": 1}}) is None
    assert lane_of({"method": "GET", "http_version": "1.1"}) is None


async def test_a_client_of_http_1_0_gets_the_screens_as_they_are(tmp_path: Path) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        (cookie,) = [
            f"{morsel.name}={morsel.value}"
            for morsel in learner.client.cookies.jar
            if "lang" not in morsel.name
        ]
        reader, writer = await asyncio.open_connection("127.0.0.1", table.room.port)
        host = f"127.0.0.1:{table.room.port}"
        writer.write(f"GET /events HTTP/1.0\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"chunked" not in head
        first = await reader.readuntil(b"\n\n")
        table.advance(Question)
        second = await reader.readuntil(b"\n\n")
        assert first.startswith(b"data: ")
        assert second.startswith(b"data: ")
        assert b"textarea" in second
        writer.transport.abort()
