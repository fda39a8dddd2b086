"""Merge drafts into a scenario, or into a new one: the resulting scenario, and what each row does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from simulator.language import msg, tr
from simulator.report.msel.columns import TABLES
from simulator.report.msel.fields import Setting, alike
from simulator.report.msel.plain import LATER, OPTIONS, STEPS, Plain, messages_of, options_of, steps_of
from simulator.report.msel.reading import Draft, Drafts, SheetPlace, draft_rows
from simulator.report.msel.rows import item_said, kind_and_id, later_cells, option_cells, step_cells
from simulator.report.msel.values import hours_said
from simulator.scenario.moments import minutes_since
from simulator.scenario.other_words import ITEMS, folded_word


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
class RowFate:
    """What becomes of one row; `what` names the columns that change, or says why it is refused."""

    place: SheetPlace
    status: Status
    id: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The resulting scenario, what each row does to it, and which row each part came from."""

    plain: Plain
    fates: tuple[RowFate, ...]
    kept: tuple[str, ...]  # steps of the scenario that the file does not name, which stay
    # Keyed by step, by decision and option, or by these and a message that follows.
    rows: Mapping[tuple[str, ...], Draft]
    rewritten: tuple[str, ...]  # what else changes, as messages


def merge(drafts: Drafts, into: Plain | None, setting: Setting) -> Merged:
    """Merge the rows into a scenario, or into a new one."""
    merging = _Merging(into or {}, setting, {draft.id for draft in draft_rows(drafts, "step")})
    merging.fates += [RowFate(cell.place, Status.REFUSED, what=cell.message) for cell in drafts.refused]
    for draft in draft_rows(drafts, "item"):
        merging.item(draft)
    for draft in draft_rows(drafts, "step"):
        merging.step(draft)
    for draft in draft_rows(drafts, "option"):
        merging.option(draft)
    for draft in draft_rows(drafts, "later"):
        merging.message(draft)
    return merging.done()


