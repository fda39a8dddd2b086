"""sessions, export and import, as the shell sees them."""

import errno
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.exercise import Exercise, VirtualClock
from simulator.journal import Busy, default_journal, open_journal, try_hold
from simulator.machine import START, PhaseMachine, Trigger
from tests.commands import Ran

Run = Callable[..., Ran]
ID = "20150427-000000"


def begin(machine: PhaseMachine, path: Path | None = None) -> Exercise:
    """Keep a walk of one move, in the usual journal unless another is named."""
    journal, _ = open_journal(path or default_journal())
    clock = VirtualClock()
    exercise = Exercise.begin(machine, journal, clock, title="[図上]演習", start=START)
    clock.advance(90)
    exercise.fire(Trigger.TO_JUYO)
    journal.close()
    return exercise


def test_sessions_says_where_each_exercise_stands(shishin: Run, machine: PhaseMachine) -> None:
    begin(machine)
    (session,) = shishin("sessions", "--json").json
    assert session == {
        "id": ID,
        "title": "[図上]演習",
        "began": "2015-04-27T00:00:00+00:00",
        "records": 2,
        "last": "2015-04-27T00:01:30+00:00",
        "elapsed": 90.0,
        "phases": ["juyo"],
        "readable": True,
        "hidden": False,
    }
    listed = shishin("sessions").out
    assert ID in listed
    assert "重要影響事態" in listed
    assert "1件" in listed


def test_asking_for_sessions_creates_no_journal(shishin: Run) -> None:
    assert shishin("sessions", "--json").json == []
    assert shishin("sessions").out == "0件\n"
    assert not default_journal().exists()


def test_an_exercise_goes_out_and_comes_back(shishin: Run, machine: PhaseMachine, tmp_path: Path) -> None:
    exercise = begin(machine)
    file, other = tmp_path / "out.jsonl", tmp_path / "other.sqlite3"
    assert shishin("export", ID, "--out", str(file)).status == 0
    assert shishin("export", ID, "--output", str(again := tmp_path / "again.jsonl")).status == 0
    assert again.read_bytes() == file.read_bytes()
    assert shishin("export", ID).out == file.read_text(encoding="utf-8")
    assert shishin("import", str(file), "--journal", str(other)).out == f"{ID}\n"
    journal, _ = open_journal(other)
    assert Exercise.resume(ID, machine, journal, VirtualClock()).state == exercise.state
    journal.close()


