"""The core's words hold for every face: they name no option, no key and no screen, which only a face has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator
from tests.test_imports import CORE

SPEAKING = (*CORE, "settings")
OPTION = re.compile(r"(?<![\w(-])--[a-z]+\b(?!:)")  # and no property of a style sheet
KEY = re.compile(r"\b(?:Ctrl|Alt|Shift|Enter|Esc|Space|Tab|Backspace|PageUp|PageDown|F[0-9]{1,2})\b")
SCREEN = re.compile("画面|演習の一覧")
FILES = sorted(file for part in SPEAKING for file in (Path(simulator.__file__).parent / part).rglob("*.py"))


def text_constants(file: Path) -> Iterator[str]:
    """The text constants of a module, without its docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_core_names_no_option_no_key_and_no_screen(file: Path) -> None:
    looked_for = (OPTION, KEY, SCREEN)
    named = [text for text in text_constants(file) if any(kind.search(text) for kind in looked_for)]
    assert not named, named


def test_what_is_looked_for_would_be_found() -> None:
    assert OPTION.search("--journal で別のファイルを指定できます。")
    assert KEY.search("Enter で進みます。")
    assert SCREEN.search("演習の画面で進められます。")
    assert not KEY.search("「キー: 値」の形に書いてください。")
