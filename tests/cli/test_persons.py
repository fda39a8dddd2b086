"""remove --persons: persons are erased where possible, and the places out of reach are named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise.classroom import ClassRoom
from simulator.exercise.roll import Attendance, Person, Response, about_record
from simulator.journal import EXERCISES, back_up_to, export_lines, open_kept
from simulator.journal.sqlite import SqliteJournal
from simulator.settings.server import Server
from tests.commands import Ran
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_removal import files_with

Shishin = Callable[..., Ran]
NAME = "消されるべき名"
ATTENDANCE = Attendance(
    ClassRoom(names_asked=True).text(),
    (Person("p1", "aa", NAME, "sdf", NOON), Person("p2", "bb", NAME, "", NOON)),
    (Response("p1", about_record(2), NAME, NOON),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES)
    journal.adopt("one", "演習", NOON, [first(), note(2)], ATTENDANCE)
    (tmp_path / "out").mkdir()
    lines = "".join(f"{line}\n" for line in export_lines(journal, "one"))
    (tmp_path / "out" / "one.jsonl").write_text(lines, encoding="utf-8")
    back_up_to(journal, tmp_path / "out" / "all.tar")
    journal.close()
    return journal.path


def test_the_persons_go_and_the_exercise_stays(path: Path, shishin: Shishin) -> None:
    ran = shishin("remove", "--persons", "one", "--journal", str(path))
    assert ran.status == 0
    assert "教室の 2人と答え 1件を消しました" in ran.err
    assert "書き出したファイル、報告、画面の絵には、手が届きません" in ran.err
    assert sorted(files_with(path.parent, NAME)) == ["all.tar", "one.jsonl"]
    assert shishin("sessions", "--json", "--journal", str(path)).json[0]["records"] == 2
    assert NAME not in shishin("export", "one", "--journal", str(path)).out


def test_files_that_are_named_and_rescued_ones_beside_are_erased_from_too(
    path: Path, shishin: Shishin
) -> None:
    rescued = SqliteJournal(path.parent / "rescued-one-1.sqlite3", EXERCISES)
    rescued.adopt("one", "演習", NOON, [first(), note(2)], ATTENDANCE)
    rescued.close()
    out = path.parent / "out"
    ran = shishin(
        "remove", "--persons", "one", "--journal", str(path),
        "--also", str(out / "one.jsonl"), str(out / "all.tar"),
    )  # fmt: skip
    assert ran.status == 0
    assert ran.err.count("教室の 2人と答え 1件を消しました") == 4
    assert files_with(path.parent, NAME) == []


def test_what_could_not_be_erased_from_is_named_and_the_rest_is_done(path: Path, shishin: Shishin) -> None:
    broken = path.parent / "broken.jsonl"
    broken.write_text("x", encoding="utf-8")
    (path.parent / "journal.damaged-1.sqlite3").write_text(NAME, encoding="utf-8")
    out = path.parent / "out" / "one.jsonl"
    ran = shishin("remove", "--persons", "one", "--journal", str(path), "--also", str(broken), str(out))
    assert ran.status == 1
    assert f"消せなかったファイル: {broken}" in ran.err
    assert "journal.damaged-1.sqlite3 には、手が届きません" in ran.err
    assert sorted(files_with(path.parent, NAME)) == ["all.tar", "journal.damaged-1.sqlite3"]


def test_that_a_class_is_still_open_is_said(path: Path, shishin: Shishin) -> None:
    journal = SqliteJournal(path, EXERCISES)
    journal.roll.change_class("one", lambda _: ClassRoom(code="ABC234").text())
    journal.close()
    ran = shishin("remove", "--persons", "one", "--journal", str(path))
    assert "教室が開いたままです" in ran.err


def test_files_are_named_only_where_persons_are_erased(path: Path, shishin: Shishin) -> None:
    for call in (("remove", "one"), ("remove", "--for-good", "one")):
        ran = shishin(*call, "--journal", str(path), "--also", "x.jsonl")
        assert (ran.status, "--also は --persons とともに" in ran.err) == (2, True)
    assert shishin("remove", "--persons", "none", "--journal", str(path)).status == 2


def test_on_a_server_the_owners_function_erases_and_its_copies_are_named(
    database: Server, shishin: Shishin
) -> None:
    journal = open_kept(database).journal
    journal.adopt("one", "演習", NOON, [first(), note(2)], ATTENDANCE)
    ran = shishin("remove", "--persons", "one", "--journal", str(database))
    assert ran.status == 0
    assert "教室の 2人と答え 1件を消しました" in ran.err
    assert "pg_dump などの控えには、手が届きません" in ran.err
    assert journal.roll.people("one") == []
    journal.close()
