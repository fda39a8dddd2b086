"""HTML put together from pieces: everything except our own markup is escaped.

Text also goes through `harmless`, so that no name can reverse a line or hide in it; since that leaves no
control characters, U+0000 marks the slots that are filled for each person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TypeAlias

from simulator.typography import harmless

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})
_OWN_NAMES = {"cls": "class", "for_": "for"}


class Html(str):
    """Our own markup, in which all text is escaped."""

    __slots__ = ()


HtmlPiece: TypeAlias = str | Iterable["HtmlPiece"] | None
EMPTY = Html("")


@lru_cache(maxsize=2048)
def text(words: str) -> Html:
    """Text, escaped."""
    return Html(escape(harmless(_BREAKS.sub("\n", words))))


def el(tag: str, *children: HtmlPiece, **attributes: str | bool | int | None) -> Html:
    """An element. An attribute that is False or None is left out; `cls` is `class`, `data_x` is `data-x`."""
    named = "".join([_attribute(name, value) for name, value in attributes.items()]) if attributes else ""
    if tag in _VOID:
        return Html(f"<{tag}{named}>")
    return Html(f"<{tag}{named}>{_joined(children)}</{tag}>")


def join(children: Iterable[HtmlPiece]) -> Html:
    """Pieces one after another; None is skipped."""
    return Html(_joined(children))


def slot(kind: str, about: str = "", option: str = "") -> Html:
    """A slot that is filled for each person."""
    return Html(f"\0{kind} {about} {option}\0")


def _joined(children: Iterable[HtmlPiece]) -> str:
    return "".join([child if type(child) is Html else _piece(child) for child in children])


def _piece(child: HtmlPiece) -> str:
    if child is None:
        return ""
    return text(child) if isinstance(child, str) else _joined(child)


def _attribute(name: str, value: str | bool | int | None) -> str:  # noqa: FBT001 - an attribute's value may be a bool
    if value is None or value is False:
        return ""
    written = _OWN_NAMES.get(name, name.replace("_", "-"))
    if value is True:
        return f" {written}"
    return f' {written}="{value if isinstance(value, Html) else text(str(value))}"'
