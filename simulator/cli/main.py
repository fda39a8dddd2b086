"""Run a command: status 0 done, 1 findings or refused, 2 wrong use or unreadable input, 70 our own fault."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.language import Reason, tr

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

DONE, REFUSED, WRONG_USE = 0, 1, 2
FAULT = 70  # EX_SOFTWARE of sysexits.h, distinct from refusals and wrong use
INTERRUPTED = 130  # what shells report for Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `arguments` (the process's own by default) and give the exit status. Never a traceback."""
    _speak_utf8()
    words = sys.argv[1:] if arguments is None else arguments
    parsed = None
    try:
        parsed = _parsed(words)
        if isinstance(parsed, int):
            sys.stdout.flush()
            return parsed
        parsed.run(parsed)
        sys.stdout.flush()
    except RefusalError as error:
        return _told(error, REFUSED)
    except WrongUseError as error:
        _tell(error)
        return WRONG_USE
    except BrokenPipeError:
        # The reader (head, less) has closed the pipe; keep Python's exit from reporting that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return INTERRUPTED
    except ValueError as error:
        # Errors of damaged data files say what and where; every other error is our own fault.
        if not _is_damage(error):
            return _fault(error, words, parsed)
        _tell(error)
        return WRONG_USE
    except OSError as error:
        _tell(_unusable(error))
        return WRONG_USE
    except Exception as error:  # noqa: BLE001  no traceback reaches a person
        return _fault(error, words, parsed)
    return DONE


def _parsed(words: Sequence[str]) -> Namespace | SimpleNamespace | int:
    """The parsed arguments; or the status, if parsing did all that was asked."""
    if [*words] == ["--version"]:  # needs no parser, and is called by scripts
        print(f"shishin {__version__}")
        return DONE
    from simulator.cli.language import speak_for  # noqa: PLC0415  --version is the same in every language

    speak_for(words)
    if not words:
        return _home()
    from simulator.cli.parser import parse  # noqa: PLC0415

    return parse(words)


def _home() -> SimpleNamespace:
    """What the parser makes of no arguments, without it: building it would take a tenth of this start."""
    from simulator.cli.screens import home  # noqa: PLC0415  not for `--help`

    return SimpleNamespace(run=home, at=None, journal=None)


def _told(error: RefusalError, status: int) -> int:
    """Print a refusal and give its status, or that of wrong use if its data could not be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as unwritten:
        _tell(_unusable(unwritten))
        return WRONG_USE
    _tell(error)
    return status


def _fault(error: Exception, words: Sequence[str], parsed: Namespace | SimpleNamespace | int | None) -> int:
    from simulator.cli.fault import tell_fault  # noqa: PLC0415  only for a fault

    tell_fault(error, words, None if isinstance(parsed, int) else parsed)
    return FAULT


def _unusable(error: OSError) -> str:
    if error.filename is None:
        return tr("読み書きできません（{reason}）。", reason=Reason(error))
    return tr("{path}: 読み書きできません（{reason}）。", path=error.filename, reason=Reason(error))


def _tell(error: Exception | str) -> None:
    from simulator.typography import harmless  # noqa: PLC0415  only to print a message

    with suppress(OSError):  # nowhere to print it; only the status is left
        print(harmless(str(error)), file=sys.stderr, flush=True)


def _is_damage(error: ValueError) -> bool:
    from simulator.datafile import DataFileError  # noqa: PLC0415  only on this path
    from simulator.document.parse import DocumentSyntaxError  # noqa: PLC0415

    return isinstance(error, DataFileError | DocumentSyntaxError)


def _speak_utf8() -> None:
    """Use UTF-8 in any locale, also on a Japanese Windows console; send closed streams to the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            from pathlib import Path  # noqa: PLC0415 - slow to import, and streams are seldom closed

            # Stays open for the rest of the process, like the stream that it replaces.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
