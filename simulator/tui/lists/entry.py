"""One entry of a list: its row, its page, and whether it can be opened."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, heading


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry. `error` says why it cannot be opened; empty if it can."""

    name: str
    title: str
    facts: str
    page: tuple[Block, ...] = ()
    error: str = ""

    def row(self) -> Block:
        """Two lines: the title, then the facts or the error."""
        line = RowText().add(self.title, "strong").row()
        line.add("× " + self.error if self.error else self.facts, "warning" if self.error else "quiet")
        return line.block(target=self.name)


def faulty(name: str, title: str, error: str) -> Listed:
    """An entry that does not load, with the first line of the error in its row and all of it on its page."""
    lines = [line for line in error.splitlines() if line.strip()] or [tr("読めません。")]
    page = (heading(tr("開けません"), gap=0), *(Block(line, look="warning", gap=1) for line in lines))
    return Listed(name, title, "", page, error=lines[0])
