"""Copies, files and pictures taken from the screen."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

from textual.app import App
from textual.binding import ActiveBinding
from textual.widget import Widget

from simulator.language import Reason, tr
from simulator.tui.kit import commands
from simulator.tui.kit.services import services

COPYING = ("text.copy", "matrix.copy", "comparison.copy")  # commands that copy what is chosen


class AppCopies:
    """Copies to the clipboard, and writes files into the working folder (in a browser as downloads)."""

    def __init__(self, app: App[None]) -> None:
        self.app = app

    def copy(self, words: str, *, from_text: bool = False) -> None:
        """Copy words, and say so; `from_text` if the reader has all of them."""
        from simulator.tui.kit.copying import copy_message  # noqa: PLC0415 - loaded when it is needed

        self.app.copy_to_clipboard(words)
        self._say(copy_message(words, os.environ, from_text=from_text))

    def copy_citation(self, name: str) -> None:
        """Copy a clause, paragraph or sentence with its citation, and say so."""
        from simulator.document import citation, load_guidelines  # noqa: PLC0415 - home copies nothing

        self.copy(citation(load_guidelines(), name), from_text=True)

    def copy_marked(self) -> bool:
        """Copy the words marked in the focused field; False if none are."""
        words = marked_words(self.app.focused)
        if words:
            self.copy(words)
        return bool(words)

    async def copy_here(self) -> None:
        """Copy the marked words, or what the screen's copying key would copy; else tell how to quit."""
        if self.copy_marked():
            return
        if copying := self._copying():
            await self.app.run_action(copying.binding.action, copying.node)
            return
        from simulator.tui.kit.remapped import cap_of  # noqa: PLC0415 - loaded only where nothing can be copied

        words = tr(
            "ここには写すものがありません。終えるには {quit}（窓や入力欄からは {back} のあと）。",
            quit=cap_of(commands.QUIT, self.app),
            back=cap_of(commands.BACK, self.app),
        )
        self._say(words)

    def give_file(self, name: str, text: str) -> None:
        """Write a file, or hand it to the browser."""
        from simulator.tui.kit.saving import save  # noqa: PLC0415 - loaded when it is needed

        if self.app.is_web:
            self.app.deliver_text(StringIO(text), save_filename=name)
            self._say(tr("ファイルを渡します: {name}", name=name))
            return
        try:
            path = save(Path.cwd(), name, text)
        except OSError as error:
            words = tr("{name} を書けません。{reason}", name=name, reason=Reason(error))
            services(self.app).say(words, warning=True)
            return
        self._say(tr("書きました: {path}", path=path))

    def give_picture(self) -> None:
        """Write the screen as a picture."""
        from simulator.tui.kit.picture import picture  # noqa: PLC0415 - loaded when it is needed

        self.give_file("shishin-screen.svg", picture(self.app))

    def _copying(self) -> ActiveBinding | None:
        """The key that copies on this screen, if it works now."""
        active = self.app.screen.active_bindings.values()
        return next(
            (binding for binding in active if binding.binding.id in COPYING and binding.enabled), None
        )

    def _say(self, words: str) -> None:
        services(self.app).say(words)


def marked_words(field: Widget | None) -> str:
    """The words marked in an input field; empty for any other widget."""
    return str(getattr(field, "selected_text", ""))
