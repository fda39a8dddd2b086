"""The command that opens a class: what it asks, what it refuses."""

import io
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.classroom.network import PORTS_TRIED, Interface, PortTakenError, hosts, listen, urls
from simulator.classroom.reach import advice, is_other, wait_for_others
from simulator.journal import NewPlay, open_exercise
from simulator.scenario import scenario_files
from tests.commands import Ran

Shishin = Callable[..., Ran]


def journal_with_a_play(folder: Path) -> str:
    """The path of a new journal, with a play of which one step was shown."""
    path = folder / "journal.sqlite3"
    opening = open_exercise(NewPlay(scenario_files()[0]), path)
    assert opening.play
    opening.play.advance()
    opening.close()
    return str(path)


def test_it_needs_an_exercise(shishin: Shishin) -> None:
    ran = shishin("classroom")
    assert ran.status == 1
    assert "まだありません" in ran.err


def test_it_opens_nothing_to_others_without_a_yes(
    shishin: Shishin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.classroom.network.interfaces", lambda: (Interface("192.0.2.7", "wlan0"),))
    path = journal_with_a_play(tmp_path)
    for options in (("--lan",), ("--bind", "192.0.2.7")):
        ran = shishin("classroom", *options, "--journal", path)
        assert ran.status == 2
        assert "wlan0 (192.0.2.7)" in ran.err
        assert "--yes" in ran.err


def test_without_a_network_there_is_nothing_to_open_or_to_check(
    shishin: Shishin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.classroom.network.interfaces", lambda: ())
    path = journal_with_a_play(tmp_path)
    for option in ("--lan", "--check"):
        ran = shishin("classroom", option, "--journal", path)
        assert ran.status == 1
        assert "ネットワークにつながっていません" in ran.err


def test_an_address_of_another_machine_is_wrong_use(shishin: Shishin, tmp_path: Path) -> None:
    ran = shishin("classroom", "--bind", "192.0.2.1", "--yes", "--journal", journal_with_a_play(tmp_path))
    assert ran.status == 2
    assert "192.0.2.1" in ran.err


@pytest.mark.parametrize(
    "options", [("--port", "70000"), ("--seats", "0"), ("--seats", "201"), ("--port", "x")]
)
def test_numbers_out_of_bounds_are_wrong_use(shishin: Shishin, options: tuple[str, str]) -> None:
    assert shishin("classroom", *options).status == 2


def test_without_its_libraries_it_says_how_to_get_them(
    shishin: Shishin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    ran = shishin("classroom")
    assert ran.status == 2
    assert 'pip install "shishin[classroom]"' in ran.err


def test_a_port_in_use_gives_the_next_that_is_free() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        if port > 65000:
            pytest.skip("at the end of the ports")
        with listen("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] <= port + PORTS_TRIED


def test_where_every_port_tried_is_in_use_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.classroom.network.PORTS_TRIED", 1)
    with listen("127.0.0.1", 0) as first, pytest.raises(PortTakenError):
        listen("127.0.0.1", first.getsockname()[1])


def test_only_what_was_opened_may_be_named() -> None:
    assert hosts("127.0.0.1", 8080) == {"127.0.0.1:8080", "localhost:8080"}
    # A browser leaves out the port that is meant without one.
    assert hosts("192.168.1.10", 80) == {"192.168.1.10:80", "192.168.1.10"}
    assert hosts("192.168.1.10", 8765) == {"192.168.1.10:8765"}
    assert hosts("::1", 8765) == {"[::1]:8765"}
    assert urls("::1", 8765) == ("http://[::1]:8765/",)


def test_a_call_from_this_machine_does_not_show_that_others_reach_it() -> None:
    assert is_other("192.168.1.20", "192.168.1.10")
    assert not is_other("192.168.1.10", "192.168.1.10")
    assert not is_other("127.0.0.1", "192.168.1.10")


def test_where_nobody_comes_the_causes_are_told_with_access_points_first() -> None:
    lines: list[str] = []
    assert not wait_for_others("127.0.0.1", 0, lines.append, seconds=0.05)
    assert lines[0].startswith("http://127.0.0.1:")
    assert "プライバシーセパレーター" in advice()[0]


def test_a_socket_that_is_left_is_free_again() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_what_is_typed_and_is_no_text_is_no_agreement(
    tmp_path: Path, shishin: Shishin, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(b"\xff\n"), encoding="utf-8")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    ran = shishin("classroom", "--bind", "192.0.2.1", "--journal", journal_with_a_play(tmp_path))
    assert ran.status == 1, ran.err
    assert "開きませんでした" in ran.err
