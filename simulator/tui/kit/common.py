"""What two sequences have in common at the beginning, found quickly where all but the end is the same."""

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
