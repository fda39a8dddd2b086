"""A picture of the screen as SVG, in which Japanese has its true width.

Textual's own export sets the length of each run of text from its number of characters, which squeezes
full-width ones, and it names a font that has none of them.
"""

from __future__ import annotations

import html
import re

from textual.app import App

from simulator.typography import cells

_RUN = re.compile(r'(<text\b[^>]*?\btextLength=")[0-9.]+("[^>]*>)([^<]*)(</text>)')
_WEB_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_CELL = re.compile(r'<text\b[^>]*?\btextLength="([0-9.]+)"[^>]*>([ -~])</text>')
_DEFAULT_CELL = 12.2  # pixels of one cell in the export
FONTS = "'Noto Sans Mono CJK JP', 'BIZ UDGothic', 'MS Gothic', 'Osaka-Mono', monospace"


def picture(app: App[object], title: str = "") -> str:
    """The screen as it stands now. Needs a running app."""
    return widen(app.export_screenshot(title=title or app.title))


def widen(svg: str) -> str:
    """An exported picture with each run of text as long as its cells."""
    single = _CELL.search(svg)
    cell = float(single[1]) if single else _DEFAULT_CELL

    def run(match: re.Match[str]) -> str:
        length = cells(html.unescape(match[3])) * cell
        return f"{match[1]}{length:.1f}{match[2]}{match[3]}{match[4]}"

    plain = _WEB_FONT.sub("", svg)
    plain = re.sub(r"font-family:\s*Fira Code[^;]*;", f"font-family: {FONTS};", plain)
    return _RUN.sub(run, plain)
