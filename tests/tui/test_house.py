"""How the screens are built: each stands on at most one class of ours, and a key has a short way."""

import ast
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FrameType

import pytest
from textual.app import App
from textual.screen import Screen

import simulator.tui
from simulator.scenario import find_scenario
from simulator.tui.app.doors import Start
from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import settle


def subclasses(kind: type) -> Iterator[type]:
    children: list[type] = type.__subclasses__(kind)
    for child in children:
        yield child
        yield from subclasses(child)


def own_bases(kind: type) -> list[type]:
    """The classes of ours that a class stands on."""
    return [base for base in kind.__mro__[1:] if base.__module__.startswith("simulator.")]


def own_screens() -> list[type]:
    for module in walk_packages(simulator.tui.__path__, "simulator.tui."):
        import_module(module.name)
    return [screen for screen in subclasses(Screen) if screen.__module__.startswith("simulator.")]


def test_between_a_screen_and_the_toolkit_stands_at_most_one_class_of_ours() -> None:
    kinds = own_screens()
    assert len(kinds) > 20
    assert {kind.__name__: own_bases(kind) for kind in kinds if len(own_bases(kind)) > 1} == {}


def test_no_screen_or_app_is_continued_by_a_class_that_is_none() -> None:
    for kind in (*own_screens(), ShishinApp):
        own_bases_of_kind = (base for base in kind.__bases__ if base.__module__.startswith("simulator."))
        assert all(issubclass(base, Screen | App) for base in own_bases_of_kind), kind


# Where a key arrives: at the journal, and at each widget that is told something new.
ARRIVALS = {
    ("journal/sqlite.py", "append"),
    ("tui/kit/lines_view.py", "show"),
    ("tui/play/feed_view.py", "grow"),
    ("tui/kit/band.py", "show_stations"),
    ("tui/moment/timeline_bar.py", "show_lanes"),
    ("tui/kit/pane_tabs.py", "name_tabs"),
    ("tui/kit/key_bar.py", "_changed"),
}
PACKAGE = f"{Path(simulator.__file__).parent}{os.sep}"


def own_file(frame: FrameType) -> str:
    name = frame.f_code.co_filename
    return name.removeprefix(PACKAGE).replace(os.sep, "/") if name.startswith(PACKAGE) else ""


@contextmanager
def way_of_the_key() -> Iterator[tuple[set[str], set[str]]]:
    """The files of ours through which a key goes to where it arrives; and where it did arrive."""
    files: set[str] = set()
    arrived: set[str] = set()

    def look(frame: FrameType, event: str, _: object) -> None:
        file = own_file(frame) if event == "call" else ""
        if (file, frame.f_code.co_name) in ARRIVALS:
            arrived.add(file)
            caller: FrameType | None = frame
            while caller:
                files.update(filter(None, (own_file(caller),)))
                caller = caller.f_back

    sys.setprofile(look)
    try:
        yield files, arrived
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    ("start", "key_before", "key", "arrivals"),
    [
        ("walk", "2", "3", {"journal/sqlite.py", "tui/kit/band.py", "tui/kit/lines_view.py"}),
        ("play", "space", "space", {"journal/sqlite.py", "tui/play/feed_view.py", "tui/kit/band.py"}),
        ("reader", "J", "J", {"tui/kit/lines_view.py", "tui/kit/pane_tabs.py"}),
        ("scenarios", "j", "j", {"tui/kit/lines_view.py"}),
    ],
)
async def test_a_key_crosses_at_most_fifteen_files_to_the_journal_and_to_every_pane(
    start: Start,
    key_before: str,
    key: str,
    arrivals: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What builds the rows of a pane, and what paints them, stands beside this way and not on it."""
    monkeypatch.setattr("simulator.tui.home.screen.IDLE", 3600)  # home below looks for records by itself
    app = ShishinApp(start=start, journal=tmp_path / "j", scenario=find_scenario("01-full-arc"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(key_before)
        await settle(pilot)
        with way_of_the_key() as (files, arrived_at):
            await pilot.press(key)
            await settle(pilot)
    assert arrived_at >= arrivals
    assert len(files) <= 15, "\n".join(sorted(files))


PARSERS = {"split", "rsplit", "partition", "rpartition", "removeprefix", "removesuffix", "isdigit", "find"}
PAINTED = {"label", "labels", "plain", "target", "chosen", "render", "renderable", "visual"}
ROWS = {"row", "rows", "block", "blocks", "line"}


def last_name(node: ast.expr) -> str:
    """`label` of `row.label`, of `room.label(0)` and of `label`."""
    match node:
        case ast.Call(func=func):
            return last_name(func)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return last_name(value)
    return ""


def read_back(tree: ast.AST) -> Iterator[str]:
    """The expressions that take a datum out of what was painted, or out of a row's target."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=parser, value=value)) if parser in PARSERS:
                reads_back = last_name(value) in PAINTED
            case ast.Call(func=ast.Name(id="int" | "float"), args=[value]):
                reads_back = last_name(value) in PAINTED
            case ast.Compare(left=ast.Attribute(value=ast.Name(id=row), attr="text" | "label")):
                reads_back = row in ROWS
            case ast.Attribute(attr="plain" | "renderable" | "visual", value=ast.Name(id=owner)):
                reads_back = owner not in ("arguments", "keys")
            case ast.Call(func=ast.Name(id="str"), args=[ast.Call(func=ast.Attribute(attr="render"))]):
                reads_back = True
            case _:
                reads_back = False
        if reads_back:
            yield ast.unparse(node)


FACE_FILES = sorted((Path(simulator.__file__).parent / "tui").rglob("*.py"))


@pytest.mark.parametrize("file", FACE_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_datum_is_read_out_of_painted_text_and_targets_are_values(file: Path) -> None:
    assert [*read_back(ast.parse(file.read_text("utf-8")))] == []


@pytest.mark.parametrize(
    "line",
    [
        'day, _, hour = room.label(0.0).rpartition(" ")',
        "next(row for row in rows if row.label == digit)",
        "next(at for at, block in enumerate(blocks) if block.text == unit.text)",
        "seat = target.removeprefix('seat ')",
        "questions[int(target) - 1]",
        "str(widget.render())",
        "words = text.plain",
        "document.label(name).removeprefix(clause)",
    ],
)
def test_reading_painted_text_would_be_found(line: str) -> None:
    assert [*read_back(ast.parse(line))]
