"""What version 2 adds is in the papers of those whom it is for, and in no others."""

from __future__ import annotations

import pytest

from simulator.datafile import load_text
from simulator.doctrine import Doctrine
from simulator.exercise import MemoryJournal, Play
from simulator.machine import PhaseMachine
from simulator.report.account import account_of
from simulator.report.content import report
from simulator.report.files import Form, paper_file
from simulator.report.papers import Audience, paper_for
from simulator.scenario import Scenario, read_scenario
from tests.report.making import ClassClock
from tests.report.version_2 import SOURCE


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(load_text(SOURCE, "x"))


def lines_of_paper(
    scenario: Scenario, doctrine: Doctrine, audience: Audience, *, with_injects: bool = False
) -> list[str]:
    content = paper_file(paper_for(scenario, doctrine, audience, with_injects=with_injects), Form.MARKDOWN)
    return content.decode().splitlines()


def line_with(lines: list[str], *words: str) -> str:
    """The one line with all these words."""
    (line,) = [line for line in lines if all(word in line for word in words)]
    return line


def test_participants_are_given_the_topic_of_an_objective_and_not_its_statement(
    scenario: Scenario, doctrine: Doctrine
) -> None:
    text = "\n".join(lines_of_paper(scenario, doctrine, Audience.PARTICIPANTS, with_injects=True))
    assert "避難の判断" in text
    assert "避難を呼びかける時を言える" not in text


def test_a_message_that_follows_a_choice_is_a_slip_that_says_nothing_of_the_choice(
    scenario: Scenario, doctrine: Doctrine
) -> None:
    without = "\n".join(lines_of_paper(scenario, doctrine, Audience.PARTICIPANTS))
    assert "水が増えた" not in without
    lines = lines_of_paper(scenario, doctrine, Audience.PARTICIPANTS, with_injects=True)
    slip = line_with(lines, "水が増えた")
    assert "後の知らせ 1" in slip
    assert not any("待つ" in line or "呼びかけ直す" in line for line in lines)
    guide = lines_of_paper(scenario, doctrine, Audience.FACILITATOR)
    assert "選んで 0:20 後に: 後の知らせ 1" in line_with(guide, "選択肢 4")
    message = line_with(guide, "水が増えた")
    assert all(
        words in message
        for words in ("後の知らせ 1", "呼びかけ直す（5分以内）", "電話が切れる", "続けて鳴らす")
    )


def test_the_guide_tells_until_when_a_response_is_awaited_and_when_an_option_is_closed(
    scenario: Scenario, doctrine: Doctrine
) -> None:
    guide = lines_of_paper(scenario, doctrine, Audience.FACILITATOR)
    assert "所在を確かめる（10分以内、T+00:30 5月21日 06:30 まで）" in line_with(
        guide, "予期される対応", "番号を聞いた"
    )
    assert "選べないとき: 「県に聞いていない」と示す" in line_with(guide, "県と共に")
    assert "選べないとき: 隠す" in line_with(guide, "国と共に")
    assert "5月21日 06:35" in line_with(guide, "T+00:35", "###")


def test_the_evaluator_has_a_row_for_what_follows_a_choice(scenario: Scenario, doctrine: Doctrine) -> None:
    sheet = lines_of_paper(scenario, doctrine, Audience.EVALUATOR)
    assert "☐ 消防局に伝えた" in line_with(sheet, "T+00:20")
    assert "呼びかけ直す（5分以内）" in line_with(sheet, "後の知らせ 1")


def test_the_report_tells_what_was_awaited_until_when_and_what_could_not_be_chosen(
    machine: PhaseMachine, doctrine: Doctrine
) -> None:
    play = Play.begin(SOURCE, "x.yaml", machine, MemoryJournal(), ClassClock())
    while not play.waiting:
        play.advance()
    play.decide("wait")
    play.advance()
    history = play.exercise.history
    lines = paper_file(report(account_of("e", "t", history, doctrine)), Form.MARKDOWN).decode().splitlines()
    assert "所在を確かめる（10分以内、T+00:30 5月21日 06:30 まで）" in line_with(lines, "番号を聞いた")
    passed_over = line_with(lines, "選ばなかったもの")
    assert "県と共に（選べなかった: 県に聞いていない）" in passed_over
    assert "国と共に（条件を満たさず、示されなかった）" in passed_over
    assert "・いま" in passed_over
