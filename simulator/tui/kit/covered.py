"""Containers that what is in them covers whole, so that nothing of their own is ever seen.

At each key the toolkit paints every line of whatever lies under a changed one, seen or not. Of these it takes
one blank line.
"""

from __future__ import annotations

from typing import ClassVar

from textual.containers import Horizontal, Vertical


class CoveredColumn(Vertical):
    """One below the other."""

    BLANK: ClassVar[bool] = True


class Row(Horizontal):
    """Side by side."""

    BLANK: ClassVar[bool] = True
