"""The server as a process: what it listens on, what a kill costs, what a restart keeps."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from simulator.classroom import serve
from simulator.exercise import Play, ScenarioClock
from simulator.exercise.classroom import ClassRoom, class_of
from simulator.journal import EXERCISES, rescue
from simulator.journal.sqlite import SqliteJournal
from simulator.scenario import Question
from tests.classroom.processes import ENVIRONMENT, classroom, listening_on
from tests.classroom.table import FIRST, MACHINE, Browser, asked

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
LEARNERS = 40


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A play whose first question was shown."""
    journal = SqliteJournal(tmp_path / "class.sqlite3", EXERCISES)
    play = Play.begin(FIRST.read_text("utf-8"), FIRST.name, MACHINE, journal, ScenarioClock())
    for _ in range(20):
        if isinstance(play.advance(), Question):
            return play
    pytest.fail("no question")


def journal_path(play: Play) -> Path:
    return Path(play.exercise.journal.name)


def answers_in(play: Play) -> dict[str, str]:
    """What each person answered, read over a connection of its own."""
    journal = SqliteJournal(journal_path(play), EXERCISES)
    try:
        return {response.person: response.body for response in journal.roll.responses(play.exercise.name)}
    finally:
        journal.close()


@ON_LINUX
async def test_a_kill_right_after_forty_answers_were_received_loses_none_and_a_restart_knows_everybody(
    play: Play,
) -> None:
    with classroom(journal_path(play), play.exercise.name) as (process, announced):
        assert listening_on(process.pid) == {f"127.0.0.1:{announced['port']}"}
        base = announced["address"][0].rstrip("/")
        learners = [
            Browser(httpx.AsyncClient(base_url=base, timeout=30, verify=False), base) for _ in range(LEARNERS)
        ]
        for learner in learners:
            await learner.join("*", code=announced["code"])
        (about,) = asked(await learners[0].seat())
        tokens = [await learner.csrf() for learner in learners]
        responses = await asyncio.gather(
            *(
                learner.post("/respond", csrf=token, about=about, body=f"答え{number}")
                for number, (learner, token) in enumerate(zip(learners, tokens, strict=True), 1)
            )
        )
        process.send_signal(signal.SIGKILL)
        assert {response.status_code for response in responses} == {303}
    assert answers_in(play) == {f"p{number}": f"答え{number}" for number in range(1, LEARNERS + 1)}

    with classroom(journal_path(play), play.exercise.name, "--port", str(announced["port"])) as (
        process,
        again,
    ):
        assert (again["code"], again["port"], again["wall"]) == (
            announced["code"],
            announced["port"],
            announced["wall"],
        )
        assert "答え1</textarea>" in await learners[0].seat()
        assert (await learners[0].respond(about, "後の答え")).status_code == 303
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert answers_in(play)["p1"] == "後の答え"
    room = class_of(play.exercise.journal.roll.kept_class(play.exercise.name))
    assert (room.code, room.pid, room.secret) == ("", None, "")
    for learner in learners:
        await learner.client.aclose()


@ON_LINUX
def test_nothing_listens_unless_it_is_asked_for(tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite3"
    command = [sys.executable, "-m", "simulator", "play", "01-full-arc", "--plain", "--journal", str(journal)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline()
        assert listening_on(process.pid) == set()
        process.stdin.close()


@ON_LINUX
def test_a_second_server_says_where_the_first_is_and_ends(play: Play) -> None:
    with (
        classroom(journal_path(play), play.exercise.name) as (first, announced),
        classroom(journal_path(play), play.exercise.name) as (second, again),
    ):
        assert second.wait(20) == 0
        assert again == announced | {"running": True}
        assert first.poll() is None


@ON_LINUX
async def test_a_class_goes_on_in_the_file_to_which_its_exercise_was_rescued(play: Play) -> None:
    with classroom(journal_path(play), play.exercise.name) as (lost, announced):
        base = announced["address"][0].rstrip("/")
        learner = Browser(httpx.AsyncClient(base_url=base, timeout=30, verify=False), base)
        await learner.join("*", code=announced["code"])
        (about,) = asked(await learner.seat())
        await learner.respond(about, "前の答え")
        journal_path(play).rename(journal_path(play).with_suffix(".moved"))
        journal, held = rescue(play.exercise)
        with classroom(journal_path(play), play.exercise.name, "--port", str(announced["port"])) as (
            process,
            again,
        ):
            assert lost.wait(10) is not None
            assert listening_on(process.pid) == {f"127.0.0.1:{announced['port']}"}
            assert (again["code"], again["wall"]) == (announced["code"], announced["wall"])
            page = await learner.seat()
            assert "前の答え</textarea>" in page
            assert "記録のファイルがなくなった" not in page
            assert (await learner.respond(about, "後の答え")).status_code == 303
            assert answers_in(play) == {"p1": "後の答え"}
        held.release()
        journal.close()
        await learner.client.aclose()


def test_where_a_class_stands_is_said_before_anything_is_loaded(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ClassRoom(code="ABC234", address=("http://127.0.0.1:8765/",), port=8765, pid=1, secret="s" * 64)
    play.exercise.journal.roll.change_class(play.exercise.name, lambda _: room.text())
    monkeypatch.setattr(serve, "is_served", lambda _: True)
    monkeypatch.setattr(serve, "load_doctrine", pytest.fail)
    announcements: list[serve.Opened] = []
    faults: list[Exception] = []
    wish = serve.ClassWish("127.0.0.1")
    serve.serve(journal_path(play), play.exercise.name, wish, announcements.append, faults.append)
    assert not faults
    assert announcements == [serve.Opened(play.exercise.name, play.scenario.title, room, running=True)]


@ON_LINUX
def test_a_class_that_stands_is_not_said_to_be_closed(play: Play) -> None:
    with classroom(journal_path(play), play.exercise.name) as (first, _):
        command = [sys.executable, "-m", "simulator", "--journal", str(journal_path(play)), "classroom"]
        ran = subprocess.run(
            command, capture_output=True, text=True, env=os.environ | ENVIRONMENT, check=True
        )
        assert "もう開いています" in ran.stdout
        assert "教室を閉じました" not in ran.stdout
        assert first.poll() is None
