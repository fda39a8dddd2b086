"""An import looked at before it is written: the fate of every row, and what `check` says of the result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from simulator.datafile import load_text
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.report.msel.fields import setting_of
from simulator.report.msel.merging import Fate, Merged, Status, merge
from simulator.report.msel.plain import STEPS, Plain
from simulator.report.msel.reading import Drafts, Place, draft_rows, read_drafts
from simulator.report.msel.sheets import SheetError, read_sheets
from simulator.report.msel.yaml_text import file_text, mended_text
from simulator.scenario.check.check import check_bytes
from simulator.scenario.check.diagnostics import Finding, Severity


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
class Found:
    """What `check` says of the scenario that would be, with the row it comes from where it is of a row."""

    finding: Finding
    place: Place | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole import. `text` is the file that would be written; `stands` says whether it may be."""

    fates: tuple[Fate, ...]
    unknown: tuple[tuple[Place, str], ...]
    assumed: tuple[str, ...]
    kept: tuple[str, ...]
    findings: tuple[Found, ...]
    text: str

    @property
    def stands(self) -> bool:
        """Whether no row was refused and `check` found no error."""
        refused = any(fate.status is Status.REFUSED for fate in self.fates)
        return not refused and not any(one.finding.severity is Severity.ERROR for one in self.findings)

    @property
    def counts(self) -> dict[Status, int]:
        """How many rows of each status."""
        counted = Counter(fate.status for fate in self.fates)
        return {status: counted[status] for status in Status}


def preview(path: Path, into: Into | None, machine: PhaseMachine, target: Path | None = None) -> Preview:
    """Read a file of rows and say what it would do. Raises `SheetError`, and `DataFileError` for `into`.

    Attachments are looked for beside `target`, the file that would be written (that of `into` by default);
    without either they are not.
    """
    sheets = read_sheets(path)
    old = into.plain if into else None
    setting = setting_of(old or {})
    drafts = read_drafts(sheets, setting)
    if items := _items(drafts):  # the version, the seats and the beginning may stand in the file itself
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
    """Refuse a file without a table of ours, or a new scenario without what every scenario has."""
    if not drafts.tables:
        raise SheetError(
            tr(
                "{path}: 状況付与の表が見つかりません。"
                "見出しの行に、少なくとも「時刻」と「内容」を書いてください。"
                "shishin msel export で、見出しの手本が得られます。",
                path=path,
            )
        )
    if into is None and "item" not in drafts.tables:
        raise SheetError(
            tr(
                "{path}: 「演習」の表（題・要旨・学習目標など）がありません。"
                "--into で入れる先のシナリオを指定するか、"
                "shishin msel export の「演習」の表を写して書いてください。",
                path=path,
            )
        )


def _checked(
    text: str, path: Path, merged: Merged, machine: PhaseMachine, folder: Path | None
) -> tuple[Found, ...]:
    """The findings of `check`, each with the row whose step it is in."""
    findings = check_bytes(text.encode(), str(path), machine, folder)
    lines = _step_lines(text, str(path), merged)
    return tuple(Found(finding, _row_of(finding.line, lines)) for finding in findings)


def _step_lines(text: str, path: str, merged: Merged) -> list[tuple[int, Place]]:
    """The line on which each step begins, with its row."""
    try:
        file = load_text(text, path)
    except ValueError:
        return []
    found = []
    for at, step in enumerate(merged.plain[STEPS]):
        name = str(next(iter(step.values()), ""))
        if name in merged.places:
            found.append((file.place((STEPS, at)).line, merged.places[name]))
    return found


def _row_of(line: int, lines: list[tuple[int, Place]]) -> Place | None:
    return next((place for start, place in reversed(lines) if start <= line), None)
