"""The length of the common beginning of two sequences, fast if only their ends differ."""

from __future__ import annotations

from collections.abc import Sequence


def common_length(before: Sequence[object], after: Sequence[object]) -> int:
    """How many items at the beginning are equal, in two lists or two tuples. Cheap for identical objects."""
    both = min(len(before), len(after))
    step = 1
    same = both
    while same and before[:same] != after[:same]:
        same = max(0, both - step)
        step *= 4
    # Items from here on were not compared yet.
    while same < both and before[same] == after[same]:
        same += 1
    return same
