"""A list of blocks to choose from, or a text with places to open: the keys, clicks and messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from simulator.tui.kit import commands
from simulator.tui.kit.answering import say_end
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.lines_view import LinesView
from simulator.tui.kit.target import Aim, Target

__all__ = ["Block", "BlockView"]


@dataclass
class ViewMessage(Message):
    """What happened in a view of blocks."""

    view: BlockView

    @property
    def control(self) -> BlockView:
        """The view, for `@on(BlockView.Opened, "#id")`."""
        return self.view


class BlockView(LinesView, can_focus=True, inherit_bindings=False):
    """Blocks one below the other.

    With `rows`, blocks with a target are chosen by moving; without, keys scroll, and `n`/`N` walk the
    marks that have a target. `measure` limits the line to so many cells. The toolkit's own scrolling keys
    are not inherited, because they would take ← and → from the screen and have no help.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.DOWN,
        commands.UP,
        commands.PAGE_DOWN,
        commands.PAGE_UP,
        commands.TOP,
        commands.BOTTOM,
        commands.OPEN,
        commands.NEXT_MARK,
        commands.PREVIOUS_MARK,
    )
    HELP: ClassVar[str] = ""
    opens = True  # False where rows are chosen for other keys only
    walks_marks = True  # False while the screen uses `n` and `N` for something else

    @dataclass
    class Opened(ViewMessage):
        """A target was opened by Enter or a click."""

        target: Aim

    @dataclass
    class Chosen(ViewMessage):
        """The choice moved to another row."""

        target: Aim

    @dataclass
    class Linked(ViewMessage):
        """Underlined words were clicked whose target differs from that of their row.

        It means the same on every screen, so the app answers it.
        """

        target: Target

    def _move(self, step: int) -> bool:
        changed = self._choice.move(step)
        self._reveal()
        if changed:
            self.refresh_bindings()
            if self.rows:
                self.post_message(self.Chosen(self, self.target))
        return changed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable keys that would do nothing, so that neither key bar nor help offers them."""
        if action == "open":
            return self.opens and self.target is not None
        if action in ("next_mark", "previous_mark"):
            return self.walks_marks and not self.rows and bool(self.targets)
        return super().check_action(action, parameters)

    def action_down(self) -> None:
        """Next row, or one line down."""
        if not self.rows or not self._move(1):
            self._scroll(1)  # there may be text to read below the last row

    def action_up(self) -> None:
        """Row before, or one line up."""
        if not self.rows or not self._move(-1):
            self._scroll(-1)

    def _scroll(self, lines: int) -> None:
        """Scroll by so many lines; where there is nothing more to see, say so."""
        if self.is_vertical_scroll_end if lines > 0 else self.scroll_offset.y == 0:
            say_end(self, lines)
        else:
            self.scroll_relative(y=lines, animate=False)

    def _page(self, direction: int) -> None:
        height = max(1, self.size.height - 1)
        here = self._choice.here
        if not self._lines:
            return  # a key may come before the first layout
        if not self.rows or here is None:
            self._scroll(direction * height)
        else:
            chosen_line = next(y for y, line in enumerate(self._lines) if line.block == here[0])
            page_line = max(0, min(len(self._lines) - 1, chosen_line + direction * height))
            chosen_number = self._choice.last_at(self._lines[page_line].block)
            if not self._move(chosen_number - self._choice.number or direction):
                self._scroll(direction * height)

    def action_page_down(self) -> None:
        """One screenful down."""
        self._page(1)

    def action_page_up(self) -> None:
        """One screenful up."""
        self._page(-1)

    def action_top(self) -> None:
        """To the first row or line."""
        if not (self.rows and self._move(-len(self.targets))) and self.scroll_offset.y == 0:
            say_end(self, -1)
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        """To the last row or line."""
        if not (self.rows and self._move(len(self.targets))) and self.is_vertical_scroll_end:
            say_end(self, 1)
        self.scroll_to(y=len(self._lines), animate=False)

    def action_next_mark(self) -> None:
        """To the next mark that can be opened."""
        if not self._move(1):
            say_end(self, 1)

    def action_previous_mark(self) -> None:
        """To the mark before."""
        if not self._move(-1):
            say_end(self, -1)

    def action_open(self) -> None:
        """Open what is chosen."""
        if self.opens and self.target is not None:
            self.post_message(self.Opened(self, self.target))

    def on_click(self, event: events.Click) -> None:
        """Choose and open what was clicked: underlined words under the pointer, else the row."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y + self.scroll_offset.y >= len(self._lines):
            return
        line = self._lines[offset.y + self.scroll_offset.y]
        place = line.index_at(self._blocks[line.block].text, offset.x)
        number = self._choice.under(line.block, place)
        link = self._link(line.block, place)
        if number is not None or link:
            event.stop()
        if number is not None:
            self._choice.choose_number(number)
            self._move(0)
        if link:
            self.post_message(self.Linked(self, link))
        elif number is not None:
            self.action_open()

    def _link(self, number: int, place: int | None) -> Target | None:
        """The target of underlined words at a character of a block, if a click would open another one."""
        from simulator.tui.kit.links import link_in  # noqa: PLC0415 - rows are built of blocks, and home of few

        block = self._blocks[number]
        for mark in block.marks:
            # Without rows, marks with a target are what is chosen.
            is_link_only = self.rows or mark.target is None
            if is_link_only and mark.look == "link" and place is not None and mark.start <= place < mark.end:
                return link_in(block, mark)
        return None
