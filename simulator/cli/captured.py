"""Run a command with its data captured, for the options that write data elsewhere or in other words."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO

from simulator.cli.failures import RefusalError, WrongUseError


def is_csv(arguments: argparse.Namespace, otherwise: str) -> bool:
    """Whether the data are CSV, not JSON. Raises `WrongUseError` with the words `otherwise` for neither."""
    csv = getattr(arguments, "csv", False)
    if not (csv or arguments.json):
        raise WrongUseError(otherwise)
    return bool(csv)


def captured(
    command: Callable[[argparse.Namespace], None], arguments: argparse.Namespace
) -> tuple[str, RefusalError | None]:
    """What a command prints, and its refusal, to be raised once its data are written."""
    printed = StringIO()
    refused: RefusalError | None = None
    with redirect_stdout(printed):
        try:
            command(arguments)
        except RefusalError as error:
            refused = error
    return printed.getvalue(), refused
