"""The glossary names ideas as the code does."""

import re
from importlib import import_module
from pathlib import Path

import pytest

GLOSSARY = (Path(__file__).parent.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith("| Japanese")
]
NAMES = [name for row in ROWS for name in re.findall(r"`([\w.]+)`", row[-1])]


@pytest.mark.parametrize("name", NAMES)
def test_each_name_of_the_glossary_is_in_the_code(name: str) -> None:
    module, _, name_in_module = name.rpartition(".")
    assert hasattr(import_module(f"simulator.{module}"), name_in_module)


def test_each_row_gives_japanese_english_and_a_name_of_the_code() -> None:
    assert len(ROWS) > 40
    for japanese, english, code in ROWS:
        assert re.search(r"[ぁ-ヺ一-龥]", japanese), japanese
        assert re.search(r"[a-z]", english), english
        assert re.fullmatch(r"`[\w.]+`(, `[\w.]+`)*", code), code


def test_one_name_stands_for_one_idea() -> None:
    assert len(NAMES) == len(set(NAMES))
