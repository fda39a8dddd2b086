"""An MSEL goes out and comes back without loss; what people bring is taken row by row, or refused by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from simulator.datafile import load_text
from simulator.machine import PhaseMachine
from simulator.report.msel.merging import Status
from simulator.report.msel.preview import Into, Preview, preview
from simulator.report.msel.sheets import SheetError, column_letters, read_sheets
from simulator.report.msel.values import (
    CellError,
    CellValue,
    cites_in_cell,
    id_of,
    items_in_cell,
    seat_labels,
    seats_in_cell,
    seconds_said,
)
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.scenario import load_scenario, read_scenario, scenario_files
from simulator.scenario.calendar import beginning_of
from tests.commands import Ran
from tests.report.lists import SOUND, naive, sheet

EXERCISES = sorted((Path(__file__).parents[1] / "data" / "exercises").glob("*.yaml"))
FILES = [pytest.param(path, id=path.stem) for path in (*scenario_files(), *EXERCISES)]
WRITERS = {"xlsx": xlsx_of, "csv": csv_of}
HEAD = ("番号", "時刻", "発信者", "宛先", "手段", "内容", "担当")


def plain_of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = load_text(path.read_text("utf-8"), str(path)).data
    return data


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("path", FILES)
def test_a_scenario_goes_out_and_comes_back_equal(
    path: Path, form: str, tmp_path: Path, machine: PhaseMachine
) -> None:
    out = tmp_path / f"msel.{form}"
    out.write_bytes(WRITERS[form](plain_of(path)))
    planned = preview(out, None, machine)
    assert planned.stands
    assert read_scenario(load_text(planned.text, "x")) == load_scenario(path)
    into = preview(out, Into(path, path.read_text("utf-8")), machine)
    assert into.counts[Status.SAME] == sum(into.counts.values()) > 10
    assert into.text == path.read_text("utf-8")


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_scenario_gives_the_same_bytes(form: str) -> None:
    plain = plain_of(scenario_files()[0])
    assert WRITERS[form](plain) == WRITERS[form](plain)


def fates(looked: Preview) -> list[tuple[str, str, str, str]]:
    """What would become of each row: its place, status, id, and what is said of it."""
    return [(str(fate.place), fate.status.label, fate.id, fate.what) for fate in looked.fates]


@pytest.mark.parametrize(
    ("item", "rest"),
    [
        ("[5]", "{}"),
        ("[[1]]", "{}"),
        ('[{"id": "a", "name": "b", "stands_for": ["x"]}]', "{}"),
        ('["sdf"]', '{"expect": [{"text": "a", "ticks": 5}]}'),
    ],
)
def test_values_of_a_kind_that_the_format_does_not_have_are_told_and_end_nothing(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine, item: str, rest: str
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("項目", "値"),
        ("席", item),
        (),
        ("付与番号", "種別", "時刻", "内容", "ほかの項目"),
        ("asked", "問い", "0:05", "何か。", rest),
    ]
    assert not preview(sheet(tmp_path / "msel.xlsx", rows), into_sound, machine).stands


def test_a_list_of_forty_rows_from_excel_is_put_into_a_scenario_in_the_order_of_time(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("〇〇大学 図上演習 状況付与一覧",),
        (),
        HEAD,
        *(
            (number, timedelta(minutes=6 + number), "防衛省", "自衛隊", "報告", f"第{number}報。", "甲班")
            for number in range(1, 41)
        ),
    ]
    planned = preview(sheet(tmp_path / "msel.xlsx", rows, merged="A1:G1"), into_sound, machine)
    assert planned.stands
    assert planned.counts[Status.NEW] == 40
    assert [(str(place), name) for place, name in planned.unknown] == [("MSEL!G3", "担当")]
    scenario = read_scenario(load_text(planned.text, "x"))
    times = [step.at for step in scenario.steps]
    assert times == sorted(times)
    assert scenario.steps[-1].id == "done"
    assert [step.id for step in scenario.steps][:3] == ["ships", "m-1", "m-2"]
    assert planned.kept == tuple(step.id for step in load_scenario(into_sound.path).steps)


EIGHT = beginning_of("08:00", "", "")
TIMES: list[tuple[CellValue, str]] = [
    ("0:40", "0:40"),
    ("０：４０", "0:40"),
    ("T+26:30", "26:30"),
    ("0:40:00", "0:40"),
    (time(0, 40), "0:40"),
    (timedelta(hours=216), "216:00"),
    (40 / 1440, "0:40"),
    (1.5, "36:00"),
    (0, "0:00"),
    (naive(1899, 12, 30, 0, 40), "0:40"),
    ("2日目 9:00", "25:00"),
]


@pytest.mark.parametrize(("cell", "written"), TIMES, ids=repr)
def test_times_come_as_text_number_time_or_span(cell: CellValue, written: str) -> None:
    assert seconds_said(cell, EIGHT) == written


@pytest.mark.parametrize("cell", [naive(2026, 4, 1, 9), 40, "昼", "9時", -0.1, True, timedelta(seconds=30)])
def test_a_time_that_could_be_another_is_refused(cell: CellValue) -> None:
    with pytest.raises(CellError, match=r"0:40"):
        seconds_said(cell, EIGHT)


def test_seats_are_known_by_their_own_words_and_the_dot_in_a_name_parts_nothing() -> None:
    seats = seat_labels()
    assert seats_in_cell("日本政府、関係機関・自治体", seats, ()) == ["japan_government", "agencies"]
    assert seats_in_cell("自衛隊・米軍", seats, ()) == ["sdf", "us_forces"]
    assert seats_in_cell("SDF / us_forces", seats, ()) == ["sdf", "us_forces"]
    assert seats_in_cell("全席", seats, ("sdf", "agencies")) == ["sdf", "agencies"]
    with pytest.raises(CellError, match="席「海上保安庁」が分かりません"):
        seats_in_cell("自衛隊、海上保安庁", seats, ())


def test_lists_and_clauses_are_read_line_by_line() -> None:
    assert items_in_cell("・調整する\n　続き\n・報告する") == ["調整する\n　続き", "報告する"]
    assert items_in_cell("調整する\n報告する") == ["調整する", "報告する"]
    assert cites_in_cell("IV.B.p1「重要な\n影響」\nIV.A.p2") == [
        {"clause": "IV.B.p1", "quote": "重要な\n影響"},
        "IV.A.p2",
    ]
    assert [id_of(cell) for cell in ("No. 3", 7, 7.0, "MSEL-001", "ｉｎｊｅｃｔ")] == [
        "no-3", "m-7", "m-7", "msel-001", "inject",
    ]  # fmt: skip


REFUSED: list[tuple[tuple[CellValue, ...], str, str]] = [
    (("1", "昼", "防衛省", "自衛隊", "報告", "動き。"), "MSEL!B2", "時刻「昼」"),
    (("1", "9" * 5000, "防衛省", "自衛隊", "報告", "動き。"), "MSEL!B2", f"時刻「{'9' * 59}…」"),
    (("1", "", "防衛省", "自衛隊", "報告", "動き。"), "MSEL!B2", "時刻がありません"),
    (("1", "0:10", "", "自衛隊", "報告", "動き。"), "MSEL!C2", "発信者がありません"),
    (("1", "0:10", "防衛省", "空軍", "報告", "動き。"), "MSEL!D2", "席「空軍」"),
    (("1", "0:10", "防衛省", "自衛隊", "狼煙", "動き。"), "MSEL!E2", "手段「狼煙」"),
    (("1", "0:10", "防衛省", "自衛隊", "報告", ""), "MSEL!F2", "内容がありません"),
    (("1", "0:10", "防衛省", "自衛隊", "報告", "#REF!"), "MSEL!F2", "式の誤り"),
    (("壱", "0:10", "防衛省", "自衛隊", "報告", "動き。"), "MSEL!A2", "識別名を作れません"),
]


@pytest.mark.parametrize(("row", "cell", "message"), REFUSED, ids=[message for _, _, message in REFUSED])
def test_what_cannot_be_read_is_refused_at_its_cell_and_nothing_stands(
    tmp_path: Path,
    into_sound: Into,
    machine: PhaseMachine,
    row: tuple[CellValue, ...],
    cell: str,
    message: str,
) -> None:
    planned = preview(sheet(tmp_path / "msel.xlsx", [HEAD[:6], row]), into_sound, machine)
    assert not planned.stands
    ((place, status, _, what),) = fates(planned)
    assert (place, status) == (cell, "退けた")
    assert message in what


def test_a_number_that_stands_twice_is_refused_where_it_stands_again(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        HEAD[:6],
        *(("1", "0:10", "防衛省", "自衛隊", "報告", "動き。") for _ in "ab"),
    ]
    planned = preview(sheet(tmp_path / "msel.xlsx", rows), into_sound, machine)
    assert fates(planned)[1] == ("MSEL 3行", "退けた", "m-1", "番号「m-1」は MSEL 2行 にもあります。")


def test_merged_and_empty_cells_and_ditto_marks_take_what_stands_above(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        HEAD[:6],
        ("1", time(0, 10), "防衛省", "自衛隊", "報告", "一。"),
        ("2", None, None, None, "〃", "二。"),
    ]
    planned = preview(sheet(tmp_path / "msel.xlsx", rows, merged="B2:B3"), into_sound, machine)
    scenario = read_scenario(load_text(planned.text, "x"))
    first, second = (step for step in scenario.steps if step.id in ("m-1", "m-2"))
    assert first.at == second.at == 600
    assert (getattr(first, "sender", ""), getattr(first, "mode", "")) == ("防衛省", "report")
    assert (getattr(second, "sender", ""), getattr(second, "mode", "")) == ("防衛省", "report")


def test_columns_that_a_list_lacks_are_taken_for_granted_and_that_is_said(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    planned = preview(sheet(tmp_path / "a.xlsx", [("時刻", "状況"), ("0:10", "動き。")]), into_sound, machine)
    assert planned.stands
    assert planned.assumed == (
        "「MSEL」に種別の列がないので、すべて状況付与とした。",
        "「MSEL」に宛先の列がないので、全席とした。",
        "「MSEL」に手段の列がないので、報告とした。",
        "「MSEL」に発信者の列がないので、進行役とした。",
    )
    assert fates(planned) == [("MSEL 2行", "新", "t-0-10", "")]


def exported(source: str, change: Callable[[list[list[str]]], None]) -> bytes:
    """The CSV of a scenario after a person changed its cells, as Excel in Japan saves it."""
    rows = list(csv.reader(io.StringIO(csv_of(load_text(source, "x").data).decode("utf-8-sig"))))
    change(rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("cp932")


def test_a_changed_cell_changes_its_step_alone_and_comments_stay(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    source = SOUND.replace("  - question: which", "  # 午後の問い\n  - question: which  # 差し替えた")
    path = tmp_path / "sample.yaml"
    path.write_text(source, "utf-8")

    def change(rows: list[list[str]]) -> None:
        (row,) = (row for row in rows if row and row[0] == "ships")
        row[6] = "B国の動き。"

    out = tmp_path / "msel.csv"
    out.write_bytes(exported(source, change))
    planned = preview(out, Into(path, source), machine)
    assert [fate for fate in fates(planned) if fate[1] != "同じ"] == [("CSV 16行", "変更", "ships", "内容")]
    assert "# 午後の問い\n  - question: which  # 差し替えた" in planned.text
    before, after = source.splitlines(), planned.text.splitlines()
    ships = before.index("  - inject: ships")
    assert after[:ships] == before[:ships]
    assert after[-30:] == before[-30:]
    assert "B国の動き。" in planned.text


def test_a_finding_of_check_names_the_cell_that_it_means(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        (*HEAD[:6], "根拠条項"),
        ("1", "0:12", "防衛省", "自衛隊", "報告", "動き。", "IX.Z.p1"),
    ]
    planned = preview(sheet(tmp_path / "msel.xlsx", rows), into_sound, machine)
    assert not planned.stands
    assert ("SH040", "MSEL!G2") in [(told.finding.code.value, str(told.place)) for told in planned.findings]


def test_a_list_alone_makes_no_scenario_and_a_table_of_something_else_is_none(
    tmp_path: Path, into_sound: Into, machine: PhaseMachine
) -> None:
    lists = sheet(tmp_path / "a.xlsx", [HEAD[:6], ("1", "0:10", "防衛省", "自衛隊", "報告", "動き。")])
    with pytest.raises(SheetError, match="「演習」の表"):
        preview(lists, None, machine)
    with pytest.raises(SheetError, match="状況付与の表が見つかりません"):
        preview(sheet(tmp_path / "b.xlsx", [("氏名", "点"), ("佐藤", 5)]), into_sound, machine)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_is_read_as_excel_and_others_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "msel.csv"
    path.write_bytes('時刻,内容\r\n0:10,"動き、\r\n二行目"\r\n0:20,\'=1+1\r\n'.encode(encoding))
    (page,) = read_sheets(path)
    assert page.rows == (("時刻", "内容"), ("0:10", "動き、\r\n二行目"), ("0:20", "=1+1"))


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 39, 701, 702)] == ["A", "Z", "AA", "AN", "ZZ", "AAA"]


def test_the_command_previews_writes_when_all_stands_and_never_into_the_library(
    shishin: Callable[..., Ran], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SOUND, "utf-8")
    out = tmp_path / "msel.xlsx"
    assert shishin("msel", "export", str(path), "--out", str(out)).status == 0
    book = openpyxl.load_workbook(out)
    book["状況付与"]["G2"] = "B国の動き。"
    book.save(out)
    previewed = shishin("msel", "import", str(out), "--into", str(path), "--json")
    assert previewed.status == 0
    changed = [row for row in previewed.json["rows"] if row["status"] != "same"]
    assert [(row["cell"], row["what"]) for row in changed] == [("状況付与 2行", "内容")]
    assert path.read_text("utf-8") == SOUND
    assert shishin("msel", "import", str(out), "--into", str(path), "--write").status == 0
    assert "B国の動き。" in path.read_text("utf-8")
    book["状況付与"]["E2"] = "空軍"
    book.save(out)
    before = path.read_text("utf-8")
    refused = shishin("msel", "import", str(out), "--into", str(path), "--write")
    assert refused.status == 1
    assert "状況付与!E2" in refused.out
    assert path.read_text("utf-8") == before
    assert shishin("msel", "import", str(out), "--into", "01-full-arc", "--write").status == 2
    assert json.loads(previewed.out)["stands"] is True


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("export", "01-full-arc", "--as", "xlsx"), 2, "--out"),
        (("export", "no-such"), 2, "ありません"),
        (("import", "/nowhere.csv"), 2, "ファイルがありません"),
        (("import",), 2, ""),
        ((), 2, ""),
    ],
)
def test_wrong_use_of_msel_is_told(
    shishin: Callable[..., Ran], arguments: tuple[str, ...], status: int, message: str
) -> None:
    ran = shishin("msel", *arguments)
    assert ran.status == status
    assert message in ran.err


@pytest.mark.parametrize("odd", ["", "\u2028", "\x85"], ids=["none", "U+2028", "U+0085"])
def test_a_line_is_counted_as_editors_count_it(shishin: Callable[..., Ran], tmp_path: Path, odd: str) -> None:
    path, sheet = tmp_path / "sound.yaml", tmp_path / "list.csv"
    path.write_text(SOUND, "utf-8")
    rows = [
        "番号,時刻,発信者,宛先,手段,内容",
        f"1,0:01,防衛省,自衛隊,報告,大{odd}雨。",
        "2,昼,防衛省,自衛隊,報告,雨。",
    ]
    sheet.write_bytes("\n".join(rows).encode())
    ran = shishin("msel", "import", str(sheet), "--into", str(path), "--check")
    assert (ran.status, "CSV!B3" in ran.out) == (1, True)


@pytest.mark.parametrize("odd", ["\u2028", "\x85"], ids=["U+2028", "U+0085"])
def test_a_step_is_written_where_it_belongs_in_a_file_with_odd_breaks(
    shishin: Callable[..., Ran], tmp_path: Path, odd: str
) -> None:
    path, sheet = tmp_path / "sound.yaml", tmp_path / "list.csv"
    sheet.write_text("番号,時刻,発信者,宛先,手段,内容\n1,0:01,防衛省,自衛隊,報告,大雨。\n", "utf-8")
    written = []
    for text in (SOUND, SOUND.replace("海峡の", f"海{odd}峡{odd}の")):
        path.write_text(text, "utf-8")
        assert shishin("msel", "import", str(sheet), "--into", str(path), "--write").status == 0
        written.append(path.read_text("utf-8").replace(odd, ""))
    assert written[0] == written[1]
