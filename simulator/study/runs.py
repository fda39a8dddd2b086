"""Runs of characters: texts that have many in common, or a long one, speak of the same thing."""

from __future__ import annotations

from functools import cache


@cache
def runs(text: str, length: int) -> frozenset[str]:
    """All runs of so many characters in a text."""
    return frozenset(text[at : at + length] for at in range(len(text) - length + 1))
