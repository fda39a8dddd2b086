"""A start makes the arguments of the command asked for and of no other; what it says of each is the same."""

import argparse

import pytest

from simulator.cli import main, parser, screens
from simulator.cli.parser import build


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a parser by name."""
    (choices,) = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    return choices


def test_a_command_that_is_asked_for_by_name_is_the_same_as_in_the_whole() -> None:
    whole = commands(build())
    assert len(whole) > 25
    for name, command in whole.items():
        built_for_one = commands(build(["--lang", "en", name]))
        assert list(built_for_one) == list(whole)
        assert built_for_one[name].format_help() == command.format_help()


def test_commands_not_asked_for_have_no_parser() -> None:
    unbuilt = commands(build(["--version"]))
    assert not any(isinstance(command, argparse.ArgumentParser) for command in unbuilt.values())
    assert build(["--version"]).format_help() == build().format_help()


def test_no_arguments_mean_what_the_parser_makes_of_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home is opened without the parser; an option that the parser gains must not be missing there."""
    called: list[dict[str, object]] = []
    monkeypatch.setattr(screens, "home", lambda arguments: called.append({**vars(arguments)}))
    assert main([]) == 0
    parsed = parser.parse([])
    assert isinstance(parsed, argparse.Namespace)
    parsed.run(parsed)
    at_once, by_parser = ({name: given[name] for name in given if name != "run"} for given in called)
    assert at_once == by_parser
