"""What can be set, and what was wrong in the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simulator.language import tr

NAMES = ("language", "theme", "decision_clock", "keys", "journal", "folded")
# What the scenario clock does while a decision waits; the first is the default.
DECISION_CLOCK = ("stop", "run")
# The parts of a transition sheet, and those that are folded unless a person unfolds them.
SHEET_PARTS = ("steps", "comes", "lapses", "silent", "common", "continues", "grounds", "words")
FOLDED = frozenset({"common", "continues", "grounds", "words"})


@dataclass(frozen=True, slots=True)
class SettingFault:
    """Something in the file that is not used: where (from 1; line 0 for the whole file), and why.

    `text` is a message of the catalogue, said when it is shown: which language is spoken may stand in
    the same file.
    """

    path: Path
    line: int
    column: int
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.path}{where}: {tr(self.text, **self.values)}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of a settings file; a value that it does not give is empty.

    `journal` is a file, or a server without a password. `language` is a key of
    `simulator.language.LANGUAGES`; `theme` the name of a theme; `decision_clock` one of `DECISION_CLOCK`;
    `folded` are the parts of a sheet that are folded, or None for `FOLDED`; `misspelt_folds` are what stands
    there beside them, which stays in the file; `keys` gives each remapped
    command id its keys, as the toolkit names them, comma-separated. A file that is not `sound` could not be
    read, and nothing may be written to it.
    """

    path: Path
    language: str = ""
    theme: str = ""
    decision_clock: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[SettingFault, ...] = ()
    journal: str = ""
    sound: bool = True
    folded: frozenset[str] | None = None
    misspelt_folds: tuple[str, ...] = ()
