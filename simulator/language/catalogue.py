"""One catalogue: Japanese stands in the code as the key, English in `en.po`, read with the standard gettext.

Why gettext: both languages are read by translators' own tools, the standard library reads the compiled
file, and a start in Japanese loads nothing at all. A key with no entry would show in Japanese; a
test holds that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

JAPANESE = "ja"
LANGUAGES: Mapping[str, str] = {JAPANESE: "日本語", "en": "English"}


class _Chosen:
    """The one language a process speaks. A start sets it before anything is said."""

    language = JAPANESE


def speak(language: str) -> None:
    """Speak `language` from now on. Raises KeyError for one that is not in `LANGUAGES`."""
    LANGUAGES[language]
    _Chosen.language = language


def current() -> str:
    """The language spoken now, a key of `LANGUAGES`."""
    return _Chosen.language


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak `language` for a while."""
    previous = current()
    speak(language)
    try:
        yield
    finally:
        speak(previous)


def msg(text: str) -> str:
    """Mark a text for the catalogue where it is written down; whoever shows it calls `tr` on it."""
    return text


def tr(text: str, /, **values: object) -> str:
    """`text` in the language spoken, with `values` in its places if there are any."""
    translated = text
    if text and _Chosen.language != JAPANESE:  # the catalogue's head stands under the empty text
        translated = _catalogue(_Chosen.language).gettext(text)
    return translated.format(**values) if values else translated


def tr_count(text: str, count: int, /, **values: object) -> str:
    """Like `tr`, with `{count}` in it: the form that the language uses for so many."""
    if _Chosen.language == JAPANESE:
        return text.format(count=count, **values)
    translated = _catalogue(_Chosen.language).ngettext(text, text, count)
    return translated.format(count=count, **values)


@cache
def _catalogue(language: str) -> GNUTranslations:
    from gettext import GNUTranslations  # noqa: PLC0415 - a start in Japanese does without
    from pathlib import Path  # noqa: PLC0415

    with Path(__file__).with_name(f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
