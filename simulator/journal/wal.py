"""The write-ahead log, read without SQLite, to see whether SQLite would take all of it.

SQLite reads the log until a checksum fails and silently drops the rest: right after a crash in the middle of
a write, but a loss if a page of the log was damaged. Each frame's checksum continues the one before, so each
can be tested by its neighbour, and frames beyond a damaged one can be found. Format:
https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682  # lowest bit set: checksums over big-endian words
_SIZES = {1 << power for power in range(9, 17)}
_MASK = 0xFFFFFFFF
_USUAL_SIZE = 4096

Sum = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as it was written; `commits` where it ends a transaction."""

    page: int
    commits: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Wal:
    """`sound` are the frames that SQLite reads; `astray` whole ones beyond a damaged place."""

    page_size: int
    sound: tuple[Frame, ...] = ()
    astray: tuple[Frame, ...] = ()

    @property
    def is_damaged(self) -> bool:
        """Whether SQLite would drop a finished transaction."""
        return any(frame.commits for frame in self.astray)


def read_wal(data: bytes) -> Wal:
    """The frames of the log's present round; none for garbage. Never raises."""
    if len(data) < _HEADER:
        return Wal(_USUAL_SIZE)
    magic, _, size, _, *salts = struct.unpack_from(">6I", data)
    order = ">" if magic & 1 else "<"
    running: Sum | None = _sum(data[:24], (0, 0), order)
    if magic & ~1 != _MAGIC or size not in _SIZES or running != struct.unpack_from(">2I", data, 24):
        # The header is lost: take the round of the first frame that its neighbour confirms.
        order, running, salts = "<", None, []
        size = size if size in _SIZES else _USUAL_SIZE
    sound: list[Frame] = []
    astray: list[Frame] = []
    unbroken = running is not None
    for frame, frame_salts, stored, computed in _frames(data, size, order, running):
        is_whole = computed == stored and (not salts or frame_salts == salts)
        unbroken = unbroken and is_whole
        if is_whole:
            salts = frame_salts
            (sound if unbroken else astray).append(frame)
    ends = [count for count, frame in enumerate(sound, 1) if frame.commits]
    if any(frame.commits for frame in astray):
        # The lost frames finished the transaction at the end of the sound part, so it counts as finished.
        return Wal(size, tuple(sound), tuple(astray))
    return Wal(size, tuple(sound[: ends[-1] if ends else 0]))


def _frames(
    data: bytes, size: int, order: str, previous_sum: Sum | None
) -> Iterator[tuple[Frame, list[int], Sum, Sum | None]]:
    """Each whole frame with its salts, its stored checksum, and the checksum it should have."""
    for offset in range(_HEADER, len(data) - _FRAME - size + 1, _FRAME + size):
        page, pages, *salts_and_sum = struct.unpack_from(">6I", data, offset)
        body = data[offset + _FRAME : offset + _FRAME + size]
        stored = (salts_and_sum[2], salts_and_sum[3])
        computed = (
            None if previous_sum is None else _sum(data[offset : offset + 8] + body, previous_sum, order)
        )
        yield Frame(page, bool(pages), body), salts_and_sum[:2], stored, computed
        previous_sum = stored


def _sum(data: bytes, start: Sum, order: str) -> Sum:
    first, second = start
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
