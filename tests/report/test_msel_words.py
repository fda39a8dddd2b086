"""An import speaks to somebody who looks at a spreadsheet: in words, in columns, and once of each thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.datafile import load_text
from simulator.machine import PhaseMachine
from simulator.report.msel.conditions import condition_of, condition_said, effects_of, effects_said
from simulator.report.msel.merging import Status
from simulator.report.msel.preview import Into, Preview, preview
from simulator.report.msel.rows import tables
from simulator.report.msel.values import CellError, mode_labels, mode_of
from simulator.scenario import scenario_files
from tests.commands import Ran
from tests.report.lists import sheet

HEAD = (
    "番号",
    "時刻",
    "種別",
    "発信者",
    "宛先",
    "手段",
    "内容",
    "条件",
    "根拠条項",
    "判断する席",
    "理由",
    "段階を動かす",
)

CONDITIONS: list[tuple[str, dict[str, Any]]] = [
    ("no-35/a を選んだとき", {"chosen": "no-35/a"}),
    ("No-35／A を選んだ場合", {"chosen": "no-35/a"}),
    ("35/a を選んだとき", {"chosen": "m-35/a"}),
    ("no-35/a", {"chosen": "no-35/a"}),
    ("no-35/a を選んでいないとき", {"not": {"chosen": "no-35/a"}}),
    ("印 offered があるとき", {"flag": "offered"}),
    ("印 offered がないとき", {"not": {"flag": "offered"}}),
    ("段階が yosoku のとき", {"phase": "yosoku"}),
    ("段階が 大規模災害 でないとき", {"not": {"phase": "saigai"}}),
    (
        "no-1/a を選んだとき、かつ 印 late がないとき",
        {"all": [{"chosen": "no-1/a"}, {"not": {"flag": "late"}}]},
    ),
    ("no-1/a を選んだとき 又は no-2/b を選んだとき", {"any": [{"chosen": "no-1/a"}, {"chosen": "no-2/b"}]}),
    ('{"chosen": "no-35/a"}', {"chosen": "no-35/a"}),
]


@pytest.mark.parametrize(("words", "condition"), CONDITIONS, ids=[words for words, _ in CONDITIONS])
def test_a_condition_is_read_in_words_and_goes_out_in_words_that_read_the_same(
    words: str, condition: dict[str, Any]
) -> None:
    assert condition_of(words) == condition
    written = condition_said(condition)
    assert "{" not in written
    assert condition_of(written) == condition


@pytest.mark.parametrize("cell", ["アのとき", "no-35 で a", "段階が 昼 のとき", "[1]", "{", "かつ"])
def test_what_is_no_condition_is_told_with_an_example(cell: str) -> None:
    with pytest.raises(CellError, match=r"no-35/a を選んだとき|使える語: |JSON"):
        condition_of(cell)


@pytest.mark.parametrize(
    "value",
    [
        {"all": [{"any": [{"flag": "a"}, {"flag": "b"}]}, {"flag": "c"}]},
        {"all": [{"flag": "a"}]},
        {"not": {"all": [{"flag": "a"}]}},
        {"flag": "a", "phase": "juyo"},
        {},
        ["a"],
    ],
    ids=repr,
)
def test_what_words_cannot_say_goes_out_as_data(value: Any) -> None:
    assert json.loads(condition_said(value)) == value


def test_effects_are_read_in_words_and_go_out_in_words() -> None:
    cell = "印 offered を立てる（申し出たため）\n印 late を下ろす\n段階を yosoku へ動かす（予測されるため）"
    effects = [
        {"set": "offered", "because": "申し出たため"},
        {"clear": "late"},
        {"trigger": "yosoku", "because": "予測されるため"},
    ]
    assert effects_of(cell) == effects
    assert effects_said(effects) == cell
    assert effects_of("段階を 大規模災害 に動かす") == [{"trigger": "saigai"}]
    with pytest.raises(CellError, match="印 offered を立てる"):
        effects_of("申し出る")


def test_the_scenarios_own_conditions_and_effects_stand_in_words() -> None:
    source = (Path(__file__).parents[2] / "scenarios" / "10-flood-beside-a-rising-threat.yaml").read_text(
        "utf-8"
    )
    heads, *rows = tables(load_text(source, "x").data)["選択肢"]
    effects = [str(row[heads.index("効果")]) for row in rows if row[heads.index("効果")]]
    assert effects
    assert not any(cell.startswith("[") for cell in effects)
    assert "段階を heiji へ動かす（" in "".join(effects)


@pytest.mark.parametrize("word", ["口頭", "口頭伝達", "対面", "駆け込み"])
def test_by_word_of_mouth_is_a_means_and_a_briefing_where_the_version_has_none(word: str) -> None:
    assert mode_of(word) == "oral"
    assert mode_labels()["oral"] == "口頭"


def preview_of(tmp_path: Path, into: Into, machine: PhaseMachine, *rows: tuple[Any, ...]) -> Preview:
    return preview(sheet(tmp_path / "m.xlsx", [HEAD, *rows]), into, machine)


def test_findings_name_the_columns_of_the_sheet_and_their_cells(
    tmp_path: Path,
    into_rain: Into,
    machine: PhaseMachine,
) -> None:
    planned = preview_of(
        tmp_path,
        into_rain,
        machine,
        ("1", "0:40", "判断", "県", "総務部", "電話", "呼びかけるか。", "", "", "", "", ""),
        ("2", "0:41", "問い", "", "", "", "だれが呼びかけるか。", "", "IV.E.p1", "", "", ""),
        ("3", "0:42", "段階の動き", "", "", "", "", "", "IV.E.p1", "", "", "end_saigai"),
        (
            "4",
            "0:43",
            "状況付与",
            "県",
            "総務部",
            "電話",
            "知らせ。",
            "m-1/c を選んだとき",
            "IV.E.p1",
            "",
            "",
            "",
        ),
    )
    told = {
        str(finding.place): f"{finding.message} {finding.advice}"
        for finding in planned.findings
        if finding.place
    }
    assert "「発信者」を書けません" in told["MSEL!D2"]
    assert "「宛先」を書けません" in told["MSEL!E2"]
    assert "「判断する席」の欄が空です" in told["MSEL!J2"]
    assert "「解答の例」も「討議の点」もありません" in "".join(told.values())
    assert "「理由」の欄" in told["MSEL!K4"]
    assert "m-1" in told["MSEL!H5"]
    words = " ".join(told.values())
    for key in ("「from」", "「to」", "（because）", "（answer）", "points", "「seat」"):
        assert key not in words


def test_a_seat_that_is_not_at_the_table_is_told_in_words_and_how_to_add_it(
    tmp_path: Path,
    into_rain: Into,
    machine: PhaseMachine,
) -> None:
    planned = preview_of(
        tmp_path, into_rain, machine, ("1", "0:40", "", "県", "県警", "口頭", "知らせ。", "", "", "", "", "")
    )
    (refused,) = [fate for fate in planned.fates if fate.what]
    assert "総務部" in refused.what
    assert "soumu" not in refused.what
    assert "「演習」の表の「席」" in refused.what


def test_what_is_the_same_of_many_rows_is_told_once(
    shishin: Callable[..., Ran],
    tmp_path: Path,
    into_rain: Into,
) -> None:
    rows = [
        (str(number), f"0:{40 + number}", "", "県", "総務部", "電話", f"第{number}報。", "", "", "", "", "")
        for number in range(1, 8)
    ]
    path = sheet(tmp_path / "m.xlsx", [HEAD, *rows])
    ran = shishin("msel", "import", str(path), "--into", str(into_rain.path))
    assert ran.status == 0
    assert ran.out.count("SH043") == 1
    assert "MSEL 2～8行: 注意 SH043" in ran.out


def test_an_import_that_changes_nothing_says_so_and_writes_nothing(
    shishin: Callable[..., Ran],
    tmp_path: Path,
    into_rain: Into,
) -> None:
    table = tmp_path / "m.csv"
    assert shishin("msel", "export", str(into_rain.path), "--out", str(table)).status == 0
    before = into_rain.path.stat().st_mtime_ns
    ran = shishin("msel", "import", str(table), "--into", str(into_rain.path), "--write")
    assert ran.status == 0
    assert "変更なし" in ran.err
    assert "書き出しました" not in ran.err
    assert into_rain.path.stat().st_mtime_ns == before


def test_the_help_of_an_export_says_its_own_usual_form(shishin: Callable[..., Ran]) -> None:
    assert "又は csv" in shishin("msel", "export", "--help").out
    assert "又は html" in shishin("report", "--help").out


def imported(tmp_path: Path, machine: PhaseMachine, text: str) -> Preview:
    """The preview of a table, as people write it, into a scenario that ships."""
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    path = scenario_files()[0]
    return preview(table, Into(path, path.read_text(encoding="utf-8")), machine)


def test_a_decision_written_into_a_message_is_refused_and_told_where_it_goes(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    rows = "時刻,付与元,付与先,手段,内容\n0:10,県,自衛隊,電話,知らせ。\n0:20,,,,【判断】待つか。\n"
    planned = imported(tmp_path, machine, rows)
    assert not planned.stands
    (refused,) = [fate for fate in planned.fates if fate.status is Status.REFUSED]
    assert "【判断】" in refused.what
    assert "「種別」" in refused.what


def test_rows_without_sender_receiver_and_mode_are_told_as_taken_from_above(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    rows = "時刻,付与元,付与先,手段,内容\n0:10,県,自衛隊,電話,知らせ。\n0:20,,,,平時に戻った。\n"
    planned = imported(tmp_path, machine, rows)
    assert any(" 3 行" in remark and "「種別」" in remark for remark in planned.assumed)


def test_words_in_the_wrong_column_are_told_the_right_one(tmp_path: Path, machine: PhaseMachine) -> None:
    rows = (
        "時刻,種別,内容,期待する行動,根拠条項\n"
        "0:10,問い,何と書いてあるか。,書いていない,IV.B.p1、IV.E.p1「日本は主体的に」\n"
    )
    planned = imported(
        tmp_path, machine, rows.replace("IV.B.p1、IV.E", '"IV.B.p1、IV.E').replace("に」", 'に」"')
    )
    assert not any(fate.status is Status.REFUSED for fate in planned.fates)
    (answer,) = [finding for finding in planned.findings if "予期される対応" in finding.message]
    assert "「解答の例」の欄に移して" in answer.advice
