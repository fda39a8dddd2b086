"""explain: the page of a diagnostic of `check`."""

from __future__ import annotations

import argparse
import unicodedata

from simulator.cli.failures import WrongUseError
from simulator.cli.output import print_json, say
from simulator.language import JAPANESE, current, tr
from simulator.scenario.check.diagnostics import Code
from simulator.scenario.check.pages import diagnostic_page

_FENCE = "```"


def explain(arguments: argparse.Namespace) -> None:
    """Print the page, with paragraphs wrapped to the terminal and examples unchanged."""
    code = _code(arguments.code)
    text = diagnostic_page(code)
    if arguments.json:
        print_json(
            {
                "code": code.value,
                "severity": code.severity.value,
                "title": code.headline,
                "page": text,
            }
        )
        return
    if current() != JAPANESE:
        say(tr("{code} {title}（{severity}）", code=code, title=code.headline, severity=code.severity.label))
        say()
    within = False
    for line in text.splitlines():
        if line.startswith(_FENCE):
            within = not within
        elif within:
            print(f"    {line}")
        else:
            say(line)


def _code(given: str) -> Code:
    """The diagnostic meant, in any case and width. Raises `WrongUseError`."""
    from difflib import get_close_matches  # noqa: PLC0415  only where there is something to say

    name = unicodedata.normalize("NFKC", given).strip().upper()
    try:
        return Code(name)
    except ValueError:
        close = get_close_matches(name, list(Code), n=3, cutoff=0.5)
        hint = tr("近いもの: {names}。", names=tr("、").join(close)) if close else ""
        raise WrongUseError(
            tr(
                "「{given}」という符号はありません。{hint}{first} から {last} までです。",
                given=given,
                hint=hint,
                first=min(Code),
                last=max(Code),
            )
        ) from None
