"""The real commands as processes of their own, and what they listen on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}


@contextmanager
def classroom(journal: Path, exercise: str, *options: str) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    """The server of a class as the screens start it, and the line of JSON that it prints once it listens."""
    command = [sys.executable, "-m", "simulator", "--journal", str(journal), "classroom", exercise]
    with subprocess.Popen(
        [*command, "--from-play", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | ENVIRONMENT,
    ) as process:
        try:
            assert process.stdout
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def listening_on(pid: int) -> set[str]:
    """The addresses and ports on which a process listens, from the tables of Linux in /proc."""
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        if (target := entry.readlink().name).startswith("socket:["):
            inodes.add(target[8:-1])
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                address, _, port = fields[1].partition(":")
                dotted = ".".join(str(part) for part in reversed(bytes.fromhex(address)))
                listening.add(f"{dotted}:{int(port, 16)}")
    return listening
