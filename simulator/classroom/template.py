"""A screen rendered once for many persons, as page or event, with slots that differ by person.

The text is split, framed and encoded once, not once for each of those who get it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from simulator.classroom.markup import Html

T = TypeVar("T", str, bytes)

TemplateSlot = tuple[str, str, str]  # kind, about, option: as in `markup.slot`


class Template:
    """Html with slots."""

    __slots__ = ("_framed", "_texts", "slots")

    def __init__(self, html: Html) -> None:
        pieces = html.split("\0")  # text and slots in turn, because no text has this character
        self._texts = pieces[::2]
        self.slots: tuple[TemplateSlot, ...] = tuple(_named(piece) for piece in pieces[1::2])
        self._framed = [_framed(words) for words in self._texts]
        self._framed[0] = b"data: " + self._framed[0]
        self._framed[-1] += b"\n\n"

    def page(self, values: Iterable[str]) -> Html:
        """The screen for a page, with a value in each slot."""
        return Html("".join(_between(self._texts, values)))

    def event(self, values: Iterable[str]) -> bytes:
        """The screen as a server-sent event, in lines of data. Without slots always the same object."""
        if len(self._framed) == 1:
            return self._framed[0]
        return b"".join(_between(self._framed, map(_framed, values)))


def _named(slot: str) -> TemplateSlot:
    kind, about, option = slot.split(" ", 2)
    return kind, about, option


def _framed(words: str) -> bytes:
    return words.replace("\n", "\ndata: ").encode()


def _between(texts: list[T], values: Iterable[T]) -> list[T]:
    """The texts with a value between each two."""
    between = list(values)
    whole = texts + between
    whole[::2] = texts
    whole[1::2] = between
    return whole
