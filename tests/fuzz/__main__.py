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
    arguments = parser.parse_args()
    hold_back()
    chosen = [known for known in formats() if not arguments.format or known.name in arguments.format]
    tried = try_inputs(
        chosen, arguments.seed, seconds=arguments.seconds, inputs=arguments.inputs, keep=arguments.keep
    )
    print_table(tried)
    for form, result in zip(chosen, tried, strict=True):
        print(f"{result.format}: {result.slowest:.2f} s: {kept(form, result.slowest_input, arguments.keep)}")
    return 0 if all(result.sound for result in tried) else 1


def print_table(tried: list[Tried]) -> None:
    print(
        f"{'format':<12}{'inputs':>10}{'exceptions':>12}{'slowest s':>11}{'above 2 s':>11}{'largest MB':>12}"
    )
    for result in tried:
        print(
            f"{result.format:<12}{result.inputs:>10,}{result.exceptions:>12}{result.slowest:>11.2f}{result.slow:>11}"
            f"{result.largest:>12.0f}"
        )
    for result in tried:
        for report in result.reports:
            print(f"{result.format}: {report}")


sys.exit(main())
