"""A table as a CSV file under a name that nothing has yet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from simulator.language import tr

NAME = "shishin-matrix"
_TRIES = 1000


def write_csv(folder: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write the rows to a new file in the folder and give its path; no file is ever written over.

    With a byte order mark, without which spreadsheets in Japan read UTF-8 as Shift JIS. Raises OSError.
    """
    for number in range(1, _TRIES):
        path = folder / (f"{NAME}.csv" if number == 1 else f"{NAME}-{number}.csv")
        try:
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(tr("{folder} に {name}-*.csv が多すぎます。", folder=folder, name=NAME))
