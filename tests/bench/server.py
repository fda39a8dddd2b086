"""The journal on a server, measured beside what it is to be compared with.

    python -m tests.bench.server [--seconds 5] [--flush 0 2 5] [--rooms 1 5 10 20 50] [--plot FILE]

Ratios and medians, each beside its reference in the same run on the same disk. The server is one of the
tests' own, and durable.
"""

import argparse
import multiprocessing
import os
import random
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from statistics import median
from threading import Thread

import psycopg

from simulator.exercise import Busy, Journal, Record
from simulator.exercise.events import Noted
from simulator.exercise.roll import Attendance, Person, Response, about_record
from simulator.journal import EXERCISES, open_kept
from simulator.journal.sqlite import SqliteJournal
from simulator.settings.server import Server
from tests.bench.plot import Curve, plot
from tests.bench.slow_disk import compiler, longer_flushes
from tests.journal.test_contract import NOON, first, note
from tests.server import TestServer, missing

SEATS = 40
EVERY = 2.0  # seconds between two steps of a room
HOSTS = 4
GATHERED = 0.01  # seconds in which a class's answers gather
READY = 3.0  # seconds in which all writers have connected


def part(values: list[float], share: float) -> float:
    """The value below which that share of them lies: 0.5 gives the median, 0.95 the 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def appends(journal: Journal, name: str, seconds: float) -> list[float]:
    """Seconds of each append."""
    held = journal.hold(name)
    assert not isinstance(held, Busy)
    seq, seconds_of_each, until = journal.count(name), list[float](), time.perf_counter() + seconds
    while time.perf_counter() < until:
        seq += 1
        began = time.perf_counter()
        journal.append(name, note(seq))
        seconds_of_each.append(time.perf_counter() - began)
    held.release()
    return seconds_of_each


def against_a_file(where: Server, seconds: float) -> None:
    """Appends in turns of half a second to a file and to the server."""
    with tempfile.TemporaryDirectory(dir=Path(tempfile.gettempdir())) as folder:
        file, server = SqliteJournal(Path(folder) / "journal.sqlite3", EXERCISES), open_kept(where).journal
        taken: dict[str, list[float]] = {"file": [], "server": []}
        for journal in (file, server):
            journal.adopt("append", "演習", NOON, [first()])
        for _ in range(max(1, round(seconds))):
            taken["file"] += appends(file, "append", 0.5)
            taken["server"] += appends(server, "append", 0.5)
        file.close()
        server.close()
    of_server, of_file = median(taken["server"]), median(taken["file"])
    print(
        f"append p50: server {1000 * of_server:.2f} ms, SQLite FULL {1000 * of_file:.2f} ms,"
        f" ratio {of_server / of_file:.2f}"
        f"; p95 {1000 * part(taken['server'], 0.95):.2f} / {1000 * part(taken['file'], 0.95):.2f} ms",
        flush=True,
    )


def ours(where: Server, name: str, since: float, until: float) -> int:
    """Appends by the journal from then until then (wall time); how many."""
    journal = open_kept(where).journal
    assert not isinstance(journal.hold(name), Busy)
    count, seq = 0, journal.count(name)
    time.sleep(max(0.0, since - time.time()))
    while time.time() < until:
        seq += 1
        journal.append(name, note(seq))
        count += 1
    journal.close()
    return count


def inside(where: Server, name: str, since: float, until: float) -> int:
    """The same rows, with the notification in the transaction of the record."""
    with psycopg.connect(where.address, autocommit=True) as connection:
        row = connection.execute(
            "SELECT count(*) FROM shishin.record WHERE exercise = %s", (name,)
        ).fetchone()
        count, seq = 0, int(row[0]) if row else 0
        time.sleep(max(0.0, since - time.time()))
        while time.time() < until:
            seq += 1
            body, _ = EXERCISES.write(note(seq))
            connection.execute(
                "WITH kept AS (INSERT INTO shishin.record VALUES (%s, %s, %s, '') RETURNING 1)"
                " SELECT pg_notify('shishin', %s) FROM kept",
                (name, seq, body, f"{name} {seq}"),
            )
            count += 1
    return count


def in_parallel(
    act: Callable[[Server, str, float, float], int], where: Server, names: list[str], seconds: float
) -> int:
    """Each name in a thread, spread over processes; how many in all."""
    processes = multiprocessing.get_context("fork")
    results = processes.SimpleQueue()
    since = time.time() + READY
    until = since + seconds

    def several(mine: list[str]) -> None:
        counts: list[int] = []
        threads = [
            Thread(target=lambda each=name: counts.append(act(where, each, since, until))) for name in mine
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        results.put(sum(counts))

    children = [processes.Process(target=several, args=(names[at::HOSTS],)) for at in range(HOSTS)]
    for child in children:
        child.start()
    total = sum(results.get() for _ in children)
    for child in children:
        child.join()
    return int(total)


def against_notify_inside(flush: float, seconds: float, pairs: int, writers: int = 32) -> None:
    """Medians of so many rounds each, in turns, on a disk whose flush takes so many milliseconds longer."""
    with longer_flushes(flush) as environment, running(environment) as server:
        where = server.database()
        journal = open_kept(where).journal
        names = [f"writer-{number}" for number in range(writers)]
        for name in names:
            journal.adopt(name, "演習", NOON, [first()])
        journal.close()
        rates: dict[str, list[float]] = {"after": [], "inside": []}
        flushes = [server.flush_ms()]
        for _ in range(pairs):
            rates["after"].append(in_parallel(ours, where, names, seconds) / seconds)
            rates["inside"].append(in_parallel(inside, where, names, seconds) / seconds)
        flushes.append(server.flush_ms())
    after, inside_it = median(rates["after"]), median(rates["inside"])
    ratios = sorted(after / inside for after, inside in zip(rates["after"], rates["inside"], strict=True))
    print(
        f"{writers} writers, a flush {' and '.join(f'{took:.2f}' for took in flushes)} ms before and after"
        f" ({f'{flush:g} ms of them added' if flush else 'the disk as it is'}): {after:.0f} records/s with"
        f" the notification after the commit, {inside_it:.0f} inside it, ratio {after / inside_it:.2f}"
        f" (medians of {pairs} pairs; {ratios[0]:.2f} to {ratios[-1]:.2f})",
        flush=True,
    )


def step(
    where: Server, names: list[str], until: float, results: "multiprocessing.SimpleQueue[list[float]]"
) -> None:
    """A host: each of its rooms does a step every two seconds, one after another; seconds of each append."""
    journal = open_kept(where).journal
    taken: list[float] = []
    seqs = {name: journal.count(name) for name in names}
    for name in names:
        assert not isinstance(journal.hold(name), Busy)
    pause = EVERY / len(names)
    while time.time() < until:
        for name in names:
            seqs[name] += 1
            event = Noted(text="状況 " * 40)
            wall = datetime.now(UTC)
            record = Record(seq=seqs[name], parent=seqs[name] - 1, wall=wall, elapsed=0.0, event=event)
            before = time.perf_counter()
            journal.append(name, record)
            taken.append(time.perf_counter() - before)
            time.sleep(max(0.0, pause - taken[-1]))
    journal.close()
    results.put(taken)


def rooms(where: Server, count: int, seconds: float) -> tuple[float, ...]:
    """Rooms on four hosts, all followed by another host that gives each record to the room's 40 seats."""
    journal = open_kept(where).journal
    names = [journal.adopt(f"room-{count}-{number}", "演習", NOON, [first()]) for number in range(count)]
    processes = multiprocessing.get_context("fork")
    results = processes.SimpleQueue()
    until = time.time() + seconds
    hosts = [
        processes.Process(target=step, args=(where, names[at::HOSTS], until, results))
        for at in range(min(HOSTS, count))
    ]
    before = wal(where)
    for host in hosts:
        host.start()
    seen = dict.fromkeys(names, 1)
    delays: list[float] = []
    seats: list[list[Record]] = [[] for _ in range(SEATS)]
    number = journal.changes()
    cpu = time.process_time()
    connections = 0
    while time.time() < until:
        if (now := journal.changes()) == number:
            time.sleep(0.02)
            continue
        number = now
        for name in names:
            for record in journal.read_after(name, seen[name]):
                seen[name] = record.seq
                for seat in seats:
                    seat.append(record)
                delays.append((datetime.now(UTC) - record.wall).total_seconds())
        connections = connections or sessions(where)
    cpu = (time.process_time() - cpu) / seconds
    taken = [seconds_of_one for _ in hosts for seconds_of_one in results.get()]
    for host in hosts:
        host.join()
    written = (wal(where) - before) / max(1, len(taken))
    journal.close()
    return (
        count,
        len(taken) / seconds,
        1000 * part(taken, 0.5),
        1000 * part(taken, 0.95),
        1000 * part(delays, 0.5),
        1000 * part(delays, 0.95),
        connections,
        written,
        100 * cpu,
    )


