"""A file that cannot be used is named, with the reason in the language spoken; looking creates nothing."""

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.language import LANGUAGES, Reason, speak
from simulator.settings.read import read_settings
from tests.commands import Ran

Run = Callable[..., Ran]
LOOKING = [("resume",), ("resume", "x"), ("sessions",), ("sessions", "--json"), ("export", "x")]
MISSING = {"ja": "記録のファイルがありません", "en": "there is no such file of records"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", LOOKING)
def test_a_journal_named_that_is_not_there_is_said_and_not_made(
    shishin: Run, tmp_path: Path, command: tuple[str, ...], language: str
) -> None:
    path = tmp_path / "none" / "x.db"
    ran = shishin(*command, "--lang", language, "--journal", str(path))
    assert ran.status == 2
    assert not ran.out
    assert str(path) in ran.err
    assert MISSING[language] in ran.err
    assert not path.parent.exists()


def test_an_exercise_taken_in_may_make_the_file_but_not_its_folder(shishin: Run, tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("{}")
    ran = shishin("import", str(tmp_path / "lines"), "--journal", str(tmp_path / "none" / "x.db"))
    assert ran.status == 2
    assert f"フォルダー {tmp_path / 'none'} がありません" in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [("walk",), ("play", "01-full-arc"), ()])
def test_a_screen_does_not_open_to_record_in_a_folder_that_is_not_there(
    shishin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "never.opened:Driver")
    ran = shishin(*command, "--journal", str(tmp_path / "none" / "x.db"))
    assert ran.status == 2
    assert "フォルダー" in ran.err
    assert not (tmp_path / "none").exists()


EACH_CALL = """
import json, sys
from simulator.cli import main
for call in json.loads(sys.argv[1]):
    status = main(call)
    print("ended", status, *call, file=sys.stderr, flush=True)
"""


def test_a_named_pipe_or_a_device_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """In a process of its own: a call that waited could not be ended otherwise."""
    pipe, lines = tmp_path / "pipe", tmp_path / "lines"
    os.mkfifo(pipe)
    lines.write_text("{}")
    calls = [
        call
        for place in (str(pipe), "/dev/zero")
        for call in (
            ("import", place),
            ("import", str(lines), "--journal", place),
            ("play", "01-full-arc", "--headless", "--decide", place),
            ("play", place, "--headless"),
            ("sessions", "--journal", place),
            ("export", "x", "--journal", place),
            ("resume", "--journal", place),
            ("rename", "x", "y", "--journal", place),
        )
    ]
    ran = subprocess.run(
        [sys.executable, "-c", EACH_CALL, json.dumps(calls)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    reasons_and_ends = re.split(r"^ended (.+)\n", ran.stderr, flags=re.MULTILINE)
    for call, why, ended in zip(calls, reasons_and_ends[::2], reasons_and_ends[1::2], strict=False):
        assert ended == f"2 {' '.join(call)}"
        assert "ふつうのファイルではありません" in why, call
    assert len(reasons_and_ends) == 2 * len(calls) + 1, ran.stderr


@pytest.mark.parametrize("command", [("sessions",), ("resume",), ("export", "x"), ("remove", "x")])
@pytest.mark.parametrize("place", [".", "..", "/"])
def test_a_folder_is_no_journal(shishin: Run, command: tuple[str, ...], place: str) -> None:
    ran = shishin(*command, "--journal", place)
    assert ran.status == 2
    assert "フォルダーです" in ran.err


@pytest.mark.parametrize(
    ("language", "reason"),
    [("ja", "（ファイルがありません）"), ("en", "there is no such file")],
)
def test_a_file_that_is_not_there_is_named_with_the_reason(
    shishin: Run, tmp_path: Path, language: str, reason: str
) -> None:
    ran = shishin("--lang", language, "import", str(tmp_path / "none"))
    assert ran.status == 2
    assert ran.err.startswith(f"{tmp_path / 'none'}: ")
    assert reason in ran.err


def test_a_folder_in_place_of_a_file_is_said(shishin: Run, tmp_path: Path) -> None:
    assert "フォルダーです" in shishin("import", str(tmp_path)).err


@pytest.mark.parametrize("name", ["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOSPC", "EROFS", "EEXIST"])
def test_the_usual_reasons_are_said_in_the_language_spoken_when_they_are_shown(name: str) -> None:
    number = getattr(errno, name)
    reason = Reason(OSError(number, os.strerror(number)))
    japanese = str(reason)
    assert os.strerror(number) not in japanese
    speak("en")
    assert str(reason).isascii()
    assert str(reason) != japanese


def test_an_unusual_reason_is_said_in_the_systems_words() -> None:
    assert str(Reason(OSError(errno.EPIPE, "Broken pipe"))) == "Broken pipe"
    assert str(Reason(OSError("odd"))) == "odd"


def test_settings_that_are_a_folder_are_said_in_the_language_chosen_later() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (fault,) = read_settings(Path(folder)).faults
    assert "フォルダーです" in str(fault)
    speak("en")
    assert "it is a folder" in str(fault)
