"""Exercises are carried to another journal whole and once; a backup file comes back whole or not at all."""

import errno
import io
import os
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import MemoryJournal
from simulator.exercise.events import PlayedScenario, Record, Started
from simulator.journal import carrying
from simulator.journal.carrying import (
    ArchiveError,
    Carried,
    back_up_to,
    carry,
    findings,
    parts_of,
    restore_from,
    write_archive,
)
from tests.journal.test_contract import MORNING, NOON, first, note

RECORDS = [first(), note(2), note(3)]


@pytest.fixture
def source() -> MemoryJournal:
    """Three exercises: one with something beside it, one plain, and one in which nothing was recorded."""
    journal = MemoryJournal()
    journal.adopt("one", "一の演習", NOON, RECORDS)
    journal.adopt("two", "二の演習", MORNING, RECORDS[:2])
    journal.begin("begun", "始めただけ", NOON)
    journal.hide("one")
    journal.sidecar.keep_seat("one", "sdf")
    journal.sidecar.keep_stage("one", '{"blank":true}')
    journal.sidecar.keep_draft("one", "書きかけ")
    return journal


def all_kept(journal: MemoryJournal) -> dict[str, Any]:
    """All that is kept of each exercise, except when it was used."""
    beside = journal.sidecar
    return {
        kept.id: (
            (kept.title, kept.began, kept.hidden),
            journal.read(kept.id),
            (beside.kept_seat(kept.id), beside.kept_stage(kept.id), beside.kept_draft(kept.id)),
        )
        for kept in journal.exercises()
    }


def backed_up(journal: MemoryJournal, folder: Path) -> Path:
    path = folder / "backup.tar"
    back_up_to(journal, path)
    return path


def test_what_is_carried_is_the_same_elsewhere_and_is_carried_once(source: MemoryJournal) -> None:
    target = MemoryJournal()
    assert carry(source, target) == Carried(taken=["begun", "one", "two"])
    assert all_kept(target) == all_kept(source)
    assert carry(source, target) == Carried(there=["begun", "one", "two"])
    assert all_kept(target) == all_kept(source)


@pytest.mark.parametrize("records", [[first("別の演習")], RECORDS[:2], [*RECORDS, note(4)]])
def test_one_of_the_same_name_with_other_records_stays_and_the_other_gets_a_new_name(
    source: MemoryJournal, records: list[Record]
) -> None:
    target = MemoryJournal()
    target.adopt("one", "元からある演習", NOON, records)
    assert carry(source, target) == Carried(taken=["begun", "one-2", "two"], renamed=[("one", "one-2")])
    assert target.read("one") == records
    assert all_kept(target)["one-2"] == all_kept(source)["one"]
    assert target.sidecar.kept_seat("one") == ""


def test_a_backup_file_gives_all_back_but_what_was_never_recorded(
    source: MemoryJournal, tmp_path: Path
) -> None:
    path = tmp_path / "backup.tar"
    assert back_up_to(source, path) == 2
    target = MemoryJournal()
    assert restore_from(path, target) == Carried(taken=["one", "two"])
    assert all_kept(target) == {name: kept for name, kept in all_kept(source).items() if name != "begun"}
    assert restore_from(path, target) == Carried(there=["one", "two"])


def test_a_backup_of_a_journal_without_records_holds_none(tmp_path: Path) -> None:
    path = tmp_path / "backup.tar"
    assert back_up_to(MemoryJournal(), path) == 0
    assert restore_from(path, MemoryJournal()) == Carried()


def test_where_nothing_stands_beside_an_exercise_it_is_in_sight_and_has_no_seat_and_no_draft(
    source: MemoryJournal, tmp_path: Path
) -> None:
    path = backed_up(source, tmp_path)
    path.write_bytes(write_archive({**parts_of(path), "000001.json": b"{}"}))
    target = MemoryJournal()
    restore_from(path, target)
    assert all_kept(target)["one"] == (("一の演習", NOON, False), RECORDS, ("", "", ""))


