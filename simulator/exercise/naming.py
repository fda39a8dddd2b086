"""Names that this program gives and records: kept in Japanese, shown in the language spoken.

A record must not depend on who listened: the same exercise is read in either language.
"""

from __future__ import annotations

import re

from simulator.language import msg, tr

WALK_TITLE = msg("段階を歩く")  # an exercise that plays no scenario; a scenario's title is its author's
UNTITLED = msg("（題名は読めない）")
MAIN = msg("本筋")
FACILITATOR = msg("進行役")
_BRANCH = msg("分岐{number}")
_OURS = {WALK_TITLE, UNTITLED, MAIN, FACILITATOR}
_NUMBERED = re.compile(_BRANCH.format(number=r"(\d+)"))


def branch_name(number: int) -> str:
    """What a branch is recorded as if nobody names it."""
    return _BRANCH.format(number=number)


def shown_name(name: str) -> str:
    """A recorded title, branch or sender: ours in the language spoken, what people wrote as it stands."""
    if numbered := _NUMBERED.fullmatch(name):
        return tr(_BRANCH, number=numbered[1])
    return tr(name) if name in _OURS else name
