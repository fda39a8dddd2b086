"""No text names a fixed key: after remapping, windows, help and hints name the new one."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from textual.pilot import Pilot

from simulator.doctrine import Phase
from simulator.language import speak
from simulator.machine import START, Configuration
from simulator.scenario import find_scenario
from simulator.settings.read import read_settings
from simulator.tui.app.help import HelpScreen
from simulator.tui.app.keymap import all_commands, places_of_commands
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.prompt import Prompt
from tests.tui.conftest import screen_text, settle

CATALOGUE = Path(__file__).parents[2] / "simulator" / "language" / "en.po"
NAMED = r"Enter|\bEsc\b|Space|\bTab\b|Ctrl|\bF\d|[←→↑↓⇧]"
# A lone letter, digit or sign that one is told to press.
LONE = r"(?<![A-Za-z0-9:.×/{])[A-Za-z0-9?/](?:[–-]\d)? ?(?=で|を押|か[ 上行]|（|）|、)"
# What one types in has the toolkit's own keys, which nobody can remap.
FIELDS = "simulator/tui/app/fields.py"
IN_FIELDS = ("Enter か {pane_next}", "{pane_next} か Enter", "で語を打ち、Enter か", "条項番号、Enter で開く")
FULL_ARC = find_scenario("01-full-arc") or Path()
NO_KEYS = ("（UTF-8）", "{before} → {after}", "（正しい")


def messages_with_fixed_keys() -> list[str]:
    """The messages of the screens that name a key which comes from no command."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    fixed = []
    for message in messages:
        text = message.id if isinstance(message.id, str) else message.id[0]
        on_screens = [where for where, _ in message.locations if where.startswith("simulator/tui")]
        if not on_screens or on_screens == [FIELDS] or any(words in text for words in (*IN_FIELDS, *NO_KEYS)):
            continue
        if re.search(f"{NAMED}|{LONE}", re.sub(r"\{[^}]*\}", "", text)):
            fixed.append(text)
    return fixed


def test_no_message_of_the_screens_names_a_fixed_key() -> None:
    assert messages_with_fixed_keys() == []


def new_keys() -> dict[str, str]:
    """For every command a key that no command has by itself: a letter of two other alphabets."""
    letters = [chr(code) for code in (*range(0x0430, 0x0530), *range(0x10D0, 0x10FB))]
    return {command.id: letter for command, letter in zip(all_commands(), letters, strict=False)}


def old_keys() -> set[str]:
    """How keys are written that commands have by themselves, where a name tells them from other words."""
    caps = {keycap(key) for command in all_commands() for key in command.keys.split(",")}
    return {cap for cap in caps if re.fullmatch(NAMED, cap)} | {"Ctrl+", "^"}


def old_keys_in(text: str) -> list[str]:
    """The old keys in a text, and lone letters that one is told to press."""
    text = re.sub(r"(?<=\w) → (?=\w)", " ", text)  # from one situation to another
    keys = [key for key in old_keys() if key in text]
    return keys + re.findall("(?:^| )([a-zA-Z]) (?:で|を押|を)", text)


OPENERS: dict[str, Callable[[ShishinApp], object]] = {
    "home": lambda _: None,
    "walk": lambda app: app.doors.open_walk(),
    "scenarios": lambda app: app.doors.open_scenarios(),
    "records": lambda app: app.doors.open_records(),
    "rooms": lambda app: app.doors.open_rooms(),
    "play": lambda app: app.doors.open_play(FULL_ARC),
    "reader": lambda app: app.doors.open_reader(),
    "clause": lambda app: app.doors.open_clause("IV.B"),
    "matrix": lambda app: app.doors.open_matrix(),
    "ask": lambda app: app.doors.open_ask(),
    "systems": lambda app: app.doors.open_systems(),
    "study": lambda app: app.doors.open_study(),
    "changes": lambda app: app.doors.open_changes(START, Configuration.of(frozenset({Phase.JUYO}))),
    "chooser": lambda app: app.push_screen(Chooser("題", [Block("行", target="row")])),
    "prompt": lambda app: app.push_screen(Prompt("題")),
}


@asynccontextmanager
async def open_remapped(name: str, folder: Path) -> AsyncIterator[Pilot[None]]:
    """The app on the screen of this name, with every key remapped."""
    file = folder / "settings.toml"
    file.write_text(
        "[keys]\n" + "".join(f'"{name}" = "{key}"\n' for name, key in new_keys().items()), "utf-8"
    )
    app = ShishinApp(journal=folder / "j", settings=read_settings(file))
    assert app.keys.keys() == new_keys().keys(), app.faults
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        OPENERS[name](app)
        await settle(pilot)
        yield pilot


def test_every_command_can_be_remapped_at_once() -> None:
    keys = new_keys()
    assert len(keys) == len(all_commands())
    assert all(len({keys[name] for name in place}) == len(place) for place in places_of_commands())


@pytest.mark.parametrize("name", OPENERS)
async def test_with_every_key_remapped_no_screen_and_no_help_tells_an_old_one(
    name: str, tmp_path: Path
) -> None:
    speak("ja")
    async with open_remapped(name, tmp_path) as pilot:
        app = pilot.app
        assert isinstance(app, ShishinApp)
        assert old_keys_in(screen_text(app)) == []
        app.push_screen(HelpScreen.over(app.screen))
        await settle(pilot)
        window = app.screen
        assert isinstance(window, HelpScreen)
        help_lines = [f"{block.label} {block.text}" for block in window.frame.page.blocks]
        toolkit_words = (
            "字を移る",
            "行の初め、終わりへ",
            "語を選ぶ",
            "を消す",
            "切り取る",
            "Enter で決める",
            IN_FIELDS[2],
        )
        lines = [line for line in help_lines if not any(words in line for words in toolkit_words)]
        assert [line for line in lines if old_keys_in(line)] == []
