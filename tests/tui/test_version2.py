"""What version 2 of the format adds, as the facilitator and as a seat is told it."""

from pathlib import Path

import pytest

from simulator.datafile import load_text
from simulator.document import load_guidelines
from simulator.scenario import Scenario, Seat, read_scenario
from simulator.tui.play.feed import word_for
from simulator.tui.play.steps import Teller
from simulator.tui.play.view import View

SOUND = (Path(__file__).parents[1] / "data" / "sound.yaml").read_text(encoding="utf-8")
FACILITATOR, SDF = View(), View(Seat.SDF)


def newer(*pairs: tuple[str, str]) -> Scenario:
    text = SOUND.replace("schema: 1", "schema: 2")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return read_scenario(load_text(text, "f.yaml"))


def told(scenario: Scenario, step: int, view: View, *, waiting: bool = False) -> str:
    rows = Teller(scenario, load_guidelines(), view).step(
        scenario.steps[step], 0.0, "1", waiting=waiting, fired=()
    )
    return "\n".join(row.text for row in rows)


INJECT = newer(
    (
        "mode: report",
        "mode: email\n    subject: 艦船の集まり\n    place: 甲海峡の北\n    problems: [数を言い張る]",
    ),
    ("[情報を共有する]", "[{text: 数を確かめる, within: 10, ticks: [出所を聞いた]}]"),
)


@pytest.mark.parametrize("view", [FACILITATOR, SDF])
def test_everybody_whom_an_inject_reaches_reads_its_mode_subject_and_place(view: View) -> None:
    words = told(INJECT, 0, view)
    assert "電子メール" in words
    assert "件名  艦船の集まり" in words
    assert "場所  甲海峡の北" in words


def test_only_the_facilitator_reads_windows_ticks_and_problems() -> None:
    words = told(INJECT, 0, FACILITATOR)
    assert "・数を確かめる（10分以内）" in words
    assert "☐ 出所を聞いた" in words
    assert "・数を言い張る" in words
    for secret in ("数を確かめる", "10分", "出所を聞いた", "数を言い張る"):
        assert secret not in told(INJECT, 0, SDF)


def test_points_to_discuss_are_everybodys_and_ask_for_no_answer() -> None:
    answer = next(line for line in SOUND.splitlines(keepends=True) if "answer:" in line)
    scenario = newer((answer, "    points: [だれが言うか]\n"))
    assert "だれが言うか" in told(scenario, 1, SDF)
    assert "解答の例" not in told(scenario, 1, FACILITATOR)


def test_a_decision_with_one_option_is_shown_as_an_acknowledgement() -> None:
    text = SOUND[SOUND.index("      - id: watch") : SOUND.index("  - decision: support")]
    scenario = newer((text, "\n"))
    words = told(scenario, 2, View(Seat.JAPAN_GOVERNMENT), waiting=True)
    assert "確認  日本政府" in words
    assert "確認したことになる" in words
    assert word_for(scenario.steps[2]) == "確認 日本政府"
