"""The README's commands are run as they are written."""

import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli.settings import EXAMPLE
from simulator.settings.read import read_settings
from simulator.tui.app.keymap import all_commands
from simulator.tui.app.shishin import ShishinApp
from tests.commands import Ran

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("shishin")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_readme_works(shishin: Callable[..., Ran], command: str) -> None:
    ran = shishin(*shlex.split(command)[1:])
    assert ran.status == 0, ran.err
    assert ran.out


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 8


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"```sh\nmake (\w+)\n```", README)
    assert targets == ["run", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_picture_and_file_named_exists() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(((?!https?:)[^)#]+)\)", text):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
    for name in re.findall(r"\| `([\w./-]+)`", README):
        assert (ROOT / name).exists(), name


def test_the_settings_of_the_readme_are_those_that_the_command_shows() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert tomllib.loads(example) == tomllib.loads(EXAMPLE)


def test_the_settings_of_the_readme_are_sound_and_take_no_key_from_another_command(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(EXAMPLE, "utf-8")
    app = ShishinApp(settings=read_settings(path))
    assert not app.faults
    assert set(app.keys) == set(tomllib.loads(EXAMPLE)["keys"])
    # Nor from one in another pane: a key of a pane comes before the screen's, and this before the app's.
    default_keys = {command.id: set(command.keys.split(",")) for command in all_commands()}
    for name, keys in app.keys.items():
        new = set(keys.split(",")) - default_keys[name]
        assert not {command for command, taken in default_keys.items() if new & taken}, name
