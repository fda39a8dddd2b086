"""A damaged journal is opened as far as it is sound; the rest is set aside, and that is said."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from simulator.exercise import Exercise, JournalError, Play, Record, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, Busy, FileHold, Salvaged, mend_exercise, open_journal, try_hold
from simulator.journal.backup import back_up
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START
from tests.exercise.sample import SAMPLE
from tests.journal.damage import MACHINE, after_a_crash, contents, edit, fill, mended, spoil, without_backups


def test_a_sound_journal_is_opened_with_nothing_to_say(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    journal, notices = open_journal(path)
    assert notices == ()
    assert contents(journal) == kept
    assert [place.name for place in tmp_path.iterdir() if "damaged" in place.name] == []


@pytest.mark.parametrize(
    ("sql", "first_aside"),
    [
        ("UPDATE record SET body = '{}' WHERE seq = 9 AND exercise = ?", 9),
        ("UPDATE record SET body = replace(body, '覚書', '覚え') WHERE seq = 9 AND exercise = ?", 9),
        ("UPDATE record SET body = CAST(x'ff00fe' AS TEXT) WHERE seq = 9 AND exercise = ?", 9),
        ("DELETE FROM record WHERE seq = 9 AND exercise = ?", 10),
    ],
)
def test_what_precedes_a_damaged_record_is_kept_and_the_rest_moved(
    tmp_path: Path, sql: str, first_aside: int
) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    name, other = sorted(kept)
    edit(path, sql, name)
    journal, notice = mended(path)
    assert notice.exercise == name
    assert notice.kept == ((name, 8),)
    assert notice.aside == (tmp_path / f"journal.{name}.damaged-1.jsonl",)
    assert "初めから 8件を残し" in notice.message
    lines = [json.loads(line) for line in notice.aside[0].read_text(encoding="utf-8").splitlines()]
    assert [line["seq"] for line in lines] == list(range(first_aside, 31))
    assert lines[-1]["body"] == kept[name][-1].model_dump_json()
    assert contents(journal) == {name: kept[name][:8], other: kept[other]}


def test_an_exercise_goes_on_after_its_damaged_end_was_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    (name,) = fill(path, exercises=1)
    edit(path, "UPDATE record SET body = '' WHERE seq = 20")
    journal, _ = open_journal(path)
    exercise = Exercise.resume(name, MACHINE, journal, VirtualClock())
    exercise.note("続き")
    journal.close()
    again, notices = open_journal(path)
    assert notices == ()
    assert Exercise.resume(name, MACHINE, again, VirtualClock()).state == exercise.state


def test_a_record_that_does_not_fit_on_the_others_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    (name,) = kept
    journal, _ = open_journal(path)
    journal.append(name, kept[name][-1].model_copy(update={"seq": 31, "parent": 500}))
    with pytest.raises(JournalError, match="前の記録 500"):
        journal.read(name)
    notice = mend_exercise(journal, name)
    assert isinstance(notice, Salvaged)
    assert notice.kept == ((name, 30),)
    assert contents(journal) == kept


def test_a_record_of_another_version_is_no_damage_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    (name,) = kept
    journal, _ = open_journal(path)
    later = Record.model_construct(
        seq=31,
        parent=30,
        wall=kept[name][0].wall,
        elapsed=0.0,
        event={"kind": "of 2030"},  # type: ignore[arg-type]
    )
    with pytest.warns(UserWarning, match="serializer"):
        journal.append(name, later)
    assert mend_exercise(journal, name) is None
    journal.close()
    again, notices = open_journal(path)
    assert notices == ()
    with pytest.raises(JournalError, match="別の版"):
        again.read(name)


def test_a_garbled_header_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    spoil(path, 0, b"\xa5" * 100)
    damaged = path.read_bytes()
    journal, notice = mended(path)
    assert contents(journal) == kept
    assert [kept.title for kept in journal.exercises()] == ["演習1", "演習0"]
    assert notice.aside[0] == tmp_path / "journal.damaged-1.sqlite3"
    assert notice.aside[0].read_bytes() == damaged
    assert "読めた演習 2件（記録 60件）" in notice.message
    journal.close()
    assert open_journal(path)[1] == ()


def test_a_garbled_list_of_tables_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    spoil(path, 100, b"\xa5" * (4096 - 100))
    journal, notice = mended(path)
    assert contents(journal) == kept
    assert "読めた演習 2件（記録 60件）" in notice.message
    journal.close()


@pytest.mark.parametrize("at", [16, 18, 19, 20, 21, 28, 44, 56, 60, 64, 68, 92])
@pytest.mark.parametrize("value", [0, 5, 255])
def test_no_byte_of_the_first_hundred_costs_a_record(tmp_path: Path, at: int, value: int) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    spoil(path, at, bytes([value]))
    journal, _ = open_journal(path)
    assert contents(journal) == kept
    Exercise.resume(min(kept), MACHINE, journal, VirtualClock()).note("続き")
    journal.close()


def test_a_page_on_which_all_records_hang_costs_nothing_where_there_is_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=3)
    back_up(path)
    spoil(path, 3 * 4096, b"\0" * 4096)  # the root of the table of records
    journal, notice = mended(path)
    assert contents(journal) == kept
    assert "読めた演習 3件（記録 90件）" in notice.message
    journal.close()


def test_without_a_backup_it_is_said_which_exercises_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=3)
    spoil(path, 3 * 4096, b"\0" * 4096)
    journal, notice = mended(path)
    assert contents(journal) == {}
    assert notice.lost == tuple(sorted(kept))
    assert notice.aside[0].exists()
    journal.close()


def test_a_lost_list_of_exercises_is_made_again_from_their_records(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    spoil(path, 4096, b"\0" * 4096)
    journal, _ = open_journal(path)
    assert contents(journal) == kept
    assert {kept.title for kept in journal.exercises()} == {"演習0", "演習1"}


def test_a_file_cut_short_keeps_a_beginning_of_each_exercise(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    journal, notice = mended(path)
    salvaged = contents(journal)
    assert 0 < sum(map(len, salvaged.values())) < 60
    assert all(records == kept[name][: len(records)] for name, records in salvaged.items())
    assert notice.aside[0].exists()


def test_what_sqlite_would_drop_behind_a_damaged_place_in_the_log_is_found(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    crashed = after_a_crash(path, tmp_path / "crash")
    spoil(crashed.with_name(crashed.name + "-wal"), 32 + 24 + 2000, b"\xff" * 64)
    journal, notice = mended(crashed)
    salvaged = contents(journal)
    assert len(salvaged) == 3
    assert len(salvaged["20150427-000000-3"]) == 13
    assert {name: salvaged[name] for name in kept} == kept
    assert [place.name for place in notice.aside] == [
        "journal.damaged-1.sqlite3",
        "journal.damaged-1.sqlite3-wal",
    ]


def test_a_log_whose_file_is_gone_or_empty_is_not_thrown_away(tmp_path: Path) -> None:
    crashed = after_a_crash(tmp_path / "journal.sqlite3", tmp_path / "crash")
    crashed.write_bytes(b"")
    journal, _ = open_journal(crashed)
    assert [len(records) for records in contents(journal).values()] == [13]


def test_a_log_whose_header_is_lost_is_read_by_what_its_pages_confirm(tmp_path: Path) -> None:
    crashed = after_a_crash(tmp_path / "journal.sqlite3", tmp_path / "crash")
    spoil(crashed.with_name(crashed.name + "-wal"), 0, b"\xff" * 32)
    journal, _ = open_journal(crashed)
    assert [len(records) for records in contents(journal).values()] == [13]


def test_a_note_over_several_pages_is_whole_after_the_header_was_lost(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    exercise = Exercise.begin(MACHINE, journal, VirtualClock(), title="長い", start=START)
    exercise.note("".join(map(str, range(5000))))
    exercise.note("次")
    kept = contents(journal)
    journal.close()
    without_backups(path)
    spoil(path, 0, b"\xa5" * 100)
    journal, _ = mended(path)
    assert contents(journal) == kept


def test_a_salvage_cut_off_at_any_step_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed = after_a_crash(tmp_path / "journal.sqlite3", tmp_path / "crash")
    spoil(crashed.with_name(crashed.name + "-wal"), 32 + 24 + 2000, b"\xff" * 64)
    rename, steps = Path.replace, 0
    while True:
        folder = tmp_path / f"cut-{steps}"
        shutil.copytree(crashed.parent, folder)
        path, renames_left = folder / crashed.name, [steps]

        def rename_until_cut_off(self: Path, target: Path, renames_left: list[int] = renames_left) -> Path:
            if not renames_left[0]:
                raise KeyboardInterrupt
            renames_left[0] -= 1
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", rename_until_cut_off)
            try:
                open_journal(path)[0].close()
                break
            except KeyboardInterrupt:
                steps += 1
        journal, notices = open_journal(path)
        assert [len(records) for records in contents(journal).values()] == [13]
        assert isinstance(notices[0], Salvaged)
        assert notices[0].aside[0].name == "journal.damaged-1.sqlite3"
        assert not list(folder.glob("*rebuil*"))
        journal.close()
    assert steps > 3


def test_it_is_said_of_which_exercises_only_a_beginning_was_left(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    name, other = sorted(fill(path))
    edit(path, "DELETE FROM record WHERE seq = 9 AND exercise = ?", name)
    spoil(path, 0, b"\xa5" * 100)
    _, notice = mended(path)
    assert (notice.kept, notice.cut) == (((name, 8), (other, 30)), (name,))
    assert f"途中までになった演習: {name}。" in notice.message


def test_a_record_whose_number_was_damaged_is_still_seen_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    (name,) = fill(path, exercises=1)
    edit(path, "UPDATE record SET seq = -5 WHERE seq = 9")
    journal = SqliteJournal(path, EXERCISES)
    assert [row.seq for row in journal.stored.rows(name)] == [-5, *range(1, 9), *range(10, 31)]
    journal.close()


def test_a_second_salvage_takes_the_next_name(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    fill(path)
    for number in (1, 2):
        spoil(path, 0, b"\xa5" * 100)
        journal, notice = mended(path)
        journal.close()
        assert notice.aside == (tmp_path / f"journal.damaged-{number}.sqlite3",)


def test_a_damaged_journal_in_use_is_left_alone_and_said(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    name = min(fill(path))
    spoil(path, 0, b"\xa5" * 100)
    held = try_hold(path, name)
    assert isinstance(held, FileHold)
    with held, pytest.raises(JournalError, match="別のプロセスが使っている"):
        open_journal(path)
    assert len(open_journal(path)[1]) == 1


@pytest.mark.parametrize("data", [b"text " * 500, b"SQLite format 3\0" + b"\x07" * 5000])
def test_a_file_that_is_not_ours_is_never_touched(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    with pytest.raises(JournalError):
        open_journal(path)
    assert path.read_bytes() == data
    assert [place.name for place in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("column", ["title", "began", "kind", "seal"])
@pytest.mark.parametrize("with_backup", [True, False])
def test_an_entry_of_the_list_that_is_no_text_is_written_anew(
    tmp_path: Path, column: str, with_backup: bool
) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    if with_backup:
        back_up(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE exercise SET kind = 'exfrcise'")
        db.execute(f"UPDATE exercise SET {column} = CAST(x'323031ff' AS TEXT) WHERE id = ?", (min(kept),))
    journal, _ = open_journal(path)
    assert {entry.id: entry.title for entry in journal.exercises()} == {
        name: f"演習{number}" for number, name in enumerate(sorted(kept))
    }
    assert contents(journal) == kept
    journal.close()


@pytest.mark.parametrize("sql", ["name = CAST(x'ff' AS TEXT)", "body = CAST(x'ff' AS TEXT)"])
def test_a_source_that_is_no_text_comes_from_the_backup(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    play = Play.begin(SAMPLE, "sample.yaml", MACHINE, journal, ScenarioClock())
    name = play.exercise.name
    journal.close()
    edit(path, f"UPDATE long_text SET {sql}")
    again, _ = open_journal(path)
    assert Play.resume(name, MACHINE, again, ScenarioClock()).state == play.state
    again.close()


def test_a_damaged_seat_or_stage_is_forgotten_and_the_exercise_opens(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    journal, _ = open_journal(path)
    for name in kept:
        journal.sidecar.keep_seat(name, "sdf")
        journal.sidecar.keep_stage(name, "{}")
    journal.close()
    edit(path, "UPDATE screen SET seat = CAST(x'ff' AS TEXT)")
    edit(path, "UPDATE stage SET body = CAST(x'ff' AS TEXT)")
    edit(path, f"UPDATE exercise SET used = {(1 << 63) - 1} WHERE id = ?", min(kept))
    again, _ = open_journal(path)
    for name in kept:
        assert (again.sidecar.kept_seat(name), again.sidecar.kept_stage(name)) == ("", "")
        held = again.hold(name)
        assert not isinstance(held, Busy)
        held.release()
    assert contents(again) == kept
    again.close()
