"""Bring plain text to the screen, without markup or control characters.

Every widget, title, tooltip and notice gets its text through `content` or `harmless`: Textual reads a bare
string as markup, in which `[/` raises and `[@click=…]` runs actions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content, Span

from simulator.tui.kit.target import Aim
from simulator.typography import harmless

# How each kind of words looks, in the theme's variables. No look depends on colour alone.
LOOKS = {
    "heading": "bold $shishin-heading",
    "label": "$shishin-quiet",
    "quiet": "$shishin-quiet",
    "strong": "bold",
    "key": "bold $shishin-key",
    "quote": "bold underline $shishin-quote",
    "hit": "bold underline $shishin-hit",
    "link": "underline $shishin-link",
    "place": "on $panel",
    "here": "bold reverse underline",
    "text": "$shishin-text",
    "reading": "italic $shishin-reading",
    "silent": "$shishin-silent",
    "verdict": "bold $shishin-text",  # that the text is silent: said as plainly as what it says
    "warning": "bold $shishin-warning",
    "now": "bold $shishin-now",
    "band-heiji": "bold reverse $shishin-heiji",
    "band-juyo": "bold reverse $shishin-juyo",
    "band-yosoku": "bold reverse $shishin-yosoku",
    "band-hassei": "bold reverse $shishin-hassei",
    "band-sonritsu": "bold reverse $shishin-sonritsu",
    "band-saigai": "bold reverse $shishin-saigai",
    "removed": "strike $shishin-silent",
    "added": "bold underline $shishin-quote",
    "cursor": "$block-cursor-foreground on $block-cursor-background bold",
    "cursor-bare": "bold reverse",  # the looks without colours
    "cursor-away": "bold on $panel",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` of a text in one of `LOOKS`; `target` is what opening them gives."""

    start: int
    end: int
    look: str
    target: Aim = None


def content(text: str, marks: Iterable[Mark] = (), look: str = "") -> Content:
    """Plain text as Textual content, `marks` on top of the `look` of the whole (keys of `LOOKS`)."""
    spans = [Span(0, len(text), LOOKS[look])] if look else []
    spans += [Span(mark.start, mark.end, LOOKS[mark.look]) for mark in marks]
    return Content(harmless(text), spans)


def pieces(*parts: str | tuple[str, str]) -> Content:
    """Parts side by side: plain words, or (words, look)."""
    return content(*put_together(*parts))


def put_together(*parts: str | tuple[str, str]) -> tuple[str, tuple[Mark, ...]]:
    """Parts side by side, as `pieces` takes them, as a text and its marks."""
    text = ""
    marks: list[Mark] = []
    for part in parts:
        words, look = (part, "") if isinstance(part, str) else part
        if look:
            marks.append(Mark(len(text), len(text) + len(words), look))
        text += words
    return text, tuple(marks)


def pasted(text: str) -> str:
    """Pasted text as a field may hold it; terminals send a carriage return at the end of a line."""
    return harmless(text.replace("\r\n", "\n").replace("\r", "\n"))


def find_marks(text: str, quotes: Iterable[str], look: str = "quote") -> tuple[Mark, ...]:
    """A mark for the first place of each quote in `text`; overlapping ones merged; absent ones left out."""
    found = ((text.find(quote), len(quote)) for quote in quotes if quote)
    places = sorted((start, start + length) for start, length in found if start >= 0)
    marks: list[Mark] = []
    for start, end in places:
        if marks and start <= marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(end, marks[-1].end), look)
        else:
            marks.append(Mark(start, end, look))
    return tuple(marks)
