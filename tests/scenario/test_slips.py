"""Slips of the pen, each told as a person at the author's shoulder would: which line, what, what to write.

The files in `data/authoring` are one sound scenario with one slip each. What is expected of them was written
down before the program was asked.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.datafile import DataFileError, load_text, read_text
from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes, check_file, unplayable

AUTHORING = Path(__file__).parents[1] / "data" / "authoring"

# File: (code, line, column, words of what is wrong, words of what to write), for each finding.
TOLD: dict[str, list[tuple[str, int, int, str, str]]] = {
    "01-fullwidth-colon": [("SH013", 3, 6, "「title」の後のコロンが全角（：）", "「title: 港の朝」")],
    "02-fullwidth-colon-in-step": [
        ("SH013", 21, 9, "「from」の後のコロンが全角（：）", "「from: 報道機関」")
    ],
    "03-fullwidth-space-indent": [("SH013", 21, 1, "字下げに、全角の空白（U+3000）", "半角の空白 4 個")],
    "04-fullwidth-space-after-colon": [
        ("SH013", 3, 7, "「:」の後に、全角の空白（U+3000）", "「title: 港の朝」")
    ],
    "05-nbsp-indent": [("SH013", 21, 1, "字下げに、改行しない空白（U+00A0）", "半角の空白 4 個")],
    "06-nbsp-after-colon": [("SH013", 11, 10, "「:」の後に、改行しない空白（U+00A0）", "「duration: 60」")],
    "07-smart-quotes-time": [("SH013", 30, 9, "“0:10”」の引用符は曲がっていて", '「"0:10"」')],
    "08-smart-quotes-id": [("SH013", 7, 9, "“ports”」の引用符は曲がっていて", '「"ports"」')],
    "15-tab-indent": [("SH004", 21, 1, "字下げに、タブ", "半角の空白 4 個")],
    "16-tab-after-colon": [],  # YAML allows it, and it reads as it looks
    "28-hash-text": [("SH017", 31, 14, "「#1 どの条項か。」は注釈として捨てられ", '"問い #1 どの条項か。"')],
    "29-bracket-text": [("SH015", 31, 11, "「[」で始まる", '「text: "[訓練] どの条項か。"」')],
    "30-star-text": [("SH015", 31, 11, "「*」で始まる", '「text: "*重要* どの条項か。"」')],
    "31-gt-text": [("SH015", 31, 11, "「>」で始まる", '「text: ">重要"」')],
    "33-question-mark-text": [("SH015", 31, 11, "「?」で始まる", '「text: "? どの条項か。"」')],
    "34-quote-start": [("SH015", 31, 11, '「"」で始まる', "「text: '\"安保\"とは何か。'」")],
    "38-no-space-after-dash": [("SH014", 17, 3, "「-」の後に、空白がありません", "「- 何が変わったか。」")],
    "39-no-space-after-colon": [("SH014", 3, 6, "「:」の後に、空白がありません", "「title: 港の朝」")],
    "64-bool-option": [("SH022", 32, 13, "「answer」の値の型が違います", '"true"')],
    "68-nel": [("SH016", 31, 13, "改行文字（U+0085）", "取り除いてください")],
    "69-ls": [("SH016", 31, 13, "改行文字（U+2028）", "取り除いてください")],
    "72-ls-and-later-fault": [
        ("SH016", 25, 12, "改行文字（U+2028）", "取り除いてください"),
        ("SH022", 32, 13, "「answer」の値の型が違います", '"7"'),
    ],
    "80-seats-japanese": [
        ("SH025", 15, 9, "「日本政府」は「seats」に使えません", "「japan_government」でしょうか"),
        ("SH025", 15, 15, "「自衛隊」は「seats」に使えません", "「sdf」でしょうか"),
    ],
    "82-mode-list": [("SH022", 23, 11, "「mode」の値の型が違います（今は並び）", "「news」と書いて")],
    "87-hash-in-option-title": [("SH017", 3, 12, "「#2」は注釈として捨てられ", '"港の朝 #2"')],
    "88-hash-note": [("SH017", 27, 15, "「#発言を促す」は注釈として捨てられ", '"三分 #発言を促す"')],
    "99-float-suggest": [("SH022", 32, 13, "「answer」の値の型が違います", '"1.10"')],
}


@pytest.mark.parametrize("name", TOLD)
def test_a_slip_is_told_where_it_is_with_what_to_write(name: str, machine: PhaseMachine) -> None:
    findings = check_file(AUTHORING / f"{name}.yaml", machine)
    assert [(finding.code, finding.line, finding.column) for finding in findings] == [
        expected[:3] for expected in TOLD[name]
    ]
    for finding, (_, _, _, what, write) in zip(findings, TOLD[name], strict=True):
        assert what in finding.message
        assert write in finding.advice


def test_every_slip_on_file_is_expected() -> None:
    assert {path.stem for path in AUTHORING.iterdir()} == set(TOLD)


BASE = (AUTHORING / "16-tab-after-colon.yaml").read_text("utf-8").replace("title:\t", "title: ")


def codes_and_places(machine: PhaseMachine, text: str) -> list[str]:
    return [
        f"{finding.code} {finding.line}:{finding.column}"
        for finding in check_bytes(text.encode(), "f", machine)
    ]


def test_several_slips_are_told_at_once_and_what_lies_beyond_them_as_well(machine: PhaseMachine) -> None:
    text = BASE.replace("title: 港", "title：港").replace("    from: 報道", "　　from: 報道")
    text = text.replace("    text: どの条項か。", "    text: [訓練] どの条項か。")
    text = text.replace("cites: [IV.A.3.p1]\n  - ending", "cites: [IV.A.9.p1]\n  - ending")
    assert codes_and_places(machine, text) == ["SH013 3:6", "SH013 21:1", "SH015 31:11", "SH040 33:13"]


def test_a_fault_after_a_mended_slip_in_its_line_is_told_at_the_authors_own_column(
    machine: PhaseMachine,
) -> None:
    text = BASE.replace("    mode: news", "    mode：telex")
    assert codes_and_places(machine, text) == ["SH013 23:9", "SH023 23:10"]
    text = BASE.replace("    cites: [IV.A.3.p1]\n", "    cites：[IV.A.3.p1, IV.A.9.p1]\n", 1)
    assert codes_and_places(machine, text) == ["SH013 27:10", "SH040 27:23"]


def test_words_of_a_closed_form_in_full_width_letters_are_told_as_such(machine: PhaseMachine) -> None:
    text = BASE.replace("duration: 60", "duration: ６０").replace("mode: news", "mode: ｎｅｗｓ")
    assert codes_and_places(machine, text) == ["SH013 11:11", "SH013 23:11"]


def test_a_remark_beside_a_word_is_no_lost_text(machine: PhaseMachine) -> None:
    text = BASE.replace("mode: news", "mode: news # 報道").replace("duration: 60", "duration: 60 # 分")
    text = text.replace("steps:", "steps: # ここから")
    assert codes_and_places(machine, text) == []
    assert codes_and_places(machine, BASE.replace("mode: news", "mode: news #報道")) == ["SH017 23:16"]


def test_a_warning_alone_keeps_no_scenario_from_being_played(machine: PhaseMachine) -> None:
    findings = check_file(AUTHORING / "69-ls.yaml", machine)
    assert findings
    assert not unplayable(findings)


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_an_odd_break_stays_in_its_text_and_ends_no_line(char: str) -> None:
    file = load_text(f"a: x{char}y\nb: 'p{char}q'\nc: |\n  r{char}s\n", "f")
    assert file.data == {"a": f"x{char}y", "b": f"p{char}q", "c": f"r{char}s\n"}
    assert file.key_place(("c",)).line == 3


def test_no_english_of_the_parser_stands_in_a_message() -> None:
    for text in (
        "a: [1\n",
        "a: 'x\n",
        "- a\nb: c\n",
        "a: b\n c: d\n",
        "a: {b\n c: [}",
        'a: "\\q"',
        "%x\n",
    ):
        for fault in read_text(text, "f").faults:
            message = fault.message.replace("YAML", "")
            assert not any("a" <= char <= "z" for char in message if char not in "abcdxq"), message


@given(st.data())
def test_a_sound_scenario_with_one_mangled_line_is_never_blamed_on_an_earlier_line(
    machine: PhaseMachine, data: st.DataObject
) -> None:
    lines = BASE.splitlines(keepends=True)
    at = data.draw(st.integers(1, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(
            [
                lines[at].replace(": ", "：", 1),
                lines[at].replace(": ", ":", 1),
                lines[at].replace("    ", "　　", 1),
                lines[at].replace("    ", "\t", 1),
                lines[at].replace(": ", ": *", 1),
            ]
        )
    )
    for finding in check_bytes("".join(lines).encode(), "f", machine):
        if finding.code in ("SH013", "SH014", "SH015"):
            assert finding.line == at + 1


@given(st.text(st.sampled_from("ab:：-－ 　\t\n[]{}\"'#“”|>*&!?%@`\u00a0\u2028"), max_size=60))
def test_whatever_is_mended_places_lie_within_the_authors_text(text: str) -> None:
    reading = read_text(text, "f")
    for fault in reading.faults:
        assert 1 <= fault.place.line <= len(reading.lines)
        assert 1 <= fault.place.column <= len(reading.lines[fault.place.line - 1]) + 1
    with suppress(DataFileError):
        load_text(text, "f")


@pytest.mark.parametrize("opening", ["[", "{", "a: [", "- {"])
def test_a_slip_in_a_text_that_goes_very_deep_costs_no_more_than_reading_so_deep(
    opening: str, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, parse = 0, yaml.parse

    def counted(*arguments: Any, **options: Any) -> Iterator[Any]:
        nonlocal read
        for event in parse(*arguments, **options):
            read += 1
            yield event

    monkeypatch.setattr(yaml, "parse", counted)
    findings = check_bytes(f"title： 題\n{opening}{opening[-1] * 50_000}".encode(), "f.yaml", machine)
    assert findings
    assert read < 2_000


@pytest.mark.parametrize("version", ["true", "1.0", '"1"', "3"])
def test_what_only_equals_a_version_is_none(version: str, machine: PhaseMachine) -> None:
    sound = (AUTHORING.parent / "sound.yaml").read_text("utf-8")
    findings = check_bytes(sound.replace("schema: 1", f"schema: {version}", 1).encode(), "f.yaml", machine)
    assert unplayable(findings)
