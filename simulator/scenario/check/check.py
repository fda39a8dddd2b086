"""`check`: what is wrong with a scenario file, all at once, each finding at its place, in bounded time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from simulator.datafile import (
    MAX_FILE,
    Fault,
    FilePosition,
    FileTooLargeError,
    read_regular,
    read_text,
    too_large,
)
from simulator.language import Reason, tr
from simulator.machine import PhaseMachine
from simulator.scenario.check.checks.attached import check_attached
from simulator.scenario.check.checks.casting import check_casting
from simulator.scenario.check.checks.clauses import check_clauses
from simulator.scenario.check.checks.compared import check_compared
from simulator.scenario.check.checks.countries import check_countries
from simulator.scenario.check.checks.flow import check_flow
from simulator.scenario.check.checks.form import check_form
from simulator.scenario.check.checks.manuscript import Manuscript, finding_at
from simulator.scenario.check.checks.names import BREAKING, check_names
from simulator.scenario.check.checks.timing import check_beginning, check_hours_alone
from simulator.scenario.check.diagnostics import Code, Finding, Severity

MAX_FINDINGS = 100  # findings of one file that are told; nobody mends more before checking again
_MAX_COUNTED = 1000  # findings that are counted; of more, only "and more" is told


def check_file(path: Path, machine: PhaseMachine) -> tuple[Finding, ...]:
    """All findings of one file, in the file's order. Never raises for what a file holds."""
    raw, faults = _read(path)
    return check_bytes(raw, str(path), machine, path.parent) if raw is not None else faults


def read_playable(path: Path, machine: PhaseMachine) -> tuple[str, tuple[Finding, ...]]:
    """The source of a scenario file, and what keeps it from being played; empty where it cannot be read.

    Read once, so that what is played is what was checked.
    """
    raw, faults = _read(path)
    if raw is None:
        return "", faults
    faults = unplayable(check_bytes(raw, str(path), machine))
    return ("" if faults else raw.decode("utf-8")), faults


def _read(path: Path) -> tuple[bytes | None, tuple[Finding, ...]]:
    try:
        return read_regular(path), ()
    except FileTooLargeError as error:
        return None, (_of_fault(str(path), [], too_large(error.size, error.limit)),)
    except OSError as error:
        message = tr("ファイルを読めません（{reason}）。", reason=Reason(error))
        advice = tr("名と置き場所、読む権限を確かめてください。")
        place = FilePosition(1, 1)
        return None, (
            finding_at(str(path), [], Code.UNREADABLE, place, None, message=message, advice=advice),
        )


def check_bytes(
    raw: bytes, path: str, machine: PhaseMachine, folder: Path | None = None
) -> tuple[Finding, ...]:
    """All findings of a file's content; `path` only names it. Its attachments are looked for in `folder`.

    At most `MAX_FINDINGS`, the errors before the warnings, and one more that says how many are left out.
    """
    if len(raw) > MAX_FILE:
        return (_of_fault(path, [], too_large(len(raw), MAX_FILE)),)
    reading = read_text(raw, path)
    manuscript = Manuscript(path, reading.lines, reading.file) if reading.file else None
    findings = {_of_fault(path, reading.lines, fault) for fault in reading.faults[:_MAX_COUNTED]}
    if manuscript:
        findings.update(islice(_findings(manuscript, machine), _MAX_COUNTED))
        if folder:
            findings.update(islice(check_attached(manuscript, folder), _MAX_COUNTED))
    return _bounded(findings)


def unplayable(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with which a scenario can be neither played nor searched, because it is ambiguous."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and (finding.code < Code.UNKNOWN_CLAUSE or finding.code in (*BREAKING, Code.IMPOSSIBLE_START))
    )


def _bounded(all_findings: Iterable[Finding]) -> tuple[Finding, ...]:
    by_gravity = sorted(
        all_findings, key=lambda finding: (finding.severity is not Severity.ERROR, finding.order)
    )
    gravest = sorted(by_gravity[:MAX_FINDINGS], key=lambda finding: finding.order)
    left_out = by_gravity[MAX_FINDINGS:]
    if not left_out:
        return tuple(gravest)
    first_left_out = min(left_out, key=lambda finding: finding.order)
    message = tr("ほかに {count} 件の指摘があります。", count=len(left_out))
    if len(by_gravity) >= _MAX_COUNTED:
        message = tr("ほかに {count} 件以上の指摘があります。", count=len(left_out))
    advice = tr("上の指摘を直してから、もう一度確かめてください。")
    more = Finding(
        Code.MORE_FINDINGS,
        first_left_out.path,
        first_left_out.line,
        first_left_out.column,
        first_left_out.end,
        first_left_out.source,
        message,
        advice,
        source_column=first_left_out.source_column,
    )
    return (*gravest, more)


def _of_fault(path: str, lines: list[str], fault: Fault) -> Finding:
    """A fault of the file as it is told: each kind has the code of the same name."""
    end = FilePosition(fault.place.line, fault.place.column + fault.length)
    code = Code[fault.kind.name]
    return finding_at(path, lines, code, fault.place, end, message=fault.message, advice=fault.advice)


def _findings(manuscript: Manuscript, machine: PhaseMachine) -> Iterator[Finding]:
    scenario, form = check_form(manuscript)
    yield from form
    if form and form[0].code is Code.NOT_A_SCENARIO:
        return
    yield from check_clauses(manuscript, machine.doctrine.document)
    yield from check_compared(manuscript, machine.doctrine.document)
    names = list(islice(check_names(manuscript), _MAX_COUNTED))
    yield from names
    casting = list(check_casting(manuscript))
    yield from casting
    yield from check_countries(manuscript)
    yield from check_beginning(manuscript)
    codes = {finding.code for finding in (*names, *casting)}
    flow: list[Finding] = []
    if scenario and not codes & {*BREAKING, Code.IMPOSSIBLE_START, Code.EMPTY}:
        flow = list(islice(check_flow(manuscript, scenario, machine), _MAX_COUNTED))
    yield from flow
    places = {(finding.line, finding.column) for finding in flow if finding.code is Code.TIME_RUNS_BACK}
    for finding in check_hours_alone(manuscript):
        # Else TIME_RUNS_BACK, which is graver, is reported there.
        if (finding.line, finding.column) not in places:
            yield finding
