"""The example of the authoring guide, put together as it is written, is a sound scenario."""

import re
from pathlib import Path

from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"


def test_the_guides_example_is_told_nothing(machine: PhaseMachine) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    head = next(block for block in blocks if "schema: 1" in block)
    steps = next(block for block in blocks if block.startswith("steps:"))
    assert check_bytes((head + steps).encode(), "guide.yaml", machine) == ()
