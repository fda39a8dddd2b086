"""The net of a host that acts on an exercise is cut: how long until another may act on it.

    python -m tests.soak.server_cut

Needs root and Linux: the host runs in a network namespace, whose end of the cable is then taken down, once
with nothing in flight and once with a reply on its way.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.exercise import Busy
from simulator.settings.server import Server
from tests.journal.test_contract import NOON, first
from tests.server import TestServer, missing, opened

ROOT = Path(__file__).parents[2]
SPACE, HERE, THERE = "shishin-cut", "shishin-c0", "shishin-c1"
ADDRESS, OTHER = "10.231.7.1", "10.231.7.2"
LIMIT = 15.0  # seconds after which another must be able to act


def host(address: str, name: str, *, in_flight: bool) -> None:
    """In the namespace: hold the exercise, perhaps ask for what is then on its way, and stay."""
    journal = opened(Server(address))
    held = journal.hold(name)
    assert not isinstance(held, Busy)
    print("held", flush=True)
    if in_flight:
        journal._link.ask("SELECT pg_sleep(1), repeat('x', 1000000)")
    time.sleep(600)


def ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=not check)


@contextmanager
def cable() -> Iterator[None]:
    """Two ends of a cable, the other one in a namespace of its own."""
    ip("netns", "add", SPACE)
    try:
        ip("link", "add", HERE, "type", "veth", "peer", "name", THERE, "netns", SPACE)
        ip("addr", "add", f"{ADDRESS}/30", "dev", HERE)
        ip("link", "set", HERE, "up")
        ip("-n", SPACE, "addr", "add", f"{OTHER}/30", "dev", THERE)
        ip("-n", SPACE, "link", "set", THERE, "up")
        yield
    finally:
        ip("link", "del", HERE, check=False)
        ip("netns", "del", SPACE, check=False)


def cut(server: TestServer, *, in_flight: bool) -> float:
    """Seconds from the cut until the exercise is free."""
    where = server.database()
    journal = opened(where)
    name = journal.adopt("cut", "演習", NOON, [first()])
    database = where.address.partition("@/")[2].partition("?")[0]
    address = f"postgresql://postgres@{ADDRESS}/{database}?sslmode=disable"
    module = [sys.executable, "-m", "tests.soak.server_cut", address, name, str(int(in_flight))]
    command = ["ip", "netns", "exec", SPACE, *module]
    quiet = subprocess.DEVNULL  # it learns of the cut, and says so
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True, cwd=ROOT) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "held\n"
        time.sleep(0.4)
        ip("-n", SPACE, "link", "set", THERE, "down")
        began = time.monotonic()
        try:
            while isinstance(held := journal.hold(name), Busy):
                assert time.monotonic() - began < 60, "not freed"
                time.sleep(0.05)
            seconds = time.monotonic() - began
            held.release()
        finally:
            run.kill()
            ip("-n", SPACE, "link", "set", THERE, "up")
    journal.close()
    return seconds


def why_not() -> str:
    """Why no net can be cut here; empty if one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None:
        return "cutting a net needs root, and the command ip"
    return missing()


def main() -> None:
    if why := why_not():
        print(f"journal on a server: no net cut, {why}")
        return
    with cable():
        server = TestServer(settings=[f"listen_addresses={ADDRESS}"])
        try:
            with (server.data / "pg_hba.conf").open("a") as access:
                access.write(f"host all all {OTHER}/32 trust\n")
            server.start()
            for in_flight in (False, True):
                seconds = cut(server, in_flight=in_flight)
                flying = "a reply in flight" if in_flight else "nothing in flight"
                print(f"net cut with {flying}: free after {seconds:.1f} s", flush=True)
                assert seconds <= LIMIT, "too late"
        finally:
            server.close()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        host(sys.argv[1], sys.argv[2], in_flight=sys.argv[3] == "1")
    else:
        main()
