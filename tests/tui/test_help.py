"""Help explains the focused pane, window or field, and every mark that screens use."""

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from simulator.language import speak
from simulator.machine import PhaseMachine
from simulator.tui.app.help import HelpScreen
from simulator.tui.app.legend import LEGEND
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from tests.language.leftover import leftover
from tests.tui.conftest import screen_text, settle
from tests.tui.stages import STAGES, stage

TUI = Path(__file__).parents[2] / "simulator" / "tui"
# Not marks: arrows name keys and lead from one thing to another; lines are lines.
LINES = "←→↑↓⇧–―"
MARKS = "・？‖"  # punctuation that stands alone as a mark


def strings_in_code(tree: ast.AST) -> Iterator[str]:
    """Every string in the code that is not a docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def signs() -> set[str]:
    """The signs that the code of the screens shows."""
    signs_shown = set()
    for file in TUI.rglob("*.py"):
        if file.name in ("legend.py", "help.py", "picture.py"):
            continue
        for text in strings_in_code(ast.parse(file.read_text("utf-8"))):
            signs_shown |= {
                c for c in text if not c.isascii() and unicodedata.category(c) in ("So", "Sm", "Pd")
            }
            signs_shown |= {text} & set(MARKS)
    return {c for c in signs_shown if c not in LINES and not "\u2500" <= c <= "\u259f"}


def test_every_mark_that_screens_use_is_explained() -> None:
    explained = "".join(mark for _, marks in LEGEND for mark, _ in marks)
    assert signs() - set("※①") <= set(explained)
    assert set("＋－＝≠☐☑●◎○◆▲▼△◇□・✎✓？×") <= set(explained)


def help_page(app: ShishinApp) -> str:
    """The whole page of help."""
    assert isinstance(app.screen, HelpScreen)
    return "\n".join(f"{b.label} {b.text}" for b in app.screen.query_one("#window-page", BlockView).blocks)


@pytest.mark.parametrize("name", [name for name in STAGES if name != "help"])
async def test_one_key_explains_each_screen_and_window(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    speak("en")
    async with stage(name, machine, tmp_path, (80, 24)) as pilot:
        app = pilot.app
        below = app.screen
        typing = isinstance(app.focused, Input | TextArea)
        for language in ("en", "ja"):
            speak(language)
            await pilot.press("f1" if typing else "question_mark")
            await settle(pilot)
            assert isinstance(app, ShishinApp)
            lines = help_page(app).splitlines()
            assert any(len(line) > 16 for line in lines[1:2]), lines[:4]  # what this is, before its keys
            if below.is_modal and language == "ja":
                assert any("この窓のキー" in line for line in lines)
            if language == "en":
                assert not leftover(screen_text(app))
            await pilot.press("escape")
            await settle(pilot)
            assert app.screen is below


@pytest.mark.parametrize(
    ("start", "keys", "words"),
    [
        ("reader", "slash", "条文を探す欄"),
        ("home", "t slash", "尋ねる語の欄"),
        ("walk", "n", "メモを書く欄"),
        ("study", "slash", "答えを打つ欄"),
        ("home", "colon", "操作・段階・条項・シナリオ・ステップを"),
    ],
)
async def test_while_one_types_the_field_is_explained_and_letters_are_offered_as_no_keys(
    start: str, keys: str, words: str, tmp_path: Path
) -> None:
    app = ShishinApp(start=start, journal=tmp_path / "j")  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*keys.split(), "f1")
        await settle(pilot)
        lines = help_page(app).splitlines()
        assert "いまの入力欄" in lines[0]
        assert words in lines[1]
        assert not any(line.startswith(("c ", "q ", "n ")) for line in lines)
