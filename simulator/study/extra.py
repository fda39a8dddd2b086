"""What self-study needs beyond the rest, and how to say that it is lacking."""

from __future__ import annotations

from simulator.language import tr


def lacking(error: ModuleNotFoundError) -> str:
    """How to install the library that plans the days. Raises the error again if something else is missing."""
    if error.name != "fsrs":
        raise error
    return tr("自習には、もう一つの部品が要ります。pip install 'shishin[study]' で入ります。")
