"""What version 2 of the format adds, as the facilitator and as a seat is told it."""

import tempfile
from pathlib import Path

import pytest

from simulator.datafile import load_text
from simulator.document import load_guidelines
from simulator.exercise.events import Added
from simulator.exercise.headless import begin_headless
from simulator.exercise.replay import Replay
from simulator.exercise.state import Entry
from simulator.exercise.told import ToldChoice, ToldInject
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer, viewer_named, viewers
from simulator.exercise.visibility import Visibility
from simulator.machine import PhaseMachine
from simulator.scenario import Mode, Scenario, Seat, read_scenario
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.target import Target
from simulator.tui.play import attached
from simulator.tui.play.attached import attachment_rows, show_attachment
from simulator.tui.play.feed import word_for
from simulator.tui.play.steps import StepTeller
from tests.tui.conftest import screen_text
from tests.tui.playing import OpenPlay

SOUND = (Path(__file__).parents[1] / "data" / "sound.yaml").read_text(encoding="utf-8")
JAPAN = Viewer("seat", Seat.JAPAN_GOVERNMENT)
SDF = Viewer("seat", Seat.SDF)


def version_2(*pairs: tuple[str, str]) -> str:
    """The sound scenario in version 2, with the first of each pair replaced by the second."""
    text = SOUND.replace("schema: 1", "schema: 2")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def scenario_of(text: str) -> Scenario:
    return read_scenario(load_text(text, "f.yaml"))


def words_told(machine: PhaseMachine, text: str, name: str, viewer: Viewer) -> str:
    """The words of the step of this name, shown and waiting, as a viewer reads them."""
    play = begin_headless(text, "f.yaml", machine)
    while play.advance().id != name:
        pass
    entry = play.state.shown[-1]
    assert isinstance(entry, Entry)
    sight = Visibility(play.script, play.exercise.history, viewer)
    seen_entry = sight.told(entry, waits=bool(play.state.waiting))
    assert seen_entry is not None
    rows = StepTeller(play.scenario, load_guidelines()).rows(seen_entry, sight.aside(entry), "1")
    return "\n".join(row.text for row in rows)


INJECT = version_2(
    (
        "mode: report",
        "mode: email\n    subject: 艦船の集まり\n    place: 甲海峡の北\n    problems: [数を言い張る]",
    ),
    ("[情報を共有する]", "[{text: 数を確かめる, within: 10, ticks: [出所を聞いた]}]"),
)


@pytest.mark.parametrize("viewer", [FACILITATOR, ROOM, SDF], ids=lambda viewer: viewer.kind)
def test_everybody_whom_an_inject_reaches_reads_its_mode_subject_and_place(
    machine: PhaseMachine, viewer: Viewer
) -> None:
    words = words_told(machine, INJECT, "ships", viewer)
    assert "電子メール" in words
    assert "件名  艦船の集まり" in words
    assert "場所  甲海峡の北" in words


@pytest.mark.parametrize("viewer", [ROOM, SDF], ids=lambda viewer: viewer.kind)
def test_only_the_facilitator_reads_windows_ticks_and_problems(machine: PhaseMachine, viewer: Viewer) -> None:
    words = words_told(machine, INJECT, "ships", FACILITATOR)
    assert "・数を確かめる（10分以内）" in words
    assert "☐ 出所を聞いた" in words
    assert "・数を言い張る" in words
    words_of_viewer = words_told(machine, INJECT, "ships", viewer)
    for secret in ("数を確かめる", "10分", "出所を聞いた", "数を言い張る"):
        assert secret not in words_of_viewer


def test_points_to_discuss_are_everybodys_and_ask_for_no_answer(machine: PhaseMachine) -> None:
    answer = next(line for line in SOUND.splitlines(keepends=True) if "answer:" in line)
    text = version_2((answer, "    points: [だれが言うか]\n"))
    assert "だれが言うか" in words_told(machine, text, "which", SDF)
    assert "解答の例" not in words_told(machine, text, "which", FACILITATOR)


