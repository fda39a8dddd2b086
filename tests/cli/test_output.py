"""Text for people: broken by the rules of Japanese, and never inside a reference."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli.output import say
from simulator.document import load_guidelines
from simulator.language import LANGUAGES
from tests.commands import Ran

Run = Callable[..., Ran]
CUT = re.compile(r"[0-9A-Za-z]\n\s*[¶•s]\d")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", ["60", "80", "96"])
@pytest.mark.parametrize(
    "command",
    [
        "transition heiji juyo",
        "measures --at juyo",
        "ask 機雷掃海 --at heiji",
        "clause IV.B.6",
        "phases",
        "matrix",
    ],
)
def test_no_reference_is_broken_between_two_lines(
    shishin: Run, monkeypatch: pytest.MonkeyPatch, command: str, columns: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = shishin("--lang", language, *command.split())
    assert not CUT.findall(ran.out)
    assert "\u00a0" not in ran.out


def test_every_label_stays_whole_wherever_the_line_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = load_guidelines()
    for label in {text.label(sentence.id) for unit in text.units[1:] for sentence in unit.sentences}:
        for columns in range(20, 40):  # taken by what stands before the label
            say("あ" * (columns // 2) + "a" * (columns % 2) + f"（{label}）")
            assert label in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "mark"),
    [(("matrix", "--csv"), "\ufeff"), (("measures", "--csv"), "\ufeff"), (("phases", "--json"), "")],
)
def test_data_go_to_a_new_file_that_a_spreadsheet_reads(
    shishin: Run, tmp_path: Path, call: tuple[str, ...], mark: str
) -> None:
    file = tmp_path / "data"
    ran = shishin(*call, "--out", str(file))
    assert (ran.status, ran.out) == (0, "")
    assert file.read_bytes().decode("utf-8") == mark + shishin(*call).out
    again = shishin(*call, "--out", str(file))
    assert again.status == 2
    assert "既にあります" in again.err
    assert [place.name for place in tmp_path.iterdir()] == ["data"]


def test_the_data_of_a_refusal_go_to_the_file_too(shishin: Run, tmp_path: Path) -> None:
    wrong, file = tmp_path / "wrong.yaml", tmp_path / "found.json"
    wrong.write_text("schema: 1\n", "utf-8")
    ran = shishin("check", str(wrong), "--json", "--out", str(file))
    assert (ran.status, ran.out) == (1, "")
    assert json.loads(file.read_text("utf-8"))["errors"]


def test_a_file_for_data_needs_a_form_and_a_place(shishin: Run, tmp_path: Path) -> None:
    ran = shishin("matrix", "--out", str(tmp_path / "x"))
    assert ran.status == 2
    assert "--json か --csv" in ran.err
    ran = shishin("matrix", "--csv", "--out", str(tmp_path / "none" / "x"))
    assert ran.status == 2
    assert "書き込めません" in ran.err
    assert list(tmp_path.iterdir()) == []
