"""What the command line prints of sheets and measures leaves out nothing by which a row could mislead."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.doctrine import Doctrine
from simulator.doctrine.sheet import SKIPPED, SKIPPED_BY_NAME
from tests.commands import Ran

Run = Callable[..., Ran]

SHEETS = [
    ("heiji", "juyo"),
    ("heiji", "hassei"),
    ("yosoku", "juyo"),
    ("none", "sonritsu"),
    ("none", "saigai"),
]


def part(out: str, heading: str, next_heading: str) -> str:
    """The lines from one heading to the next, without the breaks."""
    return "".join(line.strip() for line in out[out.index(heading) : out.index(next_heading)].splitlines())


@pytest.mark.parametrize(("source", "target"), SHEETS)
def test_a_step_has_in_its_sheet_the_basis_of_its_measure_in_the_list(
    shishin: Run, source: str, target: str
) -> None:
    listed: dict[str, list[dict[str, Any]]] = {}
    for measure in shishin("measures", "--json").json:
        listed.setdefault(measure["sentence"], []).append(measure)
    sheet = shishin("transition", source, target, "--json").json
    assert sheet["steps"]
    for step in (*sheet["steps"], *sheet["section_words"]):
        if step["no_measure"]:
            assert step["sentence"] not in listed
            continue
        holds = {h["basis"] for m in listed[step["sentence"]] for h in m["phases"] if h["phase"] == target}
        assert holds == {step["basis"]}, step["title"]
        assert {key: step[key] for key in ("lead", "support", "lead_ins")} in [
            {key: m[key] for key in ("lead", "support", "lead_ins")} for m in listed[step["sentence"]]
        ]


def test_a_change_tells_the_case_and_the_lead_in_of_its_measure(shishin: Run) -> None:
    changes = shishin("transition", "heiji", "juyo", "--json").json["comes"]
    evacuation = next(change for change in changes if change["measure"] == "IV.B.1.p1.s1.m1")
    assert evacuation["when"].endswith("退避させる必要がある場合")
    assert [lead["discretion"] for lead in evacuation["lead_ins"]] == [["各々の決定により"]]


def test_words_that_are_only_to_be_read_on_the_way_down_are_nobodys_step(shishin: Run) -> None:
    out = shishin("transition", "hassei", "juyo").out
    words = part(out, "移る先の節が、そこに入る者に述べる語", "＋ 加わる措置")
    assert "退避の計画に当たっての調整" in words
    assert "固有" not in words
    assert "明文" in words
    assert "／固有／" in part(shishin("transition", "heiji", "juyo").out, "調整の手順", "＋ 加わる措置")


def test_a_list_of_measures_shows_the_case_that_its_quote_leaves_out(
    shishin: Run, doctrine: Doctrine
) -> None:
    out = "".join(line.strip() for line in shishin("measures").out.splitlines())
    for measure in doctrine.measures:
        if measure.when:
            assert "（場合を限る）" in measure.how
            assert measure.when in out, measure.id


def test_a_jump_is_remarked_on_by_what_carries_each_measure(shishin: Run) -> None:
    out = "".join(line.strip() for line in shishin("transition", "heiji", "hassei").out.splitlines())
    by_name, open_left = f"注: {SKIPPED_BY_NAME}（IV.B、", f"注: {SKIPPED}（IV.B、IV.C.1）"
    assert by_name in out.replace(" ", "").replace("注:", "注: ")
    assert open_left in out.replace(" ", "").replace("注:", "注: ")


def test_that_two_phases_do_not_stand_together_is_said_to_be_a_reading(shishin: Run) -> None:
    ran = shishin("measures", "--at", "juyo", "hassei")
    assert ran.status == 1
    assert "解釈" in ran.err
    assert "本文に定めがありません" in ran.err
    assert "この機械の作り（解釈）" in "".join(
        line.strip() for line in shishin("transition", "heiji", "juyo").out.splitlines()
    )


def test_under_attack_the_mechanism_is_told_to_be_named_in_the_same_section(shishin: Run) -> None:
    out = shishin("ask", "--at", "hassei", "--function", "cbrn").out
    assert "調整メカニズム：名はない（同じ節では IV.C.2.a ¶3 s1）" in out


def test_every_row_of_the_printed_matrix_tells_roles_and_wording_with_lead_in_and_case(
    shishin: Run, doctrine: Doctrine
) -> None:
    printed = shishin("matrix", "--csv").out.replace("\xa0", " ")
    for measure in doctrine.measures:
        place = doctrine.document.label(measure.sentence).replace("\xa0", " ")
        assert f"{measure.roles} {measure.how} {place}" in printed, measure.id
    assert "日本（主体: 日本） 行う（導入文：各々の決定により） IV.B.3 ¶1 s2" in printed


@pytest.mark.parametrize(("source", "target"), SHEETS)
def test_every_row_of_the_printed_changes_tells_roles_and_wording(
    shishin: Run, doctrine: Doctrine, source: str, target: str
) -> None:
    printed = "".join(line.strip() for line in shishin("transition", source, target).out.splitlines())
    sheet = doctrine.transition(source, target)
    for change in (*sheet.comes, *sheet.continues, *sheet.lapses):
        row = f"{change.measure.roles}／{change.measure.how}"
        assert row.replace(" ", "") in printed.replace(" ", ""), change.measure.id
