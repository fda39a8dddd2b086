"""Keep a choice in the settings file; everything else in it, also unknown keys, stays as it was written."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from simulator.language import Reason, tr
from simulator.settings.read import MAX_BYTES, read_bounded, tangled

PATIENCE = 2.0  # seconds to wait for another process that is writing
# A string of TOML, in which a # begins no comment, or a comment.
_STRING_OR_COMMENT = re.compile(r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'|(#[^\n]*)""")


class SettingsError(ValueError):
    """A choice could not be kept; the file is as it was."""


def keep(path: Path, name: str, value: str | list[str]) -> None:
    """Set `name` in the file, which is made if there is none. Raises `SettingsError`.

    The words of a list stay in the order in which the file has them, each with its comments; new ones follow.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE):
            _replace(path, _with(path, name, value))
    except Timeout as error:
        raise SettingsError(
            tr("{path}: 別のプロセスが書いているので、選んだ {name} を残せません。", path=path, name=name)
        ) from error
    except SettingsError:
        raise
    except OSError as error:
        raise SettingsError(
            tr("{path}: 選んだ {name} を残せません（{reason}）。", path=path, name=name, reason=Reason(error))
        ) from error
    # Each of the two libraries raises its own classes.
    except (ValueError, RecursionError, TOMLKitError) as error:
        raise SettingsError(
            tr("{path}: 設定を読めないので、選んだ {name} を残せません。", path=path, name=name)
        ) from error


def _with(path: Path, name: str, value: str | list[str]) -> bytes:
    """The file's new content, read again by the other TOML library before it may replace anything.

    tomlkit 0.15 writes what is added onto the last line if that line has a dotted key and no end.
    """
    try:
        raw = read_bounded(path)
    except FileNotFoundError:
        raw = b""
    text = raw.decode("utf-8-sig")
    if len(raw) > MAX_BYTES or tangled(text):
        raise SettingsError(
            tr("{path}: 設定を読めないので、選んだ {name} を残せません。", path=path, name=name)
        )
    old_values = tomllib.loads(
        text
    )  # before the line end is added, which could make an unreadable file readable
    if text and not text.endswith("\n"):
        text += "\n"
    document = tomlkit.parse(text)
    standing = document.get(name)
    if isinstance(standing, Array) and isinstance(value, list):
        value = _changed(standing, value)
    else:
        document[name] = value
    written = tomlkit.dumps(document)
    if not _says(written, {**old_values, name: value}):
        raise SettingsError(
            tr("{path}: 選んだ {name} を、ほかの設定を変えずには書けません。", path=path, name=name)
        )
    return written.encode()


def _changed(array: Array, words: list[str]) -> list[str]:
    """Change an array of the file in place, and give its words; the comment on a word taken out stays too."""
    comments = _comments(array)
    for index in reversed(range(len(array))):
        if array[index] not in words or array[index] in array[:index]:
            del array[index]
    comments_left = _comments(array)
    for comment in comments:
        if comment in comments_left:
            comments_left.remove(comment)
        else:
            array.add_line(comment=comment.removeprefix("#").strip(), add_comma=False)
    for word in words:
        if word not in array:
            array.append(word)
    return [str(word) for word in array]


def _comments(array: Array) -> list[str]:
    return [comment for comment in _STRING_OR_COMMENT.findall(array.as_string()) if comment]


def _says(text: str, expected: dict[str, Any]) -> bool:
    try:
        read_back = tomllib.loads(text)
    except ValueError:
        return False
    # By their spelling, for TOML has a number (nan) that is not equal to itself.
    return read_back.keys() == expected.keys() and all(
        repr(read_back[key]) == repr(expected[key]) for key in expected
    )


def _replace(path: Path, raw: bytes) -> None:
    """All or nothing, through a link to the file it leads to."""
    target = path.resolve()
    number, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    replacement = Path(temporary)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            replacement.chmod(target.stat().st_mode & 0o777)
        replacement.replace(target)
    except BaseException:
        replacement.unlink(missing_ok=True)
        raise
