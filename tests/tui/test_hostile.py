"""Hostile text in every field of a scenario, through every place that shows one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.scenario import load_scenario
from simulator.tui.app import ShishinApp
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.records import RecordsScreen
from simulator.tui.screens.scenarios import ScenariosScreen
from simulator.tui.widgets.timeline_bar import TimelineBar
from simulator.typography import harmless
from tests.commands import Ran
from tests.tui.conftest import grid, settle

HOSTILE = {
    "markup": "[/ [/] [bold [@click=app.quit]終了[/] {0} %s",
    "escapes": "\x1b[2J\x1b]0;owned\x07\x1b]52;c;cHduZWQ=\x07\x9b31m",
    "bidi": "\u202egnp.exe\u202c \u2066a\u2069",
    "zero width": "a\u200bb\u200d\ufeffc\u2060\u00ad",
    "combining": "e" + "\u0301" * 10_000,
    "one long line": "無" * 340_000,  # a megabyte in UTF-8
}
LONG = "one long line"
# Every field of the format that takes free text, by its path.
FIELDS = (
    *("title", "summary", "audience", "objectives.0.text", "hotwash.0"),
    *("steps.0.text", "steps.0.notes", "steps.1.from", "steps.1.text", "steps.1.expect.0", "steps.1.notes"),
    *(
        "steps.2.text",
        "steps.2.answer",
        "steps.3.text",
        "steps.3.options.0.text",
        "steps.3.options.0.feedback",
    ),
    *("steps.3.options.0.effects.0.because", "steps.4.because", "steps.5.title", "steps.5.text"),
)
SHORT = {"title": 40}  # what the format limits
MOST = 7  # megabytes in one file, which may have eight


def plain() -> dict[str, Any]:
    """A scenario with a step of each kind."""
    option = {"feedback": "講評。", "cites": ["IV.B.p1"]}
    effect = {"trigger": "juyo", "because": "影響。"}
    attack = {"trigger": "hassei", "because": "攻撃。", "cites": ["IV.C.2.a.p1"]}
    return {
        "schema": 1,
        "title": "試し",
        "summary": "短い。",
        "objectives": [{"id": "one", "text": "学ぶ。"}],
        "audience": "試験",
        "difficulty": "basic",
        "duration": 10,
        "seats": ["sdf", "japan_government"],
        "hotwash": ["どうか。"],
        "steps": [
            {"note": "n", "at": "0:00", "text": "区切り。", "notes": "覚え", "objectives": ["one"]},
            {
                "inject": "i",
                "at": "0:01",
                "from": "防衛省",
                "to": ["sdf"],
                "mode": "report",
                "text": "知らせ。",
                "expect": ["対応"],
                "notes": "覚え",
            },
            {"question": "q", "at": "0:02", "text": "問い。", "answer": "答え。", "cites": ["IV.A.p1"]},
            {
                "decision": "d",
                "at": "0:03",
                "seat": "sdf",
                "text": "判断。",
                "options": [
                    {
                        "id": "a",
                        "text": "上げる。",
                        "effects": [effect],
                        **option,
                    },
                    {"id": "b", "text": "上げない。", **option},
                ],
            },
            {"transition": "t", "at": "0:04", **attack},
            {"ending": "e", "at": "0:05", "title": "終わり", "text": "ここまで。"},
        ],
    }


def put(scenario: dict[str, Any], field: str, text: str) -> None:
    """Write a text into the field at that path."""
    *way, last = field.split(".")
    place: Any = scenario
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    place[int(last) if last.isdigit() else last] = text[: SHORT.get(field, len(text))]


def scenarios(kind: str) -> Iterator[dict[str, Any]]:
    """Scenarios that have the text in each of the fields, as many at once as a file may hold."""
    text = HOSTILE[kind]
    at_once = MOST if len(text) > 100_000 else len(FIELDS)
    for start in range(0, len(FIELDS), at_once):
        scenario = plain()
        for field in FIELDS[start : start + at_once]:
            put(scenario, field, text)
        yield scenario


def written(scenario: dict[str, Any], folder: Path, name: str = "hostile") -> Path:
    path = folder / f"{name}.yaml"
    long = len(str(scenario)) > 1_000_000  # written as it is, it fits into a file
    path.write_text(json.dumps(scenario, ensure_ascii=not long), "utf-8")  # escapes as YAML reads them
    return path


def harmless_screen(app: ShishinApp) -> None:
    """Nothing on it acts on a terminal, each line has its width, and the app goes on."""
    shown = "".join(grid(app))
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not set("\u202e\u202c\u2066\u2069\u200b\ufeff\u2060") & set(shown)
    assert harmless(shown).replace("\u034f", "") == shown.replace("\u034f", "")
    assert app.is_running


async def tried(pilot: Pilot[None], keys: str) -> None:
    """Press keys, look, and shut what they have opened."""
    depth = len(pilot.app.screen_stack)
    await pilot.press(*keys.split())
    await settle(pilot)
    harmless_screen(pilot.app)  # type: ignore[arg-type]
    while len(pilot.app.screen_stack) > depth:
        pilot.app.pop_screen()
        await pilot.pause()


async def clicked(pilot: Pilot[None]) -> None:
    """A click on every fourth line; windows that it opens are shut again."""
    depth = len(pilot.app.screen_stack)
    for y in range(2, pilot.app.size.height - 2, 4):
        await pilot.click(offset=(pilot.app.size.width - 30, y))
        await pilot.pause()
        harmless_screen(pilot.app)  # type: ignore[arg-type]
        while len(pilot.app.screen_stack) > depth:
            pilot.app.pop_screen()
            await pilot.pause()


@pytest.mark.parametrize("kind", HOSTILE)
async def test_played_with_every_window_it_is_shown_harmlessly(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        path = written(scenario, tmp_path, f"h{number}")
        load_scenario(path)
        app = ShishinApp(start="play", scenario=path, journal=tmp_path / f"j{number}")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, PlayScreen)
            harmless_screen(app)
            for keys in (
                "space",
                "space",
                "h",
                "H",
                "space",
                "v",
                "v",
                "v",
                "space",
                "1",
                "t",
                "b",
                "i",
                "n",
            ):
                await tried(pilot, keys)
            await clicked(pilot)
            app.screen.play.fork(3, HOSTILE[kind][:200])  # a branch of that name, and a note
            app.screen.exercise.note(HOSTILE[kind])
            app.screen.show_head()
            await settle(pilot)
            app.screen.query_one(TimelineBar).refresh()
            for keys in ("space", "b k c", "question_mark", "w", "G", "g", "colon"):
                await tried(pilot, keys)
        records = ShishinApp(start="records", journal=tmp_path / f"j{number}")
        async with records.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert isinstance(records.screen, RecordsScreen)
            harmless_screen(records)
            await pilot.press("tab")
            await settle(pilot)
            harmless_screen(records)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_listed_it_is_shown_harmlessly(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        written(scenario, tmp_path, f"h{number}")
    monkeypatch.setattr("simulator.scenario.library.library_folder", lambda: tmp_path)
    app = ShishinApp(start="scenarios")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ScenariosScreen)
        for keys in ("j", "k", "tab", "G", "tab"):
            harmless_screen(app)
            await pilot.press(keys)
            await settle(pilot)
        harmless_screen(app)


@pytest.mark.parametrize("kind", HOSTILE)
def test_on_the_command_line_it_is_said_harmlessly(
    kind: str, tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        path = str(written(scenario, tmp_path, f"h{number}"))
        commands = (
            ("play", path, "--headless", "--decide", "first"),
            ("play", path, "--headless", "--decide", "first", "--json"),
            ("check", path),
            ("check", path, "--json"),
            ("paths", path),
            ("paths", path, "--json"),
        )
        for command in commands[: 1 if kind == LONG else None]:
            ran = shishin(*command)
            assert ran.status in (0, 1)
            told = ran.out + ran.err
            assert not any((ord(char) < 0x20 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in told)
            if "--json" not in command:  # there they stand escaped or as what they are: it is data
                assert not set("\u202e\u2066\u200b\ufeff") & set(told)
