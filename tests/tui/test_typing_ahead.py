"""Keys typed ahead of a screen that is still being built reach it: none is lost, and none goes elsewhere."""

import sys
from pathlib import Path

import pytest

from simulator.exercise import History
from simulator.journal import open_journal
from tests.terminal import terminal, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")

SHISHIN = ("-m", "simulator")


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path))
    return tmp_path / "journal.sqlite3"


def history_of(journal: Path) -> History:
    """The records of the one exercise."""
    kept_journal, _ = open_journal(journal)
    try:
        (exercise,) = kept_journal.exercises()
        return History(kept_journal.read(exercise.id))
    finally:
        kept_journal.close()


@pytest.mark.parametrize(
    ("typed", "words", "phases"),
    [
        ("123", "重要影響事態 → 武力攻撃予測", {"yosoku"}),  # from home into the walk, two moves
        ("12w", "機能ごと", {"juyo"}),  # on into what changes
        ("1m4t", "本文の答え ▸ 武力攻撃発生", {"heiji"}),  # through the table to asking
    ],
)
def test_keys_typed_at_once_lead_through_the_screens(
    journal: Path, typed: str, words: str, phases: set[str]
) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as program:
        program.wait_for("段階を歩く")
        program.type(typed)
        program.wait_for(words)
        program.type("\x11")
        assert program.ended() == 0
    state = history_of(journal).state()
    assert {phase.value for phase in state.configuration.phases} == phases


def test_steps_typed_while_a_play_is_opening_are_all_taken(journal: Path) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as program:
        program.wait_for("段階を歩く")
        program.type("2\r   ")  # the list, its first scenario, three steps
        program.wait_for("記録 ✓")
        until(lambda: len(history_of(journal).state().shown) == 3, program)
        program.type("\x11")
        assert program.ended() == 0
    assert len(history_of(journal).state().shown) == 3


def test_what_is_typed_before_the_program_has_the_terminal_is_not_lost(journal: Path) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as program:
        program.type("2\r  ")
        program.wait_for("記録 ✓")
        until(lambda: len(history_of(journal).state().shown) == 2, program)
        program.type("\x11")
        assert program.ended() == 0
