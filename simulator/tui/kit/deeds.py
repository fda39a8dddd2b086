"""What the keys of a screen do, and when they work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


def _always(*_parameters: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Deed:
    """What an action does, and whether it works now; both take the action's parameters.

    What `records` changes what is kept, so it never works in a process that only watches.
    """

    do: Callable[..., object]
    works: Callable[..., bool] = _always
    records: bool = False


Deeds = Mapping[str, Deed]  # by the name of the action, without `action_`
