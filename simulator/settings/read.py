"""Read the settings. What is wrong in them is told, and the rest is used: a start never fails for them."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.language import LANGUAGES, Reason, msg
from simulator.settings.server import has_password
from simulator.settings.settings import DECISION_CLOCK, NAMES, SHEET_PARTS, SettingFault, Settings

MAX_BYTES = 64 * 1024
MAX_DOTS = 200  # in a line; both TOML libraries take quadratic time and memory in the parts of a dotted key


def read_settings(path: Path) -> Settings:
    """The settings in the file, with a fault for each thing in it that is not used.

    A missing file and the null device give no settings. A wrong value is left out.
    """
    if str(path) == os.devnull:
        return Settings(path, sound=False)
    try:
        raw = read_bounded(path)
    except FileNotFoundError:
        return Settings(path)
    except OSError as error:
        text = msg("設定を読めません（{reason}）。")
        return _unsound(path, text, reason=Reason(error))
    if len(raw) > MAX_BYTES:
        text = msg("設定のファイルが大きすぎます（上限 {limit:,} バイト）。設定は使いません。")
        return _unsound(path, text, limit=MAX_BYTES)
    return _read(path, raw)


def read_bounded(path: Path) -> bytes:
    """The bytes of a regular file, one more than allowed at most. Raises `OSError`, also for a device.

    Opening a named pipe would wait for somebody to write into it, so it is opened without waiting.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)  # `fdopen` would leave a folder open
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENODEV
        raise OSError(code, os.strerror(code), str(path))
    with os.fdopen(number, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _read(path: Path, raw: bytes) -> Settings:
    import tomllib  # noqa: PLC0415  most people have no settings file

    try:
        text = raw.decode("utf-8-sig")
        if number := tangled(text):
            complaint = msg(
                "一行に「.」が多すぎます（上限 {limit}）。直してください。それまで設定は使いません。"
            )
            return _unsound(path, complaint, (number, 1), limit=MAX_DOTS)
        return _Reader(path, text).settings(tomllib.loads(text))
    except UnicodeDecodeError as error:
        place = raw.count(b"\n", 0, error.start) + 1, error.start - raw.rfind(b"\n", 0, error.start)
        complaint = msg("UTF-8 で書かれていません。UTF-8 で保存してください。それまで設定は使いません。")
        return _unsound(path, complaint, place)
    except (ValueError, RecursionError) as error:  # TOML's own, and Python's on a number of 5,000 digits
        from simulator.settings.slips import slip  # noqa: PLC0415  only where something is wrong

        mistake = slip(text.replace("\r\n", "\n"), error)
        complaint = msg("TOML として読めません。{what}直すまで、設定は使いません。")
        return _unsound(path, complaint, (mistake.line, mistake.column), what=mistake)


def tangled(text: str) -> int:
    """The first line, from 1, that no TOML library should be given; 0 if there is none."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if line.count(".") > MAX_DOTS), 0)


def _unsound(path: Path, text: str, place: tuple[int, int] = (0, 0), **values: object) -> Settings:
    return Settings(path, faults=(SettingFault(path, *place, text, values),), sound=False)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    text: str

    def settings(self, data: dict[str, Any]) -> Settings:
        faults = list(self._faults(data))
        language = data.get("language")
        theme = data.get("theme")
        clock = data.get("decision_clock")
        journal = data.get("journal")
        folded = data.get("folded")
        return Settings(
            self.path,
            language if isinstance(language, str) and language in LANGUAGES else "",
            theme if isinstance(theme, str) else "",
            clock if isinstance(clock, str) and clock in DECISION_CLOCK else "",
            {name: value for name, value in _flat(data.get("keys")) if isinstance(value, str)},
            tuple(sorted(faults, key=lambda fault: (fault.line, fault.column))),
            folded=frozenset(SHEET_PARTS).intersection(_words(folded)) if isinstance(folded, list) else None,
            misspelt_folds=tuple(word for word in _words(folded) if word not in SHEET_PARTS),
            journal=journal if isinstance(journal, str) and not _holds_password(journal) else "",
        )

    def _faults(self, data: dict[str, Any]) -> Iterator[SettingFault]:
        from difflib import get_close_matches  # noqa: PLC0415  most people have no settings file

        for name, value in data.items():
            if name not in NAMES:
                near = get_close_matches(name, NAMES, 1)
                if near:
                    text = msg("{name} という設定はありません（近いもの: {nearest}）。そのまま残します。")
                    yield self._fault(name, text, name=name, nearest=near[0])
                else:
                    text = msg("{name} という設定はありません。そのまま残します。")
                    yield self._fault(name, text, name=name)
            elif name == "keys" and not isinstance(value, dict):
                yield self._fault(name, msg("keys は表 [keys] で書いてください。"))
            elif name == "folded":
                yield from self._fold_faults(value)
            elif name != "keys" and not isinstance(value, str):
                yield self._fault(name, msg("{name} は文字列で書いてください。"), name=name)
            elif name == "language" and value not in LANGUAGES:
                text = msg("language に「{value}」は選べません。選べるのは {names} です。")
                yield self._fault(name, text, value=value, names=", ".join(LANGUAGES))
            elif name == "decision_clock" and value not in DECISION_CLOCK:
                text = msg("decision_clock に「{value}」は選べません。選べるのは {names} です。")
                yield self._fault(name, text, value=value, names=", ".join(DECISION_CLOCK))
            elif name == "journal" and _holds_password(value):
                text = msg("journal にパスワードを書かないでください。~/.pgpass に置けます。使いません。")
                yield self._fault(name, text)
        for name, value in _flat(data.get("keys")):
            if not isinstance(value, str):
                text = msg('{name} のキーは文字列で書いてください（例 "f4"）。')
                yield self._fault(name, text, name=name)

    def _fold_faults(self, value: object) -> Iterator[SettingFault]:
        if not isinstance(value, list):
            yield self._fault("folded", msg('folded は並びで書いてください（例 ["common", "grounds"]）。'))
            return
        for part in value:
            if part not in SHEET_PARTS:
                text = msg("folded に「{value}」は書けません。書けるのは {names} です。")
                yield self._fault("folded", text, value=str(part)[:40], names=", ".join(SHEET_PARTS))

    def _fault(self, name: str, text: str, /, **values: object) -> SettingFault:
        return SettingFault(self.path, *place_of(self.text, name), text, values)


def _words(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _holds_password(journal: str) -> bool:
    return has_password(journal) or ("://" not in journal and "password=" in journal)


def place_of(text: str, name: str) -> tuple[int, int]:
    """Line and column, from 1, where a key of that name is set; (0, 0) if it is not found."""
    key = re.escape(name)
    match = re.search(rf"""^[ \t]*\[?[ \t]*(?P<key>["']?{key}["']?)[ \t]*[=.\]]""", text, re.MULTILINE)
    if not match:
        return 0, 0
    start = match.start("key")
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _flat(table: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """`"walk.undo" = …` and `walk.undo = …` are the same to people, and TOML makes a table of the second."""
    if isinstance(table, Mapping):
        for name, value in table.items():
            full_name = f"{prefix}.{name}" if prefix else str(name)
            if isinstance(value, Mapping):
                yield from _flat(value, full_name)
            else:
                yield full_name, value
