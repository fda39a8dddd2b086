"""A table with the day in a column of its own, as town offices keep it: the day is part of the time."""

from datetime import date, time
from pathlib import Path

import pytest

from simulator.datafile import load_text
from simulator.machine import PhaseMachine
from simulator.report.msel.preview import Into, Preview, preview
from simulator.report.msel.values import CellValue, day_said
from simulator.scenario import read_scenario
from tests.report.lists import SOUND, naive, sheet

HEAD = ("番号", "日", "時刻", "発信者", "宛先", "手段", "内容")


def row(number: str, day: CellValue, hour: CellValue) -> tuple[CellValue, ...]:
    return (number, day, hour, "住民", "総務部", "電話", f"第{number}報。")


def times(planned: Preview) -> dict[str, str]:
    steps = load_text(planned.text, "x").data["steps"]
    return {step.get("inject"): step["at"] for step in steps if str(step.get("inject")).startswith("m-")}


def test_a_day_and_an_hour_in_two_columns_are_one_time(
    tmp_path: Path,
    into_rain: Into,
    machine: PhaseMachine,
) -> None:
    rows = [
        HEAD,
        row("1", naive(2026, 5, 21), time(8, 30)),
        row("2", None, time(9, 0)),  # merged with the row above
        row("3", "〃", "〃"),
        row("4", "5月22日（金）", "8:30"),
        row("5", "３日目", "09:15"),
        row("6", "5月23日", "T+90:00"),
        row("7", "", "15分後"),
    ]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), into_rain, machine)
    assert times(planned) == {
        "m-1": "5月21日 08:30",
        "m-2": "5月21日 09:00",
        "m-3": "5月21日 09:00",
        "m-4": "5月22日 08:30",
        "m-5": "3日目 09:15",
        "m-6": "T+90:00",
        "m-7": "+0:15",
    }
    assert not planned.unknown
    scenario = read_scenario(load_text(planned.text, "x"))
    order = [step.at for step in scenario.steps if step.id.startswith("m-")]
    assert order == sorted(order)
    assert len(order) == 7


def test_a_day_that_cannot_be_read_is_refused_at_its_cell_and_nothing_stands(
    tmp_path: Path,
    into_rain: Into,
    machine: PhaseMachine,
) -> None:
    planned = preview(
        sheet(tmp_path / "m.xlsx", [HEAD, row("1", "翌日", "8:30"), row("2", "5月21日", "")]),
        into_rain,
        machine,
    )
    assert [str(fate.place) for fate in planned.fates] == ["MSEL!B2", "MSEL!C3"]
    assert not planned.stands


def test_a_date_needs_the_day_on_which_the_exercise_begins(tmp_path: Path, machine: PhaseMachine) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(SOUND, "utf-8")
    rows: list[tuple[CellValue, ...]] = [HEAD, ("1", "5月21日", "8:30", "防衛省", "自衛隊", "報告", "一。")]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), Into(path, SOUND), machine)
    assert [str(fate.place) for fate in planned.fates] == ["MSEL!B2"]
    assert "始まりの日が要ります" in planned.fates[0].what


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 9, 1), "9月1日"),
        ("2026-09-01", "9月1日"),
        ("2026/9/1(火)", "9月1日"),
        ("令和8年9月1日", None),
        ("9月1日 火曜日", "9月1日"),
        ("9/2", "9月2日"),
        ("２日目", "2日目"),
        ("第3日目", "3日目"),
        (2, "2日目"),
        (2.0, "2日目"),
        ("1日", None),
        ("翌日", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_days_are_read_as_people_write_them(cell: CellValue, day: str | None) -> None:
    assert day_said(cell) == day
