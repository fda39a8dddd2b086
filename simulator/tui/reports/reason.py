"""Take a decision with the class's own reason: the option first, then one line."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from simulator.exercise.told import ToldOption
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.rows import RowText

_LONGEST = 300  # characters of a reason


def ask_reason(
    screen: Screen[None], options: tuple[ToldOption, ...], decide: Callable[[str, str], None]
) -> None:
    """Ask for option and reason, then call `decide` with both; the reason may be empty."""
    rows = [option_row(option) for option in options]

    def chosen(option: str | None) -> None:
        if option is None:
            return

        def reasoned(reason: str | None) -> None:
            if reason is not None:
                decide(option, reason)

        screen.app.push_screen(Prompt(tr("組の理由（なくてもよい）"), "", _LONGEST), reasoned)

    screen.app.push_screen(Chooser(tr("理由を書いて決める"), rows, measure=70), chosen)


def option_row(option: ToldOption) -> Block:
    """An option as a row that can be chosen; a closed one shows its reason, and cannot be chosen."""
    line = RowText().add(option.text.strip(), "quiet" if option.closed else "")
    if option.closed:
        line.add(tr("（選べない: {why}）", why=option.closed), "quiet")
    return line.block(label=str(option.number), indent=3, target=None if option.closed else option.id)
