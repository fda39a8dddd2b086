"""The widget of the feed: rows grow at the end, and the newest is brought into sight."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import ClassVar, cast

from textual import events
from textual.binding import BindingType

from simulator.language import msg
from simulator.tui.kit import commands
from simulator.tui.kit.block_lines import Block, lay_out
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.common import common
from simulator.tui.kit.selection import Selection
from simulator.tui.kit.target import Target
from simulator.tui.play.commands import DECIDE


class FeedView(BlockView):
    """A list of rows in which usually only the end changes.

    Five hundred injects are some thousand blocks, and laying all of them out for each new one would be
    noticeable. So blocks that are the same objects as before keep their lines.
    """

    # Two commands share Enter, and one of them is always disabled, so that the key bar says what Enter does
    # on the row. They do not clash, so each is a group of its own.
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(DECIDE), *commands.bindings(commands.OPEN)]
    HELP = msg("示されたものが順に並ぶ。条項の行は {list_open} で開き、選択肢の行は {play_decide} で決める。")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(rows=True, id=id)
        self._given: tuple[Block, ...] = ()
        self._newest = 0
        self._follows = True  # whether to keep the newest in sight, until somebody scrolls

    def grow(self, blocks: Iterable[Block], newest: int, choices: Sequence[Target] = ()) -> None:
        """Show these blocks; those from number `newest` on are new, and are brought into sight.

        The first new row is chosen, or the last one before. But while options with the targets `choices`
        wait, the choice stays among them, on the first unless another was chosen: Enter takes an option, so
        it must not take one that nobody has moved to.
        """
        given = tuple(blocks)
        same = common(self._given, given)
        if same == len(self._given) == len(given):
            return
        self._given = given
        with self.in_one_paint():
            chosen = self.target
            self._grow(given, same, newest)
            if choices:
                self._choice.choose(chosen if chosen in choices else choices[0])
        self.refresh_bindings()

    def _grow(self, given: tuple[Block, ...], same: int, newest: int) -> None:
        self._blocks = (*self._blocks[:same], *(block.harmless() for block in given[same:]))
        self._choice = Selection.grown(self._choice, self._blocks, same)
        stops = self._choice.stops
        self._choice.choose_number(min(bisect_left(stops, newest, key=itemgetter(0)), len(stops) - 1))
        if self._width:
            kept = bisect_left(self._lines, same, key=attrgetter("block"))
            self._strips = {key: strip for key, strip in self._strips.items() if cast("int", key[0]) < kept}
            del self._lines[kept:]
            self._lines += lay_out(self._blocks[same:], self._width, rows=True, first=same)
            self.measure_lines()
        self._newest = newest
        self._follows = True
        self.see_newest()

    @property
    def _on_option(self) -> bool:
        return isinstance(self.target, Target) and self.target.kind == "option"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter decides on the row of an option, and opens any other."""
        if action == "decide":
            return self._on_option
        return super().check_action(action, parameters) and not (action == "open" and self._on_option)

    def action_decide(self) -> None:
        """Take the chosen option."""
        self.action_open()

    def see_newest(self) -> None:
        """Bring the end into sight, or the beginning of the new rows if they do not fit."""
        self._layout(self._room())
        first = bisect_left(self._lines, self._newest, key=attrgetter("block"))
        first += self._blocks[self._newest].gap if self._newest < len(self._blocks) else 0
        end = len(self._lines) - self.size.height
        self.scroll_to(y=max(0, min(first, end)), animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the newest in sight, or the present place if somebody has scrolled away."""
        if self._follows:
            event.prevent_default()
            self.see_newest()

    def _move(self, step: int) -> bool:
        self._follows = False
        return super()._move(step)

    def on_mouse_scroll_down(self) -> None:
        """Stop keeping the newest in sight."""
        self._follows = False

    def on_mouse_scroll_up(self) -> None:
        """Stop keeping the newest in sight."""
        self._follows = False