def test_a_decision_with_one_option_is_shown_as_an_acknowledgement(machine: PhaseMachine) -> None:
    option = SOUND[SOUND.index("      - id: watch") : SOUND.index("  - decision: support")]
    text = version_2((option, "\n"))
    words = words_told(machine, text, "recognise", JAPAN)
    assert "確認  日本政府" in words
    assert "確認したことになる" in words
    assert words_told(machine, text, "recognise", SDF).endswith("確認待ち: 日本政府")
    assert word_for(scenario_of(text).steps[2]) == "確認 日本政府"


def test_a_topic_is_everybodys_and_its_statement_the_facilitators(machine: PhaseMachine) -> None:
    text = version_2(("{id: enter, text:", "{id: enter, topic: 入る条件, text:"))
    play = begin_headless(text, "f.yaml", machine)
    statement = "入る条件を本文の語で言える"

    def objectives(viewer: Viewer) -> tuple[str, ...]:
        return Visibility(play.script, play.exercise.history, viewer).objectives(play.state)

    assert objectives(FACILITATOR)[0] == f"入る条件: {statement}"
    assert objectives(ROOM) == ("入る条件",)  # the other one has no topic, and waits for the end
    while not play.ended:
        if play.waiting:
            play.decide(play.waiting.options[-1].id)
        else:
            play.advance()
    assert objectives(SDF) == ("入る条件", "後方支援の行い方を比べられる")


OWN_SEATS = version_2(
    (
        "seats: [japan_government, us_government, sdf]",
        "seats: [japan_government, sdf, {id: soumu, name: 総務部, stands_for: agencies}]",
    ),
    ("to: [japan_government, sdf]", "to: [soumu]"),
    ("seat: japan_government", "seat: [soumu, sdf]"),
)


def test_a_seat_of_the_scenarios_own_is_a_viewer_like_the_others(machine: PhaseMachine) -> None:
    scenario = scenario_of(OWN_SEATS)
    assert [viewer.label for viewer in viewers(scenario)] == [
        "進行役",
        "教室",
        "日本政府",
        "自衛隊",
        "総務部",
    ]
    soumu = viewer_named("soumu", scenario)
    assert soumu is not None
    assert "総務部" in words_told(machine, OWN_SEATS, "ships", soumu)
    assert not soumu.receives(Added(sender="県", to=("sdf",), mode=Mode.FAX, text="知らせ"))
    assert soumu.receives(Added(sender="県", to=("sdf", "soumu"), mode=Mode.FAX, text="知らせ"))


def test_a_joint_decision_is_for_each_of_its_seats_and_no_other(machine: PhaseMachine) -> None:
    scenario = scenario_of(OWN_SEATS)
    for name in ("soumu", "sdf"):
        viewer = viewer_named(name, scenario)
        assert viewer is not None
        assert "判断  総務部・自衛隊" in words_told(machine, OWN_SEATS, "recognise", viewer)
    assert words_told(machine, OWN_SEATS, "recognise", JAPAN).endswith("判断中: 総務部・自衛隊")


def test_an_inject_of_the_facilitators_own_names_its_receivers_by_id(machine: PhaseMachine) -> None:
    play = begin_headless(OWN_SEATS, "f.yaml", machine)
    play.advance()
    play.add("県", play.scenario.seats[1:], Mode.FAX, "知らせ")
    assert '"to":["sdf","soumu"]' in play.exercise.history.records[3].model_dump_json()
    sight = Visibility(play.script, play.exercise.history, ROOM)
    inject = sight.told(play.state.shown[-1])
    assert isinstance(inject, ToldInject)
    assert [seat.label for seat in inject.to] == ["自衛隊", "総務部"]
    replay = Replay(strict=True)
    records = list(play.exercise.history.records.values())
    assert [replay.fault(record) for record in records] == [None, None, None]
    to_unknown_seat = records[-1].model_copy(
        update={"event": Added(sender="県", to=("fire",), mode=Mode.FAX, text="知らせ")}
    )
    second_replay = Replay(strict=True)
    assert [second_replay.fault(record) for record in [*records[:2], to_unknown_seat]] == [
        None,
        None,
        "席「fire」はありません",
    ]


