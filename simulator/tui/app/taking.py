"""What a person takes away from a screen: copies, files, a picture; and Ctrl+C, which copies or quits."""

from __future__ import annotations

import os
from pathlib import Path

from textual.binding import ActiveBinding
from textual.widget import Widget

from simulator.language import Reason, tr
from simulator.tui.app.saying import SayingApp

COPIES = ("text.copy", "matrix.copy")  # the commands whose key copies what is chosen


class TakingApp(SayingApp):
    """Copies to the clipboard and hands out files, and says that it did."""

    def copy(self, words: str) -> None:
        """Copy words, and say so."""
        from simulator.tui.kit.copying import said_of_copy  # noqa: PLC0415 - only who takes something away pays

        self.copy_to_clipboard(words)
        self.say(said_of_copy(words, os.environ))

    def copy_citation(self, name: str) -> None:
        """Copy a clause, paragraph or sentence with its citation, and say so."""
        from simulator.document import citation, load_guidelines  # noqa: PLC0415 - home copies nothing

        self.copy(citation(load_guidelines(), name))

    def give_file(self, name: str, text: str) -> None:
        """Let the person have a file: in the folder one is in, or as a download where a browser shows us."""
        from io import StringIO  # noqa: PLC0415 - only who takes something away pays

        from simulator.tui.kit.saving import save  # noqa: PLC0415

        if self.is_web:
            self.deliver_text(StringIO(text), save_filename=name)
            self.say(tr("ファイルを渡します: {name}", name=name))
            return
        try:
            path = save(Path.cwd(), name, text)
        except OSError as error:
            words = tr("{name} を書けません。{reason}", name=name, reason=Reason(error))
            self.say(words, warning=True)
            return
        self.say(tr("書きました: {path}", path=path))

    def action_picture(self) -> None:
        """The screen as a picture, to a new file."""
        from simulator.tui.kit.picture import picture  # noqa: PLC0415 - only who takes something away pays

        self.give_file("shishin-screen.svg", picture(self))

    def quit(self) -> None:
        """End at once."""
        self.exit()

    # Ctrl+C

    def action_interrupt(self) -> None:
        """Copy the words marked in a field; without any, quit, as programs in a terminal do."""
        if words := marked_words(self.focused):
            self.copy(words)
        else:
            self.quit()

    async def action_copy_here(self) -> None:
        """Copy the words marked in a field, or what the copying key of the screen would; never quit."""
        if words := marked_words(self.focused):
            self.copy(words)
        elif found := self._copying():
            await self.run_action(found.binding.action, found.node)
        else:
            self.say(tr("ここには写すものがありません。終えるには q（窓や入力欄からは Esc のあと）。"))

    def _copying(self) -> ActiveBinding | None:
        return next(
            (
                active
                for active in self.screen.active_bindings.values()
                if active.binding.id in COPIES and active.enabled
            ),
            None,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a browser Ctrl+C copies, in a terminal it quits."""
        match action:
            case "interrupt":
                return not self.is_web
            case "copy_here":
                return self.is_web
        return super().check_action(action, parameters)


def marked_words(field: Widget | None) -> str:
    """The words marked in a field; empty where one does not type."""
    return str(getattr(field, "selected_text", ""))
