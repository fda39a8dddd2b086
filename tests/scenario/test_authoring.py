"""The examples of the authoring guide are sound, and its table goes into its head."""

import re
from pathlib import Path

import pytest
import yaml

from simulator.datafile import load_text
from simulator.exercise.headless import always, begin_headless, run
from simulator.machine import PhaseMachine
from simulator.report.msel.preview import Into, preview
from simulator.scenario.check.check import check_bytes

GUIDE = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```yaml\n(.*?)^ *```", GUIDE, re.DOTALL | re.MULTILINE)
HEAD_1, HEAD_2 = (
    next(block for block in BLOCKS if f"\n{words}" in f"\n{block}" and "title:" in block)
    for words in ("schema: 1", "schema: 2")
)
STEPS = [block for block in BLOCKS if re.match(r"steps:|  - ", block)]
CONDITIONS = [block for block in BLOCKS if block.startswith("when:")]
(TABLE,) = re.findall(r"^```csv\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
NEW_KEYS = {
    "date", "weekday", "topic", "subject", "place", "problems", "attachments", "points", "later", "closed",
    "within", "ticks", "stands_for",
}  # fmt: skip


def with_attached_file(folder: Path) -> Path:
    """The folder with the file that an example attaches."""
    (folder / "files").mkdir()
    (folder / "files" / "road.png").write_bytes(b"")
    return folder


def test_every_example_is_looked_at() -> None:
    unclassified = [block for block in BLOCKS if block not in (HEAD_1, HEAD_2, *STEPS, *CONDITIONS)]
    assert unclassified == ["   # yaml-language-server: $schema=../docs/scenario.schema.json\n"]
    assert len(STEPS) == 5


def test_the_guides_first_example_is_told_nothing(machine: PhaseMachine) -> None:
    steps = next(block for block in STEPS if block.startswith("steps:"))
    assert check_bytes((HEAD_1 + steps).encode(), "guide.yaml", machine) == ()


def test_the_head_of_a_table_is_told_nothing(machine: PhaseMachine) -> None:
    assert check_bytes(HEAD_2.encode(), "guide.yaml", machine) == ()


@pytest.mark.parametrize("steps", [block for block in STEPS if not block.startswith("steps:")])
def test_each_example_of_steps_is_told_nothing_under_that_head(
    steps: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    head, ending = HEAD_2.split("steps:\n")
    ending = ending.replace("9月1日 12:00", "9月3日 12:00")
    first = "  - {note: begins, at: '0:00', text: 始める。}\n" if '"+0' in steps.split("- ")[1] else ""
    text = f"{head}steps:\n{first}{steps}{ending}"
    assert check_bytes(text.encode(), "guide.yaml", machine, with_attached_file(tmp_path)) == ()
    play = begin_headless(text, "guide.yaml", machine)
    list(run(play, always("last")))
    assert play.ended


def test_each_example_of_a_condition_is_one(machine: PhaseMachine) -> None:
    steps = next(block for block in STEPS if block.startswith("steps:"))
    for line in "".join(CONDITIONS).splitlines():
        findings = check_bytes(
            (HEAD_1 + steps.replace("when: {flag: offered}", line)).encode(), "guide", machine
        )
        assert not [finding for finding in findings if "when" in finding.source and finding.code < "SH050"], (
            line
        )


def test_every_key_that_version_2_adds_is_shown() -> None:
    keys = set(re.findall(r"\b([a-z_]+):", HEAD_2 + "".join(STEPS)))
    assert keys >= NEW_KEYS
    assert {"to: all", "seat: [soumu, fire]", "mode: email"} <= set(
        re.findall(r"to: all|seat: \[.*?\]|mode: email", GUIDE)
    )


def test_the_table_goes_into_the_head_as_it_stands_and_plays(machine: PhaseMachine, tmp_path: Path) -> None:
    table, into = tmp_path / "訓練.csv", tmp_path / "11-heavy-rain.yaml"
    table.write_text(TABLE, "utf-8-sig")
    into.write_text(HEAD_2, "utf-8")
    planned = preview(table, Into(into, HEAD_2), machine)
    assert planned.stands
    assert planned.findings == ()
    assert not planned.unknown
    steps = {next(iter(step.values())): step for step in load_text(planned.text, "x").data["steps"]}
    assert list(steps) == ["m-1", "m-2", "m-3", "m-4", "m-5", "m-6", "m-7", "m-8", "end"]
    assert steps["m-3"]["mode"] == "oral"
    assert steps["m-6"]["when"] == {"chosen": "m-5/b"}
    assert steps["m-5"]["seat"] == ["soumu", "kiki"]
    assert steps["m-1"]["to"] == "all"
    for which in ("first", "last"):
        play = begin_headless(planned.text, "x", machine)
        list(run(play, always("first" if which == "first" else "last")))
        assert play.ended


def test_the_head_is_plain_yaml_too() -> None:
    assert yaml.safe_load(HEAD_2)["duration"] == 180
