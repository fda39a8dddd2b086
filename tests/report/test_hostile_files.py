"""Whatever a table is, it is read or refused in words: no traceback, no end of the process."""

from pathlib import Path

import pytest

from simulator.machine import PhaseMachine
from simulator.report.msel.sheets import SheetError, read_sheets
from tests.report.hostile_files import crafted, mutated, read

CRAFTED = crafted()


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_table_is_read_or_refused(seed: int, tmp_path: Path, machine: PhaseMachine) -> None:
    form, raw = mutated(seed)
    assert read(raw, form, tmp_path, machine) in ("read", "refused")


@pytest.mark.parametrize("what", CRAFTED)
def test_a_file_made_to_hurt_is_refused(what: str, tmp_path: Path, machine: PhaseMachine) -> None:
    assert read(CRAFTED[what], "xlsx", tmp_path, machine) == "refused"


def test_a_line_that_would_fill_the_memory_with_its_commas_is_not_split(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(CRAFTED["csv of commas"])
    with pytest.raises(SheetError, match="行が長すぎる"):
        read_sheets(path)
