"""explain: each code that `check` tells has its page, wherever the program was installed from."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario.check import pages
from simulator.scenario.check.diagnostics import Code
from simulator.typography import cells
from tests.commands import Ran

Run = Callable[..., Ran]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_explained_with_its_title_and_reason(shishin: Run, code: Code) -> None:
    ran = shishin("explain", code.value)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"# {code.value} {code.headline}\n")
    assert "## なぜ" in ran.out


def test_examples_are_shown_line_by_line_as_they_are_to_be_written(shishin: Run) -> None:
    page = (ROOT / "docs" / "diagnostics" / "SH004.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0].splitlines()
    shown = shishin("explain", "SH004").out
    assert all(f"    {line}\n" in shown for line in example)
    assert all(cells(line) <= 80 for line in shown.splitlines() if not line.startswith("    "))


@pytest.mark.parametrize("spelling", ["sh004", "ＳＨ００４", " SH004 "])
def test_a_code_may_be_typed_in_any_case_and_width(shishin: Run, spelling: str) -> None:
    assert shishin("explain", spelling).out == shishin("explain", "SH004").out


def test_a_code_that_does_not_exist_is_told_with_the_nearest(shishin: Run) -> None:
    ran = shishin("explain", "SH0004")
    assert (ran.status, ran.out) == (2, "")
    assert "近いもの: SH004" in ran.err


def test_json_holds_the_page_and_english_names_it_in_english(shishin: Run) -> None:
    explained = shishin("explain", "SH001", "--json").json
    assert (explained["code"], explained["severity"]) == ("SH001", "error")
    assert explained["page"].startswith("# SH001 ")
    assert shishin("explain", "SH001", "--lang", "en").out.startswith("SH001 ")


def test_the_pages_go_into_the_wheel_where_an_install_looks_for_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = config["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert (ROOT / "docs/diagnostics").is_dir()
    assert shipped["docs/diagnostics"] == "simulator/scenario/check/pages"
    module = tmp_path / "simulator" / "scenario" / "check" / "pages.py"
    (module.parent / "pages").mkdir(parents=True)
    monkeypatch.setattr(pages, "__file__", str(module))
    assert pages.pages_folder() == tmp_path / shipped["docs/diagnostics"]
