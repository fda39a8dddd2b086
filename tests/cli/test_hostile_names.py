"""Files, folders and settings of hostile names and with hostile text in them, on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from tests.commands import Ran
from tests.hostile import HOSTILE, LONG, acting, deceiving, plain, written
from tests.tui.playing import SOURCE

Run = Callable[..., Ran]
NAMES = {
    **{
        kind: text.replace("/", "").replace("\0", "")[:60]
        for kind, text in HOSTILE.items()
        if kind not in (LONG, "combining")
    },
    "not UTF-8": "a\udcffb",
    "a line feed": "a\nshishin: 終わり",
    "an option": "-rf",
    "a formula": "=1+1",
}


def assert_harmless(ran: Ran) -> None:
    """Nothing that was printed acts on a terminal or deceives its reader."""
    printed = ran.out + ran.err
    assert not acting(printed)
    assert not deceiving(printed)


@pytest.mark.parametrize("kind", NAMES)
def test_a_scenario_in_a_folder_of_any_name(shishin: Run, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / NAMES[kind]
    folder.mkdir()
    path = str(written(plain(), folder, NAMES[kind]))
    calls = (
        ("check", path),
        ("check", str(folder)),
        ("check", path, "--json"),
        ("paths", path),
        ("paths", path, "--json"),
        ("play", path, "--headless", "--decide", "last"),
        ("play", path, "--headless", "--decide", "last", "--json"),
        ("play", path, "--headless", "--decide", path),
        ("play", str(folder), "--headless"),
        ("--journal", str(folder), "sessions"),
        ("import", str(folder)),
        ("import", path),
    )
    for call in calls:
        ran = shishin(*call)
        assert ran.status in {0, 1, 2}
        assert_harmless(ran)
        if call[-1] == "--json":
            assert [json.loads(line) for line in ran.out.splitlines()] if call[0] == "play" else ran.json


@pytest.mark.parametrize("kind", NAMES)
def test_a_broken_scenario_of_any_name_is_told_of(shishin: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{NAMES[kind]}.yaml"
    hostile = NAMES[kind].replace("\udcff", "\x1b[31m")
    path.write_text(f"schema: 1\ntitle: [\n{hostile}: {hostile}\n{hostile}\n", "utf-8")
    for call in (("check",), ("paths",), ("play", "--headless")):
        ran = shishin(call[0], str(path), *call[1:])
        assert ran.status in {1, 2}
        assert_harmless(ran)
    ran = shishin("check", str(path), "--json")
    assert_harmless(ran)
    assert ran.json["findings"]


@pytest.mark.parametrize("kind", NAMES)
def test_a_journal_of_any_name_keeps_gives_and_takes(
    shishin: Run, tmp_path: Path, machine: PhaseMachine, kind: str
) -> None:
    path = str(tmp_path / NAMES[kind])
    journal = SqliteJournal(Path(path), EXERCISES)
    play = Play.begin(SOURCE, f"{NAMES[kind]}.yaml", machine, journal, ScenarioClock())
    play.advance()
    name = play.exercise.name
    journal.close()
    output = f"{path}.jsonl"
    for status, call in (
        (0, ("sessions",)),
        (0, ("sessions", "--json")),
        (0, ("resume",)),
        (0, ("resume", name)),
        (0, ("export", name)),
        (0, ("export", name, "--output", output)),
        (2, ("export", name, "--output", output)),  # it is there now
        (0, ("import", output)),
    ):
        ran = shishin(*call, "--journal", path)
        assert ran.status == status, call
        assert_harmless(ran)
    assert len(shishin("sessions", "--json", "--journal", path).json) == 2


@pytest.mark.parametrize("kind", NAMES)
def test_a_damaged_journal_of_any_name_is_told_of(shishin: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / NAMES[kind]
    path.write_bytes(b"SQLite format 3\0" + b"\x1b]0;owned\x07" * 900)
    for call in (("sessions",), ("sessions", "--json"), ("resume",), ("export", "x")):
        ran = shishin(*call, "--journal", str(path))
        assert ran.status == 2
        assert_harmless(ran)


SETTINGS = """\
# {0}
language = {1}
theme = {1}
{1} = {1}
[keys]
{1} = {1}
"play.next" = {1}
"app.themes" = "f7"
[keys.{1}]
"x" = 1
[{1}]
"""


def toml(text: str) -> str:
    """A quoted string of TOML: no control character stands in it raw."""
    return json.dumps(text).replace("\\u007f", "\x7f".encode("unicode_escape").decode())


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != LONG])
def test_settings_of_any_words_are_told_of(
    shishin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    text = "".join(char for char in HOSTILE[kind] if char.isprintable())
    strings = "".join(f"\\U{ord(char):08x}" for char in HOSTILE[kind][:300])
    for source in (
        SETTINGS.format(text, f'"{strings}"'),
        f"{HOSTILE[kind]} = [",  # not TOML at all
        f'"{strings}" = 1\n"{strings}" = 2\n',
        f"language = '{HOSTILE[kind]}'",
    ):
        file = tmp_path / NAMES.get(kind, "s")
        file.write_text(source, "utf-8", newline="")
        monkeypatch.setenv("SHISHIN_SETTINGS", str(file))
        for call in (
            ("settings",),
            ("settings", "--json"),
            ("settings", "--keys"),
            ("settings", "--keys", "--json"),
        ):
            ran = shishin(*call)
            assert ran.status == 1  # something in each of them cannot be used
            assert_harmless(ran)
            if call[-1] == "--json":
                assert ran.json
