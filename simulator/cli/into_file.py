"""`--out` of the commands that give data: what would go to standard output goes to a new file."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from simulator.cli.captured import captured, is_csv
from simulator.cli.failures import WrongUseError
from simulator.cli.output import tell
from simulator.language import tr
from simulator.report.files import write_file
from simulator.report.problems import WritingError
from simulator.typography.tables import MARK


def run_into_file(command: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> None:
    """Run a command and write its data, also those of a refusal, whole or not at all.

    A CSV file begins with a byte order mark, for spreadsheets. Raises `WrongUseError`.
    """
    csv = is_csv(arguments, tr("--out は --json か --csv と一緒に使ってください。"))
    path = arguments.data_file
    if path.exists():
        raise WrongUseError(tr("{output}: 既にあります。別の名を指定してください。", output=path))
    printed, refused = captured(command, arguments)
    try:
        write_file(path, ((MARK if csv else "") + printed).encode("utf-8", "backslashreplace"))
    except WritingError as error:
        raise WrongUseError(str(error)) from error
    tell(tr("{output} に書き出しました。", output=path))
    if refused:
        raise refused
