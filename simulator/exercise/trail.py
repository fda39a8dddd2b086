"""Whether the records of one exercise form a history, checked without folding them."""

from __future__ import annotations

import math

from simulator.exercise.clock import FASTEST, SLOWEST
from simulator.exercise.events import ASIDE, Forked, HeadSet, Paced, Record, Ticked, Voted
from simulator.language import tr


class RecordTrail:
    """Takes records one after another, as long as they make a history."""

    def __init__(self) -> None:
        self._next = 1
        self._acts: set[int] = set()  # the records that another record may follow
        self._branches = {0}

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
        reason = self._event_fault(record)
        if reason is None:
            self._next += 1
            if not isinstance(record.event, ASIDE):
                self._acts.add(record.seq)
            elif isinstance(record.event, Forked):
                self._branches.add(record.seq)
        return reason

    def _event_fault(self, record: Record) -> str | None:
        match record.event:
            case HeadSet(branch=branch) if branch is not None and branch not in self._branches:
                return tr("分岐 {branch} がありません", branch=branch)
            case Paced(speed=speed) if not (math.isfinite(speed) and SLOWEST <= speed <= FASTEST):
                return tr(
                    "時計の速さ speed が {slowest:g}〜{fastest:g} でありません",
                    slowest=SLOWEST,
                    fastest=FASTEST,
                )
            case Ticked(move=target) | Voted(about=target) if target not in self._acts:
                return tr("指す先の記録 {target} がありません", target=target)
        if not (math.isfinite(record.elapsed) and record.elapsed >= 0):
            return tr("経過時間 elapsed が正しくありません")
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
