"""The targets of underlined words inside a row, which may differ from the target of the row."""

from __future__ import annotations

from simulator.document import load_guidelines
from simulator.document.address import ClauseError
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.target import Aim, Target


def link_in(block: Block, mark: Mark) -> Target | None:
    """What underlined words open; None if the row itself opens the same or more.

    Words without a target of their own name a clause, so builders of rows need not give one.
    """
    if mark.target is not None:
        return Target.of(mark.target)
    words = block.text[mark.start : mark.end]
    try:
        name = load_guidelines().resolve(words)
    except ClauseError:
        return None
    return None if _cites(block.target, name) else Target("cite", name)


def _cites(row: Aim, name: str) -> bool:
    """Whether a row opens this place, with its cited words marked."""
    return isinstance(row, Target) and row.kind in ("cite", "step") and row.name == name
