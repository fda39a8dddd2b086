"""Build plain values from PyYAML's event stream, refusing what a reader of the file could misread.

Why not `safe_load`: it takes the last of two equal keys silently, reads `no` as False and `1:30` as
90, expands aliases without bound, and its C composer crashes the process on very deep nesting. The
event stream has none of these, and it gives the place of every key and value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from simulator.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 32

Loc = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COUNTS_BYTES = hasattr(yaml, "CSafeLoader")
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in a file, both counted from 1 (columns in characters)."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do."""

    path: str
    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.message}"


class DataFileError(ValueError):
    """A file that cannot be used; `problems` lists everything found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class DataFile:
    """The plain value of a file, and where each part of it stands."""

    path: str
    data: Any
    places: dict[Loc, Place] = field(repr=False)
    key_places: dict[Loc, Place] = field(repr=False)

    def place(self, loc: Loc) -> Place:
        """Where the value at `loc` stands; names that are not in the file (union tags) are skipped."""
        known: Loc = ()
        for part in loc:
            if (*known, part) in self.places:
                known = (*known, part)
        return self.places[known]

    def key_place(self, loc: Loc) -> Place:
        """Where the key of the value at `loc` stands, or the value itself if it has none."""
        return self.key_places.get(loc) or self.place(loc)

    def problem(self, loc: Loc, message: str) -> Problem:
        """A problem with the value at `loc`."""
        return Problem(self.path, self.place(loc), message)


def load_yaml(path: Path) -> DataFile:
    """Read a UTF-8 YAML file. Raises `DataFileError`; OSError passes through."""
    return load_text(path.read_bytes(), str(path))


def load_text(raw: bytes | str, path: str) -> DataFile:
    """Read YAML text that came from `path`. Raises `DataFileError`."""
    text = _decode(raw, path)
    builder = _Builder(path)
    try:
        data = builder.build(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        what = error.problem or error.context
        message = tr("YAML として読めません（{what}）。字下げ、記号、引用符を確かめてください。", what=what)
        raise DataFileError(Problem(path, place, message)) from error
    except yaml.reader.ReaderError as error:
        # The C reader counts bytes of UTF-8, the other one characters.
        at = int(error.position)
        before = text.encode()[:at].decode(errors="ignore") if _COUNTS_BYTES else text[:at]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = tr("YAML に使えない制御文字があります。取り除いてください。")
        raise DataFileError(Problem(path, place, message)) from error
    return DataFile(path, data, builder.places, builder.key_places)


def _decode(raw: bytes | str, path: str) -> str:
    if len(raw) > MAX_BYTES:
        message = tr(
            "ファイルが大きすぎます（{count:,} バイト、上限 {max_bytes:,}）。分けてください。",
            count=len(raw),
            max_bytes=MAX_BYTES,
        )
        raise DataFileError(Problem(path, Place(1, 1), message))
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig", errors="replace")
        place = Place(good.count("\n") + 1, len(good) - good.rfind("\n"))
        message = tr("UTF-8 として読めません。エディタで UTF-8 にして保存し直してください。")
        raise DataFileError(Problem(path, place, message)) from error


class _Builder:
    """Recursive descent over events; depth is bounded before Python's own stack could be."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Loc, Place] = {}
        self.key_places: dict[Loc, Place] = {}

    def fail(self, event: yaml.Event, message: str) -> DataFileError:
        return DataFileError(Problem(self.path, _place(event), message))

    def build(self, events: Iterator[yaml.Event]) -> Any:
        next(events)  # stream start
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            self.places[()] = Place(1, 1)
            return None
        value = self.value(next(events), events, ())
        next(events)  # document end
        extra = next(events)
        if not isinstance(extra, yaml.StreamEndEvent):
            raise self.fail(
                extra, tr("二つ目の文書（---）は使えません。一つのファイルに一つだけ書いてください。")
            )
        return value

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise self.fail(event, tr("別名（*…）は使えません。内容をそのまま書いてください。"))
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            raise self.fail(event, tr("ここには値がありません。"))
        if event.anchor is not None:
            raise self.fail(event, tr("目印（&…）は使えません。取り除いてください。"))
        if event.tag is not None:
            raise self.fail(event, tr("タグ（{tag}）は使えません。取り除いてください。", tag=event.tag))
        if len(loc) > MAX_DEPTH:
            raise self.fail(event, tr("入れ子が深すぎます（上限 {max_depth} 段）。", max_depth=MAX_DEPTH))
        self.places[loc] = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(event, events, (*loc, len(items))))
            return items
        return self.mapping(events, loc)

    def mapping(self, events: Iterator[yaml.Event], loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self.fail(event, tr("キーは目印もタグもない文字列にしてください。"))
            key = event.value
            if key in found:
                line = self.key_places[*loc, key].line
                raise self.fail(
                    event,
                    tr(
                        "キー「{key}」が重複しています（先のものは {line} 行目）。一方を消してください。",
                        key=key,
                        line=line,
                    ),
                )
            if key == "<<":
                raise self.fail(event, tr("併合キー（<<）は使えません。内容をそのまま書いてください。"))
            self.key_places[*loc, key] = _place(event)
            found[key] = None  # so that a duplicate inside its own value is seen as what it is
            found[key] = self.value(next(events), events, (*loc, key))
        return found


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    # PyYAML's stubs allow no mark; an event that was parsed always has one.
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


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
