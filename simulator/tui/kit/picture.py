"""A picture of the screen as SVG, in which each character stands where the terminal has it.

The toolkit's export sets the length of each run of text from its number of characters, asks for full-width
forms of Latin letters, and names a font that has no Japanese. Even the right length of a run
is not enough where it mixes narrow and wide characters, because the remaining space is distributed evenly. So
each run is split into pieces of one width, each at its own place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from textual.app import App

from simulator.language import tr
from simulator.typography import clusters, harmless

_RUN = re.compile(r'<text\b([^>]*?) x="([0-9.]+)"([^>]*?) textLength="[0-9.]+"([^>]*)>([^<]*)</text>')
_WEB_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FORMS = re.compile(r"\s*font-variant-east-asian:[^;]*;")
_FACE = re.compile(r"font-family:\s*Fira Code[^;]*;\s*font-size:\s*\d+px;")
_CELL = 12.2  # pixels of one cell in the export
_SIZE = 22  # pixels of the font: two cells, less a small gap between the letters
# Characters of one cell that Japanese fonts draw two cells wide are squeezed: box drawing to the height of a
# line, so that lines meet; other figures to a smaller size, so that a circle stays round.
_SQUEEZED = {"line": 28, "figure": 15, "sign": _SIZE}
FONTS = "'Noto Sans Mono CJK JP', 'BIZ UDGothic', 'MS Gothic', 'Osaka-Mono', monospace"


class Piece(NamedTuple):
    """Characters of one width, from cell `start` of their run, `cells` long."""

    text: str
    start: int
    cells: int
    kind: str


def picture(app: App[None], title: str = "") -> str:
    """The present screen, with the app's title unless another is given. Needs a running app."""
    return widen(app.export_screenshot(title=harmless(title or tr(app.TITLE or ""))))


def widen(svg: str) -> str:
    """An exported picture with each character in its cells."""
    plain = _FORMS.sub("", _WEB_FONT.sub("", svg))
    plain = _FACE.sub(f"font-family: {FONTS};\n        font-size: {_SIZE}px;", plain)
    return _RUN.sub(_split_run, plain)


def _split_run(run: re.Match[str]) -> str:
    attributes_before, x, attributes_between, attributes_after, words = run.groups()
    parts = []
    for piece in pieces(html.unescape(words).replace("\xa0", " ")):
        x_of_piece, width = float(x) + piece.start * _CELL, piece.cells * _CELL
        place = f' x="{x_of_piece:.1f}"{attributes_between} textLength="{width:.1f}"'
        size = _SQUEEZED.get(piece.kind)
        squeezed = f' lengthAdjust="spacingAndGlyphs" style="font-size: {size}px"' if size else ""
        squeezed += ' dy="4"' if piece.kind == "line" else ""
        piece_words = html.escape(piece.text, quote=False)
        parts.append(f"<text{attributes_before}{place}{squeezed}{attributes_after}>{piece_words}</text>")
    return "".join(parts)


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a run: cut where the width of characters changes; white space belongs to none."""
    start = 0
    measured = [(text[first:end], size) for first, end, size in clusters(text, 0, len(text))]
    for kind, group in groupby(measured, key=_kind):
        group_clusters = list(group)
        words, size = (
            "".join(cluster for cluster, _ in group_clusters),
            sum(size for _, size in group_clusters),
        )
        if words.strip():
            yield Piece(words, start, size, kind)
        start += size


def _kind(cluster: tuple[str, int]) -> str:
    text, size = cluster
    if text.isspace():
        return "blank"
    if "\u2500" <= text[0] <= "\u259f":
        return "line"
    if size == 1 and unicodedata.east_asian_width(text[0]) == "A":
        return "figure" if "\u25a0" <= text[0] <= "\u25ff" or text[0] in "×≠" else "sign"
    return "narrow" if size == 1 else "wide"
