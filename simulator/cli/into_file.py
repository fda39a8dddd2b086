"""`--out` of the commands that give data: what would go to standard output goes to a new file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.output import tell
from simulator.language import tr
from simulator.report.files import write_file
from simulator.report.problems import WritingError
from simulator.typography.tables import MARK


def run_into_file(command: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> None:
    """Run a command and write its data, also those of a refusal, whole or not at all.

    A CSV file begins with a byte order mark, for spreadsheets. Raises `WrongUseError`.
    """
    is_csv = getattr(arguments, "csv", False)
    if not (is_csv or arguments.json):
        raise WrongUseError(tr("--out は --json か --csv と一緒に使ってください。"))
    path = arguments.data_file
    if path.exists():
        raise WrongUseError(tr("{output}: 既にあります。別の名を指定してください。", output=path))
    said = StringIO()
    refused: RefusalError | None = None
    with redirect_stdout(said):
        try:
            command(arguments)
        except RefusalError as error:
            refused = error
    try:
        write_file(path, ((MARK if is_csv else "") + said.getvalue()).encode("utf-8", "backslashreplace"))
    except WritingError as error:
        raise WrongUseError(str(error)) from error
    tell(tr("{output} に書き出しました。", output=path))
    if refused:
        raise refused
