"""Text that would act on a terminal or deceive its reader, and a scenario that has it in every field."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOSTILE = {
    "markup": "[/ [/] [bold [@click=app.quit]終了[/] {0} %s",
    "escapes": "\x1b[2J\x1b]0;owned\x07\x1b]52;c;cHduZWQ=\x07\x9b31m"
    "\x1b]8;;http://a.invalid\x1b\\押す\x1b]8;;\x9d0;b\x9c\x90\x85",
    "bidi": "\u202egnp.exe\u202c \u2066a\u2069 \u200f\u061cشارك \u05e9\u05dc\u05d5\u05dd",
    "zero width": "a\u200bb\u200d\ufeffc\u2060\u00ad\ufffe\uffff\ufff9\U000e0041",
    "clusters": "👨\u200d👩\u200d👧\u200d👦 ❤\ufe0f 🇯🇵🇺🇸🇯 👍🏽 ᄒ\u1161\u11ab a\u2028b\u2029c ﷽𒐫",
    "combining": "e" + "\u0301" * 10_000,
    "one long line": "無" * 340_000,  # a megabyte in UTF-8
}
LONG = "one long line"
# All the short ones in one text, where a test is of the place that shows them and may show them all.
TOGETHER = {
    "together": " ".join(text for text in HOSTILE.values() if len(text) < 1_000),
    "combining": HOSTILE["combining"],
}
# Every field of the format that takes free text, by its path.
FIELDS = (
    *("title", "summary", "audience", "objectives.0.text", "hotwash.0"),
    *("steps.0.text", "steps.0.notes", "steps.1.from", "steps.1.text", "steps.1.expect.0", "steps.1.notes"),
    *(
        "steps.2.text",
        "steps.2.answer",
        "steps.3.text",
        "steps.3.options.0.text",
        "steps.3.options.0.feedback",
    ),
    *("steps.3.options.0.effects.0.because", "steps.4.because", "steps.5.title", "steps.5.text"),
)
SHORT = {"title": 40}  # what the format limits
MOST = 7  # long texts in one file, which may have half a megabyte
LONGEST = 24_000  # characters of each, three bytes a character


def plain() -> dict[str, Any]:
    """A scenario with a step of each kind."""
    option = {"feedback": "講評。", "cites": ["IV.B.p1"]}
    effect = {"trigger": "juyo", "because": "影響。"}
    attack = {"trigger": "hassei", "because": "攻撃。", "cites": ["IV.C.2.a.p1"]}
    return {
        "schema": 1,
        "title": "試し",
        "summary": "短い。",
        "objectives": [{"id": "one", "text": "学ぶ。"}],
        "audience": "試験",
        "difficulty": "basic",
        "duration": 10,
        "seats": ["sdf", "japan_government"],
        "hotwash": ["どうか。"],
        "steps": [
            {"note": "n", "at": "0:00", "text": "区切り。", "notes": "覚え", "objectives": ["one"]},
            {
                "inject": "i",
                "at": "0:01",
                "from": "防衛省",
                "to": ["sdf"],
                "mode": "report",
                "text": "知らせ。",
                "expect": ["対応"],
                "notes": "覚え",
            },
            {"question": "q", "at": "0:02", "text": "問い。", "answer": "答え。", "cites": ["IV.A.p1"]},
            {
                "decision": "d",
                "at": "0:03",
                "seat": "sdf",
                "text": "判断。",
                "options": [
                    {
                        "id": "a",
                        "text": "上げる。",
                        "effects": [effect],
                        **option,
                    },
                    {"id": "b", "text": "上げない。", **option},
                ],
            },
            {"transition": "t", "at": "0:04", **attack},
            {"ending": "e", "at": "0:05", "title": "終わり", "text": "ここまで。"},
        ],
    }


def put(scenario: dict[str, Any], field: str, text: str) -> None:
    """Write a text into the field at that path."""
    *way, last = field.split(".")
    place: Any = scenario
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    place[int(last) if last.isdigit() else last] = text[: SHORT.get(field, len(text))]


def scenarios(kind: str) -> Iterator[dict[str, Any]]:
    """Scenarios that have the text in each of the fields, as many at once as a file may hold."""
    text = HOSTILE[kind]
    at_once = MOST if len(text) > LONGEST else len(FIELDS)
    text = text[:LONGEST]
    for start in range(0, len(FIELDS), at_once):
        scenario = plain()
        for field in FIELDS[start : start + at_once]:
            put(scenario, field, text)
        yield scenario


def written(scenario: dict[str, Any], folder: Path, name: str = "hostile") -> Path:
    """Write a scenario to a file, with escapes for what YAML does not take raw; long lines stay long."""
    path = folder / f"{name}.yaml"
    source = json.dumps(scenario, ensure_ascii=False)
    if not source.isprintable():
        source = "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in source)
    path.write_text(source, "utf-8")
    return path


# Characters that act on a terminal (all but the line feed), and those that deceive a reader.
ACTS = frozenset(map(chr, (*range(10), *range(11, 0x20), *range(0x7F, 0xA0))))
DECEIVES = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067"
    "\u2068\u2069\ufeff\ufff9\ufffe\uffff\U000e0041"
)


def acting(text: str) -> set[str]:
    """The characters in what was printed that act on a terminal."""
    return set(text) & ACTS


def deceiving(text: str) -> set[str]:
    """The characters in what was printed that nobody sees, and lone surrogates."""
    return set(text) & DECEIVES | {char for char in text if "\ud800" <= char <= "\udfff"}
