"""The library that only self-study needs, and the message if it is missing."""

from __future__ import annotations

from simulator.language import tr


def lacking(error: ModuleNotFoundError) -> str:
    """How to install the scheduling library. Raises the error again if another module is missing."""
    if error.name != "fsrs":
        raise error
    return tr("自習には、もう一つの部品が要ります。pip install 'shishin[study]' で入ります。")
