"""Without the client library a server's journal says how to install it; no other fault is blamed on it."""

import sys

import pytest

import simulator.journal.postgres.link
from simulator.exercise import JournalError
from simulator.journal.remote import _library, open_server, prepare_server
from simulator.settings.server import Server

SOMEWHERE = Server("postgresql://localhost/journal")


@pytest.mark.parametrize("act", [open_server, prepare_server], ids=["open", "prepare"])
def test_where_the_library_is_missing_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, act: object
) -> None:
    # Importing anew hangs another module into the package: put back the one that other tests know.
    monkeypatch.setattr(simulator.journal, "postgres", simulator.journal.postgres)
    for name in list(sys.modules):
        if name == "psycopg" or name.startswith(("psycopg.", "simulator.journal.postgres")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(JournalError, match=r"pip install 'shishin\[postgres\]'") as refused:
        act(SOMEWHERE)  # type: ignore[operator]
    assert refused.value.elsewhere


@pytest.mark.parametrize("name", ["a_module", "psycopg_of_another_kind", "z_module"])
def test_another_module_that_is_missing_is_our_own_fault(name: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=name), _library(SOMEWHERE):
        raise ModuleNotFoundError(f"No module named {name}", name=name)
