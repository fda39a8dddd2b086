"""Papers given out before a class: what only the facilitator knows is in no other paper."""

import itertools
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from simulator.doctrine import Doctrine, Phase
from simulator.language import spoken
from simulator.report.blocks import Facts, Heading, Lines, Table
from simulator.report.files import Form, paper_file
from simulator.report.papers import Audience, paper_for
from simulator.report.papers.schedule import schedule, schedules
from simulator.scenario import Scenario, load_scenario, scenario_files
from tests.commands import Ran
from tests.report.reading import all_of
from tests.scenario.plain import plain_of, scenario_of

FORMS = [Form.HTML, Form.MARKDOWN, Form.DOCX]
LIBRARY = [pytest.param(path, id=path.stem) for path in scenario_files()]
FIRST = scenario_files()[0]
SECRETS = {"answer", "expect", "notes", "feedback", "because", "hotwash", "problems", "points"}
MARK = "機密"


def marked(value: Any, marks: list[str], *, secret: bool = False) -> Any:
    """The values of a scenario with a mark in each field that only the facilitator sees; adds to `marks`."""
    if isinstance(value, dict):
        return {key: marked(part, marks, secret=secret or key in SECRETS) for key, part in value.items()}
    if isinstance(value, list):
        return [marked(part, marks, secret=secret) for part in value]
    if secret and isinstance(value, str) and value:
        marks.append(f"{MARK}{len(marks)}番")
        return marks[-1]
    return value


