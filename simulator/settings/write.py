"""Keep a choice in the settings file; all else in it, also what nobody knows, stays as it was written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError

from simulator.language import Reason, tr

PATIENCE = 2.0  # seconds to wait for another process that is writing


class SettingsError(ValueError):
    """A choice could not be kept; the file is as it was."""


def keep(path: Path, name: str, value: str) -> None:
    """Set `name` in the file, which is made if there is none. Raises `SettingsError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE):
            _replace(path, _with(path, name, value))
    except Timeout as error:
        raise SettingsError(
            tr("{path}: 別のプロセスが書いているので、選んだ {name} を残せません。", path=path, name=name)
        ) from error
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(
            tr("{path}: 選んだ {name} を残せません（{reason}）。", path=path, name=name, reason=Reason(error))
        ) from error


def _with(path: Path, name: str, value: str) -> bytes:
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    document = tomlkit.parse(text)
    document[name] = value
    return tomlkit.dumps(document).encode()


def _replace(path: Path, raw: bytes) -> None:
    """All or nothing, through a link to the file it leads to."""
    target = path.resolve()
    number, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    new = Path(temporary)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            new.chmod(target.stat().st_mode & 0o777)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
