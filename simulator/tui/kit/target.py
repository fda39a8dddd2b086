"""What opening a row means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

_SEPARATOR = "\x1f"  # stands in no id and in no text of the document
Kind = Literal["cite", "step", "phase", "option", "fold", "attachment"]


@dataclass(frozen=True, slots=True)
class Target:
    """What opening a row means: words cited, a step, a phase, an option to take, a part to fold."""

    kind: Kind
    name: str
    quote: str = ""
    key: str = ""

    def __str__(self) -> str:
        """As the one string that a list keeps for its row; `key` tells equal citations apart."""
        return _SEPARATOR.join((self.kind, self.name, self.quote, self.key))

    @classmethod
    def read(cls, text: str) -> Target:
        """The target of a row. Raises ValueError for other text."""
        kind, name, quote, key = text.split(_SEPARATOR)
        if kind not in get_args(Kind):
            raise ValueError(text)
        return cls(kind, name, quote, key)  # type: ignore[arg-type]  # checked above
