"""Gather every message into `simulator/language/en.po`, keeping what is translated, and compile `en.mo`.

Messages are what the code passes to `tr`, `tr_count` and `msg`, our own words in the data about the text,
and the headings of the text. `--check` changes nothing and fails where a message is missing, left
over, unfinished, or has other places than its Japanese.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CODE = ROOT / "simulator"
LANGUAGE = CODE / "language"
# What we say about the text, in its data files; every other value there is an id or quoted from the text.
OURS = {
    "title", "why", "note", "notes", "about", "label_note", "message", "name", "participants", "role",
    "strength", "reason", "none", "remark",
}  # fmt: skip
_JAPANESE = re.compile(r"[\u3001-\u9fff\uff01-\uffef]")
_HEADING = re.compile(r"#+ +(\S+) +(.*)")
_STAMP = datetime(2026, 1, 1, tzinfo=UTC)  # the catalogue says nothing about when it was made

Entry = tuple[str | tuple[str, str], str]


class _Renewed(Catalog):
    """A catalogue that does not name the version of Babel: its bytes depend on the messages alone."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The headers, the last one ended by a newline as the format asks."""
        kept = [(name, value.rstrip()) for name, value in super().mime_headers if name != "Generated-By"]
        return [*kept[:-1], (kept[-1][0], kept[-1][1] + "\n")]


def gather() -> Iterator[Entry]:
    """Every message with the file it is in, in the order of files."""
    for path in sorted(CODE.rglob("*.py")):
        for message in _in_calls(ast.parse(path.read_text("utf-8"))):
            yield message, _name(path)
    for path in sorted([*CODE.glob("doctrine/data/**/*.yaml"), *CODE.glob("document/*.yaml")]):
        for words in _ours(yaml.safe_load(path.read_text("utf-8"))):
            yield words, _name(path)
    text = CODE / "document" / "guidelines-2015.md"
    for line in text.read_text("utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            yield heading[2], _name(text)


def _in_calls(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """The messages that a module passes to our functions; Babel's own reader does not look into f-strings."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("tr" | "msg"), args=[ast.Constant(str(text)), *_]):
                yield text
            case ast.Call(func=ast.Name("tr_count"), args=[ast.Constant(str(text)), *_]):
                yield text, text


def _ours(data: object, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _ours(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from _ours(value, key)
    elif key in OURS and isinstance(data, str) and _JAPANESE.search(data):
        yield data


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def renewed(old: Catalog) -> Catalog:
    """A catalogue of today's messages with the translations of `old`."""
    new = _Renewed(
        locale="en", domain="shishin", project="shishin", version="1", charset="utf-8",
        copyright_holder="", creation_date=_STAMP, revision_date=_STAMP, fuzzy=False,
        header_comment="# English for the chrome. `make catalogue` renews the file and keeps each msgstr.",
    )  # fmt: skip
    for message, where in gather():
        known = old.get(message[0] if isinstance(message, tuple) else message)
        english = known.string if known else None
        if isinstance(message, tuple) and isinstance(english, str):
            english = (english, english)
        elif isinstance(message, str) and isinstance(english, tuple):
            english = english[-1]
        new.add(message, english, locations=[(where, 0)])
    return new


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the English of each message."""
    for entry in catalogue:
        if not entry.id:
            continue
        japanese = entry.id if isinstance(entry.id, str) else entry.id[0]
        for english in (entry.string or "",) if isinstance(entry.string, str | None) else entry.string:
            if not english:
                yield f"not translated: {japanese}"
            elif not _places(english) <= _places(japanese) or (
                isinstance(entry.id, str) and _places(english) != _places(japanese)
            ):
                yield f"other places: {japanese}\n           in: {english}"


def _places(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as people read it, and as the program does."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=0, sort_by_file=False, include_lineno=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Make the two files, or with `--check` say what is wrong; the number of faults decides the status."""
    po, mo = LANGUAGE / "en.po", LANGUAGE / "en.mo"
    old = read_po(io.BytesIO(po.read_bytes()), locale="en") if po.exists() else Catalog(locale="en")
    new = renewed(old)
    wrong = list(faults(new))
    files = dict(zip((po, mo), written(new), strict=True))
    if "--check" in arguments:
        wrong += [
            f"{_name(path)} is not what `make catalogue` makes"
            for path, raw in files.items()
            if not path.exists() or path.read_bytes() != raw
        ]
    else:
        for path, raw in files.items():
            path.write_bytes(raw)
    for fault in wrong:
        print(fault, file=sys.stderr)
    print(f"{len(new)} messages, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