def answer(
    where: Server,
    names: list[str],
    since: float,
    until: float,
    results: "multiprocessing.SimpleQueue[list[float]]",
) -> None:
    """A machine with the class servers of these rooms, each with a connection of its own; seconds of each
    answer from the moment it was given until it is on the server's disk."""
    taken: list[float] = []
    rooms = [Thread(target=answer_in, args=(where, name, since, until, taken)) for name in names]
    for room in rooms:
        room.start()
    for room in rooms:
        room.join()
    results.put(taken)


def answer_in(where: Server, name: str, since: float, until: float, taken: list[float]) -> None:
    """A room: each seat answers every two seconds, at moments of its own; what gathers goes together."""
    journal = open_kept(where).journal
    moments = random.Random(name)
    coming = sorted((since + moments.uniform(0, EVERY), f"p{seat + 1}", 2) for seat in range(SEATS))
    while coming and coming[0][0] < until:
        time.sleep(max(0.0, coming[0][0] - time.time()) + GATHERED)
        given, now = list[tuple[float, str, int]](), time.time()
        while coming[0][0] <= now:
            moment, person, about = heappop(coming)
            given.append((moment, person, about))
            heappush(coming, (moment + EVERY, person, about + 1))
        responses = [
            Response(person, about_record(about), "短い答え", datetime.fromtimestamp(moment, UTC))
            for moment, person, about in given
        ]
        journal.roll.respond(name, responses)
        done = time.time()
        taken += [done - moment for moment, _, _ in given]
    journal.close()


