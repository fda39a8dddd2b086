"""`play --headless`: without waiting, the same events each time, with scripted decisions."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Ran
from tests.exercise.sample import SAMPLE

Run = Callable[..., Ran]


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "sample.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return str(path)


def kinds(ran: Ran) -> list[str]:
    return [json.loads(line)["event"]["kind"] for line in ran.out.splitlines()]


def test_it_stops_at_the_first_decision_that_is_not_answered(shishin: Run, scenario: str) -> None:
    ran = shishin("play", scenario, "--headless", "--json")
    assert ran.status == 0
    assert kinds(ran) == ["started", "shown", "shown", "shown", "shown"]
    assert "判断「raise」で止まりました。選べるもの: up、wait" in shishin("play", scenario, "--headless").out


def test_the_last_options_lead_to_the_end(shishin: Run, scenario: str) -> None:
    ran = shishin("play", scenario, "--headless", "--decide", "last")
    assert ran.status == 0
    assert "終わり" in ran.out
    assert "・何が変わったか" in ran.out


def test_that_nothing_is_recorded_is_said_to_who_names_a_journal(
    shishin: Run, scenario: str, tmp_path: Path
) -> None:
    journal = tmp_path / "journal.sqlite3"
    ran = shishin("play", scenario, "--headless", "--decide", "last", "--journal", str(journal))
    assert ran.status == 0
    assert "記録しません" in ran.err
    assert not journal.exists()
    assert not shishin("play", scenario, "--headless", "--decide", "last").err


def test_a_ring_that_never_ends_is_refused(shishin: Run, scenario: str) -> None:
    ran = shishin("play", scenario, "--headless", "--decide", "first")
    assert ran.status == 1
    assert "終わりに着きません" in ran.err


def test_a_decisions_file_is_followed(shishin: Run, scenario: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "- {decision: raise, option: up}\n- {decision: again, option: back}\n"
        "- {decision: raise, option: wait}\n- {decision: again, option: finish}\n",
        encoding="utf-8",
    )
    ran = shishin("play", scenario, "--headless", "--json", "--decide", str(answers))
    taken = [json.loads(line)["event"].get("option") for line in ran.out.splitlines()]
    assert [option for option in taken if option] == ["up", "back", "wait", "finish"]
    assert json.loads(ran.out.splitlines()[-1])["event"]["step"] == "done"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- {decision: nosuch, option: up}", "判断「nosuch」"),
        ("- {decision: raise, option: nosuch}", "選択肢「nosuch」"),
        ("- {decision: raise}", "と書いてください"),
        ("raise: up", "と書いてください"),
        ("- [", "閉じていません"),
    ],
)
def test_an_unknown_decision_is_refused_before_the_start(
    shishin: Run, scenario: str, tmp_path: Path, line: str, says: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(line, encoding="utf-8")
    ran = shishin("play", scenario, "--headless", "--decide", str(answers))
    assert ran.status == 2
    assert says in ran.err
    assert not ran.out


def test_two_runs_give_identical_bytes(shishin: Run, scenario: str) -> None:
    first, second = (shishin("play", scenario, "--headless", "--json", "--decide", "last") for _ in range(2))
    assert first.out == second.out
    assert first.out


def test_without_a_terminal_play_is_headless_by_itself(shishin: Run, scenario: str) -> None:
    assert "試しの筋書き" in shishin("play", scenario).out


def test_an_unknown_scenario_names_those_there_are(shishin: Run) -> None:
    ran = shishin("play", "01-ful-arc")
    assert ran.status == 2
    assert "01-full-arc" in ran.err


def test_a_missing_answers_file_is_said(shishin: Run, scenario: str) -> None:
    ran = shishin("play", scenario, "--headless", "--decide", "nosuch.yaml")
    assert ran.status == 2
    assert "first、last" in ran.err


def test_a_broken_scenario_is_said_with_its_line(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(SAMPLE.replace("trigger: yosoku", "trigger: yosok"), encoding="utf-8")
    ran = shishin("play", str(path), "--headless")
    assert ran.status == 2
    assert "broken.yaml:" in ran.err
    assert "「yosoku」" in ran.err
