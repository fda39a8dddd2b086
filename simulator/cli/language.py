"""Choose the language before anything is printed, and report faults of the settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from simulator.language import LANGUAGES, choose_language, speak

OPTION = "--lang"


def speak_for(arguments: Sequence[str]) -> None:
    """Speak the language of `--lang`, the setting or the locale; report faults of the settings on stderr.

    `--lang` is looked for before the other arguments are parsed, because their help is already in that
    language.
    """
    if "--version" in arguments:
        return  # the same in every language, and called by scripts
    from simulator.settings import settings_file  # noqa: PLC0415  --version needs none

    file = settings_file()
    if not file.exists():
        speak(choose_language(asked(arguments), "", os.environ))
        return
    from simulator.settings.read import read_settings  # noqa: PLC0415  most people have no such file

    settings = read_settings(file)
    speak(choose_language(asked(arguments), settings.language, os.environ))
    if settings.faults:
        from simulator.typography import harmless  # noqa: PLC0415  only to report a fault

        for fault in settings.faults:
            print(harmless(str(fault)), file=sys.stderr)


def asked(arguments: Sequence[str]) -> str:
    """The language of the last `--lang`; empty if there is none, or it is unknown."""
    wanted = ""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION:
            wanted = arguments[at + 1] if at + 1 < len(arguments) else ""
        elif argument.startswith(OPTION + "="):
            wanted = argument.removeprefix(OPTION + "=")
    return wanted if wanted in LANGUAGES else ""
