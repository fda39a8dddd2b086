"""Whatever a table is, it is read or refused in words: no traceback, no end of the process."""

import contextlib
import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulator.datafile import load_text
from simulator.machine import PhaseMachine
from simulator.report.msel.sheets import SheetError, read_sheets
from simulator.report.msel.writing import xlsx_of
from simulator.scenario import scenario_files
from tests.report.hostile_files import crafted, mutated, read


@pytest.fixture(scope="module")
def hurting() -> dict[str, bytes]:
    """The crafted files, made once: 70 megabytes are packed for one of them."""
    return crafted()


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_table_is_read_or_refused(seed: int, tmp_path: Path, machine: PhaseMachine) -> None:
    form, raw = mutated(seed)
    assert read(raw, form, tmp_path, machine) in ("read", "refused")


def test_a_file_made_to_hurt_is_refused(
    hurting: dict[str, bytes], tmp_path: Path, machine: PhaseMachine
) -> None:
    fates = {name: read(raw, "xlsx", tmp_path, machine) for name, raw in hurting.items()}
    assert fates == dict.fromkeys(hurting, "refused")


def test_a_line_that_would_fill_the_memory_with_its_commas_is_not_split(
    hurting: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(hurting["csv of commas"])
    with pytest.raises(SheetError, match="行が長すぎる"):
        read_sheets(path)


def test_nothing_is_printed_of_a_table_whose_styles_are_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = scenario_files()[0]
    raw = xlsx_of(load_text(path.read_text(encoding="utf-8"), str(path)).data)
    out = tmp_path / "styles.xlsx"
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/styles.xml":
                content = re.sub(
                    b"(<cellStyleXfs[^>]*>).*?(</cellStyleXfs>)", rb"\1\2", content, flags=re.DOTALL
                )
            new.writestr(name, content)
    with contextlib.suppress(SheetError):
        read_sheets(out)
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")
