"""Files that a person takes away from a screen: a table, a picture."""

from __future__ import annotations

from pathlib import Path

from simulator.language import tr
from simulator.typography import csv_file

__all__ = ["csv_file", "save"]

_TRIES = 1000


def save(folder: Path, name: str, text: str) -> Path:
    """Write a file of this name into the folder, or of the next free name, and give its path.

    Never overwrites a file. Raises OSError.
    """
    file_name = Path(name)
    for number in range(1, _TRIES):
        path = folder / (name if number == 1 else f"{file_name.stem}-{number}{file_name.suffix}")
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    pattern = f"{file_name.stem}-*{file_name.suffix}"
    raise FileExistsError(tr("{folder} に {pattern} が多すぎます。", folder=folder, pattern=pattern))
