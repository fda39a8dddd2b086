"""Clients, backends and the server itself killed at random moments: nothing lost, doubled or missing between.

    python -m tests.soak.server_kills [--clients 1000] [--backends 200] [--restarts 20]
        [--stopped 20] [--seed 1]

The server is one of the tests' own, and durable (`fsync=on`): on each immediate stop it loses all it has
not made durable, as in a power cut of its process.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import time
from multiprocessing.connection import Connection
from threading import Event, Thread
from typing import Any

from simulator.exercise import Busy, JournalError, PutOffError
from simulator.journal.postgres.log import PostgresLog
from simulator.settings.server import Server
from tests.journal.test_contract import NOON, first, note
from tests.server import TestServer, missing, opened

PUT_OFF = 3  # the status with which a host ends that was put off


def act(where: Server, name: str, line: Connection) -> None:
    """A host: hold, go on from the last record, and say each `seq` once its append returned."""
    journal = opened(where)
    held = journal.hold(name)
    assert not isinstance(held, Busy), held.message
    seq = journal.count(name)
    line.send(0)
    while True:
        seq += 1
        journal.append(name, note(seq, "長い文。" * (seq % 40)))
        line.send(seq)


def check(journal: PostgresLog[Any], name: str, shown: list[int]) -> None:
    """Every `seq` shown is there, each once and none missing; one more may be kept and not yet shown."""
    seqs = [record.seq for record in journal.read(name)]
    assert seqs == list(range(1, len(seqs) + 1)), seqs
    assert not shown or shown == list(range(shown[0], shown[-1] + 1))
    assert not shown or len(seqs) - 1 <= shown[-1] <= len(seqs), (shown[-1], len(seqs))


def kill_clients(where: Server, rounds: int, draw: random.Random) -> tuple[int, list[float]]:
    """Kill hosts; gives the records shown, and the seconds until each lock was free."""
    journal = opened(where)
    shown_in_all, freed, name = 0, list[float](), ""
    processes = multiprocessing.get_context("fork")
    for number in range(rounds):
        if number % 10 == 0:
            name = journal.adopt(f"clients-{number}", "演習", NOON, [first()])
        mine, theirs = processes.Pipe(duplex=False)
        child = processes.Process(target=act, args=(where, name, theirs), daemon=True)
        child.start()
        theirs.close()
        shown: list[int] = []
        mine.recv()
        time.sleep(draw.uniform(0.0, 0.06))
        os.kill(child.pid or 0, signal.SIGKILL)
        killed = time.monotonic()
        child.join()
        try:
            while True:
                shown.append(mine.recv())
        except EOFError:
            mine.close()
        while isinstance(held := journal.hold(name), Busy):
            assert time.monotonic() - killed < 5, "the lock of a killed host is not freed"
            time.sleep(0.001)
        freed.append(time.monotonic() - killed)
        held.release()
        check(journal, name, shown)
        shown_in_all += len(shown)
    journal.close()
    return shown_in_all, freed


def act_until_put_off(where: Server, name: str, line: Connection) -> None:
    """A host that ends with `PUT_OFF` once somebody else has taken over."""
    try:
        act(where, name, line)
    except PutOffError:
        sys.exit(PUT_OFF)


def put_off(where: Server, rounds: int) -> list[float]:
    """Stop a host as a sleeping laptop is; gives the seconds from asking for its exercise to having it.

    Once it goes on, it keeps nothing more.
    """
    journal = opened(where)
    processes = multiprocessing.get_context("fork")
    seconds: list[float] = []
    for number in range(rounds):
        name = journal.adopt(f"stopped-{number}", "演習", NOON, [first()])
        mine, theirs = processes.Pipe(duplex=False)
        child = processes.Process(target=act_until_put_off, args=(where, name, theirs), daemon=True)
        child.start()
        theirs.close()
        while mine.recv() < 3:
            continue
        os.kill(child.pid or 0, signal.SIGSTOP)
        journal._link.do("UPDATE holder SET beat = beat - interval '31 seconds' WHERE exercise = %s", (name,))
        began = time.monotonic()
        held = journal.seize(name)
        seconds.append(time.monotonic() - began)
        assert not isinstance(held, Busy), held.message
        kept = journal.read(name)
        os.kill(child.pid or 0, signal.SIGCONT)
        child.join(60)  # its next append is refused, and it ends by that
        assert child.exitcode == PUT_OFF
        assert journal.read(name) == kept
        held.release()
        mine.close()
    journal.close()
    return seconds


class Writer(Thread):
    """Appends without a pause; an error means that nothing was kept, and the record is offered again."""

    def __init__(self, where: Server, name: str) -> None:
        super().__init__(daemon=True)
        self.journal, self.exercise, self.done = opened(where), name, Event()
        self.journal.adopt(name, "演習", NOON, [first()])
        assert not isinstance(self.journal.hold(name), Busy)
        self.shown: list[int] = []
        self.refused: list[str] = []

    def run(self) -> None:
        seq = 2
        while not self.done.is_set():
            try:
                self.journal.append(self.exercise, note(seq))
            except JournalError as error:
                self.refused.append(str(error))
                time.sleep(0.05)
                continue
            self.shown.append(seq)
            seq += 1

    def end(self) -> None:
        self.done.set()
        self.join(60)
        check(self.journal, self.exercise, self.shown)
        assert self.journal.count(self.exercise) == len(self.shown) + 1, "kept is not what was acknowledged"
        self.journal.close()


def kill_backends(server: TestServer, where: Server, kills: int, draw: random.Random) -> Writer:
    """Kill the session of a writer while it appends."""
    writer = Writer(where, "backends")
    writer.start()
    for _ in range(kills):
        time.sleep(draw.uniform(0.0, 0.1))
        try:
            server.kill(writer.journal._link.backend)
        except ProcessLookupError:
            continue
    writer.end()
    return writer


def restart(server: TestServer, where: Server, times: int, draw: random.Random) -> Writer:
    """Stop the server as if its process had been killed, and start it again, while a writer appends."""
    writer = Writer(where, "restarts")
    writer.start()
    for _ in range(times):
        time.sleep(draw.uniform(0.1, 0.5))
        server.stop("immediate")
        server.start()
    time.sleep(0.5)
    writer.end()
    return writer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--backends", type=int, default=200)
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--stopped", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if why := missing():
        print(f"journal on a server: not killed, {why}")
        return
    draw = random.Random(arguments.seed)
    server = TestServer(durable=True)
    try:
        server.start()
        where = server.database()
        shown, freed = kill_clients(where, arguments.clients, draw)
        freed.sort()
        print(
            f"{len(freed)} hosts killed, {shown} records shown; lock free after"
            f" {1000 * freed[len(freed) // 2]:.1f} ms (median), {1000 * freed[-1]:.1f} ms (longest)",
            flush=True,
        )
        taken = sorted(put_off(where, arguments.stopped))
        print(
            f"{len(taken)} stopped hosts taken over after {1000 * taken[len(taken) // 2]:.1f} ms (median),"
            f" {1000 * taken[-1]:.1f} ms (longest); none kept anything more",
            flush=True,
        )
        assert taken[-1] <= 1, "too late"
        for what, writer in (
            (
                f"{arguments.backends} backends killed",
                kill_backends(server, where, arguments.backends, draw),
            ),
            (f"{arguments.restarts} immediate restarts", restart(server, where, arguments.restarts, draw)),
        ):
            print(
                f"{what}, {len(writer.shown)} records acknowledged, {len(writer.refused)} refused", flush=True
            )
        print("0 lost, 0 doubled, 0 gaps")
    finally:
        server.close()


if __name__ == "__main__":
    main()
