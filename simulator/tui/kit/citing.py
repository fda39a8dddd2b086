"""Screens whose rows cite the text: the sentence of the chosen row can be copied with its citation."""

from __future__ import annotations

from typing import ClassVar

from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.rows import Target
from simulator.tui.kit.services import services


class CitingScreen(PaneScreen):
    """Panes of rows; those of `CITING` cite sentences."""

    CITING: ClassVar[tuple[str, ...]] = ()

    @property
    def cited(self) -> str:
        """The sentence that the chosen row cites; empty where it cites none."""
        pane = self.PANES[self.current_pane]
        target = self.query_one(f"#{pane}", BlockView).target if pane in self.CITING else ""
        found = Target.read(target) if target else None
        return found.name if found and found.kind == "cite" else ""

    def action_copy_citation(self) -> None:
        """Copy the sentence of the chosen row with its citation."""
        services(self).copy_citation(self.cited)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying is offered where a sentence is cited."""
        if action == "copy_citation":
            return bool(self.cited)
        return super().check_action(action, parameters)
