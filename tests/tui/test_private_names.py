"""The toolkit's private names that the screens stand on: one that has gone is named here first."""

import importlib

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.widget import Widget

IN_MODULES = [
    ("textual._xterm_parser", "XTermParser"),  # what makes events of a terminal's bytes
    ("textual.keys", "_character_to_key"),
]
IN_CLASSES = [
    (App, "_handle_exception"),
    (App, "_fatal_error"),
    (App, "_close_messages_no_wait"),
    (Widget, "_scroll_update"),
    (CommandPalette, "_action_command_list"),
]
IN_APPS = ["_exit", "_exception", "_bindings"]


@pytest.mark.parametrize(("module", "name"), IN_MODULES)
def test_the_toolkit_still_has_the_private_name_of_a_module(module: str, name: str) -> None:
    assert hasattr(importlib.import_module(module), name), f"{module}.{name} is gone"


@pytest.mark.parametrize(("owner", "name"), IN_CLASSES)
def test_the_toolkit_still_has_the_private_name_of_a_class(owner: type[object], name: str) -> None:
    assert hasattr(owner, name), f"{owner.__name__}.{name} is gone"


@pytest.mark.parametrize("name", IN_APPS)
def test_an_app_still_has_the_private_name(name: str) -> None:
    assert hasattr(App[None](), name), f"App.{name} is gone"
