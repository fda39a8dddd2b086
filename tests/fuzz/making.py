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

    def make(draw: random.Random) -> bytes:
        text = draw.choice(seeds)
        for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
            text = draw.choice(_CHANGES)(draw, text)
            text = text[:MOST]
        raw = text.encode("utf-8", errors="surrogatepass")
        if draw.random() < 0.02 and raw:
            place = draw.randrange(len(raw))
            raw = raw[:place] + bytes([draw.randrange(256)]) + raw[place + 1 :]
        return raw

    return make


def repacked(packed: bytes) -> Make:
    """A zip file, such as a spreadsheet is, with one of its parts mangled; now and then the file itself."""
    with zipfile.ZipFile(io.BytesIO(packed)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}

    def make(draw: random.Random) -> bytes:
        if draw.random() < 0.2:
            at = draw.randrange(len(packed))
            return packed[:at] + bytes([draw.randrange(256)]) + packed[at + draw.choice((1, 1, 50)) :]
        name = draw.choice(sorted(parts))
        changed = mangled([parts[name].decode("utf-8", errors="replace")])(draw)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as whole:
            for part, content in parts.items():
                whole.writestr(zipfile.ZipInfo(part), changed if part == name else content)
        return file.getvalue()

    return make


def grown(keys: Sequence[str], words: Sequence[str], top: str = "") -> Make:
    """A value of any shape in JSON, which is YAML as well, after a fixed beginning."""

    def value(draw: random.Random, depth: int) -> Any:
        kind = draw.randrange(8 if depth < 4 else 5)
        if kind < 3:
            return draw.choice(words)
        if kind == 3:
            return draw.choice((None, True, False, 0, -1, 1.5, 10**30, float("inf"), "", "x" * 300))
        if kind == 4:
            return "".join(draw.choices(PIECES, k=draw.randrange(4)))
        if kind == 5:
            return [value(draw, depth + 1) for _ in range(draw.randrange(4))]
        return {draw.choice(keys): value(draw, depth + 1) for _ in range(draw.randrange(6))}

    def make(draw: random.Random) -> bytes:
        lines = [json.dumps(value(draw, 0), ensure_ascii=False) for _ in range(draw.choice((1, 1, 3)))]
        return (top + "\n".join(lines)).encode("utf-8", errors="surrogatepass")

    return make


def either(*makers: Make) -> Make:
    """One of the makers for each input."""
    return lambda draw: draw.choice(makers)(draw)


def _insert(draw: random.Random, text: str) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(PIECES) + text[at:]


def _replace(draw: random.Random, text: str) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(PIECES) + text[at + draw.choice((1, 1, 2, 10)) :]


def _cut(draw: random.Random, text: str) -> str:
    at, end = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
    return text[:at] + text[end:] if draw.random() < 0.3 else text[:at] + text[at + 1 :]


def _drop_line(draw: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        del lines[draw.randrange(len(lines))]
    return "".join(lines)


def _double_line(draw: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        at = draw.randrange(len(lines))
        times = draw.choice((1, 1, 1, 3, 50, 1000 if draw.random() < 0.1 else 2))
        line = lines[draw.randrange(len(lines))]
        # No more than is kept: else making an input would take more memory than reading it.
        lines[at:at] = [line] * min(times, 1 + MOST // len(line))
    return "".join(lines)


def _shift_line(draw: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        at = draw.randrange(len(lines))
        lines[at] = draw.choice((" ", "  ", "\t", "\u3000", "\u00a0")) + lines[at]
    return "".join(lines)


def _change_number(draw: random.Random, text: str) -> str:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    if not digits:
        return text
    at = draw.choice(digits)
    return text[:at] + draw.choice(NUMBERS) + text[at + 1 :]


def _swap_words(draw: random.Random, text: str) -> str:
    words = text.split(" ")
    one, other = draw.randrange(len(words)), draw.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _blow_up(draw: random.Random, text: str) -> str:
    if draw.random() < 0.9:
        return text
    at = draw.randrange(len(text) + 1)
    return (
        text[:at]
        + draw.choice((*PIECES, "a", "IV.", "適切な")) * draw.choice((100, 5_000, 100_000))
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
    _change_number,
    _swap_words,
    _blow_up,
)