class _Merging:
    """One merge, with the resulting steps by id, in their resulting order."""

    def __init__(self, into: Plain, setting: Setting, named: set[str]) -> None:
        self._plain = {key: value for key, value in into.items() if key != STEPS}
        self._setting = setting
        self._old = {kind_and_id(step)[1]: step for step in steps_of(into)}
        # Whether the file names every step, so that its order becomes the scenario's.
        self._whole = named >= set(self._old)
        self._steps: dict[str, Plain] = dict(self._old)
        self._named: dict[str, SheetPlace] = {}
        self._rows: dict[tuple[str, ...], Draft] = {}
        self._order: list[str] = []
        self._options: dict[tuple[str, ...], SheetPlace] = {}
        self._times = _Times(self._old, setting)
        self.fates: list[RowFate] = []

    def item(self, draft: Draft) -> None:
        """Merge an item of the exercise."""
        key, value = draft.id, draft.fields[draft.id]
        shown = ITEMS.get(key, key)
        if key in (STEPS, ""):
            self._refuse(draft, tr("項目の名がありません。"))
            return
        was = self._plain.get(key)
        same = key in self._plain and folded_word(item_said(key, was, self._setting)) == folded_word(
            item_said(key, value, self._setting) if value is not None else ""
        )
        if same or (value is None and key not in self._plain):
            self.fates.append(RowFate(draft.place, Status.SAME, shown))
            return
        self.fates.append(RowFate(draft.place, Status.CHANGED if key in self._plain else Status.NEW, shown))
        if value is None:
            self._plain.pop(key)
        else:
            self._plain[key] = value

    def step(self, draft: Draft) -> None:
        """Merge a step, matched by its id; a step without an id gets one made from its time."""
        name = draft.id or self._named_by_time(draft)
        if name in self._named:
            self._refuse_twice(draft, name, self._named[name])
            return
        old = self._old.get(name)
        if old is not None and kind_and_id(old)[0] != draft.kind:
            self._refuse(draft, tr("「{name}」の種別は変えられません。別の番号にしてください。", name=name))
            return
        above = self._order[-1] if self._order else None
        self._named[name] = draft.place
        self._rows[name,] = draft
        written = str(draft.fields.get("at"))
        stays = old is not None and not self._whole and alike("at", old.get("at"), written)
        if not stays and not self._times.put(name, written, above):
            message = tr("時刻「{at}」は上の行からの間ですが、上に行がありません。", at=written)
            self.fates.append(RowFate(draft.cell("at"), Status.REFUSED, name, message))
            return
        self._order.append(name)
        given = draft.fields
        if self._setting.version == 1 and written.startswith("+"):
            given = {**given, "at": self._times.plainly(name)}
        new = _with(old if old is not None else {draft.kind: name}, given)
        if old is None:
            new = {draft.kind: name, **{key: value for key, value in new.items() if key != draft.kind}}
            if draft.kind == "decision":
                new.setdefault(OPTIONS, [])
        self._steps[name] = new
        self._tell(draft, name, old, step_cells(new, self._setting), step_cells(old or {}, self._setting))

    def option(self, draft: Draft) -> None:
        """Merge an option of a decision, which stands in the scenario or the file."""
        (decision,) = draft.of
        asked = self._decision(draft, decision)
        shown = f"{decision}/{draft.id}"
        if asked is None or self._stands_already(draft, shown):
            return
        options = options_of(asked)
        old = next((known for known in options if known.get("id") == draft.id), None)
        new = _with(old if old is not None else {"id": draft.id}, draft.fields)
        self._put_option(decision, old, new)
        cells = [option_cells("", version or {}, self._setting) for version in (new, old)]
        self._tell(draft, shown, old, *cells)

    def message(self, draft: Draft) -> None:
        """Merge a message that follows an option."""
        decision, name = draft.of
        asked = self._decision(draft, decision)
        shown = f"{decision}/{name}/{draft.id}"
        if asked is None or self._stands_already(draft, shown):
            return
        option = next((known for known in options_of(asked) if known.get("id") == name), None)
        if option is None:
            self._refuse(
                draft, tr("判断「{decision}」に選択肢「{name}」はありません。", decision=decision, name=name)
            )
            return
        old = next((known for known in messages_of(option) if known.get("inject") == draft.id), None)
        new = _with(old if old is not None else {"inject": draft.id}, draft.fields)
        self._put_option(decision, option, {**option, LATER: _replaced(messages_of(option), old, new)})
        cells = [later_cells("", "", version or {}, self._setting) for version in (new, old)]
        self._tell(draft, shown, old, *cells)

    def _decision(self, draft: Draft, name: str) -> Plain | None:
        """The decision of this id, or None after refusing the row."""
        step = self._steps.get(name)
        if step is not None and "decision" in step:
            return step
        self._refuse(draft, tr("判断「{decision}」はありません。", decision=name))
        return None

    def _stands_already(self, draft: Draft, shown: str) -> bool:
        """Whether another row already gives this part; if so, refuse this row."""
        key = (*draft.of, draft.id)
        if key in self._options:
            self._refuse_twice(draft, shown, self._options[key])
            return True
        self._options[key] = draft.place
        self._rows[key] = draft
        return False

    def _put_option(self, decision: str, old: Plain | None, new: Plain) -> None:
        step = self._steps[decision]
        self._steps[decision] = {**step, OPTIONS: _replaced(options_of(step), old, new)}

    def done(self) -> Merged:
        """The scenario as it would be."""
        names = self._ordered()
        rewritten = () if self._whole else tuple(self._timed_as_meant(names))
        plain = {**self._plain, STEPS: [self._steps[name] for name in names]}
        unnamed = tuple(name for name in self._old if name not in self._named)
        order = sorted(
            self.fates, key=lambda fate: (fate.place.sheet, fate.place.row, fate.place.column or -1)
        )
        sheets = list(dict.fromkeys(fate.place.sheet for fate in self.fates))
        fates = tuple(sorted(order, key=lambda fate: sheets.index(fate.place.sheet)))
        return Merged(plain, fates, unnamed, self._rows, rewritten)

    def _ordered(self) -> list[str]:
        """The order of the file if it names every step; else new steps are placed by their time."""
        if self._whole:
            return list(self._order)
        names = list(self._old)
        for name in self._order:
            if name in self._old:
                continue
            at = self._times.minutes(name)
            later = (i for i, other in enumerate(names) if self._comes_after(other, at))
            names.insert(next(later, len(names)), name)
        return names

    def _comes_after(self, name: str, at: int) -> bool:
        """Whether a new step of this time comes before that one; no step is put after an ending."""
        return self._times.minutes(name) > at or "ending" in self._steps[name]

    def _timed_as_meant(self, names: list[str]) -> Iterator[str]:
        """Make times absolute that were counted from a step no longer above them; gives messages on these."""
        for above, name in zip([None, *names], names, strict=False):
            step = self._steps[name]
            written = str(step.get("at"))
            if written.startswith("+") and self._times.above(name) != above:
                self._steps[name] = {**step, "at": self._times.plainly(name)}
                yield tr(
                    "「{name}」の時刻 {at} は、すぐ上のステップが替わるので、{plain} と書く。",
                    name=name,
                    at=written,
                    plain=self._times.plainly(name),
                )

    def _named_by_time(self, draft: Draft) -> str:
        above = self._order[-1] if self._order else None
        minutes = self._times.of(str(draft.fields["at"]), above)
        base = f"t-{hours_said(minutes or 0)}".replace(":", "-")
        name, number = base, 2
        while name in self._named:
            name, number = f"{base}-{number}", number + 1
        return name

    def _refuse_twice(self, draft: Draft, name: str, place: SheetPlace) -> None:
        self._refuse(draft, tr("番号「{name}」は {place} にもあります。", name=name, place=place))

    def _refuse(self, draft: Draft, message: str) -> None:
        self.fates.append(RowFate(draft.place, Status.REFUSED, draft.id, message))

    def _tell(
        self, draft: Draft, name: str, old: Plain | None, new_cells: dict[str, str], old_cells: dict[str, str]
    ) -> None:
        """Note what a row changes, by the headers of its columns."""
        headers = {column.key: column.header for column in TABLES[draft.table]}
        changed = [
            header
            for key, header in headers.items()
            if new_cells.get(key, "").strip() != old_cells.get(key, "").strip()
        ]
        if old is None:
            self.fates.append(RowFate(draft.place, Status.NEW, name))
        elif changed:
            self.fates.append(RowFate(draft.place, Status.CHANGED, name, tr("、").join(changed)))
        else:
            self.fates.append(RowFate(draft.place, Status.SAME, name))


