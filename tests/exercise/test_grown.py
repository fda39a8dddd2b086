"""`Grown` holds the items of a state: it grows without a copy, and no value of it changes."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.exercise.grown import Grown


@given(st.lists(st.tuples(st.integers(0, 20), st.integers())))
def test_each_holds_what_a_tuple_would_whatever_else_grows_from_it(steps: list[tuple[int, int]]) -> None:
    pairs: list[tuple[Grown[int], tuple[int, ...]]] = [(Grown(), ())]
    for start, item in steps:
        grown, plain = pairs[start % len(pairs)]
        pairs.append((grown.plus(item), (*plain, item)))
    for grown, plain in pairs:
        assert grown == plain
        assert (len(grown), tuple(grown), hash(grown)) == (len(plain), plain, hash(plain))
        assert grown[-3:] == plain[-3:]
        assert grown[1:3] == plain[1:3]
        assert (grown[::-2], grown[::2], grown[1::3]) == (plain[::-2], plain[::2], plain[1::3])
        assert [*reversed(grown)] == [*reversed(plain)]
        assert [grown[at] for at in range(-len(plain), len(plain))] == [*plain, *plain]


def test_a_loop_over_one_does_not_see_what_is_added_meanwhile() -> None:
    grown = Grown([1, 2])
    seen = []
    for item in grown:
        seen.append(item)
        grown.plus(item)
    assert seen == [1, 2]


def test_values_that_grow_from_each_other_share_one_list() -> None:
    first = Grown([1])
    second = first.plus(2)
    assert second.plus(3)._items is first._items
    assert first.plus(9)._items is not first._items
    assert (tuple(first), tuple(second)) == ((1,), (1, 2))


def test_two_that_are_as_long_and_hold_other_things_differ() -> None:
    one, other = Grown[int]().plus(1).plus(2), Grown[int]().plus(1).plus(3)
    assert one != other
    assert one == Grown[int]().plus(1).plus(2)
    assert one != one.plus(3)
    assert one == (1, 2)
    assert one != (1, 3)
    assert one != (1, 1)
    assert one != [1, 2]
