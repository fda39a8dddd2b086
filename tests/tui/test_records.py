"""The list of past exercises: the one used last first, taken up where they stood; what is damaged is said."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.exercise import Exercise, JournalError, Play, Record, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, import_lines, lines_of
from simulator.journal.backup import backups
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.lists.records import RecordsScreen
from simulator.tui.play.screen import PlayScreen
from simulator.tui.walk.screen import WalkScreen
from simulator.typography import cells
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SOURCE

BEGAN = datetime(2026, 4, 1, 3, tzinfo=UTC)


@pytest.fixture
def journal(machine: PhaseMachine, tmp_path: Path) -> Path:
    """A walk, and a day later a play that waits at its decision."""
    path = tmp_path / "j"
    opened_journal = SqliteJournal(path, EXERCISES)
    walk = Exercise.begin(machine, opened_journal, VirtualClock(BEGAN), title="段階を歩く", start=START)
    for trigger in (Trigger.TO_JUYO, Trigger.TO_YOSOKU, Trigger.BEGIN_SAIGAI):
        walk.fire(trigger)
    clock = ScenarioClock(ticking=lambda: 0.0, wall=lambda: BEGAN + timedelta(days=1))
    play = Play.begin(SOURCE, "short.yaml", machine, opened_journal, clock)
    for _ in range(5):
        play.advance()
    opened_journal.close()
    for backup in backups(path):  # what is tried is what the file alone still gives
        backup.unlink()
    return path


async def test_exercises_are_listed_newest_first_with_where_they_got_to(journal: Path) -> None:
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, RecordsScreen)
        assert titles(screen)[0] == "短い演習"
        rows = [block.text for block in screen.query_one("#list", BlockView).blocks]
        walk, play = (next(row for row in rows if row.startswith(name)) for name in ("歩み", "短い演習"))
        assert walk.split("\n")[0] == "歩み 平時→重要→予測→予測＋災害"
        assert len(walk.split("\n")) == 2  # its route stands in its name, and nowhere else
        assert "T+02:00 まで" in play
        assert all(cells(line) <= 43 for row in rows for line in row.split("\n"))  # none wraps


async def test_a_play_is_taken_up_where_it_stood(journal: Path) -> None:
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, PlayScreen)
        assert screen.play.waiting
        assert "どう見るか。" in screen_text(app)
        await pilot.press("2", "escape")
        await settle(pilot)
        assert "平時━重要" in screen_text(app)


async def test_a_walk_is_taken_up_as_a_walk(journal: Path) -> None:
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)
        assert app.screen.shown.state.configuration.label == "武力攻撃予測＋大規模災害"


async def test_the_command_line_resumes_the_newest_or_the_one_named(journal: Path) -> None:
    opened_journal = SqliteJournal(journal, EXERCISES)
    names = [exercise.id for exercise in opened_journal.exercises()]
    opened_journal.close()
    for name, screen in (("", PlayScreen), (names[0], PlayScreen), (names[1], WalkScreen)):
        app = ShishinApp(start="resume", exercise=name, journal=journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, screen)


@pytest.mark.parametrize("name", ["", "20010101-000000"])
async def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    app = ShishinApp(start="resume", exercise=name, journal=tmp_path / "none")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert "演習" in foot_message(app)


async def test_looking_at_an_empty_list_creates_nothing(tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "none")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settle(pilot)
        assert "記録はまだありません" in screen_text(app)
    assert not (tmp_path / "none").exists()


async def test_a_file_that_is_no_journal_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text("これは記録ではない", encoding="utf-8")
    app = ShishinApp(start="records", journal=path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        assert "記録" in foot_message(app)
    assert path.read_text(encoding="utf-8") == "これは記録ではない"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record SET body = replace(body, 'started', 'stopped') WHERE seq = 1",
        "DELETE FROM record WHERE seq = 1",
    ],
)
async def test_an_exercise_that_does_not_load_is_listed_with_its_error_only(
    journal: Path, damage: str
) -> None:
    database = sqlite3.connect(journal)
    play = "(SELECT id FROM exercise WHERE title = '短い演習')"
    database.execute(f"{damage} AND exercise = {play}")
    database.commit()
    database.close()
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, RecordsScreen)
        assert screen.body.entries[screen.body.order[0]].error
        assert "×" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("j", "enter")
        await settle(pilot)
        assert len(app.screen_stack) == 3


@pytest.mark.parametrize(("seq", "screens"), [(1, 1), (4, 2)])
async def test_a_damaged_exercise_is_opened_as_far_as_it_is_sound(
    journal: Path, seq: int, screens: int
) -> None:
    database = sqlite3.connect(journal)
    database.execute("DELETE FROM record WHERE seq = ?", (seq,))
    database.commit()
    database.close()
    app = ShishinApp(start="resume", journal=journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(app.screen_stack) == screens


async def test_what_was_only_begun_is_left_out_and_counted(journal: Path, machine: PhaseMachine) -> None:
    opened_journal = SqliteJournal(journal, EXERCISES)
    for days in (5, 6):
        clock = VirtualClock(BEGAN + timedelta(days=days))
        Exercise.begin(machine, opened_journal, clock, title="段階を歩く", start=START)
    opened_journal.close()
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, RecordsScreen)
        assert titles(screen)[0] == "短い演習"
        assert "ほかに、始めただけの記録 2件" in screen_text(app)
    app = ShishinApp(start="resume", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)


async def test_hidden_exercises_are_left_out_and_counted_and_not_resumed(journal: Path) -> None:
    opened_journal = SqliteJournal(journal, EXERCISES)
    play, walk = (exercise.id for exercise in opened_journal.exercises())
    opened_journal.hide(play)
    opened_journal.close()
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        assert app.screen.body.order == [walk]
        assert "ほかに、隠した記録 1件" in screen_text(app)
        assert "始めただけの記録" not in screen_text(app)
    app = ShishinApp(start="resume", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)


async def test_where_all_were_only_begun_the_list_says_so(tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("1", "escape", "3"):
            await pilot.press(key)
            await settle(pilot)
        assert "記録はまだありません" in screen_text(app)
        assert "始めただけの記録 1件" in screen_text(app)


async def test_the_list_tells_when_an_exercise_was_used_last(journal: Path, machine: PhaseMachine) -> None:
    opened_journal = SqliteJournal(journal, EXERCISES)
    walk = opened_journal.exercises()[-1].id
    later = VirtualClock(BEGAN + timedelta(days=40))
    Exercise.resume(walk, machine, opened_journal, later).note("残す")
    opened_journal.close()
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "最後 2026-05-1" in screen_text(app)
        assert "始め 2026-04-0" in screen_text(app)


def titles(screen: RecordsScreen) -> list[str]:
    return [screen.body.entries[name].title for name in screen.body.order]


@asynccontextmanager
async def open_records(journal: Path) -> AsyncIterator[tuple[Pilot[None], RecordsScreen]]:
    """The list of records of a journal, once it has been read."""
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, RecordsScreen)
        yield pilot, screen


async def test_walks_are_told_apart_by_their_route(journal: Path) -> None:
    async with open_records(journal) as (_, screen):
        assert titles(screen) == ["短い演習", "歩み 平時→重要→予測→予測＋災害"]


async def test_a_record_gets_another_title_which_is_kept(journal: Path) -> None:
    async with open_records(journal) as (pilot, screen):
        await pilot.press("j", "N")
        await settle(pilot)
        await pilot.press(*"三組", "enter")
        await settle(pilot)
        assert titles(screen) == ["短い演習", "三組"]
        assert "題名を「三組」にしました" in foot_message(pilot.app)
    async with open_records(journal) as (_, screen):
        assert titles(screen) == ["短い演習", "三組"]


async def test_an_empty_title_is_refused_and_escape_changes_nothing(journal: Path) -> None:
    async with open_records(journal) as (pilot, screen):
        for keys in (("delete", "enter"), ("x", "escape")):
            await pilot.press("N")
            await settle(pilot)
            await pilot.press(*keys)
            await settle(pilot)
            assert titles(screen)[0] == "短い演習"


async def test_a_record_is_hidden_and_put_back(journal: Path) -> None:
    async with open_records(journal) as (pilot, screen):
        await pilot.press("delete")
        await settle(pilot)
        assert len(screen.body.order) == 1
        assert "記録は残っています。u で戻します" in foot_message(pilot.app)
        await pilot.press("u")
        await settle(pilot)
        assert titles(screen)[0] == "短い演習"
        await pilot.press("u")
        await settle(pilot)
        assert "この画面で隠した記録はありません" in foot_message(pilot.app)


async def test_a_record_is_written_to_a_file_that_can_be_taken_in(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_records(journal) as (pilot, screen):
        name = screen.body.order[0]
        await pilot.press("E")
        await settle(pilot)
    other_journal = SqliteJournal(tmp_path / "other", EXERCISES)
    with (tmp_path / f"{name}.jsonl").open("rb") as file:
        imported = import_lines(other_journal, lines_of(file))
    assert other_journal.exercises()[0].title == "短い演習"
    assert len(other_journal.read(imported)) > 5
    other_journal.close()


async def test_the_list_is_sorted_in_three_ways_and_the_choice_stays(journal: Path) -> None:
    async with open_records(journal) as (pilot, screen):
        await pilot.press("j")
        chosen = screen.body.chosen
        orders = []
        for _ in range(3):
            await pilot.press("S")
            await settle(pilot)
            orders.append((foot_message(pilot.app), titles(screen)[0]))
            assert screen.body.chosen == chosen
        assert orders == [
            ("並び: 題名の順", "歩み 平時→重要→予測→予測＋災害"),
            ("並び: 始めた順（新しいものから）", "短い演習"),
            ("並び: 最後に使った順", "短い演習"),
        ]


async def test_a_new_title_moves_its_row_in_the_order_of_titles(journal: Path) -> None:
    async with open_records(journal) as (pilot, screen):
        await pilot.press("S")
        await settle(pilot)
        before = titles(screen)
        screen._rename(screen.body.order[1], "0 はじめ")
        await settle(pilot)
        assert titles(screen) == ["0 はじめ", before[0]]


async def test_a_record_that_cannot_be_read_any_more_makes_no_paper_and_says_why(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> list[Record]:
        raise JournalError("記録を読めません。")

    async with open_records(journal) as (pilot, screen):
        assert screen.journal.opened
        monkeypatch.setattr(screen.journal.opened, "read", lost)
        await pilot.press("o")
        await settle(pilot)
        assert foot_message(pilot.app) == "記録を読めません。"
