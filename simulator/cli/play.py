"""play: on the screen, line by line, or headless."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from simulator.cli import findings
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import to_write
from simulator.cli.output import escaped, say, tell
from simulator.cli.showing import show
from simulator.cli.teller import Teller
from simulator.cli.terminal import has_screen, is_dumb
from simulator.datafile import DataFile, DataFileError, load_yaml
from simulator.doctrine import load_doctrine
from simulator.exercise import PlayError
from simulator.exercise.headless import (
    Answers,
    EndlessError,
    Scripted,
    UnknownChoiceError,
    always,
    begin_headless,
    check_choices,
    run,
)
from simulator.language import Reason, tr
from simulator.machine import PhaseMachine
from simulator.scenario import (
    Choice,
    Scenario,
    find_scenario,
    scenario_files,
)
from simulator.scenario.check.check import read_playable


def play(arguments: argparse.Namespace) -> None:
    """Play a scenario: on the screen, line by line, or to the end or the first decision not answered."""
    path = scenario_path(arguments.scenario)
    unseen = arguments.headless or arguments.json
    if arguments.plain and (unseen or arguments.decide):
        raise WrongUseError(tr("--plain は --headless、--decide、--json と一緒に使えません。"))
    if arguments.plain or (is_dumb() and not unseen):
        if arguments.decide:
            raise WrongUseError(tr("--decide は --headless と一緒に使ってください。"))
        journal = to_write(arguments)
        from simulator.cli.plain import play_plain  # noqa: PLC0415
        from simulator.journal import NewPlay  # noqa: PLC0415

        play_plain(NewPlay(path), journal)
        return
    if has_screen() and not unseen:
        if arguments.decide:
            raise WrongUseError(tr("--decide は --headless と一緒に使ってください。"))
        journal = to_write(arguments)
        from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

        show(ShishinApp(start="play", scenario=path, journal=journal))
        return
    if arguments.journal:
        tell(tr("画面のない演習は記録しません。記録するには --plain を付けてください。"))
    play_headless(path, arguments.decide, as_json=arguments.json)


def scenario_path(name: str) -> Path:
    """The scenario file meant by a path or a library name. Raises `WrongUseError` with the nearest names."""
    path = find_scenario(name)
    if path is None:
        names = [file.stem for file in scenario_files()]
        close = difflib.get_close_matches(name, names, n=3, cutoff=0.3)
        hint = tr("近いもの: {names}。", names=tr("、").join(close)) if close else ""
        raise WrongUseError(
            tr(
                "シナリオ「{name}」はありません。{hint}あるもの: {names}",
                name=name,
                hint=hint,
                names=tr("、").join(names) or tr("なし"),
            )
        )
    return path


def playable_source(path: Path, machine: PhaseMachine) -> str:
    """The source of a scenario, checked. Raises `WrongUseError` with what keeps it from being played."""
    source, faults = read_playable(path, machine)
    if faults:
        lines = "\n".join(f"{findings.line_of(fault)}\n    → {fault.advice}" for fault in faults)
        raise WrongUseError(
            tr(
                "{told}\n直してから使ってください（shishin check {path} で詳しく見られます）。",
                told=lines,
                path=path,
            )
        )
    return source


def play_headless(path: Path, decide: str | None, *, as_json: bool) -> None:
    """Print a play from its start. Raises `RefusalError`, `WrongUseError`."""
    machine = PhaseMachine(load_doctrine())
    source = playable_source(path, machine)
    played = begin_headless(source, str(path), machine)
    answers = _answers(played.scenario, decide)
    teller = Teller(played)
    if not as_json:
        teller.opening()
    try:
        for record in run(played, answers):
            if as_json:
                print(escaped(record.model_dump_json()))
            else:
                teller.tell(record)
    except (EndlessError, PlayError) as error:
        raise RefusalError(str(error)) from error
    if as_json:
        return
    if waiting := played.waiting:
        say()
        options = tr("、").join(option.id for option in waiting.options)
        say(tr("判断「{waiting}」で止まりました。選べるもの: {options}", waiting=waiting.id, options=options))
        say(
            tr(
                "--decide first、last、又は判断のファイルで先へ進めます。"
                "一つずつ選ぶには --plain を付けます。"
            )
        )
        return
    teller.hot_wash()


def _answers(scenario: Scenario, decide: str | None) -> Answers:
    if decide is None:
        return Scripted([])
    if decide in ("first", "last"):
        return always("first" if decide == "first" else "last")
    choices = read_choices(Path(decide))
    try:
        check_choices(scenario, choices)
    except UnknownChoiceError as error:
        raise WrongUseError(f"{decide}: {error}") from error
    return Scripted(choices)


def read_choices(path: Path) -> list[Choice]:
    """A decisions file: a list of `{decision: …, option: …}`. Raises `DataFileError`, `WrongUseError`."""
    try:
        file = load_yaml(path)
    except OSError as error:
        unreadable = tr("{path}: 読めません（{reason}）。", path=path, reason=Reason(error))
        raise WrongUseError(
            tr("{what}--decide には first、last、又はファイルを指定してください。", what=unreadable)
        ) from error
    entries = file.data if isinstance(file.data, list) else [file.data]
    return [_choice(file, at, entry) for at, entry in enumerate(entries)]


def _choice(file: DataFile, at: int, entry: object) -> Choice:
    match entry:
        case {"decision": str(decision), "option": str(option), **others} if not others:
            return Choice(decision, option)
    message = tr("一行を「- {decision: 判断の識別名, option: 選択肢の識別名}」と書いてください。")
    raise DataFileError(file.problem((at,), message))
