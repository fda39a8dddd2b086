"""A sleeping host is put off by another one: it keeps nothing more, and is told so."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import Busy, PutOffError
from simulator.journal.postgres.log import PostgresLog
from simulator.settings.server import Server
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_postgres import ask
from tests.server import opened

ROOT = Path(__file__).parents[2]
HOST = """
import sys
from simulator.exercise import Busy, JournalError
from simulator.journal import open_kept
from simulator.settings.server import Server
from tests.journal.test_contract import note
journal = open_kept(Server(sys.argv[1])).journal
assert not isinstance(journal.hold("one"), Busy)
print("held", flush=True)
for line in sys.stdin:
    try:
        journal.append("one", note(int(line), "眠っていた側"))
        print("kept", flush=True)
    except JournalError as error:
        print(type(error).__name__, error, flush=True)
"""
SILENCE = "UPDATE shishin.holder SET beat = beat - interval '31 seconds'"


def test_a_host_that_was_stopped_is_put_off_and_keeps_nothing_when_it_goes_on(database: Server) -> None:
    other = opened(database)
    other.adopt("one", "演習", NOON, [first()])
    command = [sys.executable, "-c", HOST, database.address]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as host:
        assert host.stdin is not None
        assert host.stdout is not None
        assert host.stdout.readline() == "held\n"
        print(2, file=host.stdin, flush=True)
        assert host.stdout.readline() == "kept\n"
        os.kill(host.pid, signal.SIGSTOP)
        assert isinstance(other.seize("one"), Busy)  # its last sign of life is still young
        ask(database, SILENCE)
        assert not isinstance(other.seize("one"), Busy)
        other.append("one", note(3, "引き継いだ側"))
        os.kill(host.pid, signal.SIGCONT)
        print(3, file=host.stdin, flush=True)
        answer = host.stdout.readline()
        host.kill()
    assert "PutOffError" in answer
    assert "別の所で進められています" in answer
    assert other.read("one") == [first(), note(2, "眠っていた側"), note(3, "引き継いだ側")]
    other.close()


def put_off(host: PostgresLog[Any], other: PostgresLog[Any], database: Server) -> None:
    """Let the host sleep and the other take over; the host connects again, as it does at its next beat."""
    ask(database, SILENCE)
    assert not isinstance(other.seize("one"), Busy)
    host.exercises()
    with host._link.guard:
        host._holding.renew()


def test_who_was_put_off_learns_it_by_looking_and_does_not_keep_others_away(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    host.look()
    put_off(host, other, database)
    with pytest.raises(PutOffError, match="別の所で進められています"):
        host.look()
    host.look()  # it raises once only
    other.close()
    with host._link.guard:
        host._link.reopen()
        host._holding.renew()
    third = opened(database)
    assert not isinstance(third.hold("one"), Busy)
    third.close()
    host.close()


def test_who_gets_the_lock_again_was_not_put_off(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    put_off(host, other, database)
    other.close()
    host.look()
    host.append("one", note(2))
    third = opened(database)
    assert isinstance(third.hold("one"), Busy)
    third.close()
    host.close()
