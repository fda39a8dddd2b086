"""The targets of rows that mean the same on every screen."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Aim: TypeAlias = Hashable | None  # a `Target`, a value of the row's own screen, or None
Kind = Literal["cite", "step", "phase", "option", "fold", "attachment"]


@dataclass(frozen=True, slots=True)
class Target:
    """Words cited, a step, a phase, an option to take, a part to fold; `key` distinguishes equal ones."""

    kind: Kind
    name: str
    quote: str = ""
    key: str = ""

    @classmethod
    def of(cls, value: Aim) -> Target:
        """A value as a `Target`. Raises `TypeError` for a value of the row's own screen."""
        if isinstance(value, cls):
            return value
        raise TypeError(value)


def name_in(value: Aim) -> str:
    """The name that a target is. Raises `TypeError` if it is not a name."""
    if isinstance(value, str):
        return value
    raise TypeError(value)


def number_in(value: Aim) -> int:
    """The number that a target is. Raises `TypeError` if it is not a number."""
    if isinstance(value, int):
        return value
    raise TypeError(value)
