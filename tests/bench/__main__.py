"""`python -m tests.bench`: print each figure as a ratio, with the reference and the aim beside it."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.keys import Pressed, keys, p50, p95
from tests.bench.playback import EVENTS, STEPS, jump, playback
from tests.bench.terminal import Seen, watch

RUNS = 9


def pairs(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """Medians of both, measured in turn after one unmeasured run of each."""
    ours()
    theirs()
    seconds = [(ours(), theirs()) for _ in range(RUNS)]
    return statistics.median(a for a, _ in seconds), statistics.median(b for _, b in seconds)


def row(name: str, reference: str, ours: float, theirs: float, aim: float, unit: str = "ms") -> None:
    """One line of the report."""
    scale = 1000 if unit == "ms" else 1 / 1024
    ratio = ours / theirs
    verdict = "○" if ratio <= aim else "×"
    figures = f"{ours * scale:8.1f} {theirs * scale:8.1f} {unit:3}"
    print(f"{verdict} {ratio:5.2f}  (aim {aim:3.1f})  {figures}  {name} / {reference}")


def process(*arguments: str) -> Callable[[], float]:
    """Seconds of CPU of one whole process, which other programs on the machine change the least."""

    def run() -> float:
        began = _spent()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        return _spent() - began

    return run


def _spent() -> float:
    """Seconds of CPU of the processes that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def start_up() -> None:
    """From process start to the first painted frame, to the first key answered, and peak memory."""
    home = ["-m", "simulator"]
    label = ["-m", "tests.bench.label_app"]
    seen: list[tuple[Seen, Seen]] = []
    for _ in range(RUNS + 1):
        ours = watch(home, "指針シミュレータ", b">", "どの画面でも q で", b"q")
        theirs = watch(label, "painted", b"G", "pressed", b"q")
        seen.append((ours, theirs))
    counted = seen[1:]
    reference = "a Textual app that paints a label"
    for name, pick, aim, unit in (
        ("first painted frame", lambda s: s.painted, 1.45, "ms"),
        ("first painted frame, CPU", lambda s: s.worked, 1.45, "ms"),
        ("ready for keys", lambda s: s.ready, 2.2, "ms"),
        ("peak memory", lambda s: float(s.memory), 1.2, "MiB"),
    ):
        row(
            name,
            reference,
            statistics.median(pick(a) for a, _ in counted),
            statistics.median(pick(b) for _, b in counted),
            aim,
            unit,
        )


def light_commands() -> None:
    """What --version and --help cost."""
    for option in ("--version", "--help"):
        ours, theirs = pairs(process("-m", "simulator", option), process("-c", "pass"))
        row(f"shishin {option}, CPU", "python -c pass", ours, theirs, 3.0)


def painted_keys(folder: Path) -> None:
    """What a key costs beside one in a bare list, in time and in CPU: a busy machine changes that less."""
    largest, long, listed = keys(folder)
    painted = "from key to painted frame"
    picks: tuple[tuple[str, Callable[[Pressed], float]], ...] = (
        (painted, lambda key: key.frame),
        (f"{painted}, CPU", lambda key: key.until_frame),
    )
    for name, ours in (("largest scenario", largest), ("5,000 steps", long)):
        for figure, pick in picks:
            what = f"{figure}, {name}"
            times, theirs = [pick(key) for key in ours], [pick(key) for key in listed]
            row(f"p50 {what}", "a Textual list", p50(times), p50(theirs), 1.8)
            row(f"p95 {what}", "a Textual list", p95(times), p95(theirs), 1.8)
    slowest = p95([key.frame for key in largest])
    verdict = "○" if slowest <= 0.05 else "×"
    print(f"{verdict} p95 {painted}, largest scenario: {slowest * 1000:.1f} ms (aim 50 ms)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHISHIN_DATA"] = folder
        os.environ["SHISHIN_SETTINGS"] = f"{folder}/settings.toml"
        # As after an installation our bytecode is kept too; the first runs, which are not counted, write it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"medians of {RUNS}; ours, reference; Python {sys.version.split()[0]}, {os.cpu_count()} cores")
        light_commands()
        start_up()
        painted_keys(Path(folder))
    rate, bare = playback(RUNS)
    row(f"headless play of {STEPS} transitions", "bare transitions, same triggers", rate, bare, 2.0)
    slowest = jump()
    verdict = "○" if slowest <= 0.1 else "×"
    print(f"{verdict} slowest jump in {EVENTS:,} events: {slowest * 1000:.1f} ms (aim 100 ms)")


if __name__ == "__main__":
    main()
