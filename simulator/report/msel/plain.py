"""A scenario file as plain values, of either version; MSEL rows are made from them and become them."""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]

STEPS = "steps"
OPTIONS = "options"
LATER = "later"


def steps_of(plain: Plain) -> list[Plain]:
    """The steps."""
    steps = plain.get(STEPS)
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def options_of(step: Plain) -> list[Plain]:
    """The options of a decision."""
    options = step.get(OPTIONS)
    return [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []


def messages_of(option: Plain) -> list[Plain]:
    """The messages that follow an option."""
    messages = option.get(LATER)
    return (
        [message for message in messages if isinstance(message, dict)] if isinstance(messages, list) else []
    )
