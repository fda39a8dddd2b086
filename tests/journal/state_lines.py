"""A state of an exercise as plain values, to compare what several versions make of the same records."""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from simulator.exercise import State
from simulator.machine import Configuration
from simulator.scenario import Choice


def state_values(state: State) -> dict[str, Any]:
    """Every field that differs from that of a new exercise."""
    new = State()._asdict()
    return {name: _plain(value) for name, value in state._asdict().items() if value != new[name]}


def _plain(value: Any) -> Any:
    """The value in types of JSON; fields that are None are left out."""
    match value:
        case str() | int() | float() | None:
            return value
        case Choice():
            return str(value)
        case Configuration():
            return sorted(value.phases)
        case BaseModel():
            return value.model_dump(mode="json", exclude_none=True)
        case datetime():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items() if item is not None}
        case Set():
            return sorted(_plain(item) for item in value)
    return _plain(value._asdict()) if hasattr(value, "_asdict") else [_plain(item) for item in value]
