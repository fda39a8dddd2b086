"""What goes on beside the pages: pausing, ending by itself, who was there, connections that say nothing."""

import asyncio
import json
import os
import socket
from datetime import datetime
from pathlib import Path

import pytest

from simulator.classroom.network import listen
from simulator.classroom.serve import OUTLIVES, ClassWish, Opened, Serving, serve
from simulator.exercise.class_desk import ClassDesk
from simulator.scenario import Question
from tests.classroom.table import Browser, Table, asked, at_work, online

LOST = "記録のファイルがなくなったか、置き換えられました。"


@pytest.mark.parametrize(("outlives", "ends"), [(OUTLIVES, True), (None, False)])
def test_a_class_opened_from_a_play_ends_when_nobody_came_back_for_half_an_hour(
    at_table: Table, outlives: float | None, ends: bool
) -> None:
    with listen("127.0.0.1", 0) as listening:
        serving = Serving(at_table.app, listening, outlives=outlives)
        serving._look_about(0.0)
        at_table.holds[0].release()
        serving._look_about(1.0)
        assert at_table.app.following.paused
        serving._look_about(OUTLIVES)
        assert not at_table.app.following.ended
        serving._look_about(OUTLIVES + 2.0)
        assert at_table.app.following.ended is ends


def test_who_takes_up_the_exercise_again_keeps_the_class(at_table: Table) -> None:
    with listen("127.0.0.1", 0) as listening:
        serving = Serving(at_table.app, listening, outlives=OUTLIVES)
        at_table.holds[0].release()
        serving._look_about(1.0)
        at_table.holds.append(at_table.play.exercise.journal.hold(at_table.exercise))  # type: ignore[arg-type]
        serving._look_about(OUTLIVES)
        assert not at_table.app.following.paused
        at_table.holds[1].release()
        serving._look_about(OUTLIVES + 1.0)
        serving._look_about(OUTLIVES + 2.0)
        assert not at_table.app.following.ended


async def test_when_the_journal_is_removed_every_page_says_so_and_no_answer_counts_as_kept(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about, *_) = asked(await learner.seat())
    name = Path(at_table.play.exercise.journal.name)
    for tail in ("", "-wal", "-shm"):
        name.with_name(name.name + tail).unlink()
    with listen("127.0.0.1", 0) as listening:
        serving = Serving(at_table.app, listening, outlives=OUTLIVES)
        serving._look()
        serving._look_about(0.0)
    assert LOST in await learner.seat()
    refused = await learner.respond(about, "消えた後の答え")
    assert (refused.status_code, LOST in refused.text) == (503, True)
    assert "消えた後の答え" not in await learner.seat()
    async with at_table.browser("10.0.0.2") as late:
        assert (await late.join("japan_government")).status_code == 503


async def test_who_was_there_is_noted_with_the_time(at_table: Table, learner: Browser) -> None:
    at_table.seconds[0] = 100.0
    await learner.seat()
    with listen("127.0.0.1", 0) as listening:
        serving = Serving(at_table.app, listening, outlives=None)
        assert serving._keep_presence(103.0)
        presence = json.loads(at_table.play.exercise.journal.roll.kept_presence(at_table.exercise))
        assert list(presence) == ["p1"]
        seen = datetime.fromisoformat(presence["p1"])
        ago = (at_table.app.following.wall() - seen).total_seconds()
        assert 2 <= ago < 60
        assert not serving._keep_presence(200.0)  # nobody has been there since


async def test_a_connection_that_says_nothing_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.classroom.serve.SILENT", 0.0)
    monkeypatch.setattr("simulator.classroom.serve.RARE_LOOKS", 0.0)
    async with at_work(tmp_path) as table:
        port = int(table.base.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n")
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()


async def test_a_fault_while_following_is_told_and_the_class_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as table, online(table) as learner:
        await learner.join("sdf")
        faults = asyncio.Event()

        def look() -> bool:
            faults.set()
            raise LookupError

        monkeypatch.setattr(table.app.following, "look", look)
        await asyncio.wait_for(faults.wait(), 10)
        monkeypatch.undo()
        table.play.advance()
        async with learner.client.stream("GET", "/events") as pushed:
            async for _ in pushed.aiter_lines():
                if table.app.following.play.state.shown:
                    break
        assert {type(fault) for fault in table.faults} == {LookupError}
        table.faults.clear()


def test_what_the_facilitator_set_while_a_class_was_taken_up_stands(
    at_table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class AnnouncedError(Exception):
        pass

    def listen_while_it_is_locked(address: str, _port: int) -> socket.socket:
        ClassDesk(at_table.play).lock(locked=True)
        return listen(address, 0)

    def announce(_: Opened) -> None:
        raise AnnouncedError

    monkeypatch.setattr("simulator.classroom.serve.listen", listen_while_it_is_locked)
    monkeypatch.setattr("simulator.classroom.serve.is_served", lambda _: False)
    with pytest.raises(AnnouncedError):
        serve(tmp_path / "class.sqlite3", at_table.exercise, ClassWish("127.0.0.1"), announce, lambda _: None)
    desk = ClassDesk(at_table.play)
    desk.look()
    assert (desk.room.locked, desk.room.pid) == (True, os.getpid())


def test_a_server_ends_once_another_process_serves_the_class(at_table: Table) -> None:
    with listen("127.0.0.1", 0) as listening:
        serving = Serving(at_table.app, listening, outlives=None)
        at_table.keep(at_table.room.model_copy(update={"pid": os.getpid()}))
        serving._look()
        assert not at_table.app.following.ended
        at_table.keep(at_table.room.model_copy(update={"pid": os.getpid() + 1}))
        serving._look()
        assert at_table.app.following.ended


async def test_however_often_somebody_asks_for_a_sign_of_life_the_journal_is_looked_at_seldom(
    at_table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = at_table.app.following
    looks: list[float] = []
    monkeypatch.setattr(following, "see_who_plays", lambda: looks.append(at_table.seconds[0]))
    async with at_table.browser() as stranger:
        for _ in range(20):
            assert (await stranger.client.get("/here")).status_code == 200
        assert looks == [0]
        following.lost = True
        at_table.seconds[0] += 0.5
        assert (await stranger.client.get("/here")).status_code == 503
        assert looks == [0, 0.5]
