"""What version 2 adds has its columns: times as authors write them, subjects, windows, later messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.datafile import load_text
from simulator.machine import PhaseMachine
from simulator.report.msel.fields import cell_of, fields, setting_of
from simulator.report.msel.merging import Status
from simulator.report.msel.preview import Into, Preview, preview
from simulator.report.msel.rows import tables
from simulator.report.msel.values import CellValue
from simulator.report.msel.writing import csv_of
from simulator.scenario import read_scenario
from tests.report.lists import SOUND, naive, sheet
from tests.report.version_2 import SOURCE

PLAIN: dict[str, Any] = load_text(SOURCE, "x").data
HEAD = ("番号", "時刻", "発信者", "宛先", "手段", "内容")


def cells(table: str, row: int) -> dict[str, CellValue]:
    heads, *rows = tables(PLAIN)[table]
    return dict(zip(map(str, heads), rows[row], strict=True))


def changed_rows(planned: Preview) -> list[tuple[str, str, str]]:
    return [
        (fate.id, fate.status.label, fate.what) for fate in planned.fates if fate.status is not Status.SAME
    ]


def times(planned: Preview) -> list[tuple[str, str]]:
    data: dict[str, Any] = load_text(planned.text, "x").data
    return [(str(next(iter(step.values()))), str(step["at"])) for step in data["steps"]]


def test_a_message_stands_in_words_that_a_person_may_change() -> None:
    first = cells("状況付与", 0)
    assert first["時刻"] == "5月21日 06:20"
    assert str(first["始まりから（計算）"]) == "0:20:00"
    assert first["宛先"] == "全席"
    assert (first["手段"], first["件名"], first["場所"]) == ("電子メール", "道路の冠水", "丙市の県道")
    assert first["予期される対応"] == (
        "・折り返す\n・所在を確かめる（10分以内）\n　□ 番号を聞いた\n　□ 消防局に伝えた"
    )
    assert first["予期される問題"] == "・電話が重なる"
    assert cells("状況付与", 1)["判断する席"] == "総務部、消防局"
    assert cells("状況付与", 1)["想定の日時（計算）"] == "5月21日 06:35"
    assert cells("状況付与", 2)["討議の点"] == "・ためらう理由\n・後に要るもの"
    assert cells("後の知らせ", 0)["選択肢"] == "wait"
    assert cells("演習", 10)["値"] == "日本政府\nsoumu: 総務部（関係機関・自治体）\nfire: 消防局"
    assert cells("演習", 3)["値"] == "・judge【避難の判断】: 避難を呼びかける時を言える"
    assert not any(cells("状況付与", row)["ほかの項目"] for row in range(4))


def test_a_scenario_of_version_1_goes_out_without_what_version_2_adds() -> None:
    written = tables(load_text(SOUND, "x").data)
    assert list(written) == ["演習", "状況付与", "選択肢"]
    assert "件名" not in written["状況付与"][0]


NEVER_IN_CELLS: list[tuple[str, Any]] = [
    ("expect", ["届ける（10分以内）"]),  # words, not a window
    ("expect", [{"text": "届ける（5分以内）", "within": 10}]),
    ("expect", [{"text": "一。\n・二。"}]),
    ("expect", [{"text": "届ける", "ticks": []}, {"text": "□ 印"}]),
    ("attachments", [{"file": "a.png", "caption": "橋」と「道"}, {"file": "「b.png"}]),
    ("problems", ["・・点", "一\n・二"]),
    ("to", ["soumu", "そんな席"]),
    ("from", "〃"),
    ("subject", "#REF!"),
    ("objectives", ["judge、x"]),
    ("at", "昼"),
]


@pytest.mark.parametrize(("key", "value"), NEVER_IN_CELLS, ids=repr)
def test_what_a_cell_could_not_give_back_goes_out_as_data_instead(key: str, value: Any) -> None:
    setting = setting_of(PLAIN)
    cell = cell_of(key, value, setting)
    assert cell is None or fields(setting)[key].read(cell) == value


def test_a_response_of_version_1_keeps_its_words_whole() -> None:
    setting = setting_of({**PLAIN, "schema": 1})
    cell = cell_of("expect", ["届ける（10分以内）"], setting)
    assert cell == "・届ける（10分以内）"
    assert fields(setting)["expect"].read(cell) == ["届ける（10分以内）"]


TYPED: list[tuple[CellValue, str]] = [
    ("+0:15", "+0:15"),
    ("＋０：１５", "+0:15"),
    ("15分後", "+0:15"),
    ("1時間30分後", "+1:30"),
    ("T+0:40", "T+0:40"),
    ("2日目 9:00", "2日目 09:00"),
    ("5月22日 9:00", "5月22日 09:00"),
    ("5月22日（金） 9:00", "5月22日 09:00"),
    (naive(2026, 5, 22, 9), "5月22日 09:00"),
    ("0:40", "0:40"),
]


@pytest.mark.parametrize(("cell", "written"), TYPED, ids=repr)
def test_times_are_kept_in_the_form_in_which_people_type_them(cell: CellValue, written: str) -> None:
    assert fields(setting_of(PLAIN))["at"].read(cell) == written


def test_a_day_of_the_calendar_is_no_time_where_the_exercise_has_no_days() -> None:
    setting = setting_of({key: value for key, value in PLAIN.items() if key != "date"})
    assert cell_of("at", "5月22日 09:00", setting) is None
    with pytest.raises(ValueError, match="読めません"):
        fields(setting)["at"].read(naive(2026, 5, 22, 9))


def test_times_of_a_list_count_from_the_row_above_and_are_written_out_where_another_step_comes_between(
    tmp_path: Path, into_rain: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        HEAD,
        ("1", "0:25", "住民", "総務部", "電話", "一。"),
        ("2", "15分後", "住民", "総務部", "電話", "二。"),
        ("3", "+0:03", "住民", "総務部", "電話", "三。"),
    ]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), into_rain, machine)
    assert times(planned) == [
        ("first", "5月21日 06:20"),
        ("m-1", "0:25"),
        ("call", "0:35"),  # fifteen minutes after `first`, not after what now stands above it
        ("m-2", "0:40"),
        ("m-3", "+0:03"),
        ("who", "0:45"),
        ("done", "T+2:00"),
    ]
    assert [remark for remark in planned.assumed if "「call」" in remark] == [
        "「call」の時刻 +0:15 は、すぐ上のステップが替わるので、0:35 と書く。"
    ]


def test_empty_cells_and_ditto_marks_below_such_a_time_mean_the_same_moment(
    tmp_path: Path, into_rain: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [
        HEAD,
        ("1", "1:00", "住民", "総務部", "電話", "一。"),
        ("2", "+0:10", "住民", "総務部", "電話", "二。"),
        ("3", "〃", "住民", "総務部", "電話", "三。"),
    ]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), into_rain, machine)
    scenario = read_scenario(load_text(planned.text, "x"))
    assert [step.at // 60 for step in scenario.steps if step.id.startswith("m-")] == [60, 70, 70]


def test_a_time_counted_from_nothing_is_refused_at_its_cell(
    tmp_path: Path, into_rain: Into, machine: PhaseMachine
) -> None:
    rows: list[tuple[CellValue, ...]] = [HEAD, ("1", "+0:10", "住民", "総務部", "電話", "一。")]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), into_rain, machine)
    assert [str(fate.place) for fate in planned.fates] == ["MSEL!B2"]
    assert not planned.stands


def test_version_1_takes_such_times_as_hours_and_minutes(tmp_path: Path, machine: PhaseMachine) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(SOUND, "utf-8")
    rows: list[tuple[CellValue, ...]] = [
        HEAD,
        ("1", "0:07", "防衛省", "自衛隊", "報告", "一。"),
        ("2", "15分後", "防衛省", "自衛隊", "報告", "二。"),
    ]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), Into(path, SOUND), machine)
    assert dict(times(planned))["m-2"] == "0:22"


def test_a_row_that_follows_a_choice_is_new_changed_or_refused_like_any_other(
    tmp_path: Path, into_rain: Into, machine: PhaseMachine
) -> None:
    head = ("判断", "選択肢", "付与番号", "選んでからの間", "発信者", "宛先", "手段", "内容", "根拠条項")
    rows: list[tuple[CellValue, ...]] = [
        head,
        ("call", "wait", "again", "0:25", "住民", "総務部", "電話", "水が増えた。", "IV.E.p1"),
        ("call", "now", "thanks", "0:10", "住民", "総務部", "電話", "逃げた。", "IV.E.p1"),
    ]
    planned = preview(sheet(tmp_path / "m.xlsx", rows), into_rain, machine)
    assert planned.stands
    assert changed_rows(planned) == [
        ("call/wait/again", "変更", "選んでからの間"),
        ("call/now/thanks", "新", ""),
    ]
    scenario = read_scenario(load_text(planned.text, "x"))
    assert {name: message.at // 60 for name, message in scenario.messages.items()} == {
        "again": 60,
        "thanks": 45,
    }
    rows.append(("call", "later", "x", "0:10", "住民", "総務部", "電話", "何。", "IV.E.p1"))
    rows.append(("call", "wait", "y", "", "住民", "総務部", "電話", "何。", "IV.E.p1"))
    refused = preview(sheet(tmp_path / "n.xlsx", rows), into_rain, machine)
    assert not refused.stands
    assert [(status, what[:19]) for _, status, what in changed_rows(refused)][-2:] == [
        ("退けた", "判断「call」に選択肢「later」"),
        ("退けた", "選んでから届くまでの間がありません。時"),
    ]


def test_a_table_that_says_the_same_changes_no_byte(
    tmp_path: Path, into_rain: Into, machine: PhaseMachine
) -> None:
    out = tmp_path / "m.csv"
    out.write_bytes(csv_of(PLAIN))
    planned = preview(out, into_rain, machine)
    assert planned.text == SOURCE
    assert not changed_rows(planned)


def test_an_attachment_is_looked_for_beside_the_file_that_would_be_written(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    source = SOURCE.replace("    problems: [電話が重なる]\n", "    attachments: [{file: files/a.txt}]\n", 1)
    out = tmp_path / "m.csv"
    out.write_bytes(csv_of(load_text(source, "x").data))
    assert preview(out, None, machine).stands
    to_write = tmp_path / "new" / "x.yaml"
    missing = preview(out, None, machine, to_write)
    assert [
        (told.finding.code, str(told.place)) for told in missing.findings if "a.txt" in told.finding.message
    ] == [("SH069", "CSV!L16")]
    (tmp_path / "new" / "files").mkdir(parents=True)
    (tmp_path / "new" / "files" / "a.txt").write_text("x", "utf-8")
    assert preview(out, None, machine, to_write).stands
