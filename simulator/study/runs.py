"""Runs of characters: texts with many common runs, or a long one, are about the same thing."""

from __future__ import annotations

from functools import cache


@cache
def runs(text: str, length: int) -> frozenset[str]:
    """All runs of `length` characters in a text."""
    return frozenset(text[at : at + length] for at in range(len(text) - length + 1))
