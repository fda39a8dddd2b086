"""A report tells what was done: times, reasons, steps, silences, branches, ratings; the same each time."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.doctrine.sheet import SKIPPED, SKIPPED_BY_NAME
from simulator.exercise import Exercise, MemoryJournal, Rating, VirtualClock
from simulator.exercise.headless import begin_headless
from simulator.language import spoken
from simulator.machine import START, PhaseMachine, Trigger
from simulator.report.account import AccountError, OccurrenceKind, account_of
from simulator.report.blocks import Bullets, Facts, Heading, Paper, PaperBlock, Paragraph, Table
from simulator.report.content import report
from simulator.report.course import GROUPED_ABOVE
from simulator.report.files import Form, paper_file
from simulator.report.shapes import shape
from simulator.report.timeline import TimelineMark, line_of
from simulator.scenario import Mode, Seat, TransitionStep, scenario_files
from tests.commands import Ran
from tests.hostile import HOSTILE, LONG
from tests.report.making import account, kept, played
from tests.report.reading import all_of, section, words

FULL_ARC = scenario_files()[0]


@pytest.fixture(scope="module")
def blocks() -> tuple[PaperBlock, ...]:
    return report(account(played())).blocks


def test_the_course_has_exercise_time_the_fictions_time_and_wall_time(blocks: tuple[PaperBlock, ...]) -> None:
    table = all_of(Table, section(blocks, "経過"))[0]
    first = table.rows[0]
    assert first[:3] == ("T+00:00\n08:00", "10:02", "進行")
    kinds = [row[2] for row in table.rows]
    for kind in ("控えた", "状況付与（追加）", "決めたこと", "手順", "メモ", "退けられた", "終わり"):
        assert kind in kinds, kind


def test_a_decision_is_told_with_its_reason_feedback_clauses_and_their_basis(
    blocks: tuple[PaperBlock, ...],
) -> None:
    facts = all_of(Facts, section(blocks, "判断"))[0]
    pairs = dict(facts.pairs)
    assert pairs["組が述べた理由"] == "重要な影響があると読んだ"
    assert pairs["講評"] == "IV.B による。"
    assert pairs["段階の動き"] == "平時 → 重要影響事態"
    assert pairs["選ばなかったもの"] == "・様子を見る"
    assert pairs["根拠の条項"].startswith("IV.B ¶1「日本の平和及び安全に重要な影響を与える事態」")
    without = dict(all_of(Facts, section(blocks, "判断"))[-1].pairs)
    assert without["組が述べた理由"] == "（書かれていない）"


def test_a_transition_is_told_with_steps_ticked_and_not_and_what_came_and_ended(
    blocks: tuple[PaperBlock, ...],
) -> None:
    steps, measures = all_of(Table, section(blocks, "段階の動き"))[:2]
    assert {"☑", "☐"} == {row[0] for row in steps.rows}
    assert "加わる" in {row[0] for row in measures.rows}
    assert "認める者" in words(section(blocks, "本文に定めのないこと"))


def test_the_other_branch_tells_what_was_decided_there(blocks: tuple[PaperBlock, ...]) -> None:
    table = all_of(Table, section(blocks, "ほかの分岐"))[0]
    assert table.rows[0][2:] == ("・様子を見る（理由: まだ早い）", "平時")


def test_ratings_stand_side_by_side_and_a_difference_is_said_and_left(blocks: tuple[PaperBlock, ...]) -> None:
    table = all_of(Table, section(blocks, "評定"))[0]
    assert [row[1:3] for row in table.rows] == [("S", "佐藤"), ("M", "鈴木"), ("", "")]
    assert table.rows[2][4] == "評価者の評定が分かれている。"
    assert table.rows[0][3] == "T+00:20"  # what it is about, not when it was typed
    plan = all_of(Table, section(blocks, "改善計画"))[0]
    assert ("窓口を探した", "一覧を席に置く", "教官", "次の回") in plan.rows


def test_it_says_where_it_came_from_and_names_no_folder_of_the_machine(
    blocks: tuple[PaperBlock, ...],
) -> None:
    origin = dict(all_of(Facts, section(blocks, "出どころ"))[0].pairs)
    assert origin["シナリオ"] == "sample.yaml"
    assert re.fullmatch(r"BLAKE2b-128 [0-9a-f]{32}", origin["シナリオの原文の指紋"])
    assert origin["時刻"] == "UTC+09:00"
    assert "class" not in words(list(blocks))


def test_the_line_of_time_has_a_band_for_each_phase_and_a_mark_for_each_decision() -> None:
    line = line_of(account(played()))
    (lane,) = line.lanes
    assert [(band.phase.value, band.since) for band in lane.bands] == [
        ("heiji", "T+00:00"),
        ("juyo", "T+00:20"),
        ("yosoku", "T+00:30"),
    ]
    assert lane.bands[0].start == 0
    assert lane.bands[-1].end == 1000
    assert [mark for _, mark in line.marks].count(TimelineMark.DECISION) == 2


def test_every_mark_is_counted_in_words_where_a_picture_has_room_for_fewer() -> None:
    play = played()
    for _ in range(401):
        play.add("知事", (Seat.SDF,), Mode.PHONE, "港が使えない。")
    line = line_of(account(play))
    marks = [mark for _, mark in line.marks]
    assert marks.count(TimelineMark.INJECT) > 401
    paper = Paper("題", "種類", "断り", (line,))
    assert f"○ {marks.count(TimelineMark.INJECT)}" in paper_file(paper, Form.MARKDOWN).decode()
    assert len(re.findall("<(?:circle|path) ", paper_file(paper, Form.HTML).decode())) == 400


def test_what_people_wrote_begins_no_list_in_markdown_and_shows_no_backslash() -> None:
    written = (Paragraph("1. 始め\n2) 次\n- 港\n3 隻"), Bullets(("- 港", "3. 空港"), numbered=True))
    text = paper_file(Paper("題", "種類", "断り", written), Form.MARKDOWN).decode()
    assert "1\\. 始め  \n2\\) 次  \n\\- 港  \n3 隻" in text
    assert "1. \\- 港\n2. 3\\. 空港" in text


def test_an_account_ends_at_the_time_asked_for_and_follows_the_branch_asked_for() -> None:
    play = played()
    half = account(play, until=20 * 60.0)
    assert half.occurrences[-1].elapsed <= 20 * 60
    assert not half.is_over
    other = account(play, branch="分岐1")
    assert [
        occurrence.option.id for occurrence in other.of_kind(OccurrenceKind.DECIDED) if occurrence.option
    ] == ["wait"]
    with pytest.raises(AccountError, match="分岐「ない」はありません。あるもの: 本筋、分岐1"):
        account(play, branch="ない")


def test_a_record_without_the_offset_of_its_place_is_told_in_utc_and_says_so(machine: PhaseMachine) -> None:
    play = played()
    first = play.exercise.history.records[1]
    old = first.event.model_copy(update={"offset": None, "v": 1})
    kept_records = play.exercise.journal._records[play.exercise.name]  # type: ignore[attr-defined]
    kept_records[0] = first.model_copy(update={"event": old})
    paper = report(account(play))
    assert "UTC（この記録には、始めた所の時差がない）" in paper.subtitle
    assert "2026-11-28 01:01" in paper.subtitle


def test_a_walk_has_a_report_too(machine: PhaseMachine) -> None:
    journal = MemoryJournal()
    walk = Exercise.begin(machine, journal, VirtualClock(ahead=540), title="段階を歩く", start=START)
    walk.fire(Trigger.TO_JUYO)
    walk.note("覚え")
    told = account_of(walk.name, "段階を歩く", walk.history, machine.doctrine)
    text = paper_file(report(told), Form.MARKDOWN).decode()
    assert "平時 → 重要影響事態" in text
    assert "評定" not in text


def test_a_jump_is_told_with_the_basis_of_each_step_and_what_was_skipped(machine: PhaseMachine) -> None:
    walk = Exercise.begin(machine, MemoryJournal(), VirtualClock(ahead=540), title="段階を歩く", start=START)
    walk.fire(Trigger.TO_HASSEI)
    walk.tick("III.p2.s1", done=True)
    told = account_of(walk.name, "段階を歩く", walk.history, machine.doctrine)
    text = paper_file(report(told), Form.MARKDOWN).decode()
    (ticked,) = [line for line in text.splitlines() if "様々なレベルでの調整" in line]
    assert "解釈" in ticked
    (attack,) = [line for line in text.splitlines() if "CBRN での支援の要請" in line and "☐" in line]
    assert "明文" in attack
    assert f"{SKIPPED_BY_NAME}（IV.B、" in text
    assert f"{SKIPPED}（IV.B、IV.C.1）" in text


@pytest.mark.parametrize("form", [Form.HTML, Form.MARKDOWN, Form.DOCX, Form.XLSX])
def test_the_same_exercise_gives_the_same_bytes(form: Form) -> None:
    assert paper_file(report(account(played())), form) == paper_file(report(account(played())), form)


def test_data_are_the_same_in_both_languages_and_reasons_ratings_and_the_plan_are_in_it() -> None:
    japanese = shape(account(played()))
    with spoken("en"):
        assert shape(account(played())) == japanese
    assert japanese["decisions"][0]["reason"] == "重要な影響があると読んだ"
    assert [observation["rating"] for observation in japanese["ratings"]] == ["S", "M"]
    assert japanese["improvement_plan"] == [
        {"issue": "窓口を探した", "action": "一覧を席に置く", "who": "教官", "by": "次の回"}
    ]
    assert japanese["exercise"]["offset"] == 540


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><h1>",
    "&lt;b&gt;",
    "]]>",
)


def test_a_page_loads_nothing_and_holds_nothing_that_people_wrote_as_markup() -> None:
    plain = Page(paper_file(report(account(played())), Form.HTML))
    play = played()
    for text in (*MARKUP, *(text for name, text in HOSTILE.items() if name != LONG)):
        play.exercise.note(text)
        play.exercise.improve(text, text, who=text, by=text)
        play.exercise.rate("ground", Rating.N, evaluator=text, text=text)
    page = Page(paper_file(report(account(play)), Form.HTML))
    assert page.tags == plain.tags
    assert {name for name, _ in page.attributes} == {name for name, _ in plain.attributes}
    assert not {name for name, _ in page.attributes if name in ("src", "href") or name.startswith("on")}
    assert not [value for _, value in page.attributes if "://" in value]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:") in page.attributes


def test_a_long_course_is_told_by_the_hour() -> None:
    play = played()
    for number in range(GROUPED_ABOVE):
        play.exercise.note(f"メモ{number}")
    course = section(report(account(play)).blocks, "経過")
    assert "時ごとにまとめ" in words(course[:1])


def test_the_command_writes_a_report_and_never_over_a_file_unasked(
    shishin: Callable[..., Ran], tmp_path: Path
) -> None:
    journal, out = tmp_path / "journal.sqlite3", tmp_path / "報告.html"
    name = kept(journal)
    ran = shishin("report", name, "--journal", str(journal), "--out", str(out))
    assert (ran.status, ran.out) == (0, "")
    written = out.read_bytes()
    refused = shishin("report", "--journal", str(journal), "--out", str(out))
    assert refused.status == 2
    assert "既にあります" in refused.err
    out.write_bytes(b"")
    assert shishin("report", "--journal", str(journal), "--out", str(out), "--force").status == 0
    assert out.read_bytes() == written
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    "call",
    [
        ("report", "--out", "r.pdf"),
        ("documents", "01-full-arc", "--for", "chart", "--out", "p.odt"),
        ("msel", "export", "01-full-arc", "--out", "m.ods"),
    ],
)
def test_a_name_with_the_ending_of_another_form_is_refused_unless_the_form_is_said(
    shishin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    where = ("--journal", str(tmp_path / "journal.sqlite3")) if call[0] == "report" else ()
    kept(tmp_path / "journal.sqlite3")
    refused = shishin(*call, *where)
    assert refused.status == 2
    assert "どの形で書き出すか分かりません" in refused.err
    assert not (tmp_path / call[-1]).exists()
    assert shishin(*call, *where, "--as", "csv" if call[0] == "msel" else "md").status == 0
    assert (tmp_path / call[-1]).exists()


def test_why_a_step_of_the_script_moved_the_phases_is_told_once() -> None:
    play = begin_headless(FULL_ARC.read_text("utf-8"), FULL_ARC.name, PhaseMachine(load_doctrine()))
    while not play.ended:
        if play.waiting:
            play.decide(play.waiting.options[0].id)
        else:
            play.advance()
    course = words(section(report(account(play)).blocks, "経過"))
    shown = {entry.step for entry in play.state.shown}
    steps = [step for step in play.scenario.steps if isinstance(step, TransitionStep) and step.id in shown]
    assert len(steps) > 1
    assert [course.count(step.because.strip()) for step in steps] == [1] * len(steps)


def test_phases_that_have_not_moved_are_told_as_they_are() -> None:
    play = played()
    facts = all_of(Facts, report(account(play, until=0.0)).blocks)[0]
    assert dict(facts.pairs)["段階"] == "平時"
    facts = all_of(Facts, report(account(play)).blocks)[0]
    assert dict(facts.pairs)["段階"] == "平時 → 武力攻撃予測"


def test_the_sections_that_a_report_has_are_numbered_without_a_gap() -> None:
    headings = all_of(Heading, report(account(played())).blocks)
    numbers = [int(number[1]) for heading in headings if (number := re.match(r"([0-9]+)\. ", heading.text))]
    assert len(numbers) > 3
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("moment", ["1日目 08:20", "１日目　8:20", "T+0:20"])
def test_a_report_ends_at_an_hour_of_the_fiction_too(
    shishin: Callable[..., Ran], tmp_path: Path, moment: str
) -> None:
    journal = tmp_path / "journal.sqlite3"
    kept(journal)
    ran = shishin("report", "--journal", str(journal), "--as", "json", "--until", moment)
    assert json.loads(ran.out)["exercise"]["until"] == 1200.0


def test_the_command_prints_what_can_be_printed(shishin: Callable[..., Ran], tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite3"
    kept(journal)
    ran = shishin("report", "--journal", str(journal), "--as", "json", "--until", "0:20")
    assert json.loads(ran.out)["exercise"]["until"] == 1200.0
    assert shishin("report", "--journal", str(journal), "--as", "md").out.startswith("# 試しの筋書き")
    english = shishin("--lang", "en", "report", "--journal", str(journal), "--as", "md").out
    assert "After-Action Report" in english


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--as", "docx"), 2, "--out"),
        (("--until", "昼"), 2, "--until"),
        (("--branch", "x"), 2, "分岐"),
        (("--out", "/nowhere/x.html"), 2, "書き込めません"),
        (("20990101-000000",), 2, "ありません"),
    ],
)
def test_wrong_use_of_report_is_told(
    shishin: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    journal = tmp_path / "journal.sqlite3"
    kept(journal)
    ran = shishin("report", *arguments, "--journal", str(journal))
    assert ran.status == status
    assert message in ran.err


def test_without_records_there_is_nothing_to_report(shishin: Callable[..., Ran]) -> None:
    assert shishin("report").status == 1
