"""The README's commands are run as they are written."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

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
