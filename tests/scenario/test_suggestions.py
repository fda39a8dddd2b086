"""For what an author writes in the words of a plan, the finding names what the format has for it."""

import pytest

from simulator.cli.findings import print_finding, visible
from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes
from simulator.scenario.check.diagnostics import Finding
from simulator.scenario.other_words import KEYS, MODES, keys_meant, means_everybody, read_as

HEAD = """\
schema: 2
title: 大雨
summary: 架空の丙市の大雨。
objectives: [{id: judge, text: 避難の判断を言える}]
audience: 研修
difficulty: basic
duration: 60
begins: "08:30"
date: 9月1日
start: [saigai]
seats:
  - {id: soumu, name: 総務部, stands_for: agencies}
  - {id: fire, name: 消防局}
hotwash: [何が遅れたか。]
steps:
"""
ENDING = "  - {ending: end, at: '+1:00', title: 終わり, text: ここまで。, objectives: [judge]}\n"


def inject(**fields: str) -> str:
    plain = {
        "at": "9月1日 08:30",
        "from": "気象台",
        "to": "all",
        "mode": "fax",
        "text": "大雨。",
        "cites": "[IV.E.p1]",
    }
    return "  - inject: rain\n" + "".join(f"    {key}: {value}\n" for key, value in (plain | fields).items())


def finding_in(steps: str, machine: PhaseMachine, head: str = HEAD) -> Finding:
    (finding,) = check_bytes(f"{head}{steps}{ENDING}".encode(), "f", machine)
    return finding


@pytest.mark.parametrize("word", ["全員", "all", "全席", "すべて"])
def test_everybody_in_a_list_is_told_the_word_for_all(word: str, machine: PhaseMachine) -> None:
    finding = finding_in(inject(to=f"[{word}]"), machine)
    assert (finding.code, finding.nearest) == ("SH025", ("all",))
    assert "「to: all」" in finding.advice


@pytest.mark.parametrize(
    ("word", "near"),
    [("総務部", "soumu"), ("somu", "soumu"), ("shobo", "fire"), ("shoubou", "fire"), ("消防", "fire")],
)
def test_a_seats_own_word_or_its_reading_is_told_its_id(word: str, near: str, machine: PhaseMachine) -> None:
    finding = finding_in(inject(to=f"[{word}]"), machine)
    assert (finding.code, finding.nearest[:1]) == ("SH025", (near,))


@pytest.mark.parametrize(
    ("word", "entry"), [("ken", "{id: ken, name: …}"), ("町内会", "{id: …, name: 町内会}")]
)
def test_a_seat_that_the_scenario_has_not_is_told_how_to_add_it(
    word: str, entry: str, machine: PhaseMachine
) -> None:
    finding = finding_in(inject(to=f"[{word}]"), machine)
    assert (finding.code, finding.nearest) == ("SH025", ())
    assert f"seats に「{entry}」と加え" in finding.advice
    assert "soumu（総務部）、fire（消防局）" in finding.advice
    assert "us_forces" not in finding.advice  # it is not at this table


def test_a_seat_of_ones_own_in_the_list_of_seats_is_told_its_form(machine: PhaseMachine) -> None:
    head = HEAD.replace("  - {id: fire, name: 消防局}\n", "  - 広報課\n")
    finding = finding_in(inject(), machine, head)
    assert finding.code == "SH025"
    assert "{id: …, name: 広報課}" in finding.advice


@pytest.mark.parametrize(("word", "near"), [("全員", "all"), ("総務部", "[soumu]"), ("soumu", "[soumu]")])
def test_a_lone_word_where_a_list_is_wanted_is_told_with_its_form(
    word: str, near: str, machine: PhaseMachine
) -> None:
    finding = finding_in(inject(to=word), machine)
    assert (finding.code, finding.nearest) == ("SH022", (near,))


@pytest.mark.parametrize(
    ("word", "mode"),
    [("口頭", "oral"), ("駆け込み", "oral"), ("電話", "phone"), ("防災無線", "radio"), ("メール", "email")],
)
def test_a_way_of_arriving_in_a_plans_words_is_told_its_id(
    word: str, mode: str, machine: PhaseMachine
) -> None:
    finding = finding_in(inject(mode=word), machine)
    assert (finding.code, finding.nearest) == ("SH023", (mode,))


