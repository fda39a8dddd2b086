"""Text for people: broken by the rules of Japanese, and never inside a reference."""

import re
from collections.abc import Callable

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
    for label in {text.label(each.id) for unit in text.units[1:] for each in unit.sentences}:
        for before in range(20, 40):
            say("あ" * (before // 2) + "a" * (before % 2) + f"（{label}）")
            assert label in capsys.readouterr().out
