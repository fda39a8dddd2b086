"""A hostile exported file is taken in harmlessly, or refused by its line; what was taken in is shown so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.journal import export_lines
from simulator.machine import PhaseMachine
from simulator.scenario import Mode, Seat
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.play.screen import PlayScreen
from tests.commands import Ran
from tests.hostile import HOSTILE, LONG, acting, deceiving, plain, scenarios
from tests.tui.conftest import assert_harmless, settle

Run = Callable[..., Ran]
KINDS = [kind for kind in HOSTILE if kind != LONG]
WRONG: dict[str, Any] = {
    "nothing": None,
    "a number": 1e308,
    "no number": float("nan"),
    "a list": [[[]]],
    "a table": {"\x1b]0;owned\x07": {"\u202e": "\u200b"}},
    "a control": "\x1b]0;owned\x07\x9b31m\u202e",
    "a long word": "無" * 200_000,
    "half a character": "\ud800",
    "a deep one": json.loads("[" * 500 + "]" * 500),
    "a large number": 10**400,
}


def exported(machine: PhaseMachine, scenario: dict[str, Any], text: str = "覚え") -> list[Any]:
    """The values of the lines of an exported play, with that text wherever a person can write."""
    journal = MemoryJournal()
    source = "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}"
        for char in json.dumps(scenario, ensure_ascii=False)
    )
    play = Play.begin(source, f"{text[:60]}.yaml", machine, journal, ScenarioClock())
    for _ in range(4):
        play.advance()
    play.exercise.note(text)
    play.add(text, (Seat.SDF,), Mode.REPORT, text)
    play.fork(3, text)
    play.advance()
    return [json.loads(line) for line in export_lines(journal, play.exercise.name)]


def file_of(lines: list[Any], folder: Path) -> str:
    """Write the lines to a file, and give its path."""
    path = folder / "hostile.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def assert_output_harmless(ran: Ran) -> None:
    assert not acting(ran.out + ran.err)
    assert not deceiving(ran.out + ran.err)


@pytest.mark.parametrize("kind", KINDS)
async def test_an_imported_exercise_is_shown_harmlessly(
    shishin: Run, machine: PhaseMachine, tmp_path: Path, kind: str
) -> None:
    lines = exported(machine, next(scenarios(kind)), HOSTILE[kind])
    lines[0]["title"] = HOSTILE[kind][:1000]
    journal = tmp_path / "j"
    imported = shishin("import", file_of(lines, tmp_path), "--journal", str(journal))
    assert imported.status == 0
    for call in ("sessions", "sessions --json", "resume", f"export {imported.out.strip()}"):
        ran = shishin(*call.split(), "--journal", str(journal))
        assert ran.status == 0
        assert_output_harmless(ran)
    app = ShishinApp(start="records", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert_harmless(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)
        assert_harmless(app)


def ways_to_values(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value in a line, tables and lists too."""
    ways = [way] if way else []
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        ways += ways_to_values(inner, (*way, key))
    return ways


def with_value(line: Any, way: tuple[Any, ...], value: Any) -> Any:
    changed = json.loads(json.dumps(line))
    place = changed
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = value
    return changed


@pytest.mark.parametrize("wrong", WRONG)
async def test_any_value_in_any_place_is_refused_or_harmless(
    shishin: Run, machine: PhaseMachine, tmp_path: Path, wrong: str
) -> None:
    lines = exported(machine, plain())
    kinds_tried: set[tuple[Any, ...]] = set()
    imported: list[str] = []
    journal = tmp_path / "j"
    for number, line in enumerate(lines):
        for way in ways_to_values(line):
            kind = (
                line.get("event", {}).get("kind"),
                *(0 if isinstance(part, int) else part for part in way),
            )
            if kind in kinds_tried:  # one record of a kind tells what they all do
                continue
            kinds_tried.add(kind)
            changed = [*lines[:number], with_value(line, way, WRONG[wrong]), *lines[number + 1 :]]
            ran = shishin("import", file_of(changed, tmp_path), "--journal", str(journal))
            assert ran.status in {0, 2}
            assert_output_harmless(ran)
            if ran.status == 0:
                imported.append(ran.out.strip())
    for call in (("sessions",), ("sessions", "--json"), *(("resume", name) for name in imported)):
        ran = shishin(*call, "--journal", str(journal))
        assert ran.status in {0, 1, 2}
        assert_output_harmless(ran)
    if imported:
        app = ShishinApp(start="records", journal=journal)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            for key in ("j", "j", "tab", "G"):
                assert_harmless(app)
                await pilot.press(key)
                await settle(pilot)
            assert_harmless(app)
