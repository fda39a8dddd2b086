"""Names that this program gives and records: kept in Japanese, shown in the language spoken.

A record does not depend on the language spoken: the same exercise can be read in either.
"""

from __future__ import annotations

import re
from unicodedata import category

from simulator.language import msg, tr

WALK_TITLE = msg("段階を歩く")  # title of an exercise without a scenario; a scenario has its author's title
UNTITLED = msg("（題名は読めない）")
MAIN = msg("本筋")
FACILITATOR = msg("進行役")
LONGEST_TITLE = 1000  # characters; an import refuses a longer one
_NO_LETTERS = {"Cc", "Cs", "Zl", "Zp"}  # control characters, undecodable bytes, line ends
_BRANCH = msg("分岐{number}")
_OURS = {WALK_TITLE, UNTITLED, MAIN, FACILITATOR}
_NUMBERED = re.compile(_BRANCH.format(number=r"(\d+)"))


def title_of(text: str) -> str:
    """What a person wrote as a title. Raises `ValueError` with what to write instead."""
    title = text.strip()
    if not title:
        raise ValueError(tr("題名が空です。何か書いてください。"))
    if len(title) > LONGEST_TITLE:
        raise ValueError(tr("題名が長すぎます（{most}字まで）。", most=LONGEST_TITLE))
    if any(category(char) in _NO_LETTERS for char in title):
        raise ValueError(tr("題名に、改行や制御文字は使えません。一行の文字で書いてください。"))
    return title


def branch_name(number: int) -> str:
    """The name that a branch is recorded under if nobody names it."""
    return _BRANCH.format(number=number)


def shown_name(name: str) -> str:
    """A recorded title, branch or sender: our names in the language spoken, a person's words unchanged."""
    if numbered := _NUMBERED.fullmatch(name):
        return tr(_BRANCH, number=numbered[1])
    return tr(name) if name in _OURS else name
