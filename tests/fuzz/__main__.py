"""python -m tests.fuzz [--seconds 3600] [--inputs N] [--seed 1] [--format NAME …] [--keep FOLDER]

Tries inputs until the time or the number is reached; prints what was tried, every exception, the slowest
and the largest. Exit status 1 if an exception, an input above 2 s of CPU or a process above 300 MB was seen.
"""

import argparse
import sys
from pathlib import Path

from tests.fuzz.formats import formats
from tests.fuzz.trying import Tried, hold_back, kept, try_inputs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--inputs", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", nargs="*", default=[])
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="folder for inputs that failed")
    asked = parser.parse_args()
    hold_back()
    chosen = [each for each in formats() if not asked.format or each.name in asked.format]
    tried = try_inputs(chosen, asked.seed, seconds=asked.seconds, inputs=asked.inputs, keep=asked.keep)
    print_table(tried)
    for each, one in zip(chosen, tried, strict=True):
        print(f"{one.format}: {one.slowest:.2f} s: {kept(each, one.slowest_input, asked.keep)}")
    return 0 if all(each.sound for each in tried) else 1


def print_table(tried: list[Tried]) -> None:
    print(
        f"{'format':<12}{'inputs':>10}{'exceptions':>12}{'slowest s':>11}{'above 2 s':>11}{'largest MB':>12}"
    )
    for each in tried:
        print(
            f"{each.format:<12}{each.inputs:>10,}{each.exceptions:>12}{each.slowest:>11.2f}{each.slow:>11}"
            f"{each.largest:>12.0f}"
        )
    for each in tried:
        for said in each.said:
            print(f"{each.format}: {said}")


sys.exit(main())
