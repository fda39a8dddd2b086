"""The length of the common beginning of two sequences, quick where only the end differs."""

from __future__ import annotations

from collections.abc import Sequence


def common(before: Sequence[object], after: Sequence[object]) -> int:
    """How many things at the beginning are equal, in two lists or two tuples. Cheap for the same objects."""
    both = min(len(before), len(after))
    step = 1
    same = both
    while same and before[:same] != after[:same]:
        same = max(0, both - step)
        step *= 4
    # What is beyond was not in the last comparison that held.
    while same < both and before[same] == after[same]:
        same += 1
    return same
