"""Clean text that people wrote, before it goes into a file for other programs."""

from __future__ import annotations

import re

from simulator.typography import harmless

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text with line feeds only, and a stand-in for characters that could act, hide or break XML."""
    return harmless(_BREAKS.sub("\n", text))
