"""Words of the chrome that are still Japanese on an English page."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from simulator.document import load_guidelines

ENGLISH = Path(__file__).parents[2] / "simulator" / "language" / "en.po"
LETTERS = re.compile(r"[ぁ-ゖァ-ヺ一-龥々〆]")


@cache
def _keys() -> tuple[str, ...]:
    headings = {unit.heading for unit in load_guidelines().units}
    with ENGLISH.open("rb") as file:
        entries = list(read_po(file, locale="en"))
    found = {key for entry in entries for key in ((entry.id,) if isinstance(entry.id, str) else entry.id)}
    return tuple(
        key for key in found if len(LETTERS.findall(key)) >= 3 and "{" not in key and key not in headings
    )


def leftover(page: str) -> list[str]:
    """Japanese messages that stand in the page, other than in what it quotes and in headings of the text."""
    plain = re.sub(r"「[^」]*」", "", page)
    for unit in load_guidelines().units:
        for words in (unit.heading, *(sentence.text for sentence in unit.sentences)):
            plain = plain.replace(words, "") if words else plain
    return sorted(key for key in _keys() if key in plain)
