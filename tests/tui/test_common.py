"""The rows unchanged since the last showing are found by their common beginning."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.kit.common import common_length

SOME = st.lists(st.integers(0, 2), max_size=60)


@given(SOME, SOME, SOME)
def test_everything_before_the_first_difference_and_nothing_after_it(
    same: list[int], one: list[int], other: list[int]
) -> None:
    before, after = same + one, same + other
    found = common_length(before, after)
    assert found >= len(same)
    assert before[:found] == after[:found]
    assert found == min(len(before), len(after)) or before[found] != after[found]
