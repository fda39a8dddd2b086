"""Hostile files: the answer to each is bounded in length, and nothing is read without end."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import findings as face
from simulator.datafile import MAX_FILE, FilePosition
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from simulator.scenario.check.check import MAX_FINDINGS, check_bytes, check_file, unplayable
from simulator.scenario.check.checks.manuscript import MAX_SOURCE, finding_at
from simulator.scenario.check.diagnostics import Code, Finding
from tests.commands import Ran

Run = Callable[..., Ran]

DATA = Path(__file__).parents[1] / "data"
FAULTS = DATA / "faults"
SOUND = (DATA / "sound.yaml").read_text("utf-8")


def assert_bounded(findings: tuple[Finding, ...]) -> None:
    assert len(findings) <= MAX_FINDINGS + 1
    for finding in findings:
        assert len(finding.source) <= MAX_SOURCE
        assert len(finding.message) + len(finding.advice) <= 1000
    assert len(json.dumps([face.shape(finding) for finding in findings])) <= 512 * 1024


@pytest.mark.parametrize(
    ("end", "ends"),
    [(FilePosition(1, 7), 7), (FilePosition(2, 3), 11), (None, 6)],
    ids=["in its line", "in a later line", "unknown"],
)
def test_a_finding_ends_in_the_line_where_it_begins(end: FilePosition | None, ends: int) -> None:
    found = finding_at("f", ["0123456789  "], Code.NOT_YAML, FilePosition(1, 5), end, message="", advice="")
    assert (found.column, found.end) == (5, ends)


@pytest.mark.parametrize("column", [1, 101, 102, 250, 777])
def test_of_a_long_line_a_finding_quotes_what_is_around_the_fault(column: int) -> None:
    line = "".join(chr(0x4E00 + at) for at in range(1000))
    found = finding_at("f", [line], Code.NOT_YAML, FilePosition(1, column), None, message="", advice="")
    assert found.source_column == max(1, column - 100)
    assert found.source == line[found.source_column - 1 :][:MAX_SOURCE]


def test_a_decision_without_options_is_told_and_not_played(machine: PhaseMachine, shishin: Run) -> None:
    path = FAULTS / "no-options.yaml"
    (fault,) = check_file(path, machine)
    assert unplayable([fault])
    assert (fault.code, fault.line, fault.column) == ("SH029", 11, 49)
    assert "選択肢を二つ以上書いてください" in fault.advice
    ran = shishin("play", str(path), "--headless", "--decide", "first")
    assert (ran.status, ran.out) == (2, "")
    assert "SH029" in ran.err


def test_a_thousand_faults_on_one_long_line_are_told_in_bounds(machine: PhaseMachine, shishin: Run) -> None:
    path = FAULTS / "oneline1000.yaml"
    findings = check_file(path, machine)
    assert_bounded(findings)
    assert findings[0].code == "SH021"
    line = path.read_text("utf-8")
    for finding in findings:
        assert finding.source == line[finding.source_column - 1 :][:MAX_SOURCE].rstrip("\n")
        assert line[finding.column - 1 : finding.end - 1].strip()
        assert 0 <= finding.column - finding.source_column <= 100  # the fault stands in what is quoted
    assert (findings[-1].code, findings[-1].message) == ("SH018", "ほかに 900 件以上の指摘があります。")
    ran = shishin("check", str(path))
    assert ran.status == 1
    assert len(ran.out) < 512 * 1024


def test_two_thousand_unknown_clauses_are_told_in_bounds(machine: PhaseMachine) -> None:
    findings = check_file(FAULTS / "clauses2000.yaml", machine)
    assert_bounded(findings)
    assert {finding.code for finding in findings} >= {"SH040", "SH018"}


def test_errors_are_told_before_warnings_where_there_are_too_many(machine: PhaseMachine) -> None:
    notes = "".join(f'  - question: q{n}\n    at: "0:10"\n    text: x\n    answer: y\n' for n in range(150))
    text = SOUND.replace("steps:\n", "steps:\n" + notes, 1).replace("IV.B.6.p1.s1", "IV.B.9")
    codes = [finding.code for finding in check_bytes(text.encode(), "f", machine)]
    assert "SH040" in codes
    assert sum(code == "SH043" for code in codes) < 150


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("IV.A.1.p1", "I" * 400_000),
        ("IV.A.1.p1", "IV." * 100_000 + "A"),
        ("適切な場合に", "適切な" * 100_000),
        ("next: back", "next: " + "b" * 400_000),
        ("- inject: ships", "- inject: " + "s" * 400_000),
        ("expect:", "e" * 400_000 + ":"),
        ("mode: report", "mode: " + "r" * 400_000),
        ("[japan_government, sdf]", "[" + "sdf, " * 80_000 + "sdfx]"),
        ('at: "0:10"', "at: " + "9" * 400_000),
        ("enter, text", "enter, " + "text" * 100_000),
    ],
    ids=lambda value: value[:12],
)
def test_a_value_of_any_length_is_told_in_bounds(machine: PhaseMachine, old: str, new: str) -> None:
    assert old in SOUND
    findings = check_bytes(SOUND.replace(old, new).encode(), "f", machine)
    assert findings
    assert_bounded(findings)


def test_a_file_above_the_limit_is_told_with_the_limit(machine: PhaseMachine) -> None:
    (finding,) = check_bytes(b"#" * (MAX_FILE + 1), "f", machine)
    assert finding.code == "SH003"
    assert f"{MAX_FILE:,}" in finding.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("command", [["check"], ["play", "--headless"], ["paths"]])
def test_only_regular_files_are_read(shishin: Run, tmp_path: Path, command: list[str], kind: str) -> None:
    path = tmp_path / "pipe.yaml" if kind == "pipe" else Path("/dev/zero")
    if kind == "pipe":
        os.mkfifo(path)
    ran: list[Ran] = []

    def run() -> None:
        ran.append(shishin(command[0], str(path), *command[1:]))

    running = threading.Thread(target=run, daemon=True)
    running.start()
    running.join(60)  # a reader of a pipe that nobody writes to would wait for ever
    assert [answer.status for answer in ran] == [2]


def test_hidden_files_are_no_scenarios_and_capitals_do_not_hide_one(tmp_path: Path) -> None:
    for name in ("b.YAML", "a.yml", "._a.yml", ".c.yaml", "d.txt"):
        (tmp_path / name).write_text(SOUND, "utf-8")
    assert [path.name for path in scenario_files(tmp_path)] == ["a.yml", "b.YAML"]


def test_a_line_of_a_hundred_thousand_blanks_is_not_looked_through_for_slips(machine: PhaseMachine) -> None:
    line = "sche" + "\t" * 100_000 + "ma: 1\n"
    findings = check_bytes((line + SOUND).encode(), "f", machine)
    assert_bounded(findings)
    assert [finding.code for finding in findings] == ["SH004"]