def test_a_closed_option_is_told_with_its_reason_and_cannot_be_opened(machine: PhaseMachine) -> None:
    option = "      - id: serious\n        text: 重要な影響を与える事態と見る\n"
    text = version_2(
        (option, f"{option}        when: {{phase: yosoku}}\n        closed: 予測に至っていない\n")
    )
    assert "（選べない: 予測に至っていない）" in words_told(machine, text, "recognise", JAPAN)
    play = begin_headless(text, "f.yaml", machine)
    while play.advance().id != "recognise":
        pass
    choices = Visibility(play.script, play.exercise.history, JAPAN).choices(play.state)
    assert [(choice.number, choice.closed) for choice in choices] == [(1, "予測に至っていない"), (2, "")]


def test_hidden_options_leave_no_gap_in_the_numbers(machine: PhaseMachine) -> None:
    option = "      - id: serious\n        text: 重要な影響を与える事態と見る\n"
    text = version_2((option, f"{option}        when: {{phase: yosoku}}\n"))
    assert "重要な影響を与える事態と見る" not in words_told(machine, text, "recognise", FACILITATOR)
    play = begin_headless(text, "f.yaml", machine)
    while play.advance().id != "recognise":
        pass
    play.decide("watch")
    choice = Visibility(play.script, play.exercise.history, ROOM).told(play.state.decisions[-1])
    assert isinstance(choice, ToldChoice)
    assert (choice.number, choice.text) == (1, "平時からの措置を続ける")


def test_only_the_facilitator_opens_an_attachment(machine: PhaseMachine) -> None:
    text = version_2(
        ("    mode: report\n", "    mode: email\n    attachments: [{file: letter.eml, caption: 手紙}]\n")
    )
    play = begin_headless(text, "nowhere/f.yaml", machine)
    play.advance()
    entry = play.state.shown[0]
    for viewer, opens in ((FACILITATOR, "attachment"), (ROOM, "")):
        sight = Visibility(play.script, play.exercise.history, viewer)
        inject = sight.told(entry)
        assert inject is not None
        rows = StepTeller(play.scenario, load_guidelines()).rows(inject, sight.aside(entry), "1")
        (row,) = [row for row in rows if "手紙（letter.eml）" in row.text]
        assert (row.target.kind if isinstance(row.target, Target) else "") == opens


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("letter.eml", "件名: 至急\n\n本文".encode(), ["件名: 至急", "", "本文"]),
        ("empty.txt", b"", ["空のファイルです。"]),
        ("map.png", b"abc", ["3 バイト"]),
        ("letter.eml", None, ["letter.eml を、ほかのプログラム"]),
    ],
)
def test_an_attachment_is_read_as_text_or_said_to_be_opened_elsewhere(
    file: str, content: bytes | None, words: list[str]
) -> None:
    rows = attachment_rows(file, content)
    assert len(rows) == len(words)
    assert all(word in row.text for word, row in zip(words, rows, strict=True))


@pytest.mark.parametrize("has_opener", [True, False])
async def test_a_picture_is_opened_as_it_was_kept_or_it_is_said_that_nothing_opens_it(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, has_opener: bool
) -> None:
    contents_opened: list[bytes] = []

    def open_elsewhere(path: Path) -> bool:
        contents_opened.append(path.read_bytes())
        return has_opener

    monkeypatch.setattr(attached, "open_elsewhere", open_elsewhere)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with playing("space") as console:
        show_attachment(console.screen, "files/map.png", "県の図", b"abc")
        await console.pilot.pause()
        assert "県の図" in screen_text(console.pilot.app)
        await console.press("enter")
        assert contents_opened == [b"abc"]
        message = "開きます: map.png" if has_opener else "map.png を開くものがありません"
        assert message in screen_text(console.pilot.app)


async def test_a_row_of_an_attachment_opens_it_over_the_screen(playing: OpenPlay) -> None:
    async with playing("space") as console:
        console.screen.open_attachment("letter.eml")
        await console.pilot.pause()
        assert isinstance(console.pilot.app.screen, PageWindow)
