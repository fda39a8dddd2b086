"""What makes records sound: each under its seal, and each fitting on those before it.

SQLite notices a torn page but not a letter that changed inside a text. The seal does; so what a damaged
journal still gives is what was written, or nothing.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from simulator.exercise.events import ASIDE, Forked, HeadSet, Record
from simulator.language import tr


def seal(exercise: str, seq: int, body: bytes) -> str:
    """The check on a record's body and on its place; against accidents, not against forgers."""
    return blake2b(f"{exercise}\0{seq}\0".encode() + body, digest_size=8).hexdigest()


def is_bare_record(seq: int, body: bytes) -> bool:
    """Whether a body without a seal (version 1 had none) looks like a record of this number."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("seq") == seq and "event" in value


class Trail:
    """Takes records one after another, as long as they make a history."""

    def __init__(self) -> None:
        self._next = 1
        self._acts: set[int] = set()  # those that another record may follow

    def fault(self, record: Record) -> str | None:
        """Take the record; or say why it does not fit, and take nothing."""
        if record.seq != self._next:
            return tr("通し番号が {expected} でなく {seq} です", expected=self._next, seq=record.seq)
        if record.parent is None and self._acts:
            return tr("前の記録の番号がありません")
        if record.parent is not None and record.parent not in self._acts:
            return tr("前の記録 {parent} がありません", parent=record.parent)
        if not _targets(record) <= self._acts:
            return tr("指す先の記録 {target} がありません", target=min(_targets(record) - self._acts))
        self._next += 1
        if not isinstance(record.event, ASIDE):
            self._acts.add(record.seq)
        return None


def _targets(record: Record) -> set[int]:
    """The earlier records that an event names as places to go on from."""
    match record.event:
        case HeadSet(to=to, tip=tip):
            return {to, tip}
        case Forked(at=at):
            return {at}
        case _:
            return set()
