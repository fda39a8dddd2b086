"""Faults of form: what the models refuse, each with its code, its place and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.datafile import Loc, shortened
from simulator.datafile.validation import is_echo
from simulator.language import tr
from simulator.scenario import version1
from simulator.scenario.check.checks import form_keys, form_values
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.load import adapter, own_loc, seat_table
from simulator.scenario.model import Scenario
from simulator.scenario.moments import with_times


def check_form(manuscript: Manuscript) -> tuple[Scenario | None, list[Finding]]:
    """The scenario, or None and all that the models refuse."""
    if not isinstance(manuscript.data, dict):
        message = (
            tr("シナリオの形をしていません。") if manuscript.data is not None else tr("中身がありません。")
        )
        advice = tr("「schema: 1」「title: …」のように、いちばん上に「キー: 値」を並べてください。")
        return None, [manuscript.finding(Code.NOT_A_SCENARIO, (), message, advice)]
    scenario, details = None, []
    data, times = with_times(manuscript.data)
    try:
        scenario = adapter().validate_python(data, context=seat_table(data))
    except ValidationError as error:
        details = error.errors(include_url=False)
    misspelt = {loc for loc in map(form_keys.misspelt, details, [manuscript] * len(details)) if loc}
    findings = [
        _finding(manuscript, detail)
        for detail in details
        if not (detail["type"] == "missing" and own_loc(detail["loc"]) in misspelt) and not is_echo(detail)
    ]
    findings += [
        manuscript.finding(
            Code.TIME_WITHOUT_BASIS if fault.basis else Code.IMPOSSIBLE_DAY,
            fault.loc,
            fault.message,
            fault.advice,
        )
        for fault in times
    ]
    if version1.says_version_1(manuscript.data):
        findings += _version_1(manuscript, misspelt)
    return (None if findings else scenario), findings


def _version_1(manuscript: Manuscript, misspelt: set[Loc]) -> Iterator[Finding]:
    """Version 2's forms in a file that says version 1, and version 1's required keys that it lacks."""
    for newer in version1.newer_forms(manuscript.data):
        yield manuscript.finding(
            Code.NEWER_FORM,
            newer.loc,
            version1.needs_version_2(
                shortened(next(str(p) for p in reversed(newer.loc) if isinstance(p, str)))
            ),
            tr("いちばん上を「schema: 2」にするか（shishin upgrade FILE）、消してください。"),
            key=newer.key,
        )
    for loc in version1.missing_keys(manuscript.data):
        if loc not in misspelt:
            yield form_keys.missing(manuscript, loc, str(loc[-1]))


def _finding(manuscript: Manuscript, detail: ErrorDetails) -> Finding:
    loc = own_loc(detail["loc"])
    name = shortened(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return form_keys.missing(manuscript, loc, name)
    if kind == "extra_forbidden":
        return form_keys.unknown_key(manuscript, loc, name)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return form_keys.no_kind(manuscript, loc)
    if finding := form_values.not_half_width(manuscript, loc, kind, value):
        return finding
    if kind in ("enum", "literal_error"):
        return form_values.unknown_word(manuscript, loc, name, value)
    if kind == "string_pattern_mismatch":
        return form_values.wrong_pattern(manuscript, loc, name, value)
    if kind == "value_error":
        return form_values.broken_rule(manuscript, loc, name, value)
    if kind in form_values.TOO_SHORT or kind in form_values.OUT_OF_RANGE:
        return form_values.wrong_size(manuscript, loc, name, detail)
    return form_values.wrong_type(manuscript, loc, name, detail)
