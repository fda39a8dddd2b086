"""Countries: no real one but Japan and the United States is named; fictional ones are declared and used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from simulator.datafile import Loc
from simulator.language import tr
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.outline import Word
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.steps import KINDS

NAMES = Path(__file__).parent.parent / "data" / "countries.txt"

# Keys whose values are ids, words of closed sets or the Guidelines' own words: not the author's prose.
_NOT_PROSE = frozenset(
    (
        *KINDS,
        *("schema", "start", "begins", "date", "weekday", "difficulty", "countries", "stands_for"),
        *("id", "at", "file", "after", "next", "mode", "to", "seat", "when", "trigger", "set", "clear"),
        *("cites", "clause", "quote"),
    )
)
_KATAKANA, _LATIN = "ァ-ヺー", "A-Za-z"
# 訓練中国内では、審議中国会は: after a kanji, 中 ends one word and 国 begins the next.
_CHINA = "国(?:(?<![一-龥々]中国)|(?![内外会民家境旗籍際土交益]))"  # after its 中
_FICTIONAL = re.compile(r"(?<![A-Za-zＡ-Ｚａ-ｚ])([A-ZＡ-Ｚ])国(?!際)")  # not A国際空港
_LISTED = re.compile(r"(?<![A-Za-z.])([A-Z])(?=[、・やと及並両])")  # both letters of 「A、B両国」


@cache
def real_countries() -> re.Pattern[str]:
    """Group `name` is a real country; a word that only contains one matches without it."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith(("#", "- "))]
    others = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    # The longest first: 北マリアナ諸島 before マリ, 中国地方 before 中国.
    either = sorted([(name, True) for name in names] + [(word, False) for word in others], key=_by_length)
    # By their first character, which hardly any character of a text is, and then with a letter first in each:
    # a text of nothing but first letters takes a tenth of the time of trying all names at each place.
    by_first: dict[str, list[str]] = {}
    for word, real in either:
        pattern = _bounded_rest(word) if real else re.escape(word[1:])
        by_first.setdefault(word[0], []).append(pattern)
    branches = "|".join(f"{re.escape(initial)}(?:{'|'.join(rests)})" for initial, rests in by_first.items())
    return re.compile(f"(?=[{''.join(map(re.escape, sorted(by_first)))}])(?:{branches})")


def _by_length(entry: tuple[str, bool]) -> tuple[int, str]:
    return -len(entry[0]), entry[0]


def _bounded_rest(name: str) -> str:
    """The name after its first letter, not inside a longer word of katakana or letters."""
    if name == "中国":
        return _CHINA
    pattern = re.escape(name[1:])
    for letters in (_KATAKANA, _LATIN):
        if re.match(f"[{letters}]", name):
            pattern += f"(?<![{letters}]{re.escape(name)})"  # タイ in スタイル, Oman in Roman
        if re.search(f"[{letters}]$", name):
            pattern += f"(?![{letters}])"
    return pattern


@cache
def _not_countries() -> frozenset[str]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line.removeprefix("- ") for line in lines if line.startswith("- "))


def named_countries(text: str) -> list[str]:
    """The real countries that a text names, each once, in order."""
    names = (match.group() for match in real_countries().finditer(text))
    return list(dict.fromkeys(name for name in names if name not in _not_countries()))


def check_countries(manuscript: Manuscript) -> Iterator[Finding]:
    """Every text of the file, and the list of fictional countries."""
    declared = list(outline.words(outline.top(manuscript.data), "countries"))
    declared_names = {word.text for word in declared}
    names_used: set[str] = set()
    letters: set[str] = set()
    for word in prose(manuscript.data, ()):
        for name in named_countries(word.text):
            yield manuscript.finding(
                Code.REAL_COUNTRY,
                word.loc,
                tr("実在の国・地域の名「{name}」があります。", name=name),
                tr("日本と米国のほかは、A国、B国 などの架空の国にしてください。"),
                word=name,
            )
        for match in _FICTIONAL.finditer(word.text):
            name = unicodedata.normalize("NFKC", match.group())
            if name not in declared_names and name not in names_used:
                yield manuscript.finding(
                    Code.UNDECLARED_COUNTRY,
                    word.loc,
                    tr("「{name}」が「countries」にありません。", name=name),
                    tr(
                        "いちばん上の「countries」に {name} を加えるか、宣言した国に直してください。",
                        name=name,
                    ),
                    word=match.group(),
                )
            names_used.add(name)
        letters.update(_LISTED.findall(word.text))
    for country in declared:
        if not _FICTIONAL.fullmatch(country.text):
            continue  # its form is wrong, which `form` reports
        if country.text not in names_used and country.text[0] not in letters:
            yield manuscript.finding(
                Code.UNUSED_COUNTRY,
                country.loc,
                tr("「{country}」は文に一度も出てきません。", country=country.text),
                tr("「countries」から消すか、文で使ってください。"),
            )


def prose(value: Any, loc: Loc) -> Iterator[Word]:
    """Every text that a person wrote for people to read."""
    if isinstance(value, str):
        yield Word(loc, value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            # The objectives of a step are ids, those of the scenario are mappings.
            if not (isinstance(item, str) and loc and loc[-1] == "objectives"):
                yield from prose(item, (*loc, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_PROSE:
                yield from prose(item, (*loc, key))
