"""Version 2 of the format: what it adds, that version 1 has none of it, and how one becomes the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.datafile import DataFileError, load_text
from simulator.exercise.headless import always, begin_headless, run
from simulator.machine import PhaseMachine
from simulator.scenario import (
    Decision,
    Inject,
    Mode,
    OwnSeat,
    Question,
    Scenario,
    Script,
    ScriptError,
    Seat,
    load_scenario,
    read_scenario,
    scenario_files,
)
from simulator.scenario.check.check import check_bytes
from simulator.scenario.model import Objective
from simulator.scenario.part import facilitator_fields
from simulator.scenario.proofs.paths import find_paths
from simulator.scenario.steps import KINDS, StepBase
from simulator.scenario.upgrade import upgraded
from simulator.scenario.version1 import missing_keys, newer_forms
from tests.commands import Ran
from tests.scenario.making import decision, ending, note, scenario

DATA = Path(__file__).parents[1] / "data"
SOUND = (DATA / "sound.yaml").read_text(encoding="utf-8")


def read(text: str) -> Scenario:
    return read_scenario(load_text(text, "f.yaml"))


def in_version_2(*pairs: tuple[str, str]) -> str:
    """The sound scenario in version 2, with these words replaced."""
    text = SOUND.replace("schema: 1", "schema: 2")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_an_inject_has_a_subject_a_place_problems_and_more_modes() -> None:
    text = in_version_2(
        (
            "mode: report",
            "mode: email\n    subject: 艦船の集まり\n    place: 甲海峡の北\n    problems: [数が分からない]",
        )
    )
    inject = read(text).steps[0]
    assert isinstance(inject, Inject)
    assert (inject.mode, inject.subject, inject.place) == (Mode.EMAIL, "艦船の集まり", "甲海峡の北")
    assert inject.problems == ("数が分からない",)


def test_an_expected_response_has_a_window_and_what_an_evaluator_ticks() -> None:
    text = in_version_2(
        ("[情報を共有する]", "[情報を共有する, {text: 数を確かめる, within: 10, ticks: [出所を聞いた]}]")
    )
    inject = read(text).steps[0]
    assert isinstance(inject, Inject)
    assert [(response.text, response.within, response.ticks) for response in inject.expect] == [
        ("情報を共有する", None, ()),
        ("数を確かめる", 10, ("出所を聞いた",)),
    ]


@pytest.mark.parametrize("within", [0, 1441, "すぐ"])
def test_a_window_is_a_number_of_minutes_within_a_day(within: Any) -> None:
    with pytest.raises(DataFileError):
        read(in_version_2(("[情報を共有する]", f"[{{text: 数を確かめる, within: {within}}}]")))


def test_a_question_may_have_points_in_place_of_an_answer() -> None:
    answer = next(line for line in SOUND.splitlines(keepends=True) if "answer:" in line)
    question = read(in_version_2((answer, "    points: [何が重要な影響か, だれが言うか]\n"))).steps[1]
    assert isinstance(question, Question)
    assert (question.answer, question.points) == ("", ("何が重要な影響か", "だれが言うか"))


def test_what_everybody_reads_of_an_objective_is_its_topic() -> None:
    assert Objective(id="a", topic="避難", text="避難を早く決められる").shown == "避難"
    assert Objective(id="a", text="避難を早く決められる").shown == "避難を早く決められる"


SEATS = (
    "seats: [japan_government, us_government, sdf]",
    "seats: [japan_government, sdf, {id: soumu, name: 総務部, stands_for: agencies}, {id: city, name: 市}]",
)


def test_a_scenario_has_seats_of_its_own_beside_the_five() -> None:
    scenario = read(
        in_version_2(SEATS, ("to: [japan_government, sdf]", "to: [soumu, sdf]"), ("seat: sdf", "seat: city"))
    )
    assert [seat.label for seat in scenario.seats] == ["日本政府", "自衛隊", "総務部", "市"]
    general_affairs = scenario.seats[2]
    assert isinstance(general_affairs, OwnSeat)
    assert general_affairs.stands_for is Seat.AGENCIES
    inject, decision = scenario.steps[0], scenario.steps[3]
    assert isinstance(inject, Inject)
    assert inject.to == (general_affairs, Seat.SDF)
    assert isinstance(decision, Decision)
    assert decision.decider == "市"


def test_a_step_may_be_sent_to_all_seats_and_be_several_seats_decision() -> None:
    scenario = read(
        in_version_2(SEATS, ("to: [japan_government, sdf]", "to: all"), ("seat: sdf", "seat: [sdf, soumu]"))
    )
    inject, decision = scenario.steps[0], scenario.steps[3]
    assert isinstance(inject, Inject)
    assert inject.to == scenario.seats
    assert isinstance(decision, Decision)
    assert decision.decider == "自衛隊・総務部"


@pytest.mark.parametrize("to", ["[fire]", "everybody", "[総務部]", "[[sdf]]"])
def test_a_seat_that_is_not_at_the_table_is_refused(to: str) -> None:
    with pytest.raises(DataFileError):
        read(in_version_2(SEATS, ("to: [japan_government, sdf]", f"to: {to}")))


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ('"0:40"', 40),
        ("T+0:40", 40),
        ('"+0:15"', 15),  # after the step above, which stands at 0:00
        ("1日目 08:40", 40),
        ("2日目 08:40", 24 * 60 + 40),
        ("5月21日 08:40", 40),
        ("5月22日 00:05", 16 * 60 + 5),
        ("6月1日 08:00", 11 * 24 * 60),
        ("50日目 08:00", 49 * 24 * 60),
        ("8月1日 08:00", 72 * 24 * 60),
    ],
)
def test_a_time_has_one_meaning_in_each_of_its_forms(written: str, minutes: int) -> None:
    text = in_version_2(('begins: "08:00"', 'begins: "08:00"\ndate: 5月21日'), ('"0:10"', written))
    assert read(text).steps[1].at == minutes * 60


def test_intervals_add_up_along_the_file() -> None:
    times = [f'at: "{time}"' for time in ("0:10", "0:20", "0:40")]
    scenario = read(in_version_2(*((time, 'at: "+0:20"') for time in times)))
    assert [step.at // 60 for step in scenario.steps[:4]] == [0, 20, 40, 60]


@pytest.mark.parametrize(
    ("keys", "after", "words"),
    [
        ("", 0, "08:00"),
        ("", 24 * 60 + 30, "2日目 08:30"),
        ("date: 5月31日", 16 * 60, "6月1日 00:00"),
        ("date: 5月21日\nweekday: 日曜日", 24 * 60, "5月22日 月曜 08:00"),
        ("weekday: 金", 16 * 60 - 1, "金曜 23:59"),
        ("date: 2026年5月21日", 0, "5月21日 木曜 08:00"),
        ("date: 2月28日", 24 * 60, "3月1日 08:00"),
        ("date: 2月29日", 24 * 60, "3月1日 08:00"),
        ("date: 2024年2月28日", 24 * 60, "2月29日 木曜 08:00"),
    ],
)
def test_scenario_time_is_shown_with_its_day(keys: str, after: int, words: str) -> None:
    scenario = read(in_version_2(('begins: "08:00"', f'begins: "08:00"\n{keys}')))
    assert scenario.beginning.at(after * 60) == words


def test_a_day_past_the_end_of_the_year_is_of_the_next_one() -> None:
    text = in_version_2(('begins: "08:00"', 'begins: "08:00"\ndate: 12月31日'), ('"0:10"', "1月1日 08:00"))
    assert read(text).steps[1].at == 24 * 3600


@pytest.mark.parametrize(
    "name",
    [path.name for code in ("SH037", "SH038") for path in sorted((DATA / "broken").glob(f"{code}*.yaml"))],
)
def test_a_time_of_no_certain_moment_does_not_load(name: str) -> None:
    with pytest.raises(DataFileError):
        read((DATA / "broken" / name).read_text(encoding="utf-8"))


def test_without_a_screen_the_day_is_told_beside_the_time(
    tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(in_version_2(('begins: "08:00"', 'begins: "08:00"\ndate: 5月21日')), encoding="utf-8")
    assert "T+0:10 5月21日 08:10 問い" in shishin("play", str(file), "--headless", "--decide", "first").out


def gated(machine: PhaseMachine, closed: str = "") -> Script:
    """A decision whose first option is open only after the flag of the one before it."""
    go = {"when": {"flag": "ready"}, **({"closed": closed} if closed else {})}
    return Script(
        scenario(
            decision("prepare", yes={"effects": [{"set": "ready"}]}, no={}),
            decision("act", go=go, stay={}),
            ending("e"),
            schema=2,
        ),
        machine,
    )


@pytest.mark.parametrize(("closed", "shown"), [("", ["stay"]), ("まだ備えがない", ["go", "stay"])])
def test_a_closed_option_is_hidden_or_shown_with_its_reason(
    machine: PhaseMachine, closed: str, shown: list[str]
) -> None:
    script = gated(machine, closed)
    act = script.step("act")
    assert isinstance(act, Decision)
    cursor = script.take(script.start(), "no").cursor
    assert [option.id for option in script.offered(act, cursor).options] == shown
    assert [option.id for option in script.open_only(act, cursor).options] == ["stay"]
    with pytest.raises(ScriptError, match=closed or "条件を満たしていません"):
        script.take(cursor, "go")
    ready = script.take(script.start(), "yes").cursor
    assert script.offered(act, ready) is act
    assert script.take(ready, "go").cursor.step == "e"


def test_the_search_takes_an_option_only_where_it_is_open(machine: PhaseMachine) -> None:
    steps = (
        decision("prepare", yes={"effects": [{"set": "ready"}]}, no={}),
        decision("act", go={"when": {"flag": "ready"}, "next": "far"}, stay={"next": "near"}),
        ending("far"),
        ending("near"),
    )
    paths = find_paths(scenario(*steps, schema=2), machine)
    assert paths.sound
    assert {path.ending: [str(choice) for choice in path.run] for path in paths.endings} == {
        "far": ["prepare/yes", "act/go"],
        "near": ["prepare/yes", "act/stay"],
    }
    never = find_paths(scenario(*steps[1:], schema=2, start=["heiji"]), machine)
    assert never.endings_missed == ("far",)


def test_a_decision_with_every_option_closed_is_found_and_is_no_ring(machine: PhaseMachine) -> None:
    paths = find_paths(
        scenario(decision("act", go={"when": {"phase": "juyo"}}), ending("e"), schema=2), machine
    )
    assert (paths.stuck, paths.endless, paths.sound) == (("act",), (), False)


def test_a_headless_play_passes_over_closed_options_and_refuses_a_scripted_one(
    tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    file = tmp_path / "mine.yaml"
    option = "      - id: mutual\n        text: 相互に行う\n"
    text = in_version_2(
        (option, f"{option}        when: {{phase: yosoku}}\n        closed: まだ予測に至っていない\n")
    )
    file.write_text(text, encoding="utf-8")
    ran = shishin("play", str(file), "--headless", "--decide", "first")
    assert ran.status == 0
    assert "選択 一部にとどめる" in ran.out
    assert "（選べない: まだ予測に至っていない）" in ran.out
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "- {decision: recognise, option: serious}\n- {decision: support, option: mutual}\n", encoding="utf-8"
    )
    refused = shishin("play", str(file), "--headless", "--decide", str(answers))
    assert refused.status == 1
    assert "まだ予測に至っていない" in refused.err


def test_a_decision_with_one_option_is_an_acknowledgement() -> None:
    confirming = scenario(
        decision("a", yes={}), decision("b", yes={}, no={}), decision("c"), ending("e"), schema=2
    )
    acknowledging = [step.id for step in confirming.steps if isinstance(step, Decision) and step.acknowledges]
    assert acknowledging == ["a"]


def test_what_only_the_facilitator_reads_is_marked_in_the_model() -> None:
    assert facilitator_fields(StepBase) == {"notes"}
    assert facilitator_fields(Inject) == {"notes", "expect", "problems"}
    assert facilitator_fields(Question) == {"notes", "answer"}


@pytest.mark.parametrize("name", [path.name for path in sorted((DATA / "broken").glob("SH035*.yaml"))])
def test_a_file_of_version_1_with_something_of_version_2_does_not_load(name: str) -> None:
    text = (DATA / "broken" / name).read_text(encoding="utf-8")
    with pytest.raises(DataFileError, match="版 2"):
        read(text)
    assert read(text.replace("schema: 1", "schema: 2")).version == 2


def test_a_file_of_version_1_still_asks_for_an_answer_and_a_feedback(machine: PhaseMachine) -> None:
    for key in ("answer", "feedback"):
        line = next(line for line in SOUND.splitlines(keepends=True) if f"{key}:" in line)
        text = SOUND.replace(line, "", 1)
        with pytest.raises(DataFileError, match=f"「{key}」がありません"):
            read(text)
        (finding,) = check_bytes(text.encode(), "f", machine)
        assert finding.code == "SH020"
        assert f"「{key}」" in finding.message


def test_of_a_step_of_no_known_kind_nothing_is_said_to_be_newer() -> None:
    written = {"schema": 1, "steps": [{"seat": ["sdf"], "options": [{"id": "a", "when": {}}]}]}
    assert list(newer_forms(written)) == []
    assert list(newer_forms({"schema": 1, "steps": [{"decision": "x", "seat": ["sdf"]}]}))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "inject"])
def test_what_is_newer_in_a_message_is_not_said_of_another_kind_of_step(kind: str) -> None:
    step = {kind: "x", "mode": "email", "to": "all", "expect": [{"text": "a"}], "subject": "s"}
    assert list(newer_forms({"schema": 1, "steps": [step]})) == []
    newer_places = {form.loc[2:] for form in newer_forms({"schema": 1, "steps": [{**step, "inject": "x"}]})}
    assert newer_places == {("mode",), ("to",), ("expect", 0), ("subject",)}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("question", "decision")])
def test_no_answer_or_feedback_is_asked_of_another_kind_of_step(kind: str) -> None:
    step = {kind: "x", "options": [{"id": "a"}]}
    assert list(missing_keys({"schema": 1, "steps": [step]})) == []


def test_notes_keep_their_meaning_in_both_versions() -> None:
    first, second = (scenario(note("n", notes="五分。"), ending("e"), schema=version) for version in (1, 2))
    assert first.steps == second.steps


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_an_upgraded_scenario_says_the_same_and_plays_the_same(path: Path, machine: PhaseMachine) -> None:
    raw = path.read_bytes()
    new = upgraded(raw, str(path))
    differing = [pair for pair in zip(raw.splitlines(), new.splitlines(), strict=True) if pair[0] != pair[1]]
    assert differing == ([] if b"schema: 2" in raw else [(b"schema: 1", b"schema: 2")])
    old, newest = load_scenario(path), read(new.decode())
    assert old.model_copy(update={"version": 2}) == newest
    plays = [begin_headless(source.decode(), "f.yaml", machine) for source in (raw, new)]
    events = [[record.model_dump_json() for record in run(play, always("first"))][1:] for play in plays]
    assert events[0] == events[1]


def test_upgrading_keeps_every_byte_but_the_number() -> None:
    raw = b'\xef\xbb\xbf# \xe6\xb3\xa8\r\n"schema" :   1   # one\r\ntitle: "x"  # y\r\n'
    assert upgraded(raw, "f") == raw.replace(b":   1", b":   2")
    assert upgraded(upgraded(raw, "f"), "f") == upgraded(raw, "f")


@pytest.mark.parametrize(
    "text", ["title: x\n", "schema: 3\n", "- schema: 1\n", "schema: true\n", "", "a: [\n"]
)
def test_what_is_no_scenario_of_version_1_is_not_upgraded(text: str) -> None:
    with pytest.raises(DataFileError):
        upgraded(text.encode(), "f")


def test_the_command_prints_the_new_form_or_writes_it(tmp_path: Path, shishin: Callable[..., Ran]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SOUND, encoding="utf-8")
    ran = shishin("upgrade", str(file))
    assert (ran.status, ran.out) == (0, SOUND.replace("schema: 1", "schema: 2"))
    assert file.read_text(encoding="utf-8") == SOUND
    assert shishin("upgrade", str(file), "--write").status == 0
    assert file.read_text(encoding="utf-8") == ran.out
    assert list(tmp_path.iterdir()) == [file]
    assert "もう新しい版" in shishin("upgrade", str(file), "--write").err
    assert shishin("upgrade", str(tmp_path / "none.yaml")).status == 2
