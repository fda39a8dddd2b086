"""What the text says of the moment shown: the views on it, the measures in force, the steps to tick off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.language import tr
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.finding import Place
from simulator.tui.kit.rows import Target
from simulator.tui.kit.services import services
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.moment import MomentScreen


class PresentScreen(MomentScreen):
    """Leads from the moment shown to the text; nothing here changes the exercise."""

    def _present(self) -> frozenset[str]:
        return frozenset(phase.value for phase in self.state.configuration.phases)

    def action_read(self) -> None:
        """Read the clause of the present phase."""
        profile = self.doctrine.profiles[self.state.configuration.situation]
        services(self).open_reader(profile.clause)

    def action_changes(self) -> None:
        """Compare the situations before and after the last move; without one, choose where to go."""
        now, move = self.state.configuration, self.state.last_move
        services(self).open_changes(move.before if move else now, move.after if move else now)

    def action_matrix(self) -> None:
        """Function × phase from the moment shown."""
        services(self).open_matrix(self._present())

    def action_ask(self) -> None:
        """Ask the text about the moment shown."""
        services(self).open_ask(self._present())

    def action_systems(self) -> None:
        """The standing systems at the moment shown."""
        services(self).open_systems(self._present())

    def action_measures(self) -> None:
        """The measures in force at the moment shown."""
        self.app.push_screen(MeasuresWindow(self.doctrine, self.state))

    def places(self) -> Iterator[Place]:
        """For the palette: the coordination steps of the sheet shown."""
        for row in self.query_one("#sheet", BlockView).blocks:
            target = Target.read(row.target) if row.target else None
            if target and target.kind == "step":
                title = row.text.partition("\n")[0]
                show = partial(self._show_step, row.target)
                yield Place(title, tr("調整の手順を選ぶ"), target.name, show)

    def _show_step(self, target: str) -> None:
        self.focus_pane("sheet")
        self.query_one("#sheet", BlockView).choose(target)
