"""Try a seeded sample of mutations of the core, and say which survive: `make mutants`.

    python -m tests.mutants [--seed N] [--sample N] [--from N] [--to N] [--only PACKAGE] [--workers N]

Each is made in a copy of the tree and tried against its own folder's tests, which must fail. Survivors that
`survivors.txt` gives a reason for are told apart. A run that was stopped goes on with `--from` the number it
had come to: the same source and seed give the same sample, and a changed module is drawn anew by itself.
Exit status 1 where fewer than nine in ten are killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from queue import Queue
from subprocess import DEVNULL, Popen, TimeoutExpired

from tests.mutants.making import Mutation, mutations

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("document", "doctrine", "machine", "scenario", "exercise", "journal")
PATIENCE = 3.0  # times as long as the tests take unchanged
LEAST_KILLED = 0.9  # of the mutations that have no known reason to survive
COPIED = ("simulator", "tests", "scenarios", "docs", "tools", "pyproject.toml", "README.md")


def all_mutations(packages: tuple[str, ...]) -> list[Mutation]:
    """The mutations of the packages, in a fixed order."""
    every: list[Mutation] = []
    for package in packages:
        for module in sorted((ROOT / "simulator" / package).rglob("*.py")):
            every.extend(mutations(module.relative_to(ROOT), module.read_text(encoding="utf-8")))
    return every


def sampled(every: list[Mutation], seed: int, number: int) -> list[Mutation]:
    """A sample of so many, each of another line and kind: a `+` has eleven replacements, a `not` has one.

    A mutation is drawn by a hash of itself and the seed, so that a change of one module draws anew in that
    module alone, and what the others had is tried again.
    """
    alike: Counter[str] = Counter()  # mutations that one line has several times
    drawn: list[tuple[bytes, Mutation]] = []
    for mutation in every:
        name = f"{seed} {mutation.module} {mutation.operator} {mutation.code}"
        alike[name] += 1
        drawn.append((sha256(f"{name} {alike[name]}".encode()).digest(), mutation))
    sample: dict[tuple[Path, int, str], Mutation] = {}
    for _, mutation in sorted(drawn, key=lambda pair: pair[0]):
        place = (mutation.module, mutation.line, mutation.kind)
        if place not in sample and mutation.made((ROOT / mutation.module).read_text(encoding="utf-8")):
            sample[place] = mutation
            if len(sample) == number:
                break
    return list(sample.values())


def copied(source: Path, into: Path) -> Path:
    """A copy of what the tests need, with what is already compiled there."""
    into.mkdir()
    for name in COPIED:
        place = source / name
        (shutil.copytree if place.is_dir() else shutil.copy2)(place, into / name)
    return into


def ordered(copy: Path, mutation: Mutation) -> list[str]:
    """The test files of its folder, those first that name most of what its module defines."""
    tree = ast.parse((ROOT / mutation.module).read_text(encoding="utf-8"))
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    files = sorted((copy / "tests" / mutation.package).rglob("test_*.py"))
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    named = {
        file: sum(name in text for name in (mutation.module.stem, *defined)) for file, text in texts.items()
    }
    return [str(file.relative_to(copy)) for file in sorted(files, key=lambda file: (-named[file], file))]


def passes(copy: Path, files: list[str], seconds: float, *, compiling: bool = False) -> bool:
    """Whether these tests pass in a copy; False also where they do not end."""
    tests = [sys.executable, "-m", "pytest", "-x", "-qq", "-n", "0", "--no-header", *files]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "" if compiling else "1"}
    running = Popen(tests, cwd=copy, env=environment, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    try:
        return running.wait(seconds) == 0
    except TimeoutExpired:
        return False
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def survives(mutation: Mutation, ready: Queue[Path], seconds: float) -> bool | None:
    """Whether the tests do not notice it; None where nothing was changed."""
    copy = ready.get()
    try:
        place = copy / mutation.module
        source = place.read_text(encoding="utf-8")
        changed = mutation.made(source)
        if changed is None:
            return None
        for compiled in (place.parent / "__pycache__").glob(f"{place.stem}.*.pyc"):
            compiled.unlink()
        place.write_text(changed, encoding="utf-8")
        try:
            return passes(copy, ordered(copy, mutation), seconds)
        finally:
            place.write_text(source, encoding="utf-8")
    finally:
        ready.put(copy)


def _patience(copy: Path, package: str) -> float:
    """After how many seconds the tests of a folder are taken to run for ever."""
    begun = time.monotonic()
    if not passes(copy, [f"tests/{package}"], 3600, compiling=True):
        sys.exit(f"tests/{package} do not pass as they are")
    return 30 + PATIENCE * (time.monotonic() - begun)


def main() -> int:
    """Try the sample, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--seed", type=int, default=2015)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument(
        "--from", type=int, default=1, dest="first", metavar="N", help="begin with the Nth of it"
    )
    parser.add_argument(
        "--to", type=int, default=None, dest="last", metavar="N", help="end with the Nth of it"
    )
    parser.add_argument("--only", choices=PACKAGES, action="append")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    packages = tuple(arguments.only or PACKAGES)
    every = all_mutations(packages)
    numbered = list(enumerate(sampled(every, arguments.seed, arguments.sample), start=1))[
        arguments.first - 1 : arguments.last
    ]
    known = (Path(__file__).parent / "survivors.txt").read_text(encoding="utf-8").splitlines()
    reasons = dict(line.rsplit(" | ", 1) for line in known)
    killed = survived = excused = 0
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        ThreadPoolExecutor(arguments.workers) as pool,
    ):
        ready: Queue[Path] = Queue()
        first = copied(ROOT, Path(folder) / "first")
        seconds = {
            package: _patience(first, package)
            for package in sorted({mutation.package for _, mutation in numbered})
        }
        for number in range(arguments.workers):
            ready.put(copied(first, Path(folder) / str(number)))
        tried = pool.map(lambda pair: (*pair, survives(pair[1], ready, seconds[pair[1].package])), numbered)
        for number, mutation, is_alive in tried:
            if is_alive is None:
                continue
            name = f"{mutation.module} | {mutation.operator.removeprefix('core/')} | {mutation.code}"
            reason = reasons.get(name, "")
            killed += not is_alive
            survived += is_alive and not reason
            excused += is_alive and bool(reason)
            print(f"{number}{'S' if is_alive else '.'}", end=" ", file=sys.stderr, flush=True)
            if is_alive:
                print(f"{number} survived: {mutation}{f'  ({reason})' if reason else ''}", flush=True)
    print(f"{len(every)} mutations, {killed + survived + excused} tried with seed {arguments.seed}:")
    print(f"{killed} killed, {survived} survived, {excused} survived for a known reason")
    return 0 if killed >= LEAST_KILLED * (killed + survived) else 1


if __name__ == "__main__":
    sys.exit(main())
