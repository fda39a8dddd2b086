"""`check`: everything that is wrong with a scenario file, all at once, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from simulator.datafile import DataFile, DataFileError, Place, load_text
from simulator.datafile.loader import MAX_BYTES
from simulator.language import Reason, tr
from simulator.machine import PhaseMachine
from simulator.scenario.check.checks.casting import check_casting
from simulator.scenario.check.checks.clauses import check_clauses
from simulator.scenario.check.checks.countries import check_countries
from simulator.scenario.check.checks.flow import check_flow
from simulator.scenario.check.checks.form import check_form
from simulator.scenario.check.checks.manuscript import LINE_BREAK, Manuscript, finding_at
from simulator.scenario.check.checks.names import BREAKING, check_names
from simulator.scenario.check.checks.syntax import Syntax, scan
from simulator.scenario.check.checks.unreadable import NOT_ALLOWED, worded
from simulator.scenario.check.diagnostics import Code, Finding


def check_file(path: Path, machine: PhaseMachine) -> tuple[Finding, ...]:
    """All findings of one file, in the file's order. Never raises for what a file holds."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return (_too_large(str(path), path.stat().st_size),)
        raw = path.read_bytes()
    except OSError as error:
        message = tr("ファイルを読めません（{reason}）。", reason=Reason(error))
        advice = tr("名と置き場所、読む権限を確かめてください。")
        return (
            finding_at(str(path), [], Code.UNREADABLE, Place(1, 1), None, message=message, advice=advice),
        )
    return check_bytes(raw, str(path), machine)


def check_bytes(raw: bytes, path: str, machine: PhaseMachine) -> tuple[Finding, ...]:
    """All findings of a file's content; `path` only names it."""
    if len(raw) > MAX_BYTES:
        return (_too_large(path, len(raw)),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = LINE_BREAK.split(raw[: error.start].decode("utf-8-sig", errors="replace"))
        lines = LINE_BREAK.split(raw.decode("utf-8-sig", errors="replace"))
        place = Place(len(good), len(good[-1]) + 1)
        message = tr("ここから UTF-8 として読めません。")
        advice = tr("エディタで文字コードを UTF-8 にして保存し直してください。")
        return (finding_at(path, lines, Code.NOT_UTF8, place, None, message=message, advice=advice),)
    manuscript, faults = _read(text, path)
    found = [*faults, *(_findings(manuscript, machine) if manuscript else ())]
    return tuple(sorted(set(found), key=lambda finding: finding.order))


def unplayable(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those for which a scenario cannot be played or searched at all: what it says is not clear."""
    return tuple(
        finding
        for finding in findings
        if finding.code < Code.UNKNOWN_CLAUSE or finding.code in (*BREAKING, Code.IMPOSSIBLE_START)
    )


def _too_large(path: str, size: int) -> Finding:
    return finding_at(
        path,
        [],
        Code.TOO_LARGE,
        Place(1, 1),
        None,
        message=tr(
            "ファイルが大きすぎます（{size:,} バイト、上限 {max_bytes:,}）。", size=size, max_bytes=MAX_BYTES
        ),
        advice=tr("いくつかのシナリオに分けてください。"),
    )


def _read(text: str, path: str) -> tuple[Manuscript | None, list[Finding]]:
    """The manuscript, if the file or what is left of it without its faults can be read; and the faults."""
    lines = LINE_BREAK.split(text)
    try:
        syntax = scan(text)
    except yaml.YAMLError as error:
        return None, [_not_yaml(text, path, lines, error)]
    faults = [
        finding_at(
            path,
            lines,
            fault.code,
            fault.place,
            Place(fault.place.line, fault.place.column + fault.length),
            message=fault.message,
            advice=fault.advice,
        )
        for fault in syntax.faults
    ]
    file = _load(syntax, path)
    return (Manuscript(path, lines, file, syntax.spans) if file else None), faults


def _load(syntax: Syntax, path: str) -> DataFile | None:
    if syntax.readable is None:
        return None
    try:
        return load_text(syntax.readable, path)
    except DataFileError:
        if not syntax.faults:
            raise
        return None  # blanking did not make it readable; the faults say why


def _not_yaml(text: str, path: str, lines: list[str], error: yaml.YAMLError) -> Finding:
    code, place = Code.NOT_YAML, Place(1, 1)
    message, advice = tr("YAML として読めません。"), tr("字下げ、記号、引用符を確かめてください。")
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else place
        message, advice = worded(error.problem or error.context or "")
    elif not_allowed := NOT_ALLOWED.search(text):
        # The error's own position counts bytes in one of PyYAML's readers and characters in the other.
        before = LINE_BREAK.split(text[: not_allowed.start()])
        code, place = Code.CONTROL_CHARACTER, Place(len(before), len(before[-1]) + 1)
        message = tr("YAML に使えない制御文字（U+{ord:04X}）があります。", ord=ord(not_allowed.group()))
        advice = tr("取り除いてください。ほかの文書から写したときに入ることがあります。")
    return finding_at(path, lines, code, place, None, message=message, advice=advice)


def _findings(manuscript: Manuscript, machine: PhaseMachine) -> Iterator[Finding]:
    scenario, form = check_form(manuscript)
    yield from form
    if form and form[0].code is Code.NOT_A_SCENARIO:
        return
    yield from check_clauses(manuscript, machine.doctrine.document)
    names = list(check_names(manuscript))
    yield from names
    casting = list(check_casting(manuscript))
    yield from casting
    yield from check_countries(manuscript)
    codes = {finding.code for finding in (*names, *casting)}
    if scenario and not codes & BREAKING and Code.IMPOSSIBLE_START not in codes:
        yield from check_flow(manuscript, scenario, machine)