def test_import_reads_standard_input(
    shishin: Run, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(machine)
    lines = shishin("export", ID).out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert shishin("import", "-").out == f"{ID}-2\n"


def test_an_unknown_id_is_answered_with_the_nearest(shishin: Run, machine: PhaseMachine) -> None:
    assert shishin("export", ID).status == 2
    begin(machine)
    ran = shishin("export", "20150427-00000")
    assert ran.status == 2
    assert f"「{ID}」でしょうか" in ran.err


def test_an_export_never_overwrites(shishin: Run, machine: PhaseMachine) -> None:
    begin(machine)
    before = default_journal().read_bytes()
    ran = shishin("export", ID, "--output", str(default_journal()))
    assert (ran.status, "既にあります" in ran.err) == (2, True)
    assert default_journal().read_bytes() == before


def test_an_export_that_the_disk_refuses_leaves_no_part_and_names_its_file(
    shishin: Run, machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(machine)
    file = tmp_path / "out.jsonl"

    def lines_until_full(*_: object) -> Iterator[str]:
        yield "a line"
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("simulator.cli.records.export_lines", lines_until_full)
    ran = shishin("export", ID, "--output", str(file))
    assert (ran.status, f"{file}: 書き込めません（空き容量がありません）。" in ran.err) == (2, True)
    assert not file.exists()


def test_a_wrong_line_is_named_and_nothing_is_taken_in(
    shishin: Run, machine: PhaseMachine, tmp_path: Path
) -> None:
    begin(machine)
    header, first, _ = shishin("export", ID).out.splitlines()
    file = tmp_path / "broken.jsonl"
    file.write_text(f"{header}\n{first}\n{{}}\n", encoding="utf-8")
    ran = shishin("import", str(file))
    assert ran.status == 2
    assert f"{file}: 3行目" in ran.err
    assert len(shishin("sessions", "--json").json) == 1
    assert shishin("import", str(tmp_path / "none")).status == 2


def test_what_was_salvaged_is_said_beside_the_answer(shishin: Run, machine: PhaseMachine) -> None:
    begin(machine)
    with default_journal().open("r+b") as file:
        file.write(b"\xa5" * 100)
    ran = shishin("sessions", "--json")
    assert ran.json[0]["records"] == 2
    assert "journal.damaged-1.sqlite3 に残しました" in ran.err
    assert shishin("sessions").err == ""


def test_one_exercise_that_cannot_be_read_hides_no_other(
    shishin: Run, machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    begin(machine, path)
    second = begin(machine, path)
    journal, _ = open_journal(path)
    last = journal.read(second.name)[-1]
    journal.append(second.name, last.model_copy(update={"seq": 3, "parent": 99}))
    journal.close()
    ran = shishin("sessions", "--json", "--journal", str(path))
    assert {session["id"]: session["readable"] for session in ran.json} == {ID: True, second.name: False}
    assert "前の記録 99" in ran.err
    assert json.loads(ran.out)


def test_an_exercise_gets_another_title(shishin: Run, machine: PhaseMachine) -> None:
    begin(machine)
    ran = shishin("rename", ID, " 三組の演習 ")
    assert (ran.status, ran.out) == (0, "")
    assert "「三組の演習」" in ran.err
    assert shishin("sessions", "--json").json[0]["title"] == "三組の演習"
    assert "三組の演習" in shishin("resume").out


@pytest.mark.parametrize(
    ("title", "why"),
    [("  ", "空です"), ("あ" * 1001, "1000字まで"), ("一行\n二行", "改行"), ("\udce3", "改行")],
)
def test_a_title_that_cannot_be_one_is_refused(
    shishin: Run, machine: PhaseMachine, title: str, why: str
) -> None:
    begin(machine)
    ran = shishin("rename", ID, title)
    assert ran.status == 2
    assert why in ran.err
    assert shishin("sessions", "--json").json[0]["title"] == "[図上]演習"


def test_removing_hides_from_the_list_and_undo_brings_back(shishin: Run, machine: PhaseMachine) -> None:
    begin(machine)
    begin(machine)
    ran = shishin("remove", f"{ID}-2")
    assert (ran.status, ran.out) == (0, "")
    assert f"remove --undo {ID}-2" in ran.err
    assert [session["id"] for session in shishin("sessions", "--json").json] == [ID]
    listed = shishin("sessions").out
    assert f"{ID}-2" not in listed
    assert "隠した演習 1件" in listed
    assert {session["id"]: session["hidden"] for session in shishin("sessions", "--all", "--json").json} == {
        ID: False,
        f"{ID}-2": True,
    }
    assert "（隠した演習）" in shishin("sessions", "--all").out
    assert ID in shishin("resume").out
    assert shishin("export", f"{ID}-2").status == 0
    assert shishin("remove", "--undo", f"{ID}-2").status == 0
    assert len(shishin("sessions", "--json").json) == 2


def test_removing_for_good_needs_no_question_where_nobody_could_answer(
    shishin: Run, machine: PhaseMachine
) -> None:
    begin(machine)
    ran = shishin("remove", "--for-good", ID)
    assert ran.status == 0
    assert "控えからも消しました" in ran.err
    assert shishin("sessions", "--all", "--json").json == []


@pytest.mark.parametrize(
    ("answer", "status", "exercises"),
    [("y\n", 0, 0), ("はい\n", 0, 0), ("\n", 1, 1), ("n\n", 1, 1), ("", 1, 1)],
)
def test_removing_for_good_asks_once_on_a_terminal(
    shishin: Run,
    machine: PhaseMachine,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    status: int,
    exercises: int,
) -> None:
    begin(machine)
    terminal = io.TextIOWrapper(io.BytesIO(answer.encode()))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    ran = shishin("remove", "--for-good", ID)
    assert ran.status == status
    assert "「[図上]演習」（記録 2件）" in ran.err
    assert len(shishin("sessions", "--all", "--json").json) == exercises


def test_what_was_set_aside_whole_is_named_when_an_exercise_is_removed_for_good(
    shishin: Run, machine: PhaseMachine
) -> None:
    begin(machine)
    with default_journal().open("r+b") as file:
        file.write(b"\xa5" * 100)
    shishin("sessions")
    ran = shishin("remove", "--for-good", ID)
    assert ran.status == 0
    assert "journal.damaged-1.sqlite3 は、そのままです" in ran.err


def test_an_exercise_that_another_process_acts_on_is_not_removed_for_good(
    shishin: Run, machine: PhaseMachine
) -> None:
    begin(machine)
    held = try_hold(default_journal(), ID)
    assert not isinstance(held, Busy)
    ran = shishin("remove", "--for-good", ID)
    assert ran.status == 1
    assert "別のプロセス" in ran.err
    held.release()
    assert len(shishin("sessions", "--json").json) == 1


@pytest.mark.parametrize(
    "call", [("rename", "x", "題"), ("remove", "x"), ("remove", "--undo", "x"), ("remove", "--for-good", "x")]
)
def test_an_exercise_that_is_not_there_is_neither_renamed_nor_removed(
    shishin: Run, machine: PhaseMachine, call: tuple[str, ...]
) -> None:
    assert shishin(*call).status == 2
    assert not default_journal().exists()
    begin(machine)
    ran = shishin(*call)
    assert ran.status == 2
    assert "演習「x」はありません" in ran.err
