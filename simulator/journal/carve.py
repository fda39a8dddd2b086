"""All that a damaged journal file and its log still give, each record under its seal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from simulator.exercise.keeping import text_name
from simulator.journal.pages import Value, rows
from simulator.journal.schema import APPLICATION_ID
from simulator.journal.soundness import is_bare_record, seal
from simulator.journal.wal import Frame, Wal

_MAGIC = b"SQLite format 3\0"
_USUAL_SIZE = 4096


@dataclass
class Carved:
    """Exercises (id → title and beginning) and records (id → number → body), in no order of trust."""

    is_ours: bool = False
    exercises: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    records: dict[str, dict[int, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def prefix(self, exercise: str) -> list[str]:
        """The bodies from the first on, in unbroken order."""
        bodies = self.records.get(exercise, {})
        found: list[str] = []
        while (seq := len(found) + 1) in bodies:
            found.append(bodies[seq])
        return found

    def __len__(self) -> int:
        return sum(len(bodies) for bodies in self.records.values())


def carve(main: bytes, log: Wal) -> Carved:
    """What the pages give. Never raises; of another program's file it gives nothing."""
    # The size is in the header, which may be what is damaged; the wrong size gives next to nothing.
    named = int.from_bytes(main[16:18], "big")
    sizes = {_USUAL_SIZE, log.page_size, 65536 if named == 1 else named}
    found = max(
        (_carve(main, log, size) for size in sorted(sizes) if size >= 512 and not size & (size - 1)),
        key=len,
    )
    says_so = main.startswith(_MAGIC) and int.from_bytes(main[68:72], "big") == APPLICATION_ID
    found.is_ours = says_so or len(found) > 0
    return found


def _carve(main: bytes, log: Wal, size: int) -> Carved:
    frames: tuple[Frame, ...] = (*log.sound, *log.astray) if log.page_size == size else ()
    latest = {frame.page: frame.data for frame in frames}

    def fetch(page: int) -> bytes | None:
        return latest.get(page) or main[(page - 1) * size : page * size] or None if page > 0 else None

    found, bare = Carved(), Carved()
    # The log comes after the file: what it says of a record is the later word.
    for page in (*_pages(main, size), *(frame.data for frame in frames)):
        for row in rows(page, fetch):
            _take(row, found, bare)
    if not found.records:  # a file of version 1, which had no seals
        found.records = bare.records
    return found


def _pages(main: bytes, size: int) -> Iterator[bytes]:
    return (main[at : at + size] for at in range(size, len(main), size))  # the first holds only the schema


def _take(row: tuple[Value, ...], found: Carved, bare: Carved) -> None:
    match row:
        case (str(name), int(seq), str(body), str(sealed)):
            if sealed == seal(name, seq, body.encode()):
                found.records.setdefault(name, {})[seq] = body
        case (str(name), int(seq), str(body)):
            if is_bare_record(seq, body.encode()):
                bare.records.setdefault(name, {})[seq] = body
        case (str(name), str(text)) if name == text_name(text):
            found.texts[name] = text
        case (str(name), str(title), str(began), *_):
            with suppress(ValueError):
                found.exercises[name] = (title, datetime.fromisoformat(began))
        case _:
            return
