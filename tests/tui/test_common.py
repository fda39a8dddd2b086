"""The rows unchanged since the last showing are found by their common beginning."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.kit.common import common_length

ROWS = st.lists(st.integers(0, 2), max_size=60)


@given(ROWS, ROWS, ROWS)
def test_everything_before_the_first_difference_and_nothing_after_it(
    same: list[int], rest_before: list[int], rest_after: list[int]
) -> None:
    before, after = same + rest_before, same + rest_after
    length = common_length(before, after)
    assert length >= len(same)
    assert before[:length] == after[:length]
    assert length == min(len(before), len(after)) or before[length] != after[length]
