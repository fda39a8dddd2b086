"""The palette: every described command that works now, and every clause by id or heading."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from simulator.document import load_guidelines
from simulator.language import tr
from simulator.tui.app import ShishinApp
from simulator.tui.commands import Command
from simulator.tui.content import pieces
from simulator.tui.widgets.clause_text import title_of
from simulator.tui.widgets.key_bar import offered_commands


class CommandProvider(Provider):
    """Finds commands by id, label and help line, and clauses by number and heading."""

    def _commands(self) -> list[tuple[Command, str]]:
        """Without the moves in a list, which nobody looks up by name, and the palette itself."""
        return [
            entry
            for entry in offered_commands(self.screen)
            if entry[0].id != "app.palette" and not entry[0].id.startswith("list.")
        ]

    async def discover(self) -> Hits:
        """What the palette offers before anything is typed: the commands."""
        for command, key in self._commands():
            shown = pieces(command.label, (f"  {command.keycap}", "key"))
            yield DiscoveryHit(shown, partial(self.app.simulate_key, key), command.label, command.help)

    async def search(self, query: str) -> Hits:
        """What fits the words."""
        matcher = self.matcher(query)
        for command, key in self._commands():
            score = max(matcher.match(words) for words in (command.label, command.help, command.id))
            if score:
                shown = pieces(command.label, (f"  {command.keycap}", "key"))
                yield Hit(score, shown, partial(self.app.simulate_key, key), command.label, command.help)
        app = self.app
        if isinstance(app, ShishinApp):
            for unit in load_guidelines().clauses():
                title = title_of(unit)
                score = matcher.match(title)
                if score:
                    yield Hit(
                        score * 0.9, pieces(title), partial(app.open_clause, unit.id), title, tr("条項を開く")
                    )
