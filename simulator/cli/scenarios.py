"""check, paths, schema, upgrade: check a scenario before it is used in a class."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.output import print_json, tell
from simulator.doctrine import Doctrine, load_doctrine
from simulator.language import Reason, tr, tr_count
from simulator.machine import PhaseMachine
from simulator.scenario.library import find_scenario, scenario_files

if TYPE_CHECKING:  # models and proofs are loaded by the commands that need them
    from simulator.scenario import Scenario
    from simulator.scenario.proofs.paths import Paths


def check(arguments: argparse.Namespace) -> None:
    """Print every finding of the files and folders."""
    from simulator.cli import findings  # noqa: PLC0415  each command loads only its own
    from simulator.scenario.check.check import check_file  # noqa: PLC0415
    from simulator.scenario.check.diagnostics import Code, Severity  # noqa: PLC0415

    paths = _files(arguments.path)
    machine = PhaseMachine(load_doctrine())
    reported = [finding for path in paths for finding in check_file(path, machine)]
    errors = sum(finding.severity is Severity.ERROR for finding in reported)
    warnings = len(reported) - errors
    if arguments.json:
        files = [str(path) for path in paths]
        shapes = [findings.shape(finding) for finding in reported]
        print_json({"files": files, "errors": errors, "warnings": warnings, "findings": shapes})
    else:
        for finding in reported:
            findings.print_finding(finding)
        counts = (
            tr("誤り {errors}件、注意 {warnings}件", errors=errors, warnings=warnings)
            if reported
            else tr("指摘はありません。")
        )
        print(tr_count("{count}個のシナリオを調べました。{told}", len(paths), told=counts))
    if any(finding.code in (Code.UNREADABLE, Code.NOT_UTF8) for finding in reported):
        raise WrongUseError(tr("読めないファイルがあります。"))
    if errors:
        raise RefusalError(tr_count("誤りが {count}件あります。直してから使ってください。", errors))


def _files(named: list[str]) -> list[Path]:
    """The files and library scenarios named, and the files in the folders named.

    A missing path stays in the list: that it cannot be read becomes a finding beside the others.
    Raises `WrongUseError` for a folder without scenarios, and for a bare name that is not in the library.
    """
    from simulator.cli.play import scenario_path  # noqa: PLC0415  each command loads only its own

    files: list[Path] = []
    for word in named:
        path = Path(word)
        if path.is_dir():
            inside = scenario_files(path)
            if not inside:
                raise WrongUseError(tr("{path}: シナリオ（.yaml、.yml）がありません。", path=path))
            files += inside
        elif path.exists() or path.suffix or len(path.parts) != 1:
            files.append(path if path.exists() else find_scenario(word) or path)
        else:
            files.append(scenario_path(word))
    return list(dict.fromkeys(files))


def paths(arguments: argparse.Namespace) -> None:
    """Print what the runs of a scenario reach, or the shortest run to one ending as a decisions file."""
    from simulator.cli import findings  # noqa: PLC0415  each command loads only its own
    from simulator.cli import paths as faces  # noqa: PLC0415
    from simulator.cli.play import scenario_path  # noqa: PLC0415
    from simulator.scenario.check.check import check_file, unplayable  # noqa: PLC0415
    from simulator.scenario.load import load_scenario  # noqa: PLC0415
    from simulator.scenario.proofs.paths import find_paths  # noqa: PLC0415

    doctrine = load_doctrine()
    machine = PhaseMachine(doctrine)
    played = []
    for name in arguments.scenario:
        path = scenario_path(name)
        if faults := unplayable(check_file(path, machine)):
            lines = "\n".join(map(findings.line_of, faults))
            raise WrongUseError(
                tr(
                    "{told}\n直してから使ってください（shishin check {path} で詳しく見られます）。",
                    told=lines,
                    path=path,
                )
            )
        scenario = load_scenario(path)
        played.append((path, scenario, find_paths(scenario, machine)))
    if len(played) > 1:
        _together(arguments, played, doctrine)
        return
    ((path, scenario, reached),) = played
    if arguments.decisions:
        ending = next((way for way in reached.endings if way.ending == arguments.decisions), None)
        if ending is None:
            raise _no_ending(arguments.decisions, reached.endings_missed, [e.ending for e in reached.endings])
        print(faces.decisions(ending.run), end="")
        return
    if arguments.json:
        print_json(faces.shape(str(path), scenario, reached))
    else:
        faces.print_paths(scenario, reached, doctrine)
    if not reached.sound:
        raise RefusalError(tr("届かないステップ、行き止まり、退けられる動きなどがあります。"))


def _together(
    arguments: argparse.Namespace, played: list[tuple[Path, Scenario, Paths]], doctrine: Doctrine
) -> None:
    """Print what several scenarios exercise together. Raises `RefusalError` if one of them is not sound."""
    from simulator.cli import paths as faces  # noqa: PLC0415  each command loads only its own
    from simulator.scenario.proofs.library import coverage  # noqa: PLC0415

    if arguments.decisions:
        raise WrongUseError(tr("--decisions は、シナリオが一つのときだけ使えます。"))
    exercised = coverage(doctrine, {path.stem: (scenario, paths) for path, scenario, paths in played})
    if arguments.json:
        print_json(faces.shape_of_library(exercised))
    else:
        faces.print_library(exercised, doctrine)
    unsound = [path.name for path, _, paths in played if not paths.sound]
    if unsound:
        names = tr("、").join(unsound)
        raise RefusalError(
            tr("{names} に、届かないステップ、行き止まり、退けられる動きなどがあります。", names=names)
        )


def _no_ending(name: str, missed: tuple[str, ...], known: list[str]) -> Exception:
    if name in missed:
        return RefusalError(tr("どの進み方でも、終わり「{name}」には着きません。", name=name))
    return WrongUseError(
        tr("終わり「{name}」はありません。あるもの: {known}", name=name, known=tr("、").join(known))
    )


def schema(_arguments: argparse.Namespace) -> None:
    """Print the JSON Schema of a scenario."""
    from simulator.scenario.schema import scenario_schema  # noqa: PLC0415

    print_json(scenario_schema())


def upgrade(arguments: argparse.Namespace) -> None:
    """Print a scenario in the form of the newest version, or write the file anew with `--write`.

    Raises `DataFileError` for a file that is not a scenario, `WrongUseError` for one that cannot be read or
    written.
    """
    from simulator.datafile import FileTooLargeError, read_regular, too_large  # noqa: PLC0415  each command loads only its own
    from simulator.scenario.upgrade import upgraded  # noqa: PLC0415

    path = arguments.file
    try:
        raw = read_regular(path)
    except FileTooLargeError as error:
        raise WrongUseError(f"{path}: {too_large(error.size, error.limit).message}") from error
    except OSError as error:
        raise WrongUseError(
            tr("{path}: 読めません（{reason}）。", path=path, reason=Reason(error))
        ) from error
    new = upgraded(raw, str(path))
    if not arguments.write:
        sys.stdout.write(new.decode("utf-8-sig"))
        return
    if new == raw:
        tell(tr("{path} は、もう新しい版です。", path=path))
        return
    try:
        _replace(path.resolve(), new)
    except OSError as error:
        raise WrongUseError(
            tr("{path}: 書けません（{reason}）。", path=path, reason=Reason(error))
        ) from error
    tell(tr("{path} を版 2 にしました。", path=path))


def _replace(path: Path, content: bytes) -> None:
    """All of it or nothing: the file is never half written. Raises OSError."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
