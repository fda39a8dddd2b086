"""A QR code in a terminal: two rows of modules to a line, in half blocks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

QUIET = 2  # light modules around the code
_DARK_ON_LIGHT = {(0, 0): " ", (0, 1): "▄", (1, 0): "▀", (1, 1): "█"}


class QrCode(Static):
    """Shows the code of a text, for a phone to scan, or nothing for an empty text."""

    DEFAULT_CSS = "QrCode { width: auto; height: auto; }"

    def show(self, text: str) -> None:
        """Show the code of a text. Raises `ModuleNotFoundError` if the extra's library is missing."""
        if not text:
            self.update("")
            return
        import segno  # noqa: PLC0415 - loaded for a class only

        modules = tuple(
            tuple(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=QUIET)
        )
        # Without colours assume a dark terminal, and paint the light modules.
        words = "\n".join(half_blocks(modules, inverted=self.app.no_color))
        self.update(Content(words) if self.app.no_color else Content.styled(words, "#000000 on #ffffff"))


def half_blocks(modules: Sequence[Sequence[int]], *, inverted: bool = False) -> list[str]:
    """Lines of half blocks for rows of modules (1 dark, 0 light); an odd last row stands over light ones."""
    light = [0] * len(modules[0])
    rows = [*modules, light] if len(modules) % 2 else list(modules)
    flip = int(inverted)
    return [
        "".join(
            _DARK_ON_LIGHT[int(bool(upper)) ^ flip, int(bool(lower)) ^ flip]
            for upper, lower in zip(rows[upper_row], rows[upper_row + 1], strict=True)
        )
        for upper_row in range(0, len(rows), 2)
    ]
