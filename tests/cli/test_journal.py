"""shishin journal: prepared, looked through, copied, backed up and restored, from either engine to either."""

import io
import os
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise import Play, ScenarioClock
from simulator.exercise.journal import Journal
from simulator.journal import export_lines, open_kept
from simulator.machine import PhaseMachine
from simulator.settings.server import Server, Where
from tests.commands import Ran
from tests.exercise.sample import SAMPLE
from tests.journal.test_contract import NOON, first, note
from tests.server import TestServer

Shishin = Callable[..., Ran]


def filled(where: Where, machine: PhaseMachine) -> None:
    """A play, an exercise beside which something is kept, and a hidden one."""
    journal = open_kept(where).journal
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock(wall=lambda: NOON))
    play.advance()
    play.exercise.note("覚書\u2028二行目")
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first(), note(2)])
    journal.sidecar.keep_seat("one", "sdf")
    journal.sidecar.keep_stage("one", '{"blank":true}')
    journal.sidecar.keep_draft("one", "書きかけ\n二行目")
    journal.rename("two", "三組")
    journal.hide("two")
    journal.close()


def all_of(where: Where) -> dict[str, object]:
    """Every export, and what stands beside it."""
    journal: Journal = open_kept(where).journal
    beside = journal.sidecar
    all_kept: dict[str, object] = {
        kept.id: (
            list(export_lines(journal, kept.id)),
            kept.hidden,
            beside.kept_seat(kept.id),
            beside.kept_stage(kept.id),
            beside.kept_draft(kept.id),
        )
        for kept in journal.exercises()
    }
    journal.close()
    return all_kept


@pytest.fixture(params=["file to file", "file to server", "server to file", "server to server"])
def ways(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Where, Where]:
    """A journal to come from, and an empty one to go to."""
    source, _, target = request.param.partition(" to ")

    def place(kind: str, name: str) -> Where:
        if kind == "file":
            return tmp_path / f"{name}.sqlite3"
        running: TestServer = request.getfixturevalue("server")
        return running.emptied() if name == "source" else running.database()

    return place(source, "source"), place(target, "target")


def test_a_backup_restored_is_equal_byte_for_byte(
    ways: tuple[Where, Where], machine: PhaseMachine, shishin: Shishin, tmp_path: Path
) -> None:
    source, target = ways
    filled(source, machine)
    backup = tmp_path / "backup.tar"
    assert shishin("journal", "backup", str(backup), "--journal", str(source)).status == 0
    ran = shishin("journal", "restore", str(backup), "--journal", str(target))
    assert ran.status == 0
    assert "演習 3件を写しました" in ran.err
    assert all_of(target) == all_of(source)
    again = tmp_path / "again.tar"
    shishin("journal", "backup", str(again), "--journal", str(target))
    assert again.read_bytes() == backup.read_bytes()
    ran = shishin("journal", "restore", str(backup), "--journal", str(target))
    assert "同じものがあった演習 3件は、そのままです" in ran.err
    assert len(all_of(target)) == 3


def test_a_copy_is_equal_and_keeps_what_is_there(
    ways: tuple[Where, Where], machine: PhaseMachine, shishin: Shishin
) -> None:
    source, target = ways
    filled(source, machine)
    other = open_kept(target).journal
    other.adopt("one", "別の演習", NOON, [first("別の演習")])
    other.close()
    ran = shishin("journal", "copy", str(source), str(target))
    assert ran.status == 0
    assert "演習 one は、同じ名の別の演習があったので one-2 としました" in ran.err
    in_source, in_target = all_of(source), all_of(target)
    assert {name: in_target[name] for name in in_source if name != "one"} == {
        name: in_source[name] for name in in_source if name != "one"
    }
    assert set(in_target) == {*in_source, "one-2"}


def test_a_backup_never_takes_the_place_of_a_file(
    shishin: Shishin, tmp_path: Path, machine: PhaseMachine
) -> None:
    journal, backup = tmp_path / "journal.sqlite3", tmp_path / "backup.tar"
    filled(journal, machine)
    backup.write_text("大事な物", "utf-8")
    ran = shishin("journal", "backup", str(backup), "--journal", str(journal))
    assert ran.status == 2
    assert "既にあります" in ran.err
    assert backup.read_text("utf-8") == "大事な物"
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.tar"]


