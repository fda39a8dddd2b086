"""The example of the authoring guide, put together as it is written, is a sound scenario."""

import re
from pathlib import Path

import yaml

from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"


def test_the_guides_example_is_told_nothing(machine: PhaseMachine) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    head = next(block for block in blocks if "schema: 1" in block)
    steps = next(block for block in blocks if block.startswith("steps:"))
    assert check_bytes((head + steps).encode(), "guide.yaml", machine) == ()


def test_the_guides_second_example_is_told_nothing_either(machine: PhaseMachine, tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    first = next(block for block in blocks if "schema: 1" in block)
    head, inject, choices = (
        next(block for block in blocks if words in block)
        for words in ("schema: 2", "attachments:", "seat: [soumu, fire]")
    )
    own = set(re.findall(r"^([a-z]+):", head, re.MULTILINE)) | {"start"}
    rest = yaml.safe_load(first)
    kept = yaml.safe_dump({key: value for key, value in rest.items() if key not in own}, allow_unicode=True)
    ending = '  - {ending: end, at: "+1:00", title: 終わり, text: ここまで。, objectives: [judge]}\n'
    text = f"{head}start: [heiji, saigai]\n{kept}steps:\n{inject}{choices}{ending}"
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "road.png").write_bytes(b"")
    assert check_bytes(text.encode(), "guide.yaml", machine, tmp_path) == ()
