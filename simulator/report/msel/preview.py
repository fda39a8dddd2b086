"""A preview of an import: the fate of every row, and what `check` says of the result."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from simulator.datafile import FilePosition as FilePlace
from simulator.datafile import Loc, load_text
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.report.msel.fields import setting_of
from simulator.report.msel.merging import Merged, RowFate, Status, merge
from simulator.report.msel.plain import OPTIONS, STEPS, Plain, messages_of, options_of
from simulator.report.msel.reading import Draft, Drafts, SheetPlace, draft_rows, read_drafts
from simulator.report.msel.rows import kind_and_id
from simulator.report.msel.sheet_words import in_sheet_words
from simulator.report.msel.sheets import NoScenarioError, SheetError, read_sheets
from simulator.report.msel.yaml_text import file_text, mended_text
from simulator.scenario.check.check import check_bytes
from simulator.scenario.check.diagnostics import Code, Finding, Severity
from simulator.scenario.other_words import HEADERS


@dataclass(frozen=True, slots=True)
class Into:
    """The scenario file that rows go into: its path, source and plain values."""

    path: Path
    source: str

    @property
    def plain(self) -> Plain:
        """Its values. Raises `DataFileError`."""
        data = load_text(self.source, str(self.path)).data
        return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding of `check` on the resulting scenario, in the words of the table, with its row or cell."""

    finding: Finding
    place: SheetPlace | None
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole import. `text` is the resulting file; `stands` says whether it may be written."""

    fates: tuple[RowFate, ...]
    unknown: tuple[tuple[SheetPlace, str], ...]
    assumed: tuple[str, ...]
    kept: tuple[str, ...]
    findings: tuple[RowFinding, ...]
    text: str

    @property
    def stands(self) -> bool:
        """Whether no row was refused and `check` found no error."""
        refused = any(fate.status is Status.REFUSED for fate in self.fates)
        return not refused and not any(
            finding.finding.severity is Severity.ERROR for finding in self.findings
        )

    @property
    def counts(self) -> dict[Status, int]:
        """How many rows of each status."""
        counted = Counter(fate.status for fate in self.fates)
        return {status: counted[status] for status in Status}


def preview(path: Path, into: Into | None, machine: PhaseMachine, target: Path | None = None) -> Preview:
    """Read a file of rows and preview its import. Raises `SheetError`, and `DataFileError` for `into`.

    Attachments are looked for beside `target`, the file that would be written (that of `into` by default);
    without either they are not checked.
    """
    sheets = read_sheets(path)
    old = into.plain if into else None
    setting = setting_of(old or {})
    drafts = read_drafts(sheets, setting)
    if items := _items(drafts):  # the file itself may bring the version, the seats and the beginning
        setting = setting_of({**(old or {}), **items})
        drafts = read_drafts(sheets, setting)
    _require(drafts, into, path)
    merged = merge(drafts, old, setting)
    text = (
        mended_text(into.source, str(into.path), old or {}, merged.plain) if into else file_text(merged.plain)
    )
    refused = any(fate.status is Status.REFUSED for fate in merged.fates)
    place = target or (into.path if into else None)
    folder = place.parent if place else None
    findings = () if refused else _checked(text, into.path if into else path, merged, machine, folder)
    return Preview(
        merged.fates,
        tuple(drafts.unknown),
        (*dict.fromkeys(drafts.assumed), *merged.rewritten),
        merged.kept,
        findings,
        text,
    )


def _items(drafts: Drafts) -> Plain:
    """The items of the exercise that the file itself brings."""
    return {draft.id: draft.fields[draft.id] for draft in draft_rows(drafts, "item")}


def _require(drafts: Drafts, into: Into | None, path: Path) -> None:
    """Refuse a file without a known table, or a new scenario without the required items."""
    if not drafts.tables:
        raise SheetError(
            tr(
                "{path}: 状況付与の表が見つかりません。"
                "見出しの行に、少なくとも「時刻」と「内容」を書いてください。"
                "シナリオを書き出すと、見出しの手本が得られます。",
                path=path,
            )
        )
    if into is None and "item" not in drafts.tables:
        raise NoScenarioError(tr("{path}: 「演習」の表（題・要旨・学習目標など）がありません。", path=path))


def _checked(
    text: str, path: Path, merged: Merged, machine: PhaseMachine, folder: Path | None
) -> tuple[RowFinding, ...]:
    """The findings of `check`, each with the row or cell that it is about, in the words of the table."""
    rows = _Rows(text, str(path), merged)
    return tuple(map(rows.found, check_bytes(text.encode(), str(path), machine, folder)))


class _Rows:
    """Which row of the tables each part of the file comes from."""

    def __init__(self, text: str, path: str, merged: Merged) -> None:
        self._merged = merged
        self._locs: dict[FilePlace, Loc] = {}
        self._starts: list[tuple[int, Loc]] = []
        try:
            file = load_text(text, path)
        except ValueError:
            return
        for loc, place in (*file.places.items(), *file.key_places.items()):
            if len(loc) >= len(self._locs.get(place, ())):  # by place, the innermost part that begins there
                self._locs[place] = loc
        self._starts = [(file.place((STEPS, at)).line, (STEPS, at)) for at in range(len(merged.plain[STEPS]))]

    def found(self, finding: Finding) -> RowFinding:
        """A finding with its row, or with its cell if it is about one field."""
        loc = self._locs.get(FilePlace(finding.line, finding.column)) or self._step_at(finding.line)
        draft, key = self._row(loc)
        if finding.code is Code.MISSING_KEY:  # placed at the part that lacks the field
            key = next((word for word in _missing(finding) if word in HEADERS or word == OPTIONS), key)
        if finding.code is Code.NO_REASON:  # placed at the part that lacks its reason
            key = "because"
        message, advice = in_sheet_words(finding, draft.kind if draft else "", key)
        return RowFinding(finding, draft.cell(key) if draft else None, message, advice)

    def _step_at(self, line: int) -> Loc:
        return next((loc for start, loc in reversed(self._starts) if start <= line), ())

    def _row(self, loc: Loc) -> tuple[Draft | None, str]:
        """The row of a part of the file, and the key of its field."""
        match loc:
            case (first, int(at), *rest) if first == STEPS:
                step = self._merged.plain[STEPS][at]
                names: tuple[str, ...] = (kind_and_id(step)[1],)
                match rest:
                    case ("options", int(option), "later", int(later), *rest):
                        chosen = options_of(step)[option]
                        message = messages_of(chosen)[later]
                        names = (*names, str(chosen.get("id")), str(message.get("inject")))
                    case ("options", int(option), *rest):
                        names = (*names, str(options_of(step)[option].get("id")))
                draft = self._merged.rows.get(names) or self._merged.rows.get(names[:1])
                return draft, str(rest[0]) if rest else ""
        return None, str(loc[0]) if loc else ""


def _missing(finding: Finding) -> list[str]:
    """The words in quotation marks of a message; the first is the missing key."""
    return re.findall(r"[「“‘]([a-z_]+)[」”’]", finding.message)
