"""Files found by attack: each is refused in bounded words before anything is played."""

from collections.abc import Callable
from pathlib import Path

from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_file, unplayable
from tests.commands import Ran

FAULTS = Path(__file__).parents[1] / "data" / "faults"


def test_a_decision_without_options_is_told_and_not_played(
    machine: PhaseMachine, shishin: Callable[..., Ran]
) -> None:
    path = FAULTS / "no-options.yaml"
    (fault,) = unplayable(check_file(path, machine))
    assert (fault.code, fault.line, fault.column) == ("SH029", 11, 49)
    assert "選択肢を二つ以上書いてください" in fault.advice
    ran = shishin("play", str(path), "--headless", "--decide", "first")
    assert (ran.status, ran.out) == (2, "")
    assert "SH029" in ran.err
