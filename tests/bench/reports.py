"""`python -m tests.bench.reports`: what reports and tables cost, in CPU seconds, beside what they tell of."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from simulator.datafile import load_text
from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, History, MemoryJournal, Record, VirtualClock
from simulator.machine import START, PhaseMachine
from simulator.report.account import Account, account_of
from simulator.report.content import report
from simulator.report.files import Form, paper_file
from simulator.report.msel.preview import Into, preview
from simulator.report.msel.writing import xlsx_of
from simulator.scenario import scenario_files

EVENTS = 20_000


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds that it takes."""
    began = time.process_time()
    act()
    return time.process_time() - began


def line(name: str, ours: float, aim: float, unit: str) -> None:
    """One figure beside its aim."""
    print(f"{'○' if ours <= aim else '×'} {ours:6.2f} {unit}  (aim {aim:g})  {name}")


def long_exercise(machine: PhaseMachine) -> list[Record]:
    """Records of a walk in which 20,000 things were noted."""
    journal = MemoryJournal()
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="長い演習", start=START)
    for number in range(EVENTS - 1):
        exercise.note(f"第{number}のメモ")
    return list(journal.read(exercise.name))


def main() -> None:
    """Print the figures."""
    machine = PhaseMachine(load_doctrine())
    records = long_exercise(machine)
    fold = cpu(partial(_folded, records))
    account = account_of("bench", "長い演習", _folded(records), machine.doctrine)
    made = {form: cpu(partial(_made, account, form)) for form in (Form.HTML, Form.DOCX, Form.XLSX)}
    line(f"report of {EVENTS:,} events as HTML / folding them", made[Form.HTML] / fold, 5, "×")
    line(f"report of {EVENTS:,} events as DOCX", made[Form.DOCX], 20, "s")
    line(f"report of {EVENTS:,} events as XLSX", made[Form.XLSX], 20, "s")
    with tempfile.TemporaryDirectory() as name:
        both = cpu(partial(_round_trips, Path(name), machine))
    each = both / len(scenario_files())
    line("a scenario as MSEL and back, with its checks", each, 1, "s")


def _made(account: Account, form: Form) -> bytes:
    return paper_file(report(account), form)


def _folded(records: list[Record]) -> History:
    history = History(records)
    history.state(history.head)
    return history


def _round_trips(folder: Path, machine: PhaseMachine) -> None:
    for path in scenario_files():
        source = path.read_text("utf-8")
        table = folder / f"{path.stem}.xlsx"
        table.write_bytes(xlsx_of(load_text(source, str(path)).data))
        if preview(table, Into(path, source), machine).text != source:
            raise SystemExit(f"{path.name} does not come back as it was")


if __name__ == "__main__":
    main()
