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


def kept(journal: Path) -> History:
    """The records of the one exercise."""
    opened, _ = open_journal(journal)
    try:
        (one,) = opened.exercises()
        return History(opened.read(one.id))
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("typed", "seen", "phases"),
    [
        ("123", "重要影響事態 → 武力攻撃予測", {"yosoku"}),  # from home into the walk, two moves
        ("12w", "機能ごと", {"juyo"}),  # on into what changes
        ("1m4t", "本文の答え ▸ 武力攻撃発生", {"heiji"}),  # through the table to asking
    ],
)
def test_keys_typed_at_once_lead_through_the_screens(
    journal: Path, typed: str, seen: str, phases: set[str]
) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as shown:
        shown.wait_for("段階を歩く")
        shown.type(typed)
        shown.wait_for(seen)
        shown.type("\x11")
        assert shown.ended() == 0
    state = kept(journal).state()
    assert {phase.value for phase in state.configuration.phases} == phases


def test_steps_typed_while_a_play_is_opening_are_all_taken(journal: Path) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as shown:
        shown.wait_for("段階を歩く")
        shown.type("2\r   ")  # the list, its first scenario, three steps
        shown.wait_for("記録 ✓")
        until(lambda: len(kept(journal).state().shown) == 3, shown)
        shown.type("\x11")
        assert shown.ended() == 0
    assert len(kept(journal).state().shown) == 3


def test_what_is_typed_before_the_program_has_the_terminal_is_not_lost(journal: Path) -> None:
    with terminal(*SHISHIN, rows=36, columns=120) as shown:
        shown.type("2\r  ")
        shown.wait_for("記録 ✓")
        until(lambda: len(kept(journal).state().shown) == 2, shown)
        shown.type("\x11")
        assert shown.ended() == 0
