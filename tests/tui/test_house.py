"""How the screens are built: each stands on at most one class of ours, and is whole in one file."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from textual.app import App
from textual.screen import Screen

import simulator.tui
from simulator.tui.app.shishin import ShishinApp


def below(kind: type) -> Iterator[type]:
    found: list[type] = type.__subclasses__(kind)
    for one in found:
        yield one
        yield from below(one)


def ours(kind: type) -> list[type]:
    """The classes of ours that a class stands on."""
    return [one for one in kind.__mro__[1:] if one.__module__.startswith("simulator.")]


def screens() -> list[type]:
    for module in walk_packages(simulator.tui.__path__, "simulator.tui."):
        import_module(module.name)
    return [one for one in below(Screen) if one.__module__.startswith("simulator.")]


def test_between_a_screen_and_the_toolkit_stands_at_most_one_class_of_ours() -> None:
    found = screens()
    assert len(found) > 20
    assert {one.__name__: ours(one) for one in found if len(ours(one)) > 1} == {}


def test_no_screen_or_app_is_continued_by_a_class_that_is_none() -> None:
    for one in (*screens(), ShishinApp):
        kinds = (base for base in one.__bases__ if base.__module__.startswith("simulator."))
        assert all(issubclass(base, Screen | App) for base in kinds), one
