"""Which language to speak: what was asked for, else the setting, else the locale, else Japanese."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.language.catalogue import JAPANESE, LANGUAGES


def choose_language(asked: str, setting: str, environment: Mapping[str, str]) -> str:
    """A key of `LANGUAGES`. A locale that says nothing of a language (`C`, `POSIX`) means Japanese."""
    return asked or setting or _of_locale(environment) or JAPANESE


def _of_locale(environment: Mapping[str, str]) -> str:
    """The first of the variables that is set decides, as everywhere in POSIX."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            language = value.replace("-", "_").split("_")[0].split(".")[0].lower()
            return language if language in LANGUAGES else ""
    return ""
