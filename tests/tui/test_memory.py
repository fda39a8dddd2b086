"""Loaded objects are excluded from garbage collection, and garbage is not."""

import gc
import weakref

from simulator.tui.kit.memory import settle


class Ring:
    """An object that holds itself, so that only a collection takes it away."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_and_what_stays_is_not_walked_again() -> None:
    dropped_ring = weakref.ref(Ring())
    held_ring = Ring()
    try:
        settle()
        assert dropped_ring() is None
        assert gc.get_freeze_count() > 0
        assert not any(walked is held_ring for walked in gc.get_objects())
    finally:
        gc.unfreeze()


def test_what_was_settled_before_can_become_garbage() -> None:
    ring = Ring()
    dropped_ring = weakref.ref(ring)
    try:
        settle()
        del ring
        settle()
        assert dropped_ring() is None
    finally:
        gc.unfreeze()
