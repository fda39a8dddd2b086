"""The journal in memory does what every journal does: the same tests as for files and servers."""

from collections.abc import Iterator
from inspect import signature
from types import FunctionType, ModuleType

import pytest

from simulator.exercise import Journal, MemoryJournal
from tests.journal import test_contract, test_roll
from tests.journal.test_contract import Open, journal
from tests.journal.test_roll import begun

__all__ = ["begun", "journal"]  # fixtures

OF_EVERY_JOURNAL = {"opening", "journal", "begun"}  # a test of any kind of journal asks for one of these


@pytest.fixture
def opening() -> Open:
    memory = MemoryJournal()

    def open_memory() -> Journal:
        return memory

    return open_memory


def _shared(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, test in vars(module).items():
        if name.startswith("test_") and OF_EVERY_JOURNAL & set(signature(test).parameters):
            yield name, test


globals().update([*_shared(test_contract), *_shared(test_roll)])


def test_a_change_and_only_a_change_is_another_number() -> None:
    memory = MemoryJournal()
    numbers = [memory.changes()]
    for change in (
        lambda: memory.begin("one", "演習", test_contract.NOON),
        lambda: memory.append("one", test_contract.first()),
        lambda: memory.rename("one", "別の名"),
        lambda: memory.hide("one"),
        lambda: memory.unhide("one"),
        lambda: memory.roll.change_class("one", lambda _: "開"),
        lambda: memory.roll.join("one", "aa", "", "", test_contract.NOON, limit=1),
        lambda: memory.roll.change("one", "p1", lambda person: person),
        lambda: memory.roll.respond("one", []),
        lambda: memory.roll.keep_presence("one", "見えた"),
        lambda: memory.roll.erase("one"),
        lambda: memory.delete("one"),
    ):
        change()
        numbers.append(memory.changes())
    assert len(set(numbers)) == len(numbers)
    memory.exercises()
    memory.count("one")
    assert memory.changes() == memory.changes() == numbers[-1]
