"""The palette's window."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette

from simulator.language import tr


class PaletteWindow(CommandPalette):
    """The toolkit's, with a prompt in the language spoken, and a list that bears any key at any time."""

    def __init__(self) -> None:
        super().__init__(
            placeholder=tr("操作・段階・条項・シナリオ・ステップを探す…"), id="--command-palette"
        )

    def _action_command_list(self, action: str) -> None:
        """Move in the list; by pages once it has a place on the screen.

        The toolkit counts a page in lines, and stumbles where the list is filled but not yet laid out.
        """
        laid_out = self.query_one(CommandList).scrollable_content_region
        if laid_out or not action.startswith("page_"):
            super()._action_command_list(action)
