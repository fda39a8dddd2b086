"""What kind of terminal the program runs in. Apart from `output`: home is shown without what prints text."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether there is a terminal to open screens in, or a program that shows them in a browser."""
    return bool(os.environ.get("TEXTUAL_DRIVER")) or (_has_terminal() and not is_dumb())


def is_dumb() -> bool:
    """Whether there is a terminal that can only print lines (`TERM=dumb`)."""
    return os.environ.get("TERM") == "dumb" and not os.environ.get("TEXTUAL_DRIVER") and _has_terminal()


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
