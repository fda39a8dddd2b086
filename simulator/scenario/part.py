"""What every part of a scenario is, and who may read its fields."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticKnownError

from simulator.language import msg

Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9-]{0,39}$",
        title=msg("識別名"),
        description=msg("半角の英小文字・数字・ハイフン。この中で一つだけ。"),
    ),
]
Text = Annotated[str, Field(min_length=1, title=msg("本文"), description=msg("示す文。"))]

_DIGITS = re.compile("[0-9]{20,}")


def _whole(value: Any) -> Any:
    """A number, unchanged; refuses `true`, which is 1 in Python.

    What has too many digits to be read came as its text, and goes on as a number beyond every bound.
    """
    if isinstance(value, bool):
        raise PydanticKnownError("int_type")
    return sys.maxsize if isinstance(value, str) and _DIGITS.fullmatch(value) else value


# Stands after the bounds of a number, so that it sees a value before they do.
WHOLE = BeforeValidator(_whole)


class Part(BaseModel):
    """Frozen, and closed: a key that nobody reads is an error."""

    # `defer_build`: the validator is built once, within the scenario's; this halves the time of a start.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class FacilitatorOnly:
    """Marks a field that only the facilitator reads: no seat, room, handout or browser may be given it."""


def facilitator_fields(part: type[Part] | Part) -> frozenset[str]:
    """The names of the fields of a part that only the facilitator reads."""
    fields: dict[str, Any] = (part if isinstance(part, type) else type(part)).model_fields
    return frozenset(name for name, field in fields.items() if FacilitatorOnly in field.metadata)
