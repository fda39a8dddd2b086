"""The form of an output file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulator.cli.failures import WrongUseError
from simulator.language import tr


def form_of_name(out: Path, forms: Iterable[str], default: str = "") -> str:
    """The form that a file's name ends with; the default for a name without an ending.

    Raises `WrongUseError` for any other ending, so that no file's content differs from its name, and for a
    name without an ending if there is no default.
    """
    ending = out.suffix.removeprefix(".").lower()
    forms = tuple(forms)
    if ending in forms:
        return ending
    if ending or not default:
        raise WrongUseError(
            tr(
                "どの形で書き出すか分かりません。--as {forms} のどれかを付けてください。",
                forms="|".join(forms),
            )
        )
    return default