def test_by_word_of_mouth_is_a_way_of_arriving_of_version_2_alone(machine: PhaseMachine) -> None:
    assert check_bytes(f"{HEAD}{inject(mode='oral')}{ENDING}".encode(), "f", machine) == ()
    first = HEAD.replace("schema: 2", "schema: 1").replace("date: 9月1日\n", "")
    first = first.split("seats:")[0] + "seats: [sdf]\nhotwash: [問い。]\nsteps:\n"
    steps = inject(at='"0:00"', to="[sdf]", mode="oral") + ENDING.replace("+1:00", "1:00")
    (finding,) = check_bytes(f"{first}{steps}".encode(), "f", machine)
    assert finding.code == "SH035"
    (finding,) = check_bytes(f"{first}{steps.replace('oral', '口頭')}".encode(), "f", machine)
    assert finding.nearest == ("briefing",)


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("備考", "notes"),
        ("件名", "subject"),
        ("場所", "place"),
        ("問題点", "problems"),
        ("期待される対応", "expect"),
    ],
)
def test_a_key_in_japanese_is_told_the_formats_key(key: str, near: str, machine: PhaseMachine) -> None:
    finding = finding_in(inject(**{key: "語"}), machine)
    assert (finding.code, finding.nearest) == ("SH021", (near,))


def test_a_key_in_japanese_in_place_of_one_that_must_stand_is_told_once(machine: PhaseMachine) -> None:
    finding = finding_in(inject().replace("    mode:", "    手段:"), machine)
    assert (finding.code, finding.nearest) == ("SH021", ("mode",))


def test_the_kind_of_a_step_in_japanese_is_told_its_key(machine: PhaseMachine) -> None:
    finding = finding_in(inject().replace("- inject:", "- 状況付与:"), machine)
    assert (finding.code, finding.nearest) == ("SH031", ("inject",))


@pytest.mark.parametrize("word", ["写し", "配点", "回答期限"])
def test_what_the_format_has_not_is_told_in_japanese_too(word: str, machine: PhaseMachine) -> None:
    finding = finding_in(inject(**{word: "語"}), machine)
    assert finding.code == "SH021"
    assert "ここで使えるキー" not in finding.advice


@pytest.mark.parametrize("key", ["from", "to", "mode", "subject", "expect", "宛先", "件名"])
def test_what_only_a_message_has_is_told_for_a_question_with_where_it_goes(
    key: str, machine: PhaseMachine
) -> None:
    steps = (
        "  - question: what\n    at: 9月1日 08:30\n    text: 何をするか。\n    points: [順]\n"
        f"    cites: [IV.E.p1]\n    {key}: 語\n"
    )
    finding = finding_in(steps, machine)
    assert finding.code == "SH021"
    assert "inject" in finding.advice


@pytest.mark.parametrize(("number", "near"), [("2-1", ("no-2-1",)), ("35", ()), ("あ", ())])
def test_a_rows_number_is_told_the_id_that_it_may_have(
    number: str, near: tuple[str, ...], machine: PhaseMachine
) -> None:
    findings = check_bytes(f"{HEAD}{inject().replace('rain', number)}{ENDING}".encode(), "f", machine)
    assert findings[0].nearest == near


@pytest.mark.parametrize(("key", "advice"), [("time_ratio: 4", "240 倍"), ("after: rain", "later")])
def test_a_plans_own_ways_of_time_are_told_ours(key: str, advice: str, machine: PhaseMachine) -> None:
    text = HEAD.replace("duration", f"{key}\nduration", 1) if key.startswith("time") else HEAD
    step = inject() + (f"    {key}\n" if key.startswith("after") else "")
    (finding,) = check_bytes(f"{text}{step}{ENDING}".encode(), "f", machine)
    assert advice in finding.advice


