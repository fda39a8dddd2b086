"""Each broken file has one fault, told by its code at its line and column; sound files are told nothing."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.datafile import MAX_FILE, DataFileError, FaultKind, FilePosition, load_text
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from simulator.scenario.check.check import check_bytes, check_file
from simulator.scenario.check.checks.compared import concerns
from simulator.scenario.check.checks.countries import named_countries, prose
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.timing import names_listed, written_time
from simulator.scenario.check.diagnostics import DIAGNOSTICS, Code, Finding, Severity

DATA = Path(__file__).parents[1] / "data"
BROKEN = sorted((DATA / "broken").glob("*.yaml"))
SOUND = (DATA / "sound.yaml").read_text(encoding="utf-8")


def codes_and_places(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.code} {finding.line}:{finding.column}" for finding in findings]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_told_by_code_line_and_column(path: Path, machine: PhaseMachine) -> None:
    first = path.read_bytes().splitlines()[0].decode("ascii")
    assert codes_and_places(check_file(path, machine)) == [first.removeprefix("# ")]


def test_every_code_has_a_broken_file() -> None:
    with_file = {path.stem[:5] for path in BROKEN}
    others = {Code.UNREADABLE, Code.TOO_LARGE, Code.TOO_MANY_STATES, Code.MORE_FINDINGS}  # tested below
    others.add(Code.ATTACHMENT_TOO_LARGE)  # in test_attachments.py
    assert with_file | others == set(Code)
    assert len(BROKEN) >= 60


def test_every_code_is_in_the_table_once() -> None:
    assert list(DIAGNOSTICS) == list(Code)
    assert len({diagnostic.title for diagnostic in DIAGNOSTICS.values()}) == len(DIAGNOSTICS)


@pytest.mark.parametrize("path", [DATA / "sound.yaml", *scenario_files()], ids=lambda path: path.stem)
def test_a_sound_file_is_told_nothing(path: Path, machine: PhaseMachine) -> None:
    assert codes_and_places(check_file(path, machine)) == []


def test_a_file_that_is_not_there_or_may_not_be_read_is_told(tmp_path: Path, machine: PhaseMachine) -> None:
    assert codes_and_places(check_file(tmp_path / "none.yaml", machine)) == ["SH001 1:1"]
    assert codes_and_places(check_file(tmp_path, machine)) == ["SH001 1:1"]


def test_a_file_too_large_is_told_without_reading_it(tmp_path: Path, machine: PhaseMachine) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), MAX_FILE + 1)
    assert codes_and_places(check_file(path, machine)) == ["SH003 1:1"]


@pytest.mark.parametrize("number", ["1e9999", "-1e9999", "9" * 5000 + ".5", "0x" + "f" * 5000, "true", "no"])
def test_a_number_beyond_all_bounds_or_a_truth_value_is_told_to_be_a_whole_one(
    number: str, machine: PhaseMachine
) -> None:
    text = SOUND.replace("duration: 60", f"duration: {number}")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert (finding.code, finding.advice) == (Code.WRONG_TYPE, "整数にしてください。")


@pytest.mark.parametrize("digits", [20, 5000])
def test_a_whole_number_of_any_length_is_told_its_bound(digits: int, machine: PhaseMachine) -> None:
    text = SOUND.replace("duration: 60", f"duration: {'9' * digits}")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert (finding.code, finding.advice) == (Code.OUT_OF_RANGE, "600までにしてください。")


def test_wall_times_copied_from_a_list_are_told_where_the_first_one_stands(machine: PhaseMachine) -> None:
    text = (DATA / "broken" / "SH088-wall-clock.yaml").read_text("utf-8")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.code is Code.LATE_BEGINNING
    assert "壁の時刻ではなく" in finding.advice
    assert "begins:" in finding.advice


def test_conditions_too_tangled_to_search_are_told(machine: PhaseMachine) -> None:
    flags = [f"f{n}" for n in range(450)]
    sets = "\n".join(f"          - {{set: {flag}, because: 想定}}" for flag in flags)
    looks = ", ".join(f"{{flag: {flag}}}" for flag in flags)
    text = SOUND.replace("          - {set: alarmed", f"{sets}\n          - {{set: alarmed")
    text = text.replace("when: {chosen: support/mutual}", f"when: {{any: [{looks}]}}")
    assert [finding.code for finding in check_bytes(text.encode(), "f", machine)] == [Code.TOO_MANY_STATES]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(machine: PhaseMachine) -> None:
    text = SOUND
    for right, wrong in {
        "difficulty: basic": "difficulty: basic\ndifficulty: easy",  # SH006
        "duration: 60": "duration: 一時間",  # SH022
        "IV.A.1.p1": "IV.A.9.p1",  # SH040
        "next: back": "next: bakc",  # SH053
        "seat: sdf": "seat: agencies",  # SH062
        "艦船は去った。": "艦船はフランスへ去った。",  # SH070
    }.items():
        assert right in text
        text = text.replace(right, wrong)
    findings = check_bytes(text.encode(), "f", machine)
    codes = " ".join(finding.code.value for finding in findings)
    assert codes == "SH006 SH022 SH040 SH062 SH053 SH070"
    assert [finding.line for finding in findings] == sorted(finding.line for finding in findings)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("SH021-misspelt", "text"),
        ("SH023-mode", "report"),
        ("SH024-start", "heiji"),
        ("SH024-condition", "juyo"),
        ("SH025-to", "japan_government"),
        ("SH025-seat", "sdf"),
        ("SH026-transition", "heiji"),
        ("SH031-misspelt", "note"),
        ("SH040-unknown", "IV.A"),
        ("SH041-chapter", "IV.A.1"),
        ("SH041-screen-label", "IV.B.p1.s1"),
        ("SH042-one-letter", "日本の平和及び安全に重要な影響を与える事態"),
        ("SH053-option", "back"),
        ("SH054-condition", "alarmed"),
        ("SH055-option", "support/mutual"),
        ("SH056-objective", "support"),
    ],
)
def test_the_nearest_valid_spelling_is_offered(name: str, nearest: str, machine: PhaseMachine) -> None:
    (finding,) = check_file(DATA / "broken" / f"{name}.yaml", machine)
    assert finding.nearest[0] == nearest
    assert nearest in finding.advice


def test_a_refused_trigger_names_the_configuration_and_the_clause(machine: PhaseMachine) -> None:
    (finding,) = check_file(DATA / "broken" / "SH080-under-attack.yaml", machine)
    assert "武力攻撃発生 では退けられます" in finding.message
    assert "IV.D.p1.s1" in finding.advice


def test_no_sentence_is_said_to_stand_against_a_move_that_none_excludes(machine: PhaseMachine) -> None:
    text = SOUND.replace("start: [heiji]", "start: [juyo]")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.code is Code.REFUSED_TRIGGER
    assert "この段階のよりどころ: 「" in finding.advice
    assert "反する文" not in finding.advice


def test_words_that_stand_elsewhere_are_told_with_the_three_nearest_places(machine: PhaseMachine) -> None:
    words = "米軍は、自衛隊の作戦を支援し及び補完するための作戦を実施する"
    text = SOUND.replace("clause: IV.B.6.p1, quote: 適切な場合に", f"clause: IV.C.2.b.iii.p1, quote: {words}")
    (finding,) = (
        finding for finding in check_bytes(text.encode(), "f", machine) if finding.code is Code.WRONG_QUOTE
    )
    places = ("IV.C.2.b.iii.p3.s1", "IV.C.2.b.i.p3.s1", "IV.C.2.b.ii.p4.s1")
    assert finding.nearest == places
    assert f"この語は {'、'.join(places)} にあります" in finding.advice


@pytest.mark.parametrize(
    ("steps", "followers"),
    [
        ("a->done", {"a": ""}),
        ("a b->done", {"a": "b"}),
        ("a->c b c->done", {"a": "c", "b": ""}),
        ("a->c b->c c->a", {"a": "c", "b": ""}),
        ("a b c", {"a": "b、c"}),
    ],
)
def test_steps_that_are_not_reached_are_told_once_with_those_that_follow_from_them(
    machine: PhaseMachine, steps: str, followers: dict[str, str]
) -> None:
    lines = ""
    for step in steps.split():
        name, _, after = step.partition("->")
        lines += f'  - {{note: {name}, at: "1:20", text: 区切り{f", next: {after}" if after else ""}}}\n'
    done = SOUND.index("  - ending: done")
    text = SOUND[:done].replace("    trigger: heiji\n", "    trigger: heiji\n    next: done\n")
    findings = check_bytes((text + lines + SOUND[done:]).encode(), "f", machine)
    assert {finding.code for finding in findings} == {Code.UNREACHABLE_STEP}
    told = {
        re.findall("「(.+?)」", finding.message)[0]: "".join(re.findall("その先の (.+?) に", finding.message))
        for finding in findings
    }
    assert told == followers


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_finding_says_what_to_do_and_points_into_its_line(path: Path, machine: PhaseMachine) -> None:
    for finding in check_file(path, machine):
        assert finding.message.endswith("。")
        assert finding.advice.endswith(("。", "）")) or "使える" in finding.advice
        assert finding.severity in Severity
        assert 1 <= finding.column < finding.end <= max(len(finding.source), finding.column) + 1
        lines = path.read_bytes().decode("utf-8", errors="replace").split("\n")
        assert finding.source == lines[finding.line - 1]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("タイミングよくマリンスポーツを", []),
        ("タイと、マリが", ["タイ", "マリ"]),
        ("ギニアビサウ", ["ギニアビサウ"]),
        ("中国地方と中国山地", []),
        ("訓練中国内では、審議中国会は", []),
        ("中国と中国人民、在中国日本大使館", ["中国"]),
        ("インド太平洋とインド洋", []),
        ("インドの", ["インド"]),
        ("北朝鮮、中華人民共和国、英国、台湾", ["北朝鮮", "中華人民共和国", "英国", "台湾"]),
        ("Romans and Oman", ["Oman"]),
        ("The United States and Japan", []),
        ("日本と米国、アメリカ合衆国", []),
        ("A国とB国", []),
        ("パナマ運河", ["パナマ"]),
    ],
)
def test_real_countries_are_found_only_where_they_are_named(text: str, named: list[str]) -> None:
    assert named_countries(text) == named


def test_the_ids_of_objectives_that_a_step_serves_are_not_read_as_prose() -> None:
    written = {
        "objectives": [{"id": "a", "text": "目標"}],
        "steps": [{"note": "n", "text": "覚書", "objectives": ["a"]}],
    }
    assert [word.text for word in prose(written, ())] == ["目標", "覚書"]


def test_the_guidelines_themselves_name_no_other_country(machine: PhaseMachine) -> None:
    document = machine.doctrine.document
    assert not [sentence.id for sentence in document.sentences() if named_countries(sentence.text)]


@given(st.text(max_size=120))
def test_what_the_loader_refuses_is_told_and_what_it_takes_is_no_fault_of_yaml(
    machine: PhaseMachine, text: str
) -> None:
    try:
        load_text(text, "f")
        refused = False
    except (DataFileError, UnicodeEncodeError):
        refused = True
    if re.search("[\ud800-\udfff]", text):
        return  # no file holds these
    codes = {finding.code for finding in check_bytes(text.encode(), "f", machine)}
    assert bool(codes & {Code[kind.name] for kind in FaultKind if kind.refused}) == refused


yamlish = st.lists(
    st.sampled_from(
        [
            "a: ",
            "b: ",
            "- ",
            "  ",
            "\n",
            "\n  ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&x ",
            "*x",
            "!t ",
            "<<: ",
            "---\n",
        ]
    ),
    max_size=14,
).map("".join)


@given(yamlish)
def test_whatever_is_written_the_loader_and_check_agree(machine: PhaseMachine, text: str) -> None:
    try:
        load_text(text, "f")
        refused = False
    except DataFileError:
        refused = True
    codes = {finding.code for finding in check_bytes(text.encode(), "f", machine)}
    assert bool(codes & {Code[kind.name] for kind in FaultKind if kind.refused}) == refused


lines_of_sound = SOUND.splitlines(keepends=True)


@given(st.lists(st.integers(0, len(lines_of_sound) - 1), max_size=4), st.integers(0, 3))
def test_no_mangled_scenario_breaks_check(machine: PhaseMachine, dropped: list[int], shift: int) -> None:
    text = "".join(line for at, line in enumerate(lines_of_sound) if at not in dropped)
    text = text.replace("  - ", " " * shift + "- ", 1)
    for finding in check_bytes(text.encode(), "f", machine):
        assert finding.line >= 1


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["", "A国", "IV.B", "x", "0:10"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["clause", "phase", "any", "id", "text", "set"]), inner, max_size=2),
    ),
    max_leaves=4,
)


@given(values, st.data())
def test_no_value_in_any_place_breaks_check(
    machine: PhaseMachine, value: object, data: st.DataObject
) -> None:
    keys = [at for at, line in enumerate(lines_of_sound) if re.match(r"\s*(- )?[a-z]+: \S", line)]
    at = data.draw(st.sampled_from(keys))
    line = re.sub(r"^(\s*(?:- )?[a-z]+: ).*", lambda key: key[1] + json.dumps(value), lines_of_sound[at])
    text = "".join([*lines_of_sound[:at], line, *lines_of_sound[at + 1 :]])
    for finding in check_bytes(text.encode(), "f", machine):
        assert finding.message


@pytest.mark.parametrize(("at", "late"), [("2:00", False), ("2:01", True)])
def test_a_first_step_later_than_twice_the_planned_length_is_told(
    machine: PhaseMachine, at: str, late: bool
) -> None:
    text = re.sub(
        r'at: "(\d+):(\d+)"',
        lambda time: f'at: "{int(time[1]) + int(at[0])}:{int(time[2]) + int(at[2:]):02}"',
        SOUND,
    )
    codes = {finding.code for finding in check_bytes(text.encode(), "a.yaml", machine)}
    assert (Code.LATE_BEGINNING in codes) == late


@pytest.mark.parametrize(
    ("begins", "at", "late"),
    [("08:00", "8:00", True), ("08:00", "08:00", True), ("08:00", "9:00", False), ("08:00", "7:00", False)],
)
def test_a_first_step_at_the_hour_at_which_the_play_begins_is_told(
    machine: PhaseMachine, begins: str, at: str, late: bool
) -> None:
    text = SOUND.replace("duration: 60", "duration: 600").replace('begins: "08:00"', f'begins: "{begins}"')
    text = re.sub(r'at: "\d+:\d+"', 'at: "9:00"', text).replace('at: "9:00"', f'at: "{at}"', 1)
    codes = {finding.code for finding in check_bytes(text.encode(), "a.yaml", machine)}
    assert (Code.LATE_BEGINNING in codes) == late


@pytest.mark.parametrize(
    "line",
    [
        "weekday: 3",
        "weekday: [月]",
        "weekday: 月曜の朝",
        "date: 5",
        "date: 五月五日",
        "begins: 8",
        "begins: 朝",
    ],
)
def test_a_beginning_that_is_none_is_told_once_and_no_time_after_it(machine: PhaseMachine, line: str) -> None:
    text = SOUND.replace("schema: 1", "schema: 2").replace('begins: "08:00"\n', f"{line}\n")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert SOUND.splitlines()[finding.line - 1].startswith("begins:")


@pytest.mark.parametrize(
    ("named", "cite", "concerned"),
    [
        ("IV.B.5", "IV.B.5", True),
        ("IV.B.5", "IV.B.5.p1.s1", True),
        ("IV.B.5", "IV.B", True),
        ("IV.B.5", "IV", True),
        ("IV.B.p1", "IV.B.p2", True),
        ("IV.B.5", "IV.B.6", False),
        ("IV.B.5", "IV.B.p1", False),
        ("IV.B.5", "V", False),
    ],
)
def test_a_clause_named_is_cited_by_a_part_of_it_by_what_contains_it_and_by_its_own_paragraphs(
    machine: PhaseMachine, named: str, cite: str, concerned: bool
) -> None:
    assert concerns(machine.doctrine.document, named, cite) == concerned


def test_words_quoted_with_several_slips_are_told_whole_as_the_text_has_them(machine: PhaseMachine) -> None:
    words = "日本の平和及び安全に重要な影響を与える事態"
    text = SOUND.replace(f"quote: {words}", "quote: 日本の平和又は安全に重大な影響を与える事態")
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.nearest == (words,)
    assert f"近い語は「{words}」です。" in finding.advice


def test_near_spellings_are_looked_for_a_hundred_times_and_no_more() -> None:
    manuscript = Manuscript("f", [], load_text("a: 1", "f"))
    answers = [manuscript.nearest("heij", ["heiji"]) for _ in range(105)]
    assert answers == [("heiji",)] * 100 + [()] * 5


def test_what_is_told_is_marked_from_its_first_letter_to_its_last(machine: PhaseMachine) -> None:
    text = SOUND.replace("cites: [IV.A.1.p1]", "cites: [IV.A.9.p1]", 1)
    (finding,) = check_bytes(text.encode(), "a.yaml", machine)
    line = text.splitlines()[finding.line - 1]
    assert line[finding.column - 1 : finding.end - 1] == "IV.A.9.p1"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "0:00"), (59 * 60, "0:59"), (3660, "1:01"), (95400, "26:30"), (215940, "59:59")],
)
def test_a_time_is_told_as_the_format_writes_it(seconds: int, written: str) -> None:
    assert written_time(seconds) == written


def test_a_word_is_marked_where_its_value_begins_also_far_down_in_a_file() -> None:
    lines = [*("" for _ in range(299)), "{a: b, c: b}"]
    manuscript = Manuscript("a.yaml", lines, load_text("a: b", "a.yaml"))
    where = manuscript.within(FilePosition(len(lines), 11), FilePosition(len(lines), 12), "b")
    assert where == (FilePosition(300, 11), FilePosition(300, 12))


def test_a_value_over_several_lines_is_marked_to_the_end_of_its_first(machine: PhaseMachine) -> None:
    text = SOUND.replace('    at: "0:10"', '    at: "早朝\n      昼"')
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.source.rstrip() == '    at: "早朝'
    assert (finding.column, finding.end) == (9, len('    at: "早朝') + 1)


def test_a_way_back_to_an_earlier_step_is_no_time_that_runs_back(machine: PhaseMachine) -> None:
    text = SOUND.replace("      - id: watch\n", "      - id: watch\n        next: which\n")
    assert Code.TIME_RUNS_BACK not in {finding.code for finding in check_bytes(text.encode(), "f", machine)}


def test_ten_names_are_listed_and_of_more_the_number() -> None:
    names = [f"s{number}" for number in range(12)]
    assert names_listed(names[:3]) == "s0、s1、s2"
    assert names_listed(names[:10]) == "、".join(names[:10])
    assert names_listed(names) == "、".join(names[:10]) + " ほか2件"
