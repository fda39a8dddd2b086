"""A table of short cells; its heading, first column and legend stay in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.language import msg
from simulator.tui.asking import table_commands
from simulator.tui.kit import commands
from simulator.tui.kit.answering import say_end
from simulator.tui.kit.block_lines import cursor_look
from simulator.tui.kit.content import Mark, content
from simulator.typography import cells, fit, pad

LEAST = 15  # cells of the column of names
MOST = 28
SPARE = 3  # free lines besides heading and rows from which rules and the legend are shown

Look = tuple[tuple[str, str], ...]  # the words of a cell, each with its look


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its heading, a longer one if there is room, and the width of its widest cell."""

    short: str
    long: str
    width: int
    now: bool = False


class Grid(Widget, can_focus=True):
    """One line for each row. Columns that do not fit scroll into sight, always whole."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        table_commands.LEFT,
        table_commands.RIGHT,
        commands.DOWN,
        commands.UP,
        commands.PAGE_DOWN,
        commands.PAGE_UP,
        commands.TOP,
        commands.BOTTOM,
        commands.OPEN,
    )
    HELP: ClassVar[str] = msg(
        "行が機能、列が段階。矢印か {list_down} {list_up} で欄を移る。{list_open} で欄の文へ。"
    )

    @dataclass
    class Moved(Message):
        """Posted when another cell is chosen."""

    @dataclass
    class Opened(Message):
        """Posted on Enter, or a click on the chosen cell."""

    def __init__(
        self,
        opens: Callable[[int, int], bool],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`opens` tells whether the cell of a row and column has anything to open."""
        super().__init__(id=id)
        self._opens = opens
        self.row = self.column = 0
        self._top = self._left = self._through = 0
        self._columns: tuple[GridColumn, ...] = ()
        self._names: tuple[str, ...] = ()
        self._cells: Sequence[Sequence[Look]] = ()
        self._corner = self._legend = ""

    def show(
        self,
        columns: tuple[GridColumn, ...],
        names: tuple[str, ...],
        table: Sequence[Sequence[Look]],
        legends: tuple[str, str],
        through: int = 0,
    ) -> None:
        """Fill the table. `legends`: a short one for the corner, and a full line if there is room.

        At first the columns up to number `through` are in sight, if that leaves the chosen one there.
        """
        self._columns, self._names, self._cells = columns, names, table
        self._corner, self._legend = legends
        self._through = through
        self.move_to(self.row, self.column)

    def move_to(self, row: int, column: int) -> None:
        """Choose a cell, or the nearest existing one, and bring it into sight."""
        before = self.row, self.column
        self.row = max(0, min(len(self._names) - 1, row))
        self.column = max(0, min(len(self._columns) - 1, column))
        self._reveal()
        self.refresh()
        if (self.row, self.column) != before:
            self.post_message(self.Moved())
            self.refresh_bindings()

    def _reveal(self) -> None:
        if not self.size:  # not laid out yet, so no column would seem to have room
            return
        down = self._rows_in_sight
        self._top = max(0, min(max(self._top, self.row - down + 1), self.row, len(self._names) - down))
        self._left = min(self._left, self.column)
        while self._left < self.column and self.column not in self._in_sight():
            self._left += 1
        while self._left and len(self._columns) - 1 in self._in_sight(self._left - 1):
            self._left -= 1  # fill the room to the right

    @property
    def _roomy(self) -> bool:
        """Whether there is room for a rule below the heading and a legend below the rows."""
        return self.size.height >= len(self._names) + 1 + SPARE

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height - (1 + SPARE if self._roomy else 1))

    def _in_sight(self, left: int | None = None) -> range:
        """The columns that have room, from `left` on (by default from the first in sight)."""
        first = self._left if left is None else left
        free = self.size.width - LEAST
        last = first
        while last < len(self._columns) and self._columns[last].width + 1 <= free:
            free -= self._columns[last].width + 1
            last += 1
        return range(first, max(last, first + 1))

    def _widths(self) -> tuple[int, list[int]]:
        """Cells of the column of names, and of each column in sight with the blank before it."""
        columns = [self._columns[number] for number in self._in_sight()]
        taken = sum(column.width + 1 for column in columns)
        name = max(LEAST, min(MOST, self.size.width - taken))
        share = max(0, self.size.width - name - taken) // max(1, len(columns))
        return name, [column.width + 1 + min(share, 8) for column in columns]

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the chosen cell in sight; at the first size, also the columns that should be seen at first."""
        while self.size and self._left < self.column and self._through > self._in_sight()[-1]:
            self._left += 1
        if self.size:
            self._through = 0
        self._reveal()
        self.refresh()

    def render(self) -> Content:
        """The rows and columns in sight."""
        if not self._columns:
            return content("")
        shown = self._in_sight()
        name, widths = self._widths()
        marks: list[Mark] = []
        text = self._heading(shown, name, widths, marks)
        if self._roomy:
            text += "\n" + "─" * (name + sum(widths))
            marks.append(Mark(text.rindex("\n") + 1, len(text), "quiet"))
        for row in range(self._top, min(self._top + self._rows_in_sight, len(self._names))):
            at = len(text) + 1
            text += "\n" + pad(fit(self._names[row], name - 1), name)
            marks.append(Mark(at, len(text), "now" if row == self.row else "strong"))
            for column, width in zip(shown, widths, strict=True):
                text += self._cell(row, column, width, len(text), marks)
        if self._roomy:
            text += f"\n\n{fit(self._legend, self.size.width)}"
            marks.append(Mark(text.rindex("\n") + 1, len(text), "quiet"))
        return content(text, marks)

    def _heading(self, shown: range, name: int, widths: list[int], marks: list[Mark]) -> str:
        more = ("◂" if shown.start else "") + ("▸" if shown.stop < len(self._columns) else "")
        text = pad(more + ("" if self._roomy else fit(self._corner, name - 1 - cells(more))), name)
        marks.append(Mark(0, len(text), "quiet"))
        for number, width in zip(shown, widths, strict=True):
            column = self._columns[number]
            sign = "●" if column.now else ""
            room = width - 1 - cells(sign)
            label = column.long if cells(column.long) <= room else column.short
            at = len(text)
            text += " " + pad(sign + fit(label, room), width - 1)
            marks.append(Mark(at, len(text), "now" if number == self.column else "heading"))
        return text

    def _cell(self, row: int, column: int, width: int, at: int, marks: list[Mark]) -> str:
        chosen = (row, column) == (self.row, self.column)
        text = "▸" if chosen else " "
        for words, look in self._cells[row][column]:
            if not chosen:
                marks.append(Mark(at + len(text), at + len(text) + len(words), look))
            text += words
        text = pad(fit(text, width), width)
        if chosen:
            marks.append(Mark(at, at + len(text), cursor_look(self)))
        return text

    def on_click(self, event: events.Click) -> None:
        """Choose the cell under the pointer, or a heading's column; a click on the chosen cell opens it."""
        at = event.get_content_offset(self)
        head = 2 if self._roomy else 1
        name, widths = self._widths()
        if at is None or not 0 <= at.y < head + self._rows_in_sight or at.x < name:
            return
        row, x = self._top + at.y - head if at.y >= head else self.row, at.x - name
        for column, width in zip(self._in_sight(), widths, strict=True):
            if x < width and row < len(self._names):
                if (row, column) == (self.row, self.column) and at.y >= head:
                    self.post_message(self.Opened())
                self.move_to(row, column)
                return
            x -= width

    def on_mouse_scroll_down(self) -> None:
        """A row down."""
        self.move_to(self.row + 1, self.column)

    def on_mouse_scroll_up(self) -> None:
        """A row up."""
        self.move_to(self.row - 1, self.column)

    def _step(self, down: int, right: int) -> None:
        """Move the choice; at the edge of the table, say that it goes no further."""
        before = self.row, self.column
        self.move_to(self.row + down, self.column + right)
        if (self.row, self.column) == before:
            say_end(self, down + right)

    def action_left(self) -> None:
        """A column to the left."""
        self._step(0, -1)

    def action_right(self) -> None:
        """A column to the right."""
        self._step(0, 1)

    def action_down(self) -> None:
        """Next row."""
        self._step(1, 0)

    def action_up(self) -> None:
        """Row before."""
        self._step(-1, 0)

    def action_page_down(self) -> None:
        """One screenful down."""
        self._step(self._rows_in_sight, 0)

    def action_page_up(self) -> None:
        """One screenful up."""
        self._step(-self._rows_in_sight, 0)

    def action_top(self) -> None:
        """First row."""
        self._step(-self.row or -1, 0)

    def action_bottom(self) -> None:
        """Last row."""
        self._step(len(self._names), 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer opening only on a cell that has something to open."""
        if action == "open":
            return self._opens(self.row, self.column)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the cell."""
        self.post_message(self.Opened())
