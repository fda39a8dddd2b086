"""Hostile words in a call: told back harmlessly, and as JSON that any program can read."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli.output import escaped
from tests.commands import Ran
from tests.hostile import HOSTILE, LONG, acting, deceiving

Run = Callable[..., Ran]
WORDS = {
    **{kind: text for kind, text in HOSTILE.items() if kind != LONG},
    "a surrogate": "\udc80\udcff",  # how Python passes bytes that are not UTF-8
    "a formula": "=cmd|' /c calc'!A1",
    "an option": "--\x1b[31m",
    "long": "無" * 20_000,
}
CALLS = (
    "ask {}",
    "ask 機雷 {}",
    "ask --at {}",
    "ask --function {}",
    "search {}",
    "clause {}",
    "measures --actor {}",
    "measures --function {}",
    "measures --at {}",
    "transition {} juyo",
    "play {}",
    "play {} --headless",
    "play rito --headless --decide {}",
    "check {}",
    "paths {}",
    "paths ritou --decisions {}",
    "phases --format {}",
    "resume {} --journal none",
    "export {} --journal none",
    "import {} --journal none",
    "sessions --journal {}",
    "--lang {}",
    "{}",
)
CSV_CALLS = ("measures --csv", "measures --csv --actor sdf", "matrix --csv")


def call(line: str, word: str) -> list[str]:
    """The words of a call, with the hostile one in its place."""
    return [word if part == "{}" else part for part in line.split()]


@pytest.mark.parametrize("line", CALLS)
@pytest.mark.parametrize("kind", WORDS)
def test_a_hostile_word_is_told_back_harmlessly(
    shishin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    word = WORDS[kind].replace("\0", "")  # no word of a call has one
    ran = shishin(*call(line, word))
    assert ran.status in {0, 1, 2}
    assert not acting(ran.out + ran.err)
    assert not deceiving(ran.out + ran.err)


@pytest.mark.parametrize("line", [line for line in CALLS if line.split()[0] in {"ask", "search", "check"}])
@pytest.mark.parametrize("kind", WORDS)
def test_what_is_told_of_it_as_json_any_program_can_read(shishin: Run, kind: str, line: str) -> None:
    ran = shishin(*call(line, WORDS[kind]), "--json")
    assert not acting(ran.out + ran.err)
    assert not deceiving(ran.out + ran.err)
    assert json.loads(ran.out) is not None if ran.out else ran.err


@pytest.mark.parametrize("kind", HOSTILE)
def test_escaping_changes_no_value(kind: str) -> None:
    value = {HOSTILE[kind]: [HOSTILE[kind], "\ud800", "\0\x7f\x85"]}
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert not acting(text)
    assert not deceiving(text)


@pytest.mark.parametrize("line", CSV_CALLS)
def test_no_cell_is_a_formula(shishin: Run, line: str) -> None:
    """What is printed as CSV is the text of the Guidelines and what we say of it; nobody else's.

    So nothing has to be escaped, and cells stand for what they are. This holds that none of our own would be
    taken for a formula, which some programs reckon when they open the file.
    """
    ran = shishin(*line.split())
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert len(rows) > 5
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not acting(ran.out)


@pytest.mark.parametrize("kind", WORDS)
def test_a_hostile_word_reaches_no_table(shishin: Run, kind: str) -> None:
    for line in ("measures --csv --actor {}", "measures --csv --function {}", "measures --csv --at {}"):
        ran = shishin(*call(line, WORDS[kind]))
        assert ran.status == 2
        assert not ran.out
