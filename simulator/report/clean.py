"""The one way from text that people wrote to a file that other programs open."""

from __future__ import annotations

import re

from simulator.typography import harmless

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean(text: str) -> str:
    """With line feeds alone, and a stand-in for what could act, hide or not stand in XML."""
    return harmless(_BREAKS.sub("\n", text))
