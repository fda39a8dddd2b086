"""Rows out of a damaged SQLite file, page by page, without SQLite.

Where an inner page is torn, SQLite reaches nothing below it, though the rows lie there whole. This looks at
every page by itself. It gives candidates only: their seals say which are what was written.
Format: https://www.sqlite.org/fileformat2.html#b_tree_pages
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Value = int | str | None
Fetch = Callable[[int], bytes | None]  # a page by its number, for texts that go on over several pages

_INNER_INDEX, _LEAF_INDEX, _LEAF_TABLE = 0x02, 0x0A, 0x0D
_LONGEST = 1 << 24  # bytes; keeps garbage from leading through the whole file
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type → bytes


def rows(page: bytes, fetch: Fetch) -> Iterator[tuple[Value, ...]]:
    """The rows of one page of a table or an index; none of a page of another kind. Never raises."""
    if len(page) < 512 or page[0] not in (_INNER_INDEX, _LEAF_INDEX, _LEAF_TABLE):
        return
    start = 12 if page[0] == _INNER_INDEX else 8
    count = int.from_bytes(page[3:5], "big")
    for at in range(start, min(start + 2 * count, len(page) - 1), 2):
        cell = int.from_bytes(page[at : at + 2], "big")
        try:
            yield _decode(_payload(page, cell, fetch))
        except (ValueError, IndexError):  # not a cell, or not whole
            continue


def _payload(page: bytes, at: int, fetch: Fetch) -> bytes:
    if page[0] == _INNER_INDEX:
        at += 4
    length, at = _varint(page, at)
    if page[0] == _LEAF_TABLE:
        _, at = _varint(page, at)
    if length > _LONGEST:
        raise ValueError("longer than any record")
    usable = len(page)
    most = usable - 35 if page[0] == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return _slice(page, at, length)
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    parts = [_slice(page, at, here)]
    following = int.from_bytes(_slice(page, at + here, 4), "big")
    left, seen = length - here, set[int]()
    while left > 0:
        over = fetch(following) if following not in seen else None
        if over is None or len(over) != usable:
            raise ValueError("the text goes on where there is nothing")
        seen.add(following)
        parts.append(over[4 : 4 + left])
        left -= len(parts[-1])
        following = int.from_bytes(over[:4], "big")
    return b"".join(parts)


def _decode(payload: bytes) -> tuple[Value, ...]:
    head, at = _varint(payload, 0)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        if kind >= 13 and kind % 2:
            size = (kind - 13) // 2
            values.append(_slice(payload, at, size).decode())
        elif kind in _INTEGERS:
            size = _INTEGERS[kind]
            values.append(int.from_bytes(_slice(payload, at, size), "big", signed=True))
        elif kind in (0, 8, 9):
            size = 0
            values.append({0: None, 8: 0, 9: 1}[kind])
        else:
            raise ValueError("a kind that no table of ours has")
        at += size
    return tuple(values)


def _slice(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise ValueError("beyond the end")
    return data[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's variable length, and where it ends."""
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + n + 1
    raise AssertionError("unreachable")
