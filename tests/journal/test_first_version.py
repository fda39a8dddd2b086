"""Journals of the first version, whose records had no seals."""

from pathlib import Path

from simulator.journal import open_journal
from tests.journal.damage import contents, edit, fill, mended, spoil, to_version_1


def test_a_journal_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    to_version_1(path)
    journal, notices = open_journal(path)
    assert notices == ()
    assert contents(journal) == kept


def test_a_damaged_journal_of_the_first_version_is_salvaged(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    to_version_1(path)
    spoil(path, 0, b"\xa5" * 100)
    journal, notice = mended(path)
    assert notice.aside
    assert contents(journal) == kept


def test_damage_from_before_the_seals_is_not_sealed_in(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    (name,) = kept
    to_version_1(path)
    edit(path, "UPDATE record SET body = 'x' WHERE seq = 9")
    journal, notice = mended(path)
    assert notice.kept == ((name, 8),)
    assert contents(journal) == {name: kept[name][:8]}
