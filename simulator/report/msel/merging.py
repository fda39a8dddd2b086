"""Drafts and the scenario they go into, if any → the scenario that would be, and what each row does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from simulator.language import msg, tr
from simulator.report.msel.columns import ITEMS, TABLES
from simulator.report.msel.plain import OPTIONS, STEPS, Plain, options_of, steps_of
from simulator.report.msel.reading import Draft, Drafts, Place, draft_rows
from simulator.report.msel.rows import item_said, kind_and_id, option_cells, step_cells
from simulator.report.msel.values import folded


class Status(Enum):
    """What a row does to the scenario."""

    NEW = msg("新")
    CHANGED = msg("変更")
    SAME = msg("同じ")
    REFUSED = msg("退けた")

    @property
    def label(self) -> str:
        """The word for it."""
        return tr(self.value)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row; `what` names the columns that change, or says why it is refused."""

    place: Place
    status: Status
    id: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The scenario that would be, what each row does to it, and which row each step came from."""

    plain: Plain
    fates: tuple[Fate, ...]
    kept: tuple[str, ...]  # steps of the scenario that the file does not name: they stay
    places: Mapping[str, Place]  # of steps, by id


def merge(drafts: Drafts, into: Plain | None, seats: Mapping[str, str]) -> Merged:
    """Put the rows into a scenario, or make a new one of them."""
    merging = _Merging(into or {}, seats)
    merging.fates += [Fate(one.place, Status.REFUSED, what=one.message) for one in drafts.refused]
    for draft in draft_rows(drafts, "item"):
        merging.item(draft)
    for draft in draft_rows(drafts, "step"):
        merging.step(draft)
    for draft in draft_rows(drafts, "option"):
        merging.option(draft)
    return merging.done()


class _Merging:
    """One merge: the steps by id as they will be, in the order they will have."""

    def __init__(self, into: Plain, seats: Mapping[str, str]) -> None:
        self._plain = {key: value for key, value in into.items() if key != STEPS}
        self._seats = seats
        self._old = {kind_and_id(step)[1]: step for step in steps_of(into)}
        self._steps: dict[str, Plain] = dict(self._old)
        self._named: dict[str, Place] = {}
        self._order: list[str] = []
        self._options: dict[tuple[str, str], Place] = {}
        self.fates: list[Fate] = []

    def item(self, draft: Draft) -> None:
        """An item of the exercise."""
        key, value = draft.id, draft.fields[draft.id]
        shown = ITEMS.get(key, key)
        if key in (STEPS, ""):
            self._refuse(draft, tr("項目の名がありません。"))
            return
        was = self._plain.get(key)
        same = key in self._plain and folded(item_said(key, was, self._seats)) == folded(
            item_said(key, value, self._seats) if value is not None else ""
        )
        if same or (value is None and key not in self._plain):
            self.fates.append(Fate(draft.place, Status.SAME, shown))
            return
        self.fates.append(Fate(draft.place, Status.CHANGED if key in self._plain else Status.NEW, shown))
        if value is None:
            self._plain.pop(key)
        else:
            self._plain[key] = value

    def step(self, draft: Draft) -> None:
        """A step, matched by its id; one without an id is named by its time."""
        name = draft.id or self._named_by_time(draft)
        if name in self._named:
            self._refuse(
                draft, tr("番号「{name}」は {place} にもあります。", name=name, place=self._named[name])
            )
            return
        old = self._old.get(name)
        if old is not None and kind_and_id(old)[0] != draft.kind:
            self._refuse(draft, tr("「{name}」の種別は変えられません。別の番号にしてください。", name=name))
            return
        self._named[name] = draft.place
        self._order.append(name)
        new = _with(old if old is not None else {draft.kind: name}, draft.fields)
        if old is None:
            new = {draft.kind: name, **{key: value for key, value in new.items() if key != draft.kind}}
            if draft.kind == "decision":
                new.setdefault(OPTIONS, [])
        self._steps[name] = new
        self._tell(draft, name, old, step_cells(new, self._seats), step_cells(old or {}, self._seats))

    def option(self, draft: Draft) -> None:
        """An option of a decision that the scenario has or the file brings."""
        decision = self._steps.get(draft.kind)
        shown = f"{draft.kind}/{draft.id}"
        if decision is None or "decision" not in decision:
            self._refuse(draft, tr("判断「{decision}」はありません。", decision=draft.kind))
            return
        if (draft.kind, draft.id) in self._options:
            place = self._options[draft.kind, draft.id]
            self._refuse(draft, tr("番号「{name}」は {place} にもあります。", name=shown, place=place))
            return
        self._options[draft.kind, draft.id] = draft.place
        options = options_of(decision)
        old = next((one for one in options if one.get("id") == draft.id), None)
        new = _with(old if old is not None else {"id": draft.id}, draft.fields)
        options = [*options, new] if old is None else [new if one is old else one for one in options]
        self._steps[draft.kind] = {**decision, OPTIONS: options}
        self._tell(draft, shown, old, option_cells("", new), option_cells("", old or {}))

    def done(self) -> Merged:
        """The scenario as it would be."""
        names = self._ordered()
        plain = {**self._plain, STEPS: [self._steps[name] for name in names]}
        kept = tuple(name for name in self._old if name not in self._named)
        order = sorted(
            self.fates, key=lambda fate: (fate.place.sheet, fate.place.row, fate.place.column or -1)
        )
        sheets = list(dict.fromkeys(fate.place.sheet for fate in self.fates))
        fates = tuple(sorted(order, key=lambda fate: sheets.index(fate.place.sheet)))
        return Merged(plain, fates, kept, self._named)

    def _ordered(self) -> list[str]:
        """The order of the file where it names every step; else new ones by their time among the old."""
        if all(name in self._named for name in self._old):
            return list(self._order)
        names = list(self._old)
        for name in self._order:
            if name in self._old:
                continue
            at = _minutes(self._steps[name])
            later = (i for i, other in enumerate(names) if self._comes_after(other, at))
            names.insert(next(later, len(names)), name)
        return names

    def _comes_after(self, name: str, at: int) -> bool:
        """Whether a new step of this time stands before that one: no step is put behind an ending."""
        step = self._steps[name]
        return _minutes(step) > at or "ending" in step

    def _named_by_time(self, draft: Draft) -> str:
        base = f"t-{draft.fields['at']}".replace(":", "-")
        name, number = base, 2
        while name in self._named:
            name, number = f"{base}-{number}", number + 1
        return name

    def _refuse(self, draft: Draft, message: str) -> None:
        self.fates.append(Fate(draft.place, Status.REFUSED, draft.id, message))

    def _tell(
        self, draft: Draft, name: str, old: Plain | None, new_cells: dict[str, str], old_cells: dict[str, str]
    ) -> None:
        """What a row changes, by the headers of its columns."""
        headers = {column.key: column.header for column in TABLES[draft.table]}
        changed = [
            header
            for key, header in headers.items()
            if new_cells.get(key, "").strip() != old_cells.get(key, "").strip()
        ]
        if old is None:
            self.fates.append(Fate(draft.place, Status.NEW, name))
        elif changed:
            self.fates.append(Fate(draft.place, Status.CHANGED, name, tr("、").join(changed)))
        else:
            self.fates.append(Fate(draft.place, Status.SAME, name))


def _with(old: Plain, fields: Mapping[str, Any]) -> Plain:
    """The old fields with those that the row says otherwise; what reads the same stays as it was written."""
    new = dict(old)
    for key, value in fields.items():
        if value is None:
            new.pop(key, None)
        elif key not in new or _differs(key, new[key], value):
            new[key] = value
    return new


def _differs(key: str, old: Any, new: Any) -> bool:
    """Whether two values of a field differ: a clause without a quote may be written in two ways."""
    if key == "cites" and isinstance(old, list) and isinstance(new, list):
        return [_cite(one) for one in old] != [_cite(one) for one in new]
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() != new.strip()
    if isinstance(old, list) and isinstance(new, list):
        return [_stripped(one) for one in old] != [_stripped(one) for one in new]
    return bool(old != new)


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _cite(cite: Any) -> tuple[str, str]:
    if isinstance(cite, dict):
        return str(cite.get("clause", "")), str(cite.get("quote") or "")
    return str(cite), ""


def _minutes(step: Plain) -> int:
    """The time of a step, in minutes; far off where it has none that can be read."""
    hours, _, minutes = str(step.get("at", "")).partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else 10**6
