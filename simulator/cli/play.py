"""play: on the screen, line by line, or headless."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from simulator.cli import findings
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import to_write
from simulator.cli.output import escaped, has_screen, is_dumb, say
from simulator.cli.showing import show
from simulator.cli.teller import Teller
from simulator.datafile import DataFile, DataFileError, load_yaml
from simulator.doctrine import load_doctrine
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
        from simulator.journal.opening import NewPlay  # noqa: PLC0415

        play_plain(NewPlay(path), journal)
        return
    if has_screen() and not unseen:
        if arguments.decide:
            raise WrongUseError(tr("--decide は --headless と一緒に使ってください。"))
        journal = to_write(arguments)
        from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

        show(ShishinApp(start="play", scenario=path, journal=journal))
        return
    play_headless(path, arguments.decide, as_json=arguments.json)


def scenario_path(name: str) -> Path:
    """The scenario file meant by a path or a library name. Raises `WrongUseError` with the nearest names."""
    path = find_scenario(name)
    if path is None:
        names = [found.stem for found in scenario_files()]
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


def play_headless(path: Path, decide: str | None, *, as_json: bool) -> None:
    """Print a play from its start. Raises `RefusalError`, `WrongUseError`."""
    machine = PhaseMachine(load_doctrine())
    source, faults = read_playable(path, machine)
    if faults:
        told = "\n".join(f"{findings.line_of(fault)}\n    → {fault.advice}" for fault in faults)
        raise WrongUseError(
            tr(
                "{told}\n直してから使ってください（shishin check {path} で詳しく見られます）。",
                told=told,
                path=path,
            )
        )
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
    except EndlessError as error:
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
        what = tr("{path}: 読めません（{reason}）。", path=path, reason=Reason(error))
        raise WrongUseError(
            tr("{what}--decide には first、last、又はファイルを指定してください。", what=what)
        ) from error
    entries = file.data if isinstance(file.data, list) else [file.data]
    return [_choice(file, at, entry) for at, entry in enumerate(entries)]


def _choice(file: DataFile, at: int, entry: object) -> Choice:
    match entry:
        case {"decision": str(decision), "option": str(option), **others} if not others:
            return Choice(decision, option)
    message = tr("一行を「- {decision: 判断の識別名, option: 選択肢の識別名}」と書いてください。")
    raise DataFileError(file.problem((at,), message))
<<<<<<< HEAD


class Teller:
    """Tells a play as text."""

    def __init__(self, played: Play) -> None:
        self.play = played
        self.scenario = played.scenario
        self.document = load_guidelines()

    def opening(self) -> None:
        """Title and summary."""
        say(tr("{title}（約{minutes}分）", title=self.scenario.title, minutes=self.scenario.duration))
        say(self.scenario.summary.strip(), indent=2)
        say(tr("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。"))

    def tell(self, record: Record) -> None:
        """One record."""
        minutes = int(record.elapsed // 60)
        at = f"T+{minutes // 60}:{minutes % 60:02}"
        match record.event:
            case Shown(step=name, fired=fired):
                self._step(at, name)
                self._fired(fired)
            case Decided(decision=name, option=option, fired=fired):
                decision = self.play.script.step(name)
                if isinstance(decision, Decision):
                    taken = decision.option(option)
                    kind = tr("確認") if decision.acknowledges else tr("選択")
                    say(tr("{at} {kind} {words}", at=at, kind=kind, words=taken.text), hang=4)
                    if taken.feedback:
                        say(taken.feedback.strip(), indent=4)
                    self._cites(taken.cites)
                self._fired(fired)

    def _step(self, at: str, name: str) -> None:
        step = self.play.script.step(name)
        say()
        match step:
            case Inject():
                to = tr("・").join(seat.label for seat in step.to)
                say(f"{at} {step.mode.label} {step.sender} → {to}", hang=4)
                if step.subject:
                    say(tr("件名 {subject}", subject=step.subject.strip()), indent=4, hang=2)
                if step.place:
                    say(tr("場所 {place}", place=step.place.strip()), indent=4, hang=2)
                say(step.text.strip(), indent=4)
                self._cites(step.cites)
            case TransitionStep():
                say(f"{at} {step.trigger.label}  {step.because.strip()}", hang=4)
                self._cites(step.cites)
            case Question():
                say(tr("{at} 問い {words}", at=at, words=step.text.strip()), hang=4)
                for point in step.points:
                    say(tr("・{question}", question=point.strip()), indent=4, hang=2)
                if step.answer:
                    say(tr("解答の例 {words}", words=step.answer.strip()), indent=4, hang=2)
                self._cites(step.cites)
            case Decision():
                kind = tr("確認") if step.acknowledges else tr("判断")
                say(
                    tr(
                        "{at} {kind} {seat}  {words}",
                        at=at,
                        kind=kind,
                        seat=step.seat.label,
                        words=step.text.strip(),
                    ),
                    hang=4,
                )
                for number, option in enumerate(step.options, 1):
                    say(f"{number} {option.id}: {option.text.strip()}", indent=4, hang=2)
            case Ending():
                say(tr("{at} 終わり {title}", at=at, title=step.title), hang=4)
                say(step.text.strip(), indent=4)
            case Note():
                say(f"{at} {step.text.strip()}", hang=4)

    def _cites(self, cites: tuple[Cite, ...]) -> None:
        if cites:
            quoted = (self.document.label(c.clause) + (f"「{c.quote}」" if c.quote else "") for c in cites)
            say(tr("根拠 {clauses}", clauses=tr("、").join(quoted)), indent=4, hang=2)

    def _fired(self, fired: tuple[object, ...]) -> None:
        if fired:
            say(tr("段階 → {phases}", phases=self.play.state.configuration.label), indent=4)

    def closing(self) -> None:
        """What is left: a decision that waits, or the questions for the hot wash."""
        say()
        waiting = self.play.waiting
        if waiting:
            options = tr("、").join(option.id for option in waiting.options)
            say(
                tr(
                    "判断「{waiting}」で止まりました。選べるもの: {options}",
                    waiting=waiting.id,
                    options=options,
                )
            )
            say(tr("--decide first、last、又は判断のファイルで先へ進めます。"))
            return
        say(tr("振り返り"))
        for question in self.scenario.hotwash:
            say(tr("・{question}", question=question), indent=2, hang=2)
=======
>>>>>>> main
