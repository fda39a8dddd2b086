"""The formats that people hand to the program: what makes their inputs, and what must hold of each."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from simulator.cli.findings import shape
from simulator.cli.play import read_choices
from simulator.datafile import DataFileError, load_text
from simulator.doctrine import load_doctrine
from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.exercise.headless import EndlessError, always, begin_headless, run
from simulator.journal import TransferError, export_lines, import_lines, lines_of
from simulator.machine import PhaseMachine
from simulator.report.msel.preview import Into, preview
from simulator.report.msel.sheets import SheetError
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.scenario.check.check import MAX_FINDINGS, check_bytes, unplayable
from simulator.scenario.check.diagnostics import Code
from simulator.scenario.upgrade import upgraded
from simulator.settings.read import read_settings
from simulator.settings.write import SettingsError, keep
from tests.fuzz.making import Make, either, grown, mangled, repacked

STEPS = "schema: 1\nsteps:\n- "
# What version 2 adds to the sound scenario.
NEWER = (
    ("schema: 1", "schema: 2"),
    (
        "mode: report",
        "mode: email\n    subject: 艦船の集まり\n    place: 甲海峡の北\n    problems: [数が分からない]",
    ),
    ("[情報を共有する]", "[情報を共有する, {text: 数を確かめる, within: 10, ticks: [出所を聞いた]}]"),
)
DATA = Path(__file__).parents[1] / "data"


class Ask(Protocol):
    """What is asked of an input. An exception that gets out of it is a fault of the program."""

    def __call__(self, raw: bytes, folder: Path) -> None:
        """Raises only for faults; `folder` is empty and may be written to."""


@dataclass(frozen=True)
class Format:
    """A format: its name, what makes an input, what is asked of it."""

    name: str
    make: Make
    ask: Ask


def formats() -> tuple[Format, ...]:
    """All of them. The doctrine is loaded once."""
    machine = PhaseMachine(load_doctrine())
    sound = (DATA / "sound.yaml").read_text("utf-8")
    newer = sound
    for old, new in NEWER:
        newer = newer.replace(old, new, 1)
    slips = [path.read_text("utf-8") for path in sorted((DATA / "authoring").iterdir())]
    keys = "schema title steps inject at from to mode text cites clause quote options id when all any not"
    words = "A国 news sdf IV.B.p1 0:10 basic juyo heiji support/mutual ports 平時 x 1"
    played = begin_headless(sound, "sound", machine)
    list(run(played, always("first")))
    exported = "\n".join(export_lines(played.exercise.journal, played.exercise.name))
    plain = load_text(sound, "sound").data
    rows = [csv_of(plain).decode("utf-8-sig"), csv_of(plain).decode("utf-8-sig").replace(",", "\t")]
    answers = "- {decision: recognise, option: serious}\n- {decision: support, option: mutual}\n"
    settings = 'language = "en"\ntheme = "nord"\n# mine\n[keys]\n"walk.undo" = "z"\nplay.next = "n"\n'
    return (
        Format(
            "scenario",
            either(
                mangled([sound, *slips]), mangled([sound, newer]), grown(keys.split(), words.split(), STEPS)
            ),
            lambda raw, folder: ask_scenario(raw, machine),
        ),
        Format("import", mangled([exported]), lambda raw, folder: ask_import(raw, machine)),
        Format(
            "decisions",
            either(mangled([answers]), grown(["decision", "option"], ["recognise", "serious"])),
            ask_decisions,
        ),
        Format("settings", either(mangled([settings]), mangled(['keys.walk.undo = "z"'])), ask_settings),
        Format(
            "msel",
            either(*[mangled(rows)] * 5, repacked(xlsx_of(plain))),  # a spreadsheet takes far longer to read
            lambda raw, folder: ask_msel(raw, folder, machine),
        ),
    )


def ask_scenario(raw: bytes, machine: PhaseMachine) -> None:
    """It is checked in bounds, and what is not refused can be played without a fault."""
    findings = check_bytes(raw, "f.yaml", machine)
    assert len(findings) <= MAX_FINDINGS + 1
    for finding in findings:
        shape(finding)
    if unplayable(findings):
        return
    newer = check_bytes(upgraded(raw, "f.yaml"), "f.yaml", machine)
    # Version 2 lets a class acknowledge: one option is enough.
    of_version_1, of_version_2 = (
        [(finding.code, finding.line) for finding in told if finding.code != Code.TOO_FEW_OPTIONS]
        for told in (findings, newer)
    )
    assert of_version_1 == of_version_2
    played = begin_headless(raw.decode("utf-8"), "f.yaml", machine)
    try:
        for _ in run(played, always("first")):
            pass
    except EndlessError:
        return


def ask_import(raw: bytes, machine: PhaseMachine) -> None:
    """It is refused in words, or what was kept opens again."""
    journal = MemoryJournal()
    try:
        name = import_lines(journal, lines_of(io.BytesIO(raw)))
    except TransferError:
        return
    Play.resume(name, machine, journal, ScenarioClock())


def ask_decisions(raw: bytes, folder: Path) -> None:
    """It is refused in words, or gives choices."""
    path = folder / "decisions.yaml"
    path.write_bytes(raw)
    try:
        read_choices(path)
    except DataFileError:
        return


def ask_msel(raw: bytes, folder: Path, machine: PhaseMachine) -> None:
    """Rows are told one by one; what may be written is a scenario without errors, as it was said to be."""
    path = folder / "rows"
    path.write_bytes(raw)
    for into in (None, Into(DATA / "sound.yaml", (DATA / "sound.yaml").read_text("utf-8"))):
        try:
            shown = preview(path, into, machine)
        except (SheetError, DataFileError):
            continue
        for fate in shown.fates:
            assert fate.status.label
        if shown.stands:
            assert not unplayable(check_bytes(shown.text.encode(), "f.yaml", machine))


def ask_settings(raw: bytes, folder: Path) -> None:
    """It is read; a theme is kept in it or refused, and whatever else it says stays."""
    path = folder / "settings.toml"
    path.write_bytes(raw)
    before = read_settings(path)
    for fault in before.faults:
        str(fault)
    try:
        keep(path, "theme", "gruvbox")
    except SettingsError:
        assert path.read_bytes() == raw
        return
    after = read_settings(path)
    assert (after.theme, after.language, after.keys) == ("gruvbox", before.language, before.keys)
