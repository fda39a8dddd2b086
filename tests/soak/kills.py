"""kill -9 at random moments of the real program: in a play driven by keys, in import, salvage and settings.

    python -m tests.soak.kills --rounds 20 [--seed 1]

What was painted must be on disk; an import is there whole or not at all; a salvage cut off is finished by the
next; the settings are those of before or those of after.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from simulator.exercise.events import Noted, Record, Shown, Started
from simulator.journal import FileHold, open_journal, try_hold
from simulator.settings.read import read_settings
from tests.journal.damage import contents, fill, spoil
from tests.terminal import terminal

DATA = Path(__file__).parents[1] / "data"
SHISHIN = (sys.executable, "-m", "simulator")
STEPS = {"opening": "はじめの説明", "a1": "一分の知らせ", "a2": "二分の知らせ", "a3": "三分の知らせ"}
Kill = Callable[[Path, random.Random], str]


def play(folder: Path, draw: random.Random) -> str:
    """Kill a play in a terminal, in which each key shows a step."""
    path = folder / "journal.sqlite3"
    with terminal("-m", "simulator", "play", str(DATA / "clock.yaml"), "--journal", str(path)) as shown:
        shown.wait_for("記録 ✓")
        end = time.monotonic() + draw.uniform(0.1, 2.0)
        while time.monotonic() < end:
            shown.type(" ")
            shown.read(draw.uniform(0.02, 0.3))
        shown.process.kill()
        shown.process.wait()
    painted = {step for step, words in STEPS.items() if words in shown.shown}
    journal, notices = open_journal(path)
    try:
        assert notices == (), [notice.message for notice in notices]
        (kept,) = journal.exercises()
        held = try_hold(path, kept.id)
        assert isinstance(held, FileHold)
        held.release()
        on_disk = {record.event.step for record in journal.read(kept.id) if isinstance(record.event, Shown)}
        assert painted <= on_disk, f"painted and not kept: {painted - on_disk}"
    finally:
        journal.close()
    return f"{len(painted)} of {len(on_disk)} steps painted"


def run_and_kill(command: list[str], seconds: float, environment: dict[str, str] | None = None) -> None:
    """Start a command and kill it, if it has not ended."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    ) as run:
        time.sleep(seconds)
        run.kill()


def import_(folder: Path, draw: random.Random) -> str:
    """Kill an import of four thousand records."""
    wall, count = datetime(2026, 4, 1, tzinfo=UTC), 4000
    records = [Record(seq=1, parent=None, wall=wall, elapsed=0.0, event=Started(title="演習", phases=()))]
    records += [
        Record(seq=seq, parent=seq - 1, wall=wall, elapsed=float(seq), event=Noted(text=f"覚書{seq}"))
        for seq in range(2, count + 1)
    ]
    head = {"shishin": "exercise", "v": 1, "id": "big", "title": "演習", "began": wall.isoformat()}
    lines = [json.dumps(head), *(record.model_dump_json() for record in records)]
    file, path = folder / "big.jsonl", folder / "journal.sqlite3"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    run_and_kill([*SHISHIN, "import", str(file), "--journal", str(path)], draw.uniform(0.3, 1.6))
    journal, notices = open_journal(path)
    try:
        assert notices == ()
        counts = [len(records) for records in contents(journal).values()]
    finally:
        journal.close()
    assert counts in ([], [count]), counts
    return "whole" if counts else "nothing"


def salvage(folder: Path, draw: random.Random) -> str:
    """Kill the opening of a journal whose file is damaged."""
    path = folder / "journal.sqlite3"
    kept = fill(path, exercises=3, records=60)
    journal, _ = open_journal(path)
    journal.back_up()
    journal.close()
    spoil(path, 4096 * draw.randrange(1, 8), draw.randbytes(3000))
    run_and_kill([*SHISHIN, "sessions", "--journal", str(path)], draw.uniform(0.1, 0.9))
    journal, notices = open_journal(path)
    try:
        assert contents(journal) == kept, "a salvage that was cut off lost something"
    finally:
        journal.close()
    return "finished by the next" if notices else "finished"


def settings(folder: Path, draw: random.Random) -> str:
    """Kill a program that keeps one choice after another in the settings."""
    path = folder / "settings.toml"
    path.write_text('# mine\ntheme = "nord"\nunknown.key = 1\n', encoding="utf-8")
    program = (
        "from pathlib import Path; from simulator.settings.write import keep\n"
        f"while True:\n  for theme in ('gruvbox', 'nord'): keep(Path({str(path)!r}), 'theme', theme)"
    )
    run_and_kill([sys.executable, "-c", program], draw.uniform(0.3, 0.8))
    kept = read_settings(path)
    text = path.read_text(encoding="utf-8")
    assert kept.sound
    assert kept.theme in ("gruvbox", "nord")
    assert text.startswith("# mine")
    assert "unknown.key = 1" in text
    return kept.theme


KILLS: dict[str, Kill] = {"play by keys": play, "import": import_, "salvage": salvage, "settings": settings}


def kills(rounds: int, seed: int) -> dict[str, list[str]]:
    """Kill each kind so many times; gives what was there after each."""
    draw = random.Random(seed)
    outcomes: dict[str, list[str]] = {what: [] for what in KILLS}
    for _ in range(rounds):
        for what, kill in KILLS.items():
            with tempfile.TemporaryDirectory() as folder:
                outcomes[what].append(kill(Path(folder), draw))
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["SHISHIN_DATA"] = home
        for what, outcomes in kills(arguments.rounds, arguments.seed).items():
            tally = ", ".join(f"{outcomes.count(outcome)}× {outcome}" for outcome in sorted(set(outcomes)))
            print(f"{what:14}{len(outcomes):5} killed, nothing lost  ({tally})")


if __name__ == "__main__":
    main()
