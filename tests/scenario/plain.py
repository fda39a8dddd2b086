"""A scenario as the plain values of a file, to be changed and read again."""

from __future__ import annotations

from typing import Any

from simulator.scenario import Scenario
from simulator.scenario.load import seat_table


def plain_of(scenario: Scenario) -> dict[str, Any]:
    """The values that a file of this scenario has, with times as a file writes them."""
    plain: dict[str, Any] = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for step in plain["steps"]:
        step["at"] = _written(step["at"])
        for option in step.get("options", ()):
            for message in option.get("later", ()):
                message["after"] = _written(message["after"])
    return plain


def scenario_of(plain: dict[str, Any]) -> Scenario:
    """The scenario again, read against its own table of seats."""
    return Scenario.model_validate(plain, context=seat_table(plain))


def _written(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"