class _Times:
    """What the times of steps mean, and from which step each was counted."""

    def __init__(self, old: Mapping[str, Plain], setting: Setting) -> None:
        self._setting = setting
        self._minutes: dict[str, int | None] = {}
        self._above: dict[str, str | None] = {}
        above: str | None = None
        for name, step in old.items():
            self.put(name, str(step.get("at")), above)
            above = name

    def put(self, name: str, written: str, above: str | None) -> bool:
        """Take the time of a step; False if it is counted from a step above and there is none."""
        self._minutes[name], self._above[name] = self.of(written, above), above
        return self._minutes[name] is not None or not written.startswith("+")

    def of(self, written: str, above: str | None) -> int | None:
        """The minutes since the beginning that a time means below a step."""
        before = None if above is None else self._minutes.get(above)
        return minutes_since(written, self._setting.beginning, before)

    def minutes(self, name: str) -> int:
        """The minutes of a step; very large if its time has no meaning, which `check` reports."""
        known = self._minutes[name]
        return 10**6 if known is None else known

    def above(self, name: str) -> str | None:
        """The step from which its time was counted."""
        return self._above[name]

    def plainly(self, name: str) -> str:
        """Its time as hours and minutes since the beginning."""
        return hours_said(self._minutes[name] or 0)


def _replaced(items: list[Plain], old: Plain | None, new: Plain) -> list[Plain]:
    """The items with the new one in place of the old, or at the end."""
    return [*items, new] if old is None else [new if item is old else item for item in items]


def _with(old: Plain, fields: Mapping[str, Any]) -> Plain:
    """The old fields updated from the row; a field with the same meaning keeps its spelling."""
    new = dict(old)
    for key, value in fields.items():
        if value is None:
            new.pop(key, None)
        elif key not in new or not alike(key, new[key], value):
            new[key] = value
    return new
