"""Every code has its page, and every example on it does what the page says."""

import pytest

from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes
from simulator.scenario.check.diagnostics import Code
from simulator.scenario.check.pages import diagnostic_page
from tests.scenario.examples import FOLDER, Example, examples, pages

EXAMPLES = examples()
BAD = [example for example in EXAMPLES if example.expected]
GOOD = [example for example in EXAMPLES if not example.expected]
WITHOUT = {
    Code.UNREADABLE,
    Code.NOT_UTF8,
    Code.TOO_LARGE,
    Code.CONTROL_CHARACTER,
    Code.ODD_BREAK,
    Code.MORE_FINDINGS,
    Code.ATTACHMENT_MISSING,
    Code.ATTACHMENT_TOO_LARGE,
    Code.TOO_MANY_STATES,
}


@pytest.mark.parametrize("example", BAD, ids=lambda example: example.page)
def test_a_bad_example_gives_just_its_code_at_its_place(example: Example, machine: PhaseMachine) -> None:
    findings = check_bytes(example.text.encode(), example.page, machine)
    assert [f"{finding.code} {finding.line}:{finding.column}" for finding in findings] == [example.expected]
    assert findings[0].code == example.page


@pytest.mark.parametrize("example", GOOD, ids=lambda example: example.page)
def test_a_good_example_gives_none_of_it(example: Example, machine: PhaseMachine) -> None:
    codes = {finding.code.value for finding in check_bytes(example.text.encode(), example.page, machine)}
    assert example.page not in codes
    if example.page != Code.NOT_A_SCENARIO:  # its good example is only the beginning of one
        assert codes == set()


def test_every_code_has_a_page_with_both_examples() -> None:
    assert [page.stem for page in pages()] == [code.value for code in Code]
    shown = {code.value for code in Code} - {code.value for code in WITHOUT}
    assert {example.page for example in BAD} == {example.page for example in GOOD} == shown


@pytest.mark.parametrize("code", list(Code))
def test_a_page_and_the_index_say_title_and_severity(code: Code) -> None:
    page = (FOLDER / f"{code.value}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code.value} {code.headline}\n\n**{code.severity.label}** — ")
    assert "\n## なぜ\n" in page
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| [{code.value}]({code.value}.md) | {code.severity.label} | {code.headline} |" in index


@pytest.mark.parametrize("code", list(Code))
def test_the_page_of_a_code_is_found_where_the_program_looks_for_it(code: Code) -> None:
    assert diagnostic_page(code).startswith(f"# {code} ")
