"""msel: a scenario as a master scenario events list in a spreadsheet, and back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.cli import findings
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.form import form_of_name
from simulator.cli.out_file import write_out
from simulator.cli.output import print_json, say, tell
from simulator.cli.play import playable_source, scenario_path
from simulator.datafile import DataFileError, load_text
from simulator.doctrine import load_doctrine
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.report.msel.merging import Status
from simulator.report.msel.preview import Into, Preview, RowFinding, preview
from simulator.report.msel.reading import SheetPlace
from simulator.report.msel.sheets import NoScenarioError, SheetError
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.report.problems import WritingError
from simulator.scenario.library import is_shipped


def export(arguments: argparse.Namespace) -> None:
    """Write the tables of a scenario."""
    path = scenario_path(arguments.scenario)
    source = playable_source(path, PhaseMachine(load_doctrine()))
    plain = load_text(source, str(path)).data
    out: Path | None = arguments.out
    form = arguments.form or (form_of_name(out, ("xlsx", "csv"), "csv") if out else "csv")
    try:
        if form == "csv":
            content = csv_of(plain)
            if out is None:
                print(content.decode("utf-8-sig"), end="")
                return
        elif out is None:
            raise WrongUseError(
                tr("{form} は画面に出せません。--out でファイルを指定してください。", form=form)
            )
        else:
            content = xlsx_of(plain)
    except WritingError as error:
        raise WrongUseError(str(error)) from error
    write_out(out, content, over=arguments.force)
    tell(tr("{output} に書き出しました。", output=out))


def import_(arguments: argparse.Namespace) -> None:
    """Print what each row would do; with `--write`, write it if no row is refused. Raises `RefusalError`."""
    into, target = _places(arguments)
    machine = PhaseMachine(load_doctrine())
    try:
        previewed = preview(arguments.file, into, machine, target)
    except NoScenarioError as error:
        to_do = tr(
            "--into で入れる先のシナリオを指定するか、"
            "shishin msel export の「演習」の表を写して書いてください。"
        )
        raise WrongUseError(f"{error}{to_do}") from error
    except (SheetError, DataFileError) as error:
        raise WrongUseError(str(error)) from error
    if arguments.json:
        print_json(_shape(previewed))
    else:
        _tell(previewed)
    if not previewed.stands:
        raise RefusalError(tr("何も書いていません。退けた行と誤りを直してから、もう一度取り込んでください。"))
    if not arguments.write:
        if not arguments.json:
            tell(tr("何も書いていません。書くには --write を付けてください。"))
        return
    if target is None:
        raise WrongUseError(tr("--write には、--into のシナリオか、--out の新しいファイルが要ります。"))
    if into is not None and target == into.path and previewed.text == into.source:
        tell(tr("変更なし。{output} は書き換えていません。", output=target))
        return
    write_out(
        target,
        previewed.text.encode(),
        over=arguments.force or (into is not None and target == into.path),
    )
    tell(tr("{output} に書き出しました。", output=target))


def _places(arguments: argparse.Namespace) -> tuple[Into | None, Path | None]:
    """The scenario that the rows go into, and the file to write. Raises `WrongUseError`."""
    out: Path | None = arguments.out
    if arguments.into is None:
        return None, out
    path = scenario_path(arguments.into)
    source = playable_source(path, PhaseMachine(load_doctrine()))
    if out is None and arguments.write and is_shipped(path):
        raise WrongUseError(
            tr(
                "収録シナリオ {path} は書き換えません。--out で新しいファイルを指定してください。",
                path=path.name,
            )
        )
    return Into(path, source), out or path


def _tell(previewed: Preview) -> None:
    for fate in previewed.fates:
        if fate.status is not Status.SAME:
            said = " ".join(filter(None, (str(fate.place), fate.status.label, fate.id, fate.what)))
            say(said, hang=4)
    for place, name in previewed.unknown:
        say(tr("{place} 知らない列「{name}」は使わない。", place=place, name=name), hang=4)
    for said in previewed.assumed:
        say(said, hang=4)
    if previewed.kept:
        say(
            tr("ファイルにないステップは、そのまま残る: {names}", names=tr("、").join(previewed.kept)), hang=4
        )
    for alike in _alike(previewed.findings):
        first = alike[0]
        places = tr("、").join(_joined([finding.place for finding in alike if finding.place]))
        where = f"{places}: " if places else ""
        say(f"{where}{first.finding.severity.label} {first.finding.code} {first.message}", hang=4)
        say(f"→ {first.advice}", indent=4, hang=3)
    counts = tr("、").join(f"{status.label} {count}" for status, count in previewed.counts.items())
    say(tr("合わせて: {counts}", counts=counts))


def _alike(findings: Iterable[RowFinding]) -> list[list[RowFinding]]:
    """The findings grouped by what they say, in the order of the first one of each group."""
    groups: dict[tuple[str, ...], list[RowFinding]] = {}
    for finding in findings:
        groups.setdefault((finding.finding.code, finding.message, finding.advice), []).append(finding)
    return list(groups.values())


def _joined(places: Sequence[SheetPlace]) -> Iterator[str]:
    """Places in few words: only the first and the last of consecutive rows."""
    at = 0
    while at < len(places):
        first, last = places[at], at
        while last + 1 < len(places) and places[last + 1] == replace(first, row=first.row + last + 1 - at):
            last += 1
        yield str(first) if last == at else _from_to(first, places[last])
        at = last + 1


def _from_to(first: SheetPlace, last: SheetPlace) -> str:
    """Consecutive rows: `状況付与!C5:C9`, or `状況付与 5～9行`."""
    if first.column is None:
        return tr("{sheet} {first}～{last}行", sheet=first.sheet, first=first.row, last=last.row)
    return f"{first}:{str(last).rpartition('!')[2]}"


def _shape(previewed: Preview) -> dict[str, Any]:
    return {
        "stands": previewed.stands,
        "rows": [
            {
                "sheet": fate.place.sheet,
                "row": fate.place.row,
                "cell": str(fate.place),
                "status": fate.status.name.lower(),
                "id": fate.id,
                "what": fate.what,
            }
            for fate in previewed.fates
        ],
        "unknown": [{"cell": str(place), "header": name} for place, name in previewed.unknown],
        "assumed": list(previewed.assumed),
        "kept": list(previewed.kept),
        "findings": [
            {
                **findings.shape(finding.finding),
                "row": str(replace(finding.place, column=None)) if finding.place else None,
                "cell": str(finding.place) if finding.place else None,
                "in_sheet_words": {"message": finding.message, "advice": finding.advice},
            }
            for finding in previewed.findings
        ],
    }
