"""Faults of a file as YAML, all at once, and the file with those blanked that leave the rest readable.

The loader (`simulator.datafile`) stops at the first thing it refuses. Blanking keeps every line and column,
so that the loader can then read on and later checks speak of the author's own places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from simulator.datafile import Place
from simulator.datafile.loader import MAX_DEPTH
from simulator.language import tr
from simulator.scenario.check.diagnostics import Code

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*(?P<after>\s*)")
_NOT_A_BREAK = re.compile(r"[^\r\n\x85\u2028\u2029]")


class _Mark(NamedTuple):
    """Where an event begins or ends: in characters from the start of the text, and in lines and columns."""

    offset: int
    place: Place


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the loader refuses, how many characters it takes, what it is, and what to do."""

    code: Code
    place: Place
    length: int
    message: str
    advice: str


@dataclass
class Syntax:
    """What a scan found. `spans` holds where each plain value or key that begins at a place ends.

    `readable` is the text with its faults blanked, or None if something was left that cannot be read on.
    """

    text: str
    faults: list[Fault] = field(default_factory=list)
    spans: dict[Place, Place] = field(default_factory=dict)
    readable: str | None = None


@dataclass(slots=True)
class _Frame:
    """An open collection. `key` is what the next value belongs to; a mapping without one wants a key."""

    is_mapping: bool
    keys: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    doubled_from: int | None = None


class _StopError(Exception):
    """Nothing after this can be read."""


def scan(text: str) -> Syntax:
    """Look through the event stream. Raises yaml.YAMLError where it breaks; never builds a value."""
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self.found = Syntax(text)
        self.blanks: list[tuple[int, int]] = []
        self.stack: list[_Frame] = []

    def run(self) -> Syntax:
        events = iter(yaml.parse(self.found.text, Loader=_LOADER))
        try:
            self.document(events)
        except _StopError:
            return self.found
        self.found.readable = self.blanked()
        return self.found

    def document(self, events: Iterator[yaml.Event]) -> None:
        begun = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if begun:
                    self.second(event)
                    return
                begun = True
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.value_ended(_start(event).offset)
            elif isinstance(event, yaml.NodeEvent):
                self.node(event)

    def second(self, event: yaml.Event) -> None:
        start = _start(event).offset
        self.fault(
            Code.SECOND_DOCUMENT,
            event,
            3,
            tr("二つ目の文書（---）があります。"),
            tr("一つのファイルに一つのシナリオだけを書き、ほかは別のファイルにしてください。"),
        )
        self.blank(start, len(self.found.text))

    def node(self, event: yaml.NodeEvent) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame and frame.is_mapping and frame.key is None:
            self.key(event, frame)
            return
        if isinstance(event, yaml.AliasEvent):
            self.fault(
                Code.ALIAS,
                event,
                len(str(event.anchor)) + 1,
                tr("別名（*{anchor}）は使えません。", anchor=event.anchor),
                tr("指している内容をそのまま書いてください。"),
            )
            raise _StopError
        self.properties(event)
        if len(self.stack) > MAX_DEPTH:
            self.fault(
                Code.TOO_DEEP,
                event,
                1,
                tr("入れ子が深すぎます（上限 {max_depth} 段）。", max_depth=MAX_DEPTH),
                tr("条件や並びを浅くしてください。"),
            )
            raise _StopError
        if isinstance(event, yaml.ScalarEvent):
            self.span(event)
            self.value_ended(_mark(event.end_mark).offset)
        else:
            self.stack.append(_Frame(isinstance(event, yaml.MappingStartEvent)))

    def properties(self, event: yaml.NodeEvent) -> None:
        """Anchors and tags: said, and blanked."""
        if event.anchor is not None:
            self.fault(
                Code.ALIAS,
                event,
                len(event.anchor) + 1,
                tr("目印（&{anchor}）は使えません。", anchor=event.anchor),
                tr("取り除き、同じ内容を使うところにもそのまま書いてください。"),
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.fault(
                Code.TAG, event, 1, tr("タグ（{tag}）は使えません。", tag=tag), tr("取り除いてください。")
            )
        at = _start(event).offset
        for _ in range((event.anchor is not None) + (tag is not None)):
            if match := _PROPERTY.match(self.found.text, at):
                self.blank(match.start(), match.start("after"))
                at = match.end()

    def key(self, event: yaml.NodeEvent, frame: _Frame) -> None:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            self.fault(
                Code.ODD_KEY,
                event,
                1,
                tr("キーが、目印もタグもない文字列ではありません。"),
                tr("「キー: 値」の形に書いてください。"),
            )
            raise _StopError
        frame.key = event.value
        self.span(event)
        if event.value == "<<":
            self.fault(
                Code.ODD_KEY,
                event,
                2,
                tr("併合キー（<<）は使えません。"),
                tr("内容をそのまま書いてください。"),
            )
            raise _StopError
        line = _start(event).place.line
        if event.value in frame.keys:
            self.fault(
                Code.DUPLICATE_KEY,
                event,
                len(event.value),
                tr(
                    "キー「{key}」が重複しています（先のものは {line} 行目）。",
                    key=event.value,
                    line=frame.keys[event.value],
                ),
                tr("一方を消してください。"),
            )
            frame.doubled_from = _start(event).offset
        else:
            frame.keys[event.value] = line

    def value_ended(self, end: int) -> None:
        """A mapping's value is complete: the next event is a key; a doubled entry is blanked as a whole."""
        if self.stack and self.stack[-1].is_mapping:
            frame = self.stack[-1]
            frame.key = None
            if frame.doubled_from is not None:
                self.blank(frame.doubled_from, end)
                frame.doubled_from = None

    def span(self, event: yaml.ScalarEvent) -> None:
        self.found.spans[_start(event).place] = _mark(event.end_mark).place

    def blank(self, start: int, end: int) -> None:
        self.blanks.append((start, end))

    def blanked(self) -> str:
        """The text with spaces for every character in `blanks` but the line breaks."""
        parts: list[str] = []
        done = 0
        for start, end in sorted(self.blanks):
            parts += [
                self.found.text[done:start],
                _NOT_A_BREAK.sub(" ", self.found.text[max(done, start) : end]),
            ]
            done = max(done, end)
        return "".join([*parts, self.found.text[done:]])

    def fault(self, code: Code, event: yaml.Event, length: int, message: str, advice: str) -> None:
        self.found.faults.append(Fault(code, _start(event).place, length, message, advice))


def _start(event: yaml.Event) -> _Mark:
    return _mark(event.start_mark)


def _mark(mark: Any) -> _Mark:
    # PyYAML's stubs allow no mark; an event that was parsed always has one.
    return _Mark(mark.index, Place(mark.line + 1, mark.column + 1)) if mark else _Mark(0, Place(1, 1))
