"""The targets of rows that mean the same on every screen."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Aim: TypeAlias = Hashable | None  # a `Target`, a value that the row's own screen knows, or nothing
Kind = Literal["cite", "step", "phase", "option", "fold", "attachment"]


@dataclass(frozen=True, slots=True)
class Target:
    """Words cited, a step, a phase, an option to take, a part to fold; `key` tells equal ones apart."""

    kind: Kind
    name: str
    quote: str = ""
    key: str = ""

    @classmethod
    def of(cls, value: Aim) -> Target:
        """The target of a row that has one. Raises `TypeError` for what only the row's own screen knows."""
        if isinstance(value, cls):
            return value
        raise TypeError(value)


def name_in(value: Aim) -> str:
    """The name in a row that leads to something by its name. Raises `TypeError` for any other."""
    if isinstance(value, str):
        return value
    raise TypeError(value)


def number_in(value: Aim) -> int:
    """The number in a row that leads to something by its number. Raises `TypeError` for any other."""
    if isinstance(value, int):
        return value
    raise TypeError(value)
