"""Make inputs: sound ones mangled, and ones grown from a grammar. The same seed makes the same inputs."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

Make = Callable[[random.Random], bytes]

# What people mistype, what parsers trip over, and what terminals obey.
PIECES = (
    *("：", ":", ": ", "-", "- ", "－ ", "\u3000", "\u00a0", "\t", "\n", "\r\n", "\r", "\x85", "\u2028"),
    *(
        "“",
        "”",
        '"',
        "'",
        "#",
        " #",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "、",
        "|",
        ">",
        "?",
        "*x",
        "&x ",
        "!t ",
        "%",
        "@",
    ),
    *(
        "<<: ",
        "---\n",
        "...\n",
        "~",
        "null",
        "true",
        "no",
        "1.10",
        "０",
        "-1",
        "1e999",
        ".inf",
        "nan",
        "0x1f",
    ),
    *(
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "👨\u200d👩",
        "e\u0301\u0301",
        "無",
        "=1+1",
        "\\",
        "$(x)",
    ),
)
MOST = 600_000  # characters of an input, above the limit of each format
NUMBERS = ("0", "-1", "1", "40", "601", "99999999999999999999", "9" * 400, "1.5", "1e400", "true")


def mangled(seeds: Sequence[str]) -> Make:
    """One of the sound texts with a few things done to it that people, editors and disks do."""

    def make(chance: random.Random) -> bytes:
        text = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            text = chance.choice(_CHANGES)(chance, text)
            text = text[:MOST]
        raw = text.encode("utf-8", errors="surrogatepass")
        if chance.random() < 0.02 and raw:
            at = chance.randrange(len(raw))
            raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
        return raw

    return make


def repacked(packed: bytes) -> Make:
    """A zip file, such as a spreadsheet is, with one of its parts mangled; now and then the file itself."""
    with zipfile.ZipFile(io.BytesIO(packed)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}

    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.2:
            at = chance.randrange(len(packed))
            return packed[:at] + bytes([chance.randrange(256)]) + packed[at + chance.choice((1, 1, 50)) :]
        name = chance.choice(sorted(parts))
        changed = mangled([parts[name].decode("utf-8", errors="replace")])(chance)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as whole:
            for each, content in parts.items():
                whole.writestr(zipfile.ZipInfo(each), changed if each == name else content)
        return file.getvalue()

    return make


def grown(keys: Sequence[str], words: Sequence[str], top: str = "") -> Make:
    """A value of any shape in JSON, which is YAML as well, after a fixed beginning."""

    def value(chance: random.Random, depth: int) -> Any:
        kind = chance.randrange(8 if depth < 4 else 5)
        if kind < 3:
            return chance.choice(words)
        if kind == 3:
            return chance.choice((None, True, False, 0, -1, 1.5, 10**30, float("inf"), "", "x" * 300))
        if kind == 4:
            return "".join(chance.choices(PIECES, k=chance.randrange(4)))
        if kind == 5:
            return [value(chance, depth + 1) for _ in range(chance.randrange(4))]
        return {chance.choice(keys): value(chance, depth + 1) for _ in range(chance.randrange(6))}

    def make(chance: random.Random) -> bytes:
        lines = [json.dumps(value(chance, 0), ensure_ascii=False) for _ in range(chance.choice((1, 1, 3)))]
        return (top + "\n".join(lines)).encode("utf-8", errors="surrogatepass")

    return make


def either(*makers: Make) -> Make:
    """One of the makers for each input."""
    return lambda chance: chance.choice(makers)(chance)


def _insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _replace(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at + chance.choice((1, 1, 2, 10)) :]


def _cut(chance: random.Random, text: str) -> str:
    at, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[:at] + text[end:] if chance.random() < 0.3 else text[:at] + text[at + 1 :]


def _drop_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return "".join(lines)


def _double_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        at = chance.randrange(len(lines))
        times = chance.choice((1, 1, 1, 3, 50, 1000 if chance.random() < 0.1 else 2))
        line = lines[chance.randrange(len(lines))]
        # No more than is kept: else making an input would take more memory than reading it.
        lines[at:at] = [line] * min(times, 1 + MOST // len(line))
    return "".join(lines)


def _shift_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        at = chance.randrange(len(lines))
        lines[at] = chance.choice((" ", "  ", "\t", "\u3000", "\u00a0")) + lines[at]
    return "".join(lines)


def _number(chance: random.Random, text: str) -> str:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    if not digits:
        return text
    at = chance.choice(digits)
    return text[:at] + chance.choice(NUMBERS) + text[at + 1 :]


def _swap_words(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _blow_up(chance: random.Random, text: str) -> str:
    if chance.random() < 0.9:
        return text
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice((*PIECES, "a", "IV.", "適切な")) * chance.choice((100, 5_000, 100_000))
        + text[at:]
    )


_CHANGES = (
    _insert,
    _insert,
    _replace,
    _replace,
    _cut,
    _drop_line,
    _double_line,
    _shift_line,
    _number,
    _swap_words,
    _blow_up,
)
