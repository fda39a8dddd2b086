"""Whatever happens to the bytes of a journal, it opens as far as it is sound, or says why it does not."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.exercise import JournalError
from simulator.journal import open_journal
from tests.journal.damage import RecordsByExercise, after_a_crash, contents, cut, fill, flip, scatter, tear


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecordsByExercise]:
    folder = tmp_path_factory.mktemp("crashed")
    fill(folder / "journal.sqlite3", records=20)
    path = after_a_crash(folder / "journal.sqlite3", folder / "crash")
    journal, _ = open_journal(folder / "journal.sqlite3")
    kept = contents(journal)
    journal.close()
    return path, kept


@settings(max_examples=150)
@given(
    seed=st.integers(0, 1 << 32),
    harm=st.sampled_from([flip, scatter, cut, tear]),
    tail=st.sampled_from(["", "-wal"]),
)
def test_whatever_the_damage_what_is_kept_is_a_beginning_of_each_exercise(
    crashed: tuple[Path, RecordsByExercise],
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    harm: Callable[[bytearray, random.Random], None],
    tail: str,
) -> None:
    source, kept = crashed
    path = tmp_path_factory.mktemp("harm") / source.name
    for each in ("", "-wal"):
        data = bytearray(source.with_name(source.name + each).read_bytes())
        if each == tail:
            harm(data, random.Random(seed))
        path.with_name(path.name + each).write_bytes(data)
    try:
        journal, _ = open_journal(path)
    except JournalError:
        return
    salvaged = contents(journal)
    journal.close()
    assert all(records == kept[name][: len(records)] for name, records in salvaged.items())
    again, notices = open_journal(path)
    assert notices == ()
    again.close()