def test_a_bare_hour_among_days_is_told_in_its_own_row_and_not_in_the_next(machine: PhaseMachine) -> None:
    rows = [
        inject(at=at).replace("rain", name)
        for name, at in (("one", "9月1日 08:30"), ("two", "09:15"), ("three", "9月1日 09:30"))
    ]
    finding = finding_in("".join(rows), machine)
    assert (finding.code, finding.source.strip()) == ("SH086", "at: 09:15")
    assert finding.nearest == ("9月1日 09:15", "T+9:15")
    assert "9月1日 17:45" in finding.message


def test_bare_hours_that_nothing_runs_back_from_are_told_each(machine: PhaseMachine) -> None:
    rows = [
        inject(at=at).replace("rain", name)
        for name, at in (("one", "1日目 08:30"), ("two", "09:15"), ("three", "9:30"))
    ]
    findings = check_bytes(f"{HEAD}{''.join(rows)}{ENDING}".encode(), "f", machine)
    assert [(finding.code, finding.nearest[0]) for finding in findings] == [
        ("SH039", "9月1日 09:15"),
        ("SH039", "9月1日 09:30"),
    ]


@pytest.mark.parametrize("at", ["T+9:15", '"+0:45"', "9月1日 09:15", '"0:40"'])
def test_a_time_that_can_be_read_in_one_way_only_is_told_nothing(at: str, machine: PhaseMachine) -> None:
    rows = inject().replace("rain", "one") + inject(at=at)
    assert check_bytes(f"{HEAD}{rows}{ENDING}".encode(), "f", machine) == ()


def test_a_file_without_days_may_count_its_hours(machine: PhaseMachine) -> None:
    rows = inject(at='"0:00"').replace("rain", "one") + inject(at='"9:15"')
    assert check_bytes(f"{HEAD}{rows}{ENDING}".encode(), "f", machine) == ()


def test_a_full_width_blank_is_shown_as_the_blank_that_it_is(
    machine: PhaseMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = finding_in(inject().replace("    mode: fax", "    mode:\u3000fax"), machine)
    assert finding.code == "SH013"
    print_finding(finding)
    assert "mode:\u3000fax" in (printed := capsys.readouterr().out)
    assert "\ufffd" not in printed
    assert visible("あ\u00a0い\u200bう\x1bえ") == "あ い\ufffdう\ufffdえ"


def test_a_key_pushed_in_by_full_width_blanks_is_told_as_such(machine: PhaseMachine) -> None:
    text = f"{HEAD}{inject()}{ENDING}\u3000\u3000notes: 覚え\n"
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.code == "SH013"
    assert "字下げは半角の空白だけ" in finding.advice


def test_a_word_means_one_thing() -> None:
    assert keys_meant("備考") == ("notes",)
    assert keys_meant("根拠") == ("cites",)
    assert means_everybody("全 員")
    assert not means_everybody("全国")
    assert read_as("己県", "ken")
    assert read_as("総務部", "Sōmu")
    assert not read_as("総務部", "so")
    assert not read_as("消防局", "shobou-gakko")
    assert not read_as("総務部", "bu")
    words = [word for others in KEYS.values() for word in others]
    assert len(words) == len(set(words))
    assert all(ids for ids in MODES.values())


def test_a_seat_of_ones_own_may_not_have_the_id_of_one_of_the_five(machine: PhaseMachine) -> None:
    head = HEAD.replace("{id: soumu,", "{id: sdf,")
    finding = finding_in(inject(), machine, head)
    assert (finding.code, finding.source.strip()) == (
        "SH059",
        "- {id: sdf, name: 総務部, stands_for: agencies}",
    )


@pytest.mark.parametrize(("hour", "since"), [("09:00", "T+9:00"), ("9:59", "T+9:59")])
def test_a_bare_hour_is_told_as_the_time_since_the_beginning_too(
    hour: str, since: str, machine: PhaseMachine
) -> None:
    steps = inject(at="1日目 08:30").replace("rain", "one") + inject(at=hour)
    assert finding_in(steps, machine).nearest[1] == since


@pytest.mark.parametrize("at", ["1日目 24:00", "9月1日 24:00"])
def test_midnight_is_no_hour_of_the_day_before(at: str, machine: PhaseMachine) -> None:
    assert finding_in(inject(at=at), machine).code == "SH027"