def damaged(data: bytes) -> dict[str, bytes]:
    """A backup cut, changed inside, lacking a part, and no backup at all."""
    lacking, other = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as source, tarfile.open(fileobj=lacking, mode="w") as target:
        for entry in source:
            if entry.name != "000002.json":
                target.addfile(entry, source.extractfile(entry))
    with tarfile.open(fileobj=other, mode="w") as target:
        target.addfile(tarfile.TarInfo("readme"))
    return {
        "cut": data[: data.index(b"SHA256SUMS")],
        "changed": data.replace("覚書".encode(), "落書".encode(), 1),
        "lacking": lacking.getvalue(),
        "other": other.getvalue(),
        "none": b"no archive",
        "empty": b"",
    }


@pytest.mark.parametrize("how", ["cut", "changed", "lacking", "other", "none", "empty"])
def test_of_a_damaged_backup_nothing_is_taken_in(
    how: str, shishin: Shishin, tmp_path: Path, machine: PhaseMachine
) -> None:
    journal, backup = tmp_path / "journal.sqlite3", tmp_path / "backup.tar"
    filled(journal, machine)
    shishin("journal", "backup", str(backup), "--journal", str(journal))
    backup.write_bytes(damaged(backup.read_bytes())[how])
    target = tmp_path / "target.sqlite3"
    ran = shishin("journal", "restore", str(backup), "--journal", str(target))
    assert ran.status == 2
    assert "何も取り込んでいません" in ran.err
    assert all_of(target) == {}


def test_check_counts_what_stands_and_names_what_does_not(
    shishin: Shishin, database: Server, machine: PhaseMachine, server: TestServer
) -> None:
    filled(database, machine)
    ran = shishin("journal", "check", str(database))
    assert ran.status == 0
    assert "演習 3件" in ran.out
    name = database.address.partition("@/")[2].partition("?")[0]
    server.ask("UPDATE shishin.record SET body = replace(body, '覚書', '落書') WHERE exercise = 'two'", name)
    ran = shishin("journal", "check", str(database))
    assert ran.status == 1
    assert "演習 two の記録 2 を読めません（壊れています）" in ran.err


def test_check_of_a_file_says_what_was_mended(
    shishin: Shishin, tmp_path: Path, machine: PhaseMachine
) -> None:
    path = tmp_path / "journal.sqlite3"
    filled(path, machine)
    for backup in tmp_path.glob("journal.backup*"):
        backup.unlink()
    assert shishin("journal", "check", str(path)).status == 0
    for backup in tmp_path.glob("journal.backup*"):
        backup.unlink()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE record SET body = replace(body, '覚書', '落書') WHERE exercise = 'two'")
    db.close()
    ran = shishin("journal", "check", str(path))
    assert ran.status == 1
    assert "two" in ran.err
    assert shishin("journal", "check", str(tmp_path / "none.sqlite3")).status == 2


def test_init_prepares_a_database_once_and_says_which_roles_are_lacking(
    shishin: Shishin, server: TestServer
) -> None:
    server.ask("CREATE DATABASE fresh")
    where = str(server.address("fresh"))
    ran = shishin("journal", "init", where)
    assert ran.status == 0
    assert "作りました" in ran.err
    ran = shishin("journal", "init", where)
    assert ran.status == 0
    assert "もうあります" in ran.err
    assert shishin("journal", "check", where).status == 0
    server.ask("DROP DATABASE fresh")


def test_init_makes_a_file(shishin: Shishin, tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    assert shishin("journal", "init", str(path)).status == 0
    assert path.is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_no_backup_and_is_not_waited_for(shishin: Shishin, tmp_path: Path) -> None:
    pipe, results = tmp_path / "pipe", list[Ran]()
    os.mkfifo(pipe)
    restoring = ("journal", "restore", str(pipe), "--journal", str(tmp_path / "j"))
    thread = threading.Thread(target=lambda: results.append(shishin(*restoring)), daemon=True)
    thread.start()
    thread.join(60)
    assert [ran.status for ran in results] == [2]
    assert "ふつうのファイルではありません" in results[0].err
