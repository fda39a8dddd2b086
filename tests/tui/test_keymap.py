"""Keys: each has an id, none is swallowed on its way, and each can be set otherwise."""

import re

import pytest

from simulator.settings import settings_file
from simulator.tui.app.keymap import all_commands, is_key, places_of_commands, remove_clashes
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.key_bar import offered_commands
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import OpenPlay

# What arrives as another key, stops a terminal, or is taken by tmux or by the terminal of VS Code
# (its `terminal.integrated.commandsToSkipShell`).
SWALLOWED = {
    *("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s", "ctrl+z", "ctrl+q", "ctrl+b", "ctrl+e", "ctrl+f"),
    *("ctrl+g", "ctrl+k", "ctrl+n", "ctrl+p", "ctrl+w", "ctrl+tab", "ctrl+pageup", "ctrl+pagedown"),
    *("f1", "f3", "f5", "f6", "f7", "f8", "f11", "alt+left", "alt+right", "alt+up", "alt+down"),
}


def write_key_settings(*lines: str) -> None:
    """Write a settings file with these lines under `[keys]`."""
    settings_file().write_text("[keys]\n" + "\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.id)
def test_every_command_has_an_id_that_can_be_written_and_keys_that_exist(command) -> None:  # type: ignore[no-untyped-def]
    assert re.fullmatch(r"[a-z]+\.[a-z_0-9]+", command.id)
    assert all(is_key(key) for key in command.keys.split(","))


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.id)
def test_no_command_has_only_keys_that_terminals_swallow(command) -> None:  # type: ignore[no-untyped-def]
    # ctrl+c quits everywhere too, and ? explains wherever it is not typed.
    if command.id not in ("app.quit_anywhere", "app.help_anywhere"):
        assert set(command.keys.split(",")) - SWALLOWED


def test_ids_are_told_apart() -> None:
    ids = [command.id for command in all_commands()]
    assert len(ids) == len(set(ids)) > 60


async def test_a_remapped_key_does_it_and_the_foot_and_the_help_show_it() -> None:
    write_key_settings('"home.walk" = "z"', 'app.help = "f12"')
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "z 段階を歩く" in grid(app)[-1]
        assert "F12 手引き" in grid(app)[-1]
        assert re.search(r"z +段階を歩く", screen_text(app))  # the menu too
        await pilot.press("1")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        await pilot.press("f12")
        await settle(pilot)
        assert re.search(r"z +自由に段階を進め", screen_text(app))
        await pilot.press("escape", "z")
        await settle(pilot)
        assert "段階を歩く ▸" in screen_text(app)


async def test_what_cannot_be_used_is_told_and_the_rest_works() -> None:
    write_key_settings('"home.wlak" = "z"', '"home.read" = "hyper+q"', '"home.records" = "z"')
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        message = foot_message(app)
        assert "home.wlak という操作はありません（近いもの: home.walk）" in message
        assert "hyper+q" in message
        keys = {command.id: key for command, key in offered_commands(app.screen)}
        assert (keys["home.walk"], keys["home.read"], keys["home.records"]) == ("1", "d", "z")


async def test_a_key_that_another_command_has_is_not_taken_from_it_and_it_is_told() -> None:
    write_key_settings('"home.walk" = "d"', '"home.records" = "j"')
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        message = foot_message(app)
        assert ":2:1: キー d は home.read が使うので、home.walk には使いません。home.walk は 1 で" in message
        assert ":3:1: キー j は list.down が使うので、home.records には使いません" in message
        keys = {command.id: key for command, key in offered_commands(app.screen)}
        assert (keys["home.walk"], keys["home.read"], keys["home.records"]) == ("1", "d", "3")


@pytest.mark.parametrize(
    ("keys", "used"),
    [
        ({"play.next": "j"}, {"play.next": "space"}),  # lists come first everywhere
        ({"play.next": "f9"}, {"play.next": "space"}),  # and so does what reaches windows
        ({"play.next": "space,n"}, {"play.next": "space"}),  # the note's, on the same screen
        ({"play.next": "space,L"}, {"play.next": "space,L"}),
        ({"home.walk": "d", "home.read": "1"}, {"home.walk": "d", "home.read": "1"}),  # they change places
        ({"home.walk": "z", "home.read": "z"}, {"home.walk": "z", "home.read": "d"}),
        ({"home.matrix": "d", "home.read": "j"}, {"home.matrix": "m", "home.read": "d"}),
    ],
)
def test_every_command_keeps_a_key_whatever_is_set(keys: dict[str, str], used: dict[str, str]) -> None:
    remove_clashes(keys, {command.id: command for command in all_commands()})
    assert keys == used


async def test_on_the_screen_too_a_command_whose_new_key_is_taken_keeps_its_own(playing: OpenPlay) -> None:
    write_key_settings('"play.next" = "j"')
    async with playing("space", shown=1) as console:
        assert len(console.play.exercise.state.shown) == 2


async def test_all_that_is_wrong_in_the_settings_is_told_at_the_start() -> None:
    settings_file().write_text(
        'theme = "qqq"\nfont = "x"\n[keys]\n"foo.bar" = "z"\n"home.walk" = "d"\n', "utf-8"
    )
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        message = foot_message(app)
        assert all(words in message for words in ("qqq", "font", "foo.bar", "キー d は"))
        assert "近いもの" not in message  # nothing is near
        assert "shishin settings --keys" in message


@pytest.mark.parametrize(
    ("key", "cap"),
    [("question_mark", "?"), ("ctrl+c", "^c"), ("f4", "F4"), ("shift+tab", "⇧Tab"), ("alt+left", "Alt←"),
     ("asterisk", "*"), ("shift+f4", "⇧F4"), ("space", "Space"), ("a", "a")],
)  # fmt: skip
def test_a_key_is_shown_as_it_stands_on_the_keyboard(key: str, cap: str) -> None:
    assert keycap(key) == cap


def test_the_keys_of_every_screen_and_window_are_compared() -> None:
    """Only commands that some place names can be found to clash; the toolkit would drop one silently."""
    of_screens = {command.id for command in all_commands() if not command.id.startswith("app.")}
    assert of_screens <= set[str]().union(*places_of_commands())
