"""The schema is current, explains everything in Japanese, and says what the models and `check` say."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.datafile import load_yaml
from simulator.scenario import scenario_files
from simulator.scenario.schema import scenario_schema
from tests.scenario.schemas import valid

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "data" / "broken"
SCHEMA = scenario_schema()
PARTS = {"Scenario": SCHEMA, **SCHEMA["$defs"]}
JAPANESE = re.compile("[ぁ-んァ-ヺ一-龥]")


def properties() -> Iterator[tuple[str, Any]]:
    for name, part in PARTS.items():
        for key, value in part.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_the_file_beside_the_docs_is_current() -> None:
    file = ROOT / "docs" / "scenario.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == SCHEMA, (
        "shishin schema > docs/scenario.schema.json"
    )


@pytest.mark.parametrize(
    ("name", "value"), list(properties()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_property_has_a_japanese_title_and_description(name: str, value: Any) -> None:
    assert JAPANESE.search(value["title"])
    assert JAPANESE.search(value["description"])


@pytest.mark.parametrize("name", PARTS)
def test_every_part_has_a_japanese_title_and_description(name: str) -> None:
    assert JAPANESE.search(PARTS[name]["title"])
    assert JAPANESE.search(PARTS[name]["description"])


@pytest.mark.parametrize("part", [name for name, value in PARTS.items() if "enum" in value])
def test_every_word_stands_in_the_description_with_its_label(part: str) -> None:
    for word in PARTS[part]["enum"]:
        assert f"{word}（" in PARTS[part]["description"]


def test_a_property_explains_the_words_it_takes() -> None:
    inject = SCHEMA["$defs"]["Inject"]["properties"]
    assert "sdf（自衛隊）" in inject["to"]["description"]
    assert "phone（電話）" in inject["mode"]["description"]


@pytest.mark.parametrize(
    "path", [ROOT / "tests/data/sound.yaml", *scenario_files()], ids=lambda path: path.stem
)
def test_a_sound_scenario_fits(path: Path) -> None:
    assert valid(SCHEMA, load_yaml(path).data, SCHEMA)


# Faults that only a calendar shows, which a schema has not.
CALENDAR = ("SH027-begins-hour", "SH037", "SH038", "SH039")
FORM = sorted(path for path in BROKEN.glob("SH0[23]*.yaml") if not path.stem.startswith(CALENDAR))


@pytest.mark.parametrize(
    "path", [*FORM, *BROKEN.glob("SH060*"), *BROKEN.glob("SH081*")], ids=lambda path: path.stem
)
def test_a_scenario_of_the_wrong_form_does_not_fit(path: Path) -> None:
    assert not valid(SCHEMA, load_yaml(path).data, SCHEMA)


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_every_shipped_scenario_points_the_editor_at_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/scenario.schema.json"
