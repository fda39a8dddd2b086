"""Write the file named by `--out`, and say what to do if it is there already."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.failures import WrongUseError
from simulator.language import tr
from simulator.report.files import write_file
from simulator.report.problems import ThereAlreadyError, WritingError


def write_out(path: Path, content: bytes, *, over: bool) -> None:
    """Write the file whole, `over` another of its name. Raises `WrongUseError`."""
    try:
        write_file(path, content, over=over)
    except ThereAlreadyError as error:
        to_do = tr("別の名にするか、--force で書き換えてください。")
        raise WrongUseError(f"{error}{to_do}") from error
    except WritingError as error:
        raise WrongUseError(str(error)) from error
