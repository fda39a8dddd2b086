"""The palette's window."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette

from simulator.language import tr


class PaletteWindow(CommandPalette):
    """The toolkit's palette with a translated prompt; its list may be paged before it is laid out."""

    def __init__(self) -> None:
        super().__init__(
            placeholder=tr("操作・段階・条項・シナリオ・ステップを探す…"), id="--command-palette"
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow moving by pages only in a list that is laid out.

        The toolkit counts a page in lines, and fails on a list that is filled but not yet laid out.
        """
        if action == "command_list" and parameters in (("page_down",), ("page_up",)):
            return any(view.scrollable_content_region for view in self.query(CommandList))
        return super().check_action(action, parameters)
