"""A write-ahead log is read as SQLite reads it, and beyond a damaged place by what its pages confirm."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from simulator.journal.wal import Frame, read_wal

MAGIC, USUAL, FRAME = 0x377F0682, 4096, 24
NOW, BEFORE = (7, 9), (5, 3)  # salts of the present round of the log, and of the one it overwrites


def summed(data: bytes, start: tuple[int, int], *, big: bool) -> tuple[int, int]:
    """The checksum as the format's description gives it."""
    words = struct.unpack(f"{'>' if big else '<'}{len(data) // 4}I", data)
    s0, s1 = start  # their names in the description of the format
    for place in range(0, len(words), 2):
        s0 = (s0 + words[place] + s1) % 2**32
        s1 = (s1 + words[place + 1] + s0) % 2**32
    return s0, s1


def pages(commits: str, *, size: int = USUAL, begin: int = 1) -> list[Frame]:
    """Pages in the order of writing, one for each letter; an `x` finishes a transaction."""
    return [
        Frame(number, commit == "x", bytes([number, 255 - number]) * (size // 2))
        for number, commit in enumerate(commits, begin)
    ]


def log(
    frames: list[Frame],
    *,
    size: int = USUAL,
    salts: tuple[int, int] = NOW,
    big: bool = False,
    magic: int = MAGIC,
) -> bytes:
    """A whole log of these pages."""
    head = struct.pack(">6I", magic | big, 3_007_000, size, 0, *salts)
    last = summed(head, (0, 0), big=big)
    data = [head, struct.pack(">2I", *last)]
    for frame in frames:
        head_of_frame = struct.pack(">2I", frame.page, 40 if frame.commits else 0)
        last = summed(head_of_frame + frame.data, last, big=big)
        data += [head_of_frame, struct.pack(">4I", *salts, *last), frame.data]
    return b"".join(data)


def spoiled(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]


def body_of(number: int) -> int:
    """Where in the log the bytes of a page begin; `number` counts the pages written, from 1."""
    return 32 + (number - 1) * (FRAME + USUAL) + FRAME


@pytest.mark.parametrize("size", [1 << power for power in range(9, 17)])
def test_the_pages_of_sqlites_own_log_make_the_file_that_sqlite_makes_of_them(
    tmp_path: Path, size: int
) -> None:
    path = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA page_size = {size}")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE note (body TEXT)")
        for number in range(4):
            db.execute("INSERT INTO note VALUES (?)", (f"{number}" * 1000,))
        wal = read_wal(path.with_name(path.name + "-wal").read_bytes())
        _, written, _ = db.execute("PRAGMA wal_checkpoint").fetchone()
    made = path.read_bytes()
    newest = {frame.page: frame.data for frame in wal.sound}
    assert (wal.page_size, len(wal.sound), wal.is_damaged) == (size, written, False)
    assert b"".join(newest[number] for number in sorted(newest)) == made


@pytest.mark.parametrize("big", [False, True], ids=["little", "big"])
def test_checksums_may_be_over_words_of_either_order_of_bytes(*, big: bool) -> None:
    frames = pages("xxx")
    wal = read_wal(log(frames, big=big))
    assert (list(wal.sound), wal.astray) == (frames, ())


@pytest.mark.parametrize(("commits", "read"), [("x.x..", 3), ("..", 0), (".x", 2), ("x", 1), ("", 0)])
def test_a_transaction_that_was_not_finished_never_was(commits: str, read: int) -> None:
    frames = pages(commits)
    wal = read_wal(log(frames))
    assert (list(wal.sound), wal.astray, wal.is_damaged) == (frames[:read], (), False)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_pages_beyond_a_damaged_one_are_found_and_a_finished_one_among_them_is_damage(number: int) -> None:
    frames = pages("xxxx")
    wal = read_wal(spoiled(log(frames), body_of(number) + 100))
    assert (list(wal.sound), list(wal.astray)) == (frames[: number - 1], frames[number:])
    assert wal.is_damaged is (number < 4)


def test_what_a_lost_page_finished_counts_as_finished() -> None:
    frames = pages("x.xx")
    wal = read_wal(spoiled(log(frames), body_of(3)))
    assert (list(wal.sound), list(wal.astray)) == (frames[:2], frames[3:])


def test_nothing_is_damaged_where_only_an_unfinished_transaction_is_lost() -> None:
    frames = pages("x...")
    wal = read_wal(spoiled(log(frames), body_of(2)))
    assert (list(wal.sound), wal.astray, wal.is_damaged) == (frames[:1], (), False)


@pytest.mark.parametrize("lost", [False, True], ids=["whole", "header lost"])
def test_pages_of_an_earlier_round_that_were_not_yet_overwritten_are_not_read(*, lost: bool) -> None:
    now, before = pages("xxx"), pages("xxxxxx", begin=11)
    data = log(now)
    data += log(before, salts=BEFORE)[len(data) :]
    wal = read_wal(spoiled(data, 0) if lost else data)
    read = (list(wal.sound), list(wal.astray))
    # Without the header the first page has no neighbour that confirms it.
    assert read == (([], now[1:]) if lost else (now, []))


@pytest.mark.parametrize("place", [0, 3, 8, 12, 16, 20, 24, 28, 31])
def test_a_header_with_any_wrong_byte_is_not_believed(place: int) -> None:
    frames = pages("xxx")
    wal = read_wal(spoiled(log(frames), place))
    assert (wal.page_size, list(wal.sound), list(wal.astray)) == (USUAL, [], frames[1:])


@pytest.mark.parametrize("size", [0, 1, 256, 3000, 1 << 17])
def test_a_size_that_no_page_has_is_not_believed_even_with_its_checksum(size: int) -> None:
    frames = pages("xxx")
    wal = read_wal(log([], size=size) + log(frames)[32:])
    assert (wal.page_size, list(wal.sound), list(wal.astray)) == (USUAL, [], frames[1:])


@pytest.mark.parametrize("magic", [0, MAGIC - 2, MAGIC + 2, MAGIC << 1 & 0xFFFFFFFE])
def test_what_does_not_begin_as_a_log_is_read_by_what_its_pages_confirm_alone(magic: int) -> None:
    frames = pages("xxx", size=512)
    wal = read_wal(log(frames, size=512, magic=magic))
    assert (wal.page_size, list(wal.sound), list(wal.astray)) == (512, [], frames[1:])


def test_a_log_in_which_nothing_is_written_yet_has_the_size_that_its_header_tells() -> None:
    assert read_wal(log([], size=512)).page_size == 512


def test_a_log_cut_anywhere_gives_the_pages_before_the_cut_and_garbage_none() -> None:
    frames = pages("xxx")
    whole = log(frames)
    for number in range(4):
        end = 32 + number * (FRAME + USUAL)
        for cut in (end, end + 1, end + FRAME, end + FRAME + USUAL - 1):
            assert list(read_wal(whole[:cut]).sound) == frames[:number]
    for garbage in (b"", b"\0" * 31, b"\0" * 32, b"\xff" * 33, b"\0" * 9000):
        wal = read_wal(garbage)
        assert (wal.page_size, wal.sound, wal.is_damaged) == (USUAL, (), False)