def test_the_same_exercises_give_the_same_bytes_in_whatever_order_they_were_used(
    source: MemoryJournal, tmp_path: Path
) -> None:
    other = MemoryJournal()
    for name in ("one", "two"):  # so that the second was used last
        kept = next(kept for kept in source.exercises() if kept.id == name)
        other.adopt(name, kept.title, kept.began, source.read(name))
        other.hold(name)
    carried = MemoryJournal()
    carry(source, carried)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert backed_up(source, tmp_path / "a").read_bytes() == backed_up(carried, tmp_path / "b").read_bytes()
    parts, parts_of_other = parts_of(tmp_path / "a" / "backup.tar"), parts_of(backed_up(other, tmp_path))
    assert list(parts_of_other) == ["000001.jsonl", "000001.json", "000002.jsonl", "000002.json"]
    for name in ("000001.jsonl", "000002.jsonl"):  # what stands beside the first differs
        assert parts_of_other[name] == parts[name]


def test_a_backup_file_can_be_read_by_its_owner_alone_and_names_nobody(
    source: MemoryJournal, tmp_path: Path
) -> None:
    with tarfile.open(backed_up(source, tmp_path)) as archive:
        assert {(entry.mode, entry.mtime, entry.uname) for entry in archive} == {(0o600, 0, "")}


def test_a_backup_never_takes_the_place_of_a_file_and_leaves_none_half_written(
    source: MemoryJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "backup.tar"
    path.write_text("別のもの")
    with pytest.raises(FileExistsError):
        back_up_to(source, path)
    with monkeypatch.context() as broken:
        broken.setattr(carrying, "_beside", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            back_up_to(source, tmp_path / "half.tar")
    assert [place.name for place in tmp_path.iterdir()] == ["backup.tar"]
    assert path.read_text() == "別のもの"
    with pytest.raises(FileNotFoundError, match="nowhere"):
        back_up_to(source, tmp_path / "nowhere" / "backup.tar")


def test_a_backup_is_written_whole_also_where_the_file_system_has_no_links(
    source: MemoryJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = backed_up(source, tmp_path)

    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    there = tmp_path / "there.tar"
    there.write_text("別のもの")
    with pytest.raises(FileExistsError):
        back_up_to(source, there)
    back_up_to(source, tmp_path / "stick.tar")
    assert (tmp_path / "stick.tar").read_bytes() == plain.read_bytes()
    assert there.read_text() == "別のもの"
    assert len(list(tmp_path.iterdir())) == 3


def rewritten(path: Path, change: Any) -> Path:
    """Change the parts of an archive and leave its checksums as they were written."""
    with tarfile.open(path) as archive:
        parts = {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]
    change(parts)
    with tarfile.open(path, "w") as archive:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda parts: parts.update({"000001.jsonl": b"{}"}), "中身が書かれたときと違います"),
        (lambda parts: parts.update({"000003.jsonl": b""}), "中身が書かれたときと違います"),
        (lambda parts: parts.pop("000002.json"), "中身が書かれたときと違います"),
        (lambda parts: parts.update({"SHA256SUMS": b"\xff"}), "中身が書かれたときと違います"),
        (lambda parts: parts.pop("SHA256SUMS"), "指針シミュレータの控えではありません"),
    ],
    ids=["changed", "more", "less", "sums", "no sums"],
)
def test_an_archive_whose_parts_are_not_those_that_were_written_gives_nothing_back(
    source: MemoryJournal, tmp_path: Path, change: Any, why: str
) -> None:
    target = MemoryJournal()
    with pytest.raises(ArchiveError, match=why):
        restore_from(rewritten(backed_up(source, tmp_path), change), target)
    assert target.exercises() == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda parts: parts.pop("000002.json"), r"000002\.json がありません"),
        (lambda parts: parts.update({"000002.json": b'{"later": 1}'}), r"000002\.jsonl を読めません"),
        (lambda parts: parts.update({"000002.jsonl": b"\xff\n"}), r"000002\.jsonl を読めません"),
        (lambda parts: parts.update({"000002.jsonl": b"{}\n"}), r"000002\.jsonl を読めません"),
    ],
    ids=["lacks what stands beside", "unknown field", "no text", "no exercise"],
)
def test_nothing_is_taken_in_where_one_part_of_a_whole_archive_cannot_be(
    source: MemoryJournal, tmp_path: Path, change: Any, why: str
) -> None:
    path = backed_up(source, tmp_path)
    parts = parts_of(path)
    change(parts)
    path.write_bytes(write_archive(parts))
    target = MemoryJournal()
    with pytest.raises(ArchiveError, match=why):
        restore_from(path, target)
    assert target.exercises() == []


