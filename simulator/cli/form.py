"""In which form a file is written, by the ending of its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulator.cli.failures import WrongUseError
from simulator.language import tr


def form_of_name(out: Path, forms: Iterable[str], default: str = "") -> str:
    """The form that a file's name ends with; the default for a name without an ending.

    Raises `WrongUseError` for an ending of another form, so that no file holds what its name does not say,
    and for a name without an ending where there is no default.
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
