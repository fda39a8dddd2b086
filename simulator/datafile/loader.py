"""Build plain values from PyYAML's event stream, refusing what a reader of the file could misread.

Why not `safe_load`: it takes the last of two equal keys silently, reads `no` as False and `1:30` as
90, expands aliases without bound, and its C composer crashes the process on very deep nesting. The
event stream has none of these, and it gives the place of every key and value.

All faults of a file are collected, and what is left is read: `read_text` gives both, for `check`;
`load_text` raises if there is any that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from simulator.datafile.faults import DataFileError, Fault, FaultKind, FilePosition, Problem
from simulator.datafile.lines import ODD_BREAK, place_at, shortened, split_lines, without_odd_breaks
from simulator.datafile.regular import FileTooLargeError, read_regular
from simulator.datafile.slips import LOADER, Mending, quoted, unreadable
from simulator.language import tr

MAX_BYTES = 8 * 1024 * 1024  # of a data file; files that a person names have the lower limit `MAX_FILE`
MAX_DEPTH = 32

Loc = tuple[str | int, ...]

# Every character that YAML 1.1 does not allow in a stream.
_NOT_ALLOWED = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_COMMENT = re.compile(r"[^\S\r\n]+#(?P<after>.?)")
_GLUED = re.compile(r"(?P<key>[A-Za-z_]+)(?P<colon>[:：])\s*(?P<value>\S.*)", re.DOTALL)
_TO_THE_END = re.compile(r"[^\r\n]*")
_WORD = re.compile(r"[a-z0-9][a-z0-9_/.:-]*", re.IGNORECASE)  # an id, a word of a closed set, a clause


@dataclass(frozen=True)
class DataFile:
    """The plain value of a file, and where each part of it stands.

    `ends` maps the place where a plain value or key begins to the place after its end.
    """

    path: str
    data: Any
    places: dict[Loc, FilePosition] = field(repr=False)
    key_places: dict[Loc, FilePosition] = field(repr=False)
    ends: dict[FilePosition, FilePosition] = field(repr=False, default_factory=dict)

    def place(self, loc: Loc) -> FilePosition:
        """Where the value at `loc` stands; names that are not in the file (union tags) are skipped."""
        known: Loc = ()
        for part in loc:
            if (*known, part) in self.places:
                known = (*known, part)
        return self.places[known]

    def key_place(self, loc: Loc) -> FilePosition:
        """Where the key of the value at `loc` stands, or the value itself if it has none."""
        return self.key_places.get(loc) or self.place(loc)

    def problem(self, loc: Loc, message: str) -> Problem:
        """A problem with the value at `loc`."""
        return Problem(self.path, self.place(loc), message)


@dataclass(frozen=True)
class Reading:
    """What was read of a text: its lines, all that is wrong with it, and its value if there is one."""

    lines: list[str]
    faults: tuple[Fault, ...]
    file: DataFile | None


def load_yaml(path: Path) -> DataFile:
    """Read a UTF-8 YAML file. Raises `DataFileError`; OSError passes through."""
    try:
        raw = read_regular(path)
    except FileTooLargeError as error:
        raise DataFileError(*_problems(str(path), (too_large(error.size, error.limit),))) from error
    return load_text(raw, str(path))


def load_text(raw: bytes | str, path: str) -> DataFile:
    """Read YAML text that came from `path`. Raises `DataFileError`."""
    reading = read_text(raw, path)
    refused = [fault for fault in reading.faults if fault.kind.refused]
    if refused or reading.file is None:
        raise DataFileError(*_problems(path, refused))
    return reading.file


def _problems(path: str, faults: Iterable[Fault]) -> list[Problem]:
    return [
        Problem(path, fault.place, tr("{message}{advice}", message=fault.message, advice=fault.advice))
        for fault in faults
    ]


def read_text(raw: bytes | str, path: str) -> Reading:
    """All that is wrong with a YAML text, and its value as far as it can be read. Never raises for a text."""
    if len(raw) > MAX_BYTES:
        return Reading([], (too_large(len(raw), MAX_BYTES),), None)
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = error.object[: error.start].decode("utf-8-sig", errors="replace")
        message = tr("ここから UTF-8 として読めません。")
        advice = tr("エディタで文字コードを UTF-8 にして保存し直してください。")
        fault = Fault(FaultKind.NOT_UTF8, place_at(readable, len(readable)), 1, message, advice)
        return Reading(split_lines(error.object.decode("utf-8-sig", errors="replace")), (fault,), None)
    lines = split_lines(text)
    if control := _NOT_ALLOWED.search(text):
        message = tr("YAML に使えない制御文字（U+{code:04X}）があります。", code=ord(control[0]))
        advice = tr("取り除いてください。ほかの文書から写したときに入ることがあります。")
        place = place_at(text, control.start())
        return Reading(lines, (Fault(FaultKind.CONTROL_CHARACTER, place, 1, message, advice),), None)
    return _Reader(text, lines, path).read()


def too_large(size: int, limit: int) -> Fault:
    """The fault of a file that has more than `limit` bytes."""
    message = tr(
        "ファイルが大きすぎます（{size:,} バイト、上限 {max_bytes:,}）。", size=size, max_bytes=limit
    )
    return Fault(
        FaultKind.TOO_LARGE, FilePosition(1, 1), 1, message, tr("いくつかのファイルに分けてください。")
    )


class _Reader:
    """Reads a text, and where the parser cannot go on, reads it again as if the slip were mended."""

    def __init__(self, text: str, lines: list[str], path: str) -> None:
        plain, self.stands_for = without_odd_breaks(text)
        self.lines = lines
        self.path = path
        self.mending = Mending(plain)

    def read(self) -> Reading:
        while True:
            builder = _Builder(self.mending.text, self.stands_for)
            try:
                data = builder.build()
            except yaml.MarkedYAMLError as error:
                if self.mending.mend(error):
                    continue
                # What follows a slip is often only its consequence: the complaint is reported if no slip
                # explains it.
                complaint = () if self.mending.faults else (unreadable(error, self.lines),)
                return self.reading((*builder.faults, *complaint), None)
            except _StopError:
                return self.reading(builder.faults, None)
            return self.reading(builder.faults, self.file(builder, data))

    def file(self, builder: _Builder, data: Any) -> DataFile:
        if not self.mending.faults:
            return DataFile(self.path, data, builder.places, builder.key_places, builder.ends)
        place = self.mending.place
        return DataFile(
            self.path,
            data,
            {loc: place(start) for loc, start in builder.places.items()},
            {loc: place(start) for loc, start in builder.key_places.items()},
            {place(start): place(end) for start, end in builder.ends.items()},
        )

    def reading(self, faults: Iterable[Fault], file: DataFile | None) -> Reading:
        placed = [replace(fault, place=self.mending.place(fault.place)) for fault in faults]
        all_faults = [*self.mending.faults, *placed, *_odd_breaks(self.lines)]
        return Reading(self.lines, tuple(sorted(all_faults, key=lambda fault: fault.place)), file)


def _odd_breaks(lines: list[str]) -> Iterator[Fault]:
    """The first odd break of each line."""
    for number, line in enumerate(lines, 1):
        if match := ODD_BREAK.search(line):
            message = tr("目に見えない改行文字（U+{code:04X}）があります。", code=ord(match[0]))
            advice = tr("取り除いてください。行を分けるなら、ふつうの改行にしてください。")
            yield Fault(FaultKind.ODD_BREAK, FilePosition(number, match.start() + 1), 1, message, advice)


class _StopError(Exception):
    """Nothing after this can be read."""


class _Builder:
    """Recursive descent over events; depth is bounded before Python's own stack could be."""

    def __init__(self, text: str, stands_for: dict[int, str]) -> None:
        self.text = text
        self.stands_for = stands_for
        self.faults: list[Fault] = []
        self.places: dict[Loc, FilePosition] = {}
        self.key_places: dict[Loc, FilePosition] = {}
        self.ends: dict[FilePosition, FilePosition] = {}

    def build(self) -> Any:
        """The value. Raises yaml.MarkedYAMLError where the parser gives up, `_StopError` where we do."""
        events = iter(yaml.parse(self.text, Loader=LOADER))
        next(events)  # stream start
        opening = next(events)
        if isinstance(opening, yaml.StreamEndEvent):
            self.places[()] = FilePosition(1, 1)
            return None
        value = self.value(next(events), events, ())
        next(events)  # document end
        extra = next(events)
        if not isinstance(extra, yaml.StreamEndEvent):
            message = tr("二つ目の文書（---）があります。")
            advice = tr("一つのファイルに一つだけを書き、ほかは別のファイルにしてください。")
            self.fault(FaultKind.SECOND_DOCUMENT, extra, 3, message, advice)
        return value

    def fault(self, kind: FaultKind, event: yaml.Event, length: int, message: str, advice: str) -> None:
        self.faults.append(Fault(kind, _start(event), length, message, advice))

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Any:
        if isinstance(event, yaml.AliasEvent):
            anchor = str(event.anchor)
            message = tr("別名（*{anchor}）は使えません。", anchor=shortened(anchor))
            advice = tr("指している内容をそのまま書いてください。")
            self.fault(FaultKind.ALIAS, event, len(anchor) + 1, message, advice)
            raise _StopError
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            raise _StopError  # the parser gives no other events here
        self.properties(event)
        if len(loc) > MAX_DEPTH:
            message = tr("入れ子が深すぎます（上限 {max_depth} 段）。", max_depth=MAX_DEPTH)
            self.fault(FaultKind.TOO_DEEP, event, 1, message, tr("条件や並びを浅くしてください。"))
            raise _StopError
        self.places[loc] = _start(event)
        if isinstance(event, yaml.ScalarEvent):
            self.span(event)
            value = _scalar(event)
            if isinstance(value, str) and self.stands_for:
                value = value.translate(self.stands_for)
            self.comment(event, value)
            return value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(event, events, (*loc, len(items))))
            return items
        return self.mapping(events, loc)

    def properties(self, event: yaml.NodeEvent) -> None:
        """Report anchors and tags: they change a value in a way that its reader does not see."""
        if event.anchor is not None:
            message = tr("目印（&{anchor}）は使えません。", anchor=shortened(event.anchor))
            advice = tr("取り除き、同じ内容を使うところにもそのまま書いてください。")
            self.fault(FaultKind.ALIAS, event, len(event.anchor) + 1, message, advice)
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = tr("タグ（{tag}）は使えません。", tag=shortened(tag))
            self.fault(FaultKind.TAG, event, 1, message, tr("取り除いてください。"))

    def mapping(self, events: Iterator[yaml.Event], loc: Loc) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event)
            if key in entries:
                message = tr(
                    "キー「{key}」が重複しています（先のものは {line} 行目）。",
                    key=shortened(key),
                    line=self.key_places[*loc, key].line,
                )
                length = len(key)
                self.fault(FaultKind.DUPLICATE_KEY, event, length, message, tr("一方を消してください。"))
                self.passed_over(events, (*loc, key))
                continue
            value = next(events)
            if glued := self.glued(event, value):
                key, entries[glued[0]] = glued
                self.key_places[*loc, key] = self.places[*loc, key] = _start(event)
                continue
            self.key_places[*loc, key] = _start(event)
            entries[key] = None  # set before its value is read, so that the key counts as used from here on
            entries[key] = self.value(value, events, (*loc, key))
        return entries

    def glued(self, key: yaml.Event, value: yaml.Event) -> tuple[str, str] | None:
        """The key and value in `{id:x}` and `{id：x}`, which YAML reads as one long key without a value."""
        if not (isinstance(key, yaml.ScalarEvent) and isinstance(value, yaml.ScalarEvent)):
            return None
        match = _GLUED.fullmatch(key.value) if not (key.style or value.style or value.value) else None
        if match is None:
            return None
        mended = shortened(f"{match['key']}: {match['value']}")
        advice = tr("「{mended}」と書いてください。", mended=mended)
        kind = FaultKind.NO_BLANK
        message = tr("キー「{key}」の「:」の後に、空白がありません。", key=match["key"])
        if match["colon"] == "：":
            kind = FaultKind.NOT_HALF_WIDTH
            message = tr("キー「{key}」の後のコロンが全角（：）です。", key=match["key"])
        start = _start(key)
        place = FilePosition(start.line, start.column + match.start("colon"))
        self.faults.append(Fault(kind, place, 1, message, advice))
        return match["key"], match["value"]

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            message = tr("キーが、目印もタグもない文字列ではありません。")
            self.fault(FaultKind.ODD_KEY, event, 1, message, tr("「キー: 値」の形に書いてください。"))
            raise _StopError
        if event.value == "<<":
            message = tr("併合キー（<<）は使えません。")
            self.fault(FaultKind.ODD_KEY, event, 2, message, tr("内容をそのまま書いてください。"))
            raise _StopError
        self.span(event)
        key: str = event.value
        return key.translate(self.stands_for) if self.stands_for else key

    def passed_over(self, events: Iterator[yaml.Event], loc: Loc) -> None:
        """Read the value of a repeated key for its faults only; its values and places are not kept."""
        places, key_places = self.places, self.key_places
        self.places, self.key_places = {}, {}
        self.value(next(events), events, loc)
        self.places, self.key_places = places, key_places

    def comment(self, event: yaml.ScalarEvent, value: object) -> None:
        """Report words after `#` that look like a part of the text: YAML drops them silently."""
        end = event.end_mark
        if event.style or end is None or not (isinstance(value, str) or value is None):
            return
        remark = _COMMENT.match(self.text, end.index)
        if remark is None:
            return
        of_its_own = remark["after"] in ("", " ", "\t", "#", "\r")
        if of_its_own and (value is None or _WORD.fullmatch(str(value))):
            return  # an empty value or a word with a remark beside it
        place = FilePosition(end.line + 1, end.column + remark.start("after") - remark.start())
        value_match = _TO_THE_END.match(self.text, event.start_mark.index if event.start_mark else end.index)
        remark_match = _TO_THE_END.match(self.text, remark.start("after") - 1)
        dropped, value_text = (match[0].rstrip() if match else "" for match in (remark_match, value_match))
        message = tr("「{dropped}」は注釈として捨てられ、読まれません。", dropped=shortened(dropped))
        advice = tr(
            "文の一部なら、全体を引用符で囲んで「{whole}」と書いてください。注釈なら、別の行に書いてください。",
            whole=shortened(quoted(value_text)),
        )
        self.faults.append(Fault(FaultKind.CUT_BY_COMMENT, place, len(dropped), message, advice))

    def span(self, event: yaml.ScalarEvent) -> None:
        end = event.end_mark
        if end:
            self.ends[_start(event)] = FilePosition(end.line + 1, end.column + 1)


def _start(event: yaml.Event) -> FilePosition:
    mark = event.start_mark
    # PyYAML's stubs allow no mark; an event that was parsed always has one.
    return FilePosition(mark.line + 1, mark.column + 1) if mark else FilePosition(1, 1)


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    """YAML 1.2 core schema: only plain scalars can be anything but text, and `no` is text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text) and not text.lstrip("+-").isdigit():
        return float(text)
    return text
