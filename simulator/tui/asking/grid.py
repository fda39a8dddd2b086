"""A table to move about in, cell by cell; its heading and first column stay in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.language import msg
from simulator.tui.asking import commands as keys
from simulator.tui.kit import commands
from simulator.tui.kit.block_lines import cursor_look
from simulator.tui.kit.content import Mark, content
from simulator.typography import cells, fit, pad, wrap

HEAD = 3  # lines of the heading, with its rule
NARROWEST = 18  # cells of a column, with the rule before it


class Grid(Widget, can_focus=True):
    """Rows of cells of `lines` lines each. Only whole rows and columns show; moving scrolls by them."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.LEFT,
        keys.RIGHT,
        commands.DOWN,
        commands.UP,
        commands.PAGE_DOWN,
        commands.PAGE_UP,
        commands.TOP,
        commands.BOTTOM,
        commands.OPEN,
    )
    HELP: ClassVar[str] = msg("行が機能、列が段階。矢印か j k で欄を移る。")

    @dataclass
    class Moved(Message):
        """Another cell is chosen."""

    @dataclass
    class Opened(Message):
        """Enter, or a click on the chosen cell."""

    def __init__(self, *, lines: int, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.lines = lines
        self.row = self.column = 0
        self._top = self._left = 0
        self._columns: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._cells: Sequence[Sequence[tuple[str, ...]]] = ()

    def show(
        self, columns: tuple[str, ...], names: tuple[str, ...], table: Sequence[Sequence[tuple[str, ...]]]
    ) -> None:
        """Fill the table: headings of columns, names of rows, and the lines of each cell."""
        self._columns, self._names, self._cells = columns, names, table
        self.move_to(self.row, self.column)

    def move_to(self, row: int, column: int) -> None:
        """Choose a cell, or the nearest there is, and bring it into sight."""
        before = self.row, self.column
        self.row = max(0, min(len(self._names) - 1, row))
        self.column = max(0, min(len(self._columns) - 1, column))
        self._reveal()
        self.refresh()
        if (self.row, self.column) != before:
            self.post_message(self.Moved())
            self.refresh_bindings()

    def _reveal(self) -> None:
        down, across = self._in_sight()
        self._top = max(0, min(max(self._top, self.row - down + 1), self.row, len(self._names) - down))
        last = len(self._columns) - across
        self._left = max(0, min(max(self._left, self.column - across + 1), self.column, last))

    def _in_sight(self) -> tuple[int, int]:
        """How many whole rows and columns have room."""
        down = max(1, (self.size.height - HEAD) // (self.lines + 1))
        across = max(1, (self.size.width - self._least) // NARROWEST)
        return down, min(across, max(1, len(self._columns)))

    @property
    def _least(self) -> int:
        """Cells that the column of names needs."""
        return 14 if self.size.width < 100 else 24

    @property
    def _first(self) -> int:
        """Cells of the column of names, with what the others leave over."""
        return max(self._least, self.size.width - self._wide * self._in_sight()[1])

    @property
    def _wide(self) -> int:
        """Cells of a column, with the rule before it."""
        return max(4, (self.size.width - self._least) // self._in_sight()[1])

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the chosen cell in sight."""
        self._reveal()
        self.refresh()

    def render(self) -> Content:
        """The rows and columns in sight."""
        down, across = self._in_sight()
        shown = range(self._left, min(self._left + across, len(self._columns)))
        marks: list[Mark] = []
        more = ("◂" if shown.start else " ") + ("▸" if shown.stop < len(self._columns) else " ")
        heads = [_broken(self._columns[column], self._wide - 2) for column in shown]
        lines = []
        for number in range(HEAD - 1):
            line = pad(f" {more}" if number == 0 else "", self._first)
            for words in heads:
                line += f"│{pad(f' {words[number]}' if number < len(words) else '', self._wide - 1)}"
            lines.append(line)
        head = "\n".join(lines)
        marks.append(Mark(0, len(head), "heading"))
        rule = "─" * self._first + ("┼" + "─" * (self._wide - 1)) * len(shown)
        marks.append(Mark(len(head) + 1, len(head) + 1 + len(rule), "quiet"))
        text = f"{head}\n{rule}"
        for row in range(self._top, min(self._top + down, len(self._names))):
            names = _broken(self._names[row], self._first - 1)
            for number in range(self.lines):
                text += "\n"
                at = len(text)
                text += pad(names[number] if number < len(names) else "", self._first)
                marks.append(Mark(at, len(text), "now" if row == self.row else "strong"))
                for column in shown:
                    at = len(text)
                    text += f"│{self._line(row, column, number)}"
                    marks.append(Mark(at, at + 1, "quiet"))
                    if (row, column) == (self.row, self.column):
                        marks.append(Mark(at + 1, len(text), cursor_look(self)))
                    elif number == self.lines - 1 or not self._cells[row][column][1]:
                        marks.append(Mark(at + 1, len(text), "quiet"))
            at = len(text) + 1
            text += f"\n{rule}"
            marks.append(Mark(at, len(text), "quiet"))
        return content(text, marks)

    def _line(self, row: int, column: int, number: int) -> str:
        sign = "▸" if (row, column, number) == (self.row, self.column, 0) else " "
        return pad(sign + fit(self._cells[row][column][number], self._wide - 2), self._wide - 1)

    def on_click(self, event: events.Click) -> None:
        """Choose the cell under the pointer; a click on the chosen one opens it."""
        at = event.get_content_offset(self)
        if at is None or at.y < HEAD or at.x < self._first:
            return
        row = self._top + (at.y - HEAD) // (self.lines + 1)
        column = self._left + (at.x - self._first) // self._wide
        if row >= len(self._names) or column >= len(self._columns):
            return
        if (row, column) == (self.row, self.column):
            self.post_message(self.Opened())
        self.move_to(row, column)

    def on_mouse_scroll_down(self) -> None:
        """A row down."""
        self.move_to(self.row + 1, self.column)

    def on_mouse_scroll_up(self) -> None:
        """A row up."""
        self.move_to(self.row - 1, self.column)

    def action_left(self) -> None:
        """A column to the left."""
        self.move_to(self.row, self.column - 1)

    def action_right(self) -> None:
        """A column to the right."""
        self.move_to(self.row, self.column + 1)

    def action_down(self) -> None:
        """Next row."""
        self.move_to(self.row + 1, self.column)

    def action_up(self) -> None:
        """Row before."""
        self.move_to(self.row - 1, self.column)

    def action_page_down(self) -> None:
        """One screenful down."""
        self.move_to(self.row + self._in_sight()[0], self.column)

    def action_page_up(self) -> None:
        """One screenful up."""
        self.move_to(self.row - self._in_sight()[0], self.column)

    def action_top(self) -> None:
        """First row."""
        self.move_to(0, self.column)

    def action_bottom(self) -> None:
        """Last row."""
        self.move_to(len(self._names) - 1, self.column)

    def action_open(self) -> None:
        """On to what the cell holds."""
        self.post_message(self.Opened())


def _broken(name: str, width: int) -> list[str]:
    return [name[line.start : line.end].rstrip() for line in wrap(name, width) if cells(name)]
