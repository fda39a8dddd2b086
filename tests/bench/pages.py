"""`python -m tests.bench.pages FOLDER`: every paper of every scenario as pages, through LibreOffice.

Says what a reader would stumble over (an empty page, a line that begins with 、, a chart of two pages), holds
the MSEL against what LibreOffice saves of it, and leaves the pages as pictures to be looked at.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from simulator.datafile import load_text
from simulator.doctrine import load_doctrine
from simulator.exercise import MemoryJournal, Play
from simulator.machine import PhaseMachine
from simulator.report.account import account_of
from simulator.report.content import report
from simulator.report.files import Form, paper_file
from simulator.report.msel.preview import Into, preview
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.report.papers import Audience, paper_for
from simulator.scenario import load_scenario, scenario_files
from tests.report.making import ClassClock
from tests.report.test_hostile_documents import STRINGS

_BEGINS_NO_LINE = "、。，．：；？！）」』】ー"
_LEAST = 2  # lines of a page besides its head and foot


def main(folder: Path) -> None:
    """Make the papers, convert them, and print what is wrong with their pages."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = PhaseMachine(load_doctrine())
    for path in scenario_files():
        _papers(path, machine, folder)
    faults = Counter[str]()
    _convert(folder, "pdf", sorted(folder.glob("*.docx")))
    pages = 0
    for pdf in sorted(folder.glob("*.pdf")):
        texts = _pages(pdf)
        pages += len(texts)
        for fault in _faults(pdf.stem, texts):
            faults[fault] += 1
            print(fault)
        subprocess.run(["pdftoppm", "-r", "50", "-png", str(pdf), str(folder / pdf.stem)], check=True)
    print(f"{pages} pages of {len(list(folder.glob('*.pdf')))} papers, {sum(faults.values())} faults")
    print(f"{_round_trips(folder, machine)} of {len(scenario_files())} MSEL come back from LibreOffice equal")
    print(f"{_formulas(folder)} formulas where LibreOffice opened a CSV of {len(STRINGS)} hostile strings")


def _papers(path: Path, machine: PhaseMachine, folder: Path) -> None:
    """Each paper of a scenario, and the report of a play of it in which the first open option is taken."""
    scenario, doctrine = load_scenario(path), machine.doctrine
    for audience in Audience:
        paper = paper_for(scenario, doctrine, audience, with_injects=True)
        (folder / f"{path.stem}-{audience.value}.docx").write_bytes(paper_file(paper, Form.DOCX))
    play = Play.begin(path.read_text("utf-8"), str(path), machine, MemoryJournal(), ClassClock())
    while not play.ended or play.waiting:
        if play.waiting:
            play.decide(play.script.open_only(play.waiting, play.cursor).options[0].id)
        else:
            play.advance()
    account = account_of("bench", play.exercise.state.title, play.exercise.history, doctrine)
    (folder / f"{path.stem}-report.docx").write_bytes(paper_file(report(account), Form.DOCX))


def _convert(folder: Path, form: str, files: list[Path], *more: str) -> None:
    if shutil.which("soffice") is None:
        raise SystemExit("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{(folder / 'profile').resolve()}"
    names = [str(file) for file in files]
    options = ["--headless", *more, "--convert-to", form, "--outdir", str(folder)]
    subprocess.run(["soffice", profile, *options, *names], check=True, capture_output=True)


def _pages(pdf: Path) -> list[list[str]]:
    """The lines of each page that hold anything."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    pages = text.decode("utf-8", "replace").split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


def _faults(name: str, pages: list[list[str]]) -> Iterator[str]:
    if name.endswith("-chart") and len(pages) > 1:
        yield f"{name}: a chart of {len(pages)} pages"
    for number, lines in enumerate(pages, 1):
        if len(lines) <= _LEAST:
            yield f"{name}, page {number}: nothing but its head and foot"
        for line in lines:
            if line[0] in _BEGINS_NO_LINE:
                yield f"{name}, page {number}: a line begins with {line[:12]}"


def _round_trips(folder: Path, machine: PhaseMachine) -> int:
    """How many scenarios come back equal from a workbook that LibreOffice opened and saved."""
    made, saved = folder / "made", folder / "saved"
    for place in (made, saved):
        place.mkdir(exist_ok=True)
    for path in scenario_files():
        plain = load_text(path.read_text("utf-8"), str(path)).data
        (made / f"{path.stem}.xlsx").write_bytes(xlsx_of(plain))
    _convert(saved, "xlsx", sorted(made.glob("*.xlsx")))
    equal = 0
    for path in scenario_files():
        source = path.read_text("utf-8")
        equal += preview(saved / f"{path.stem}.xlsx", Into(path, source), machine).text == source
    return equal


def _formulas(folder: Path) -> int:
    """Formulas in the workbook that LibreOffice makes of a CSV of ours."""
    path = scenario_files()[0]
    plain = load_text(path.read_text("utf-8"), str(path)).data
    plain["hotwash"] = list(STRINGS)
    for step, text in zip(plain["steps"], STRINGS, strict=False):
        step["notes"] = text
    (folder / "hostile.csv").write_bytes(csv_of(plain))
    _convert(folder, "xlsx", [folder / "hostile.csv"], "--infilter=Text - txt - csv (StarCalc):44,34,76,1")
    with ZipFile(folder / "hostile.xlsx") as packed:
        sheets = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
    return sum(len(re.findall(rb"<f[ >]", sheet)) for sheet in sheets)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pages"))
