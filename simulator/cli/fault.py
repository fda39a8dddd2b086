"""A fault of the program itself: told in plain words, with the details in a file for its developers."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from simulator import __version__
from simulator.cli.failures import ScreenFaultError
from simulator.language import Reason, tr
from simulator.typography import harmless


def tell_fault(error: Exception, arguments: Sequence[str], parsed: object) -> None:
    """Say on standard error that nothing kept is lost, how to go on, and where the details are."""
    cause = error.__cause__ if isinstance(error, ScreenFaultError) and error.__cause__ else error
    kind = type(cause).__name__
    sentences = [tr("プログラムの誤りのため終わりました（{kind}）。使い方のせいではありません。", kind=kind)]
    if isinstance(error, ScreenFaultError):
        sentences.append(
            tr("記録した演習は、最後の操作まで残っています。続けるには: {command}", command=_resume(parsed))
        )
    try:
        path = write_details(cause, arguments)
        sentences.append(
            tr("詳しいことを {path} に書きました。誤りを知らせるときに添えてください。", path=path)
        )
    except (OSError, ImportError) as failed:
        fault = " ".join(str(cause).split())
        words = tr(
            "詳しいことは書き残せませんでした（{reason}）。誤り: {what}", reason=Reason(failed), what=fault
        )
        sentences.append(words)
    print(harmless("\n".join(sentences)), file=sys.stderr)


def _resume(parsed: object) -> str:
    journal = getattr(parsed, "journal", None)
    return f"shishin resume --journal {shlex.quote(str(journal))}" if journal else "shishin resume"


def write_details(cause: BaseException, arguments: Sequence[str]) -> Path:
    """Write the details to a new file beside the records. Raises OSError."""
    from simulator.settings import default_journal  # noqa: PLC0415  only where it is asked for

    now = datetime.now().astimezone()
    lines = [
        f"shishin {__version__}, Python {platform.python_version()}, textual {version('textual')}",
        f"{platform.platform()}, {now.isoformat(timespec='seconds')}",
        f"shishin {shlex.join(arguments)}",
        "",
        *traceback.format_exception(cause),
    ]
    folder = default_journal().parent
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"fault-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join(line.rstrip("\n") for line in lines) + "\n")
    return path