def answers(where: Server, count: int, seconds: float) -> None:
    """Classes of 40 answering in so many rooms at once, while each room does its steps."""
    journal = open_kept(where).journal
    people = tuple(Person(f"p{seat + 1}", f"token {seat}", "", "sdf", NOON) for seat in range(SEATS))
    names = [
        journal.adopt(f"class-{number}", "演習", NOON, [first()], Attendance(people=people))
        for number in range(count)
    ]
    journal.close()
    processes = multiprocessing.get_context("fork")
    results, steps = processes.SimpleQueue(), processes.SimpleQueue()
    since = time.time() + READY
    until = since + seconds
    hosts = [
        processes.Process(target=act, args=(where, names[at::HOSTS], *rest))
        for at in range(min(HOSTS, count))
        for act, rest in ((answer, (since, until, results)), (step, (until, steps)))
    ]
    for host in hosts:
        host.start()
    given = [late for _ in range(min(HOSTS, count)) for late in results.get()]
    stepped = [late for _ in range(min(HOSTS, count)) for late in steps.get()]
    for host in hosts:
        host.join()
    print(
        f"{count} rooms of {SEATS} seats: {len(given) / seconds:.0f} answers/s"
        f" (offered {count * SEATS / EVERY:.0f}), on disk after"
        f" {1000 * part(given, 0.5):.0f} / {1000 * part(given, 0.95):.0f} ms (p50 / p95);"
        f" appends meanwhile {1000 * part(stepped, 0.5):.0f} / {1000 * part(stepped, 0.95):.0f} ms",
        flush=True,
    )


def drawn(table: list[tuple[float, ...]]) -> str:
    """The milliseconds of the table."""
    count, _, append, append_95, seen, seen_95, *_ = zip(*table, strict=True)
    curves = (
        Curve("append p50", append, "#1b6"),
        Curve("append p95", append_95, "#1b6", dashed=True),
        Curve("seen p50", seen, "#26c"),
        Curve("seen p95", seen_95, "#26c", dashed=True),
    )
    return plot(
        "Milliseconds by number of rooms", [int(number) for number in count], curves, limit=100, unit="ms"
    )


def wal(where: Server) -> int:
    """Bytes of the write-ahead log that the server has written so far."""
    with psycopg.connect(where.address) as connection:
        row = connection.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn").fetchone()
        return int(row[0]) if row else 0


def sessions(where: Server) -> int:
    """How many connections of ours the server has."""
    with psycopg.connect(where.address) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'shishin%'"
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def running(environment: Mapping[str, str] | None = None) -> Iterator[TestServer]:
    server = TestServer(durable=True, environment=environment)
    try:
        server.start()
        yield server
    finally:
        server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument(
        "--pairs", type=int, default=3, help="rounds of 32 writers, each beside its reference"
    )
    parser.add_argument(
        "--flush", type=float, nargs="*", default=[0, 2, 5], help="milliseconds added to each flush, in turn"
    )
    parser.add_argument("--rooms", type=int, nargs="*", default=[1, 5, 10, 20, 50])
    parser.add_argument("--plot", type=Path, help="a picture of the table")
    arguments = parser.parse_args()
    if why := missing():
        print(f"journal on a server: not measured, {why}")
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {socket.gethostname()}", flush=True)
    for flush in arguments.flush:
        if flush and compiler() is None:
            print(f"32 writers with {flush:g} ms added to each flush: not measured, no C compiler")
            continue
        against_notify_inside(flush, arguments.seconds, arguments.pairs)
    with running() as server:
        where = server.database()
        against_a_file(where, arguments.seconds)
        if not arguments.rooms:
            return
        print("rooms  steps/s  append p50/p95 ms  seen p50/p95 ms  connections  WAL B/step  watcher CPU %")
        table = list[tuple[float, ...]]()
        for count in arguments.rooms:
            figures = rooms(where, count, max(10.0, arguments.seconds))
            print(
                "{:5.0f}  {:7.1f}  {:8.1f} {:8.1f}  {:7.1f} {:7.1f}  {:11.0f}  {:10.0f}  {:13.1f}".format(
                    *figures
                )
            )
            sys.stdout.flush()
            table.append(figures)
        if arguments.plot:
            arguments.plot.write_text(drawn(table), "utf-8")
        answers(where, max(arguments.rooms), max(10.0, arguments.seconds))


if __name__ == "__main__":
    main()
