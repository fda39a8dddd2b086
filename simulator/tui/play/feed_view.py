"""The widget of the feed: rows grow at the end, and the newest is brought into sight."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import ClassVar, cast

from textual import events
from textual.binding import BindingType

from simulator.language import msg
from simulator.tui.kit import commands
from simulator.tui.kit.block_lines import Block, lay_out
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.common import common_length
from simulator.tui.kit.target import Target
from simulator.tui.play.commands import DECIDE
from simulator.tui.play.feed import Moment


class FeedView(BlockView):
    """A list of rows in which usually only the end changes.

    Five hundred injects are some thousand blocks, and laying all of them out for each new one would be
    noticeable. So moments that are the same as before keep their blocks and lines; none of these is copied.
    """

    # Two commands share Enter, and one of them is always disabled, so that the key bar says what Enter does
    # on the row. They do not clash, so each is a group of its own.
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(DECIDE), *commands.bindings(commands.OPEN)]
    HELP = msg("示されたものが順に並ぶ。条項の行は {list_open} で開き、選択肢の行は {play_decide} で決める。")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(rows=True, id=id)
        self._moments: Sequence[Moment] = ()
        self._starts: list[int] = []  # the number of each moment's first block
        self._blocks = self._grown = list[Block]()
        self._newest = 0
        self.takes = True  # whether an option can be taken, not only read
        self._follows = True  # whether to keep the newest in sight, until somebody scrolls

    def grow(
        self, moments: Sequence[Moment], newest: int, choices: Sequence[Target] = (), *, takes: bool = True
    ) -> None:
        """Show these moments; the one of number `newest` is new, and is brought into sight.

        The first new row is chosen, or the last one before. But while options with the targets `choices`
        wait, the choice stays among them, on the first unless another was chosen: Enter takes an option, so
        it must not take one that nobody has moved to. `takes` is false where they can only be read.
        """
        self.takes = takes
        same = common_length(self._moments, moments)
        if same == len(self._moments) == len(moments):
            return
        self._moments = moments
        with self.in_one_paint():
            chosen = self.target
            self._grow(same)
            self._choose_newest(self._starts[newest])
            if choices:
                self._choice.choose(chosen if chosen in choices else choices[0])
        self.refresh_bindings()

    def _grow(self, same: int) -> None:
        """Keep the blocks and lines of the first `same` moments, and lay out those of the rest."""
        same_blocks = self._starts[same] if same < len(self._starts) else len(self._grown)
        del self._grown[same_blocks:], self._starts[same:]
        for moment in self._moments[same:]:
            self._starts.append(len(self._grown))
            self._grown += [block.harmless() for block in moment.rows]
        fresh = self._grown[same_blocks:]
        self._choice.grow(same_blocks, fresh)
        if self._width:
            line = bisect_left(self._lines, same_blocks, key=attrgetter("block"))
            self._strips = {key: strip for key, strip in self._strips.items() if cast("int", key[0]) < line}
            del self._lines[line:]
            self._lines += lay_out(fresh, self._width, rows=True, first=same_blocks)
            self.measure_lines()

    def _choose_newest(self, first: int) -> None:
        """Choose the first row from this block on, or the last before it; and bring the end into sight."""
        stops = self._choice.stops
        self._choice.choose_number(min(bisect_left(stops, first, key=itemgetter(0)), len(stops) - 1))
        self._newest = first
        self._follows = True
        self.see_newest()

    @property
    def is_on_option(self) -> bool:
        """Whether the row of an option is chosen."""
        return isinstance(self.target, Target) and self.target.kind == "option"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter decides on the row of an option, and opens any other."""
        if action == "decide":
            return self.is_on_option and self.takes
        return super().check_action(action, parameters) and not (action == "open" and self.is_on_option)

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