def test_what_holds_more_than_files_or_more_than_its_limits_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "backup.tar"
    parts = {"000001.json": b"12345678", "000002.json": b""}
    path.write_bytes(write_archive(parts))
    # The checksums are a part too: one line of 64 digits, two blanks and the name, for each of the others.
    monkeypatch.setattr(carrying, "_LARGEST", 2 * (64 + 2 + 11 + 1))
    monkeypatch.setattr(carrying, "_MOST", 3)
    assert parts_of(path) == parts
    for limit, value in (("_LARGEST", 2 * (64 + 2 + 11 + 1) - 1), ("_LARGEST", 7), ("_MOST", 2)):
        with monkeypatch.context() as smaller:
            smaller.setattr(carrying, limit, value)
            with pytest.raises(ArchiveError, match="控えではありません"):
                parts_of(path)
    with tarfile.open(path, "w") as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    for data in (path.read_bytes(), b"", b"no archive" * 200):
        path.write_bytes(data)
        with pytest.raises(ArchiveError, match="控えではありません"):
            parts_of(path)


def _entry(name: str, **fields: Any) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(entry, field, value)
    return entry


@pytest.mark.parametrize(
    "entry",
    [
        _entry("000001.json", size=-512),  # of which the next entry is itself
        _entry("000001.json", pax_headers={"GNU.sparse.map": "a,b"}),
        _entry("000001.json", type=tarfile.GNUTYPE_SPARSE),
    ],
    ids=["negative size", "no numbers", "sparse"],
)
def test_an_archive_of_headers_that_we_never_write_is_no_backup(
    tmp_path: Path, entry: tarfile.TarInfo
) -> None:
    path = tmp_path / "backup.tar"
    sums = f"{sha256(b'').hexdigest()}  000001.json\n".encode()
    header = entry.tobuf(tarfile.PAX_FORMAT if entry.pax_headers else tarfile.GNU_FORMAT)
    with path.open("wb") as file:
        file.write(_entry("SHA256SUMS", size=len(sums)).tobuf() + sums.ljust(512, b"\0"))
        file.write(header + bytes(1024))
    # Later Pythons stop at a negative size themselves, and then a part is missing.
    with pytest.raises(ArchiveError, match=r"控えではありません|書かれたときと違います"):
        parts_of(path)


def test_of_each_exercise_the_first_record_that_does_not_fit_is_told() -> None:
    journal = MemoryJournal()
    journal.adopt("one", "演習", NOON, RECORDS)
    assert findings(journal) == []
    unknown = PlayedScenario(name="later.yaml", source="schema: 99", first=None)
    of_another_version = Started(title="演習", phases=(), script=unknown)
    journal.adopt("later", "演習", NOON, [first().model_copy(update={"event": of_another_version})])
    assert findings(journal) == []
    journal.adopt("two", "演習", NOON, [first(), note(3), note(5)])
    journal.adopt("three", "演習", NOON, [first(), note(2), note(4)])
    assert findings(journal) == [
        "演習 two の記録 3: 通し番号が 2 でなく 3 です",
        "演習 three の記録 4: 通し番号が 3 でなく 4 です",
    ]
