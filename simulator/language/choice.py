"""Which language to speak: what was asked for, else the setting, else the locale, else Japanese."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.language.catalogue import JAPANESE, LANGUAGES


def choose_language(requested: str, setting: str, environment: Mapping[str, str]) -> str:
    """A key of `LANGUAGES`. A locale that says nothing of a language (`C`, `POSIX`) means Japanese."""
    return requested or setting or _of_locale(environment) or JAPANESE


def _of_locale(environment: Mapping[str, str]) -> str:
    """`LANGUAGE` lists wishes in their order, as in gettext; else the first variable that is set decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            language = _language(value)
            break
    else:
        value, language = "", ""
    if value.split(".")[0] not in ("C", "POSIX"):  # gettext: with no language in the locale, no list of them
        for wished in environment.get("LANGUAGE", "").split(":"):
            if _language(wished) in LANGUAGES:
                return _language(wished)
    return language if language in LANGUAGES else ""


def _language(locale: str) -> str:
    return locale.replace("-", "_").split("_")[0].split(".")[0].lower()
