"""Which Japanese words of the chrome stand on an English page."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from simulator.document import load_guidelines
from simulator.scenario import scenario_files

FOLDER = Path(__file__).parent
ENGLISH = FOLDER.parents[1] / "simulator" / "language" / "en.po"
LETTERS = re.compile(r"[ぁ-ゖァ-ヺ一-龥々〆]")


@cache
def _keys() -> tuple[str, ...]:
    """The messages that no text and no scenario has, of three or more Japanese characters."""
    document = load_guidelines()
    sources = [unit.heading + unit.text for unit in document.units]
    sources += [
        path.read_text("utf-8") for path in (*scenario_files(), *FOLDER.parent.glob("tui/playing.py"))
    ]
    quoted = "\n".join(sources)
    with ENGLISH.open("rb") as file:
        entries = list(read_po(file, locale="en"))
    keys = {key for entry in entries for key in ((entry.id,) if isinstance(entry.id, str) else entry.id)}
    return tuple(
        key for key in keys if len(LETTERS.findall(key)) >= 3 and "{" not in key and key not in quoted
    )


def leftover(page: str) -> list[str]:
    """The Japanese messages on the page, without those that the text or a scenario has too."""
    plain = re.sub(r"「[^」]*」", "", page)
    return sorted(key for key in _keys() if key in plain)
