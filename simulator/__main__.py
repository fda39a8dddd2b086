"""`python -m simulator` and the `shishin` command."""

import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130  # what shells report for Ctrl+C


def main() -> int:
    """Run the command line, and give the exit status. Ctrl+C never shows a traceback."""
    signal.signal(signal.SIGINT, _end_quietly)  # while modules load, there is nothing to close
    from simulator.cli import main as run  # noqa: PLC0415

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, _end_quietly)


def _end_quietly(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