def text_of(content: bytes, form: Form) -> str:
    """All the text of a file; of a packed file, that of all its parts."""
    if form is not Form.DOCX:
        return content.decode()
    with ZipFile(BytesIO(content)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def with_marks(path: Path) -> tuple[Scenario, list[str]]:
    """A scenario with a mark in each field that only the facilitator sees, and the marks."""
    marks: list[str] = []
    plain = marked(plain_of(load_scenario(path)), marks)
    for objective in plain["objectives"]:
        marks.append(f"{MARK}{len(marks)}番")
        objective["text"] = marks[-1]
    return scenario_of(plain), marks


@pytest.mark.parametrize("path", LIBRARY)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_facilitators_reaches_the_participants(
    path: Path, form: Form, doctrine: Doctrine
) -> None:
    scenario, marks = with_marks(path)
    assert len(marks) > 30
    for with_injects in (False, True):
        paper = paper_for(scenario, doctrine, Audience.PARTICIPANTS, with_injects=with_injects)
        assert MARK not in text_of(paper_file(paper, form), form)
    guide = text_of(paper_file(paper_for(scenario, doctrine, Audience.FACILITATOR), form), form)
    assert all(mark in guide for mark in marks)


def test_injects_are_given_only_where_asked_for_and_to_the_seats_they_go_to(doctrine: Doctrine) -> None:
    scenario = load_scenario(FIRST)
    phone = next(step for step in scenario.steps if step.id == "two-answers")
    text = getattr(phone, "text", "")[:20]
    without = paper_file(paper_for(scenario, doctrine, Audience.PARTICIPANTS), Form.MARKDOWN).decode()
    assert text not in without
    paper = paper_for(scenario, doctrine, Audience.PARTICIPANTS, with_injects=True)
    cards: dict[str, str] = {}
    card = ""
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            card = block.text
        cards[card] = cards.get(card, "") + repr(block)
    assert text in cards["席の紙: 日本政府"]
    assert text in cards["席の紙: 米国政府"]
    assert text not in cards["席の紙: 自衛隊"]


def test_the_facilitators_guide_tells_options_with_effects_feedback_and_clauses(doctrine: Doctrine) -> None:
    blocks = paper_for(load_scenario(FIRST), doctrine, Audience.FACILITATOR).blocks
    facts = [dict(block.pairs) for block in all_of(Facts, blocks)]
    option = next(pairs["選択肢 3"] for pairs in facts if "選択肢 3" in pairs)
    assert "効果: 印 plan-checked を立てる" in option
    assert "講評: III.C ¶1" in option
    assert "III.C ¶3「日米両政府双方の計画に適切に反映される」" in option
    condition = next(pairs["行う条件"] for pairs in facts if "行う条件" in pairs)
    assert condition.startswith("そうでないとき（「同盟調整メカニズムを活用し")


@pytest.mark.parametrize("path", LIBRARY)
def test_the_plan_fills_the_class_in_order_and_leaves_time_for_the_hot_wash(path: Path) -> None:
    scenario = load_scenario(path)
    for plan in schedules(scenario):
        slots = [slot for slot in plan.slots if slot]
        assert slots[0].start == 0
        assert all(slot.end == following.start for slot, following in itertools.pairwise(slots))
        assert slots[-1].end == plan.hot_wash
        assert plan.minutes - plan.hot_wash >= 10
    assert next(plan.minutes for plan in schedules(scenario)) == scenario.duration


def test_a_short_class_is_planned_too() -> None:
    plan = schedule(load_scenario(FIRST), 15)
    assert 0 < plan.hot_wash < 15


def test_each_objective_has_a_sheet_to_rate_it_on_and_no_rating_is_made(doctrine: Doctrine) -> None:
    scenario = load_scenario(FIRST)
    blocks = paper_for(scenario, doctrine, Audience.EVALUATOR).blocks
    sheets = [heading for heading in all_of(Heading, blocks) if heading.text.startswith("目標")]
    boxes = [table for table in all_of(Table, blocks) if table.head == ("P", "S", "M", "U", "N")]
    assert len(sheets) == len(boxes) == len(scenario.objectives)
    assert len(all_of(Lines, blocks)) == len(scenario.objectives)
    watched = next(table for table in all_of(Table, blocks) if "見ること" in table.head)
    assert all(row[-1] == "" for row in watched.rows)


def test_the_chart_has_each_function_and_each_phase_and_says_where_the_text_is_silent(
    doctrine: Doctrine,
) -> None:
    table = all_of(Table, paper_for(load_scenario(FIRST), doctrine, Audience.CHART).blocks)[0]
    assert {phase.label for phase in Phase} <= set(table.head)
    cross_domain = next(row for row in table.rows if row[0] == "領域横断")
    assert cross_domain[table.head.index("平時")] == "–"
    assert cross_domain[table.head.index("武力攻撃発生")] == "IV.C.2.b.v"


def papers(doctrine: Doctrine) -> Iterator[tuple[Audience, bytes]]:
    scenario = load_scenario(FIRST)
    for audience in Audience:
        for form in FORMS:
            yield audience, paper_file(paper_for(scenario, doctrine, audience), form)


def test_the_same_scenario_gives_the_same_bytes(doctrine: Doctrine) -> None:
    assert list(papers(doctrine)) == list(papers(doctrine))


@pytest.mark.parametrize("audience", list(Audience))
def test_each_paper_is_made_in_english_with_the_scenarios_own_words_as_they_are(
    doctrine: Doctrine, audience: Audience
) -> None:
    scenario = load_scenario(FIRST)
    with spoken("en"):
        paper = paper_for(scenario, doctrine, audience)
        page = paper_file(paper, Form.HTML).decode()
    assert '<html lang="en">' in page
    assert scenario.title in page


def test_the_command_writes_the_paper_asked_for(shishin: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "手引き.md"
    assert shishin("documents", "01-full-arc", "--for", "facilitator", "--out", str(out)).status == 0
    assert "進行役の覚え" in out.read_text("utf-8")
    assert shishin("documents", "01-full-arc").status == 2
    assert shishin("documents", "01-full-arc", "--for", "chart", "--with-injects").status == 2
    assert shishin("documents", "x", "--for", "chart").status == 2
    broken = tmp_path / "broken.yaml"
    broken.write_text("schema: 1\n", "utf-8")
    ran = shishin("documents", str(broken), "--for", "chart")
    assert ran.status == 2
    assert "shishin check" in ran.err
