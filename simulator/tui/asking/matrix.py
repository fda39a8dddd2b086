"""Function × phase: the table, and the page of the chosen cell with the change of wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from simulator.doctrine import Measure, Phase, load_doctrine
from simulator.doctrine.matrix import COLUMNS, copied, csv_table, matrix
from simulator.language import msg, tr
from simulator.tui.asking import commands as keys
from simulator.tui.asking import table_commands
from simulator.tui.asking.grid import Grid
from simulator.tui.asking.matrix_rows import (
    cell_look,
    cell_rows,
    cell_title,
    columns,
    legends,
    wording_rows,
    wording_title,
)
from simulator.tui.asking.stations import column_stations
from simulator.tui.kit import commands
from simulator.tui.kit.answering import OF_A_KEY
from simulator.tui.kit.band import BOX_LINES, LINES, Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of, keys_of
from simulator.tui.kit.saving import csv_file
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target

FRAME = 2  # lines


class MatrixScreen(PaneScreen):
    """Marks the columns of `phases`, the present situation, and begins at the first of them."""

    PANES: ClassVar[tuple[str, ...]] = ("grid", "cell", "wording")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-broad")]  # noqa: RUF012 - the toolkit's own
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.ASK_CELL,
        table_commands.LEFT,
        table_commands.RIGHT,
        table_commands.COPY,
        table_commands.CSV,
        *keys.TOGGLE,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "cell": msg("選んだ欄の措置と、その条項。{list_open} で開く。"),
        "wording": msg("選んだ欄の文言を、左の欄の最も近い文と並べる。{list_open} で条項を開く。"),
    }
    HELP: ClassVar[str] = msg(
        "どの機能が、どの段階に、いくつの措置で置かれるかの表。「明3解8」は、本文の語で三つ、解釈で八つ。"
        "選んだ欄の措置と、左の欄との文言の違いが、別の枠に出る。"
        "{situation_heiji}–{situation_saigai} か上の帯で段階の列へ移る。"
        "狭い画面では {pane_next} で枠を切り替える。"
    )

    def __init__(self, phases: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.doctrine = load_doctrine()
        self.rows = matrix(self.doctrine)
        self.phases = phases

    def compose(self) -> ComposeResult:
        """The band, tabs (when narrow), table, the chosen cell and its wording, keys."""
        yield Band(roomy=self.least_lines(BOX_LINES))
        yield PaneTabs((tr("機能 × 段階"), tr("選んだ欄"), tr("文言の違い")))
        with Container(id="matrix-body"):
            with Vertical(id="grid-pane", classes="pane"):
                yield Grid(self._has_measures, id="grid")
            with Container(id="cell-body"):
                with Vertical(id="cell-pane", classes="pane"):
                    yield BlockView(rows=True, id="cell")
                with Vertical(id="wording-pane", classes="pane"):
                    yield BlockView(rows=True, id="wording")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start on the present phase."""
        self.query_one("#grid-pane").border_title = content(f" {tr('機能 × 段階')} ")
        cells = [[cell_look(row.cells[column], column) for column in COLUMNS] for row in self.rows]
        names = tuple(row.function.label for row in self.rows)
        self.grid.show(columns(self.rows, self.phases), names, cells, legends(), through=COLUMNS.index("VI"))
        start = next((n for n, column in enumerate(COLUMNS) if column in self.phases), 1)
        self.grid.move_to(0, start)
        self._show_cell()
        self.focus_pane("grid")

    def show_current(self) -> None:
        """Show the half of a wide screen that the cell's two panes share, if either is current."""
        super().show_current()
        away = self.PANES[self.current_pane] != "grid"
        self.query_one("#cell-body").set_class(away, "-current")
        self.query_one(PaneTabs).set_class(away, "-needed")  # a free line for the whole table

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    def least_lines(self, band: int) -> int:
        """The least lines of a terminal in which a band of this height leaves room for the whole table."""
        return band + 1 + len(self.rows) + 1 + FRAME

    @on(events.Resize)
    def _show_band_where_the_table_stays_whole(self) -> None:
        """Hide the band on a small screen, where digits and headings are enough to choose columns."""
        spare = FRAME if self.narrow else 0  # narrow panes have no frame
        self.query_one(Band).display = self.size.height >= self.least_lines(LINES) - spare

    @on(Band.Picked)
    def _pick_phase(self, message: Band.Picked) -> None:
        self.action_situation(message.phase.value)

    def action_situation(self, name: str) -> None:
        """Move to the column of a phase."""
        self.grid.move_to(self.grid.row, COLUMNS.index(name))

    @on(Grid.Moved)
    def _show_cell(self) -> None:
        row, column = self.rows[self.grid.row], COLUMNS[self.grid.column]
        now = frozenset(map(Phase, self.phases))
        self.query_one(Band).show_stations(column_stations(self.doctrine, column, now), keys.TOGGLE)
        self.query_one("#cell", BlockView).show(cell_rows(self.doctrine, row, column))
        self.query_one("#cell-pane").border_title = content(f" {cell_title(row, column)} ")
        self.query_one("#wording", BlockView).show(wording_rows(self.doctrine, row, column))
        self.query_one("#wording-pane").border_title = content(f" {wording_title(row, column)} ")

    def _measures(self, row: int, column: int) -> tuple[Measure, ...]:
        """What a cell has to open."""
        cell = self.rows[row].cells[COLUMNS[column]]
        return (*cell.own, *cell.continuing)

    def _has_measures(self, row: int, column: int) -> bool:
        return bool(self._measures(row, column))

    @on(Grid.Opened)
    def _to_cell(self) -> None:
        """Open the sentence of a cell with one measure; else move to the list of its measures."""
        measures = self._measures(self.grid.row, self.grid.column)
        if len(measures) == 1:
            services(self).doors.open_clause(measures[0].sentence, (measures[0].quote,))
        elif measures:
            self.focus_pane("cell")
        else:
            self._tell_that_silent()

    def _tell_that_silent(self) -> None:
        words = tr(
            "この欄に、本文の定めはありません。{key} で尋ねられます。", key=cap_of(keys.ASK_CELL, self.app)
        )
        services(self).say(words, cause=OF_A_KEY)

    def on_key(self, event: events.Key) -> None:
        """Say why a cell in which the text is silent does not open."""
        opening = self.grid.has_focus and event.key in keys_of(commands.OPEN, self.app)
        if opening and not self._measures(self.grid.row, self.grid.column):
            event.stop()
            self._tell_that_silent()

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.of(message.target)
        services(self).doors.open_clause(target.name, (target.quote,))

    def action_copy(self) -> None:
        """Copy the cell with its citations."""
        row, column = self.rows[self.grid.row], COLUMNS[self.grid.column]
        services(self).copies.copy(copied(self.doctrine, row, column))

    def action_left(self) -> None:
        """The cell to the left, also while its page has the focus."""
        self.grid.action_left()

    def action_right(self) -> None:
        """The cell to the right."""
        self.grid.action_right()

    def action_ask(self) -> None:
        """Ask the text about the function of the cell, in its phase."""
        row, column = self.rows[self.grid.row], COLUMNS[self.grid.column]
        phases = frozenset({column}) if column in set(Phase) else self.phases
        services(self).doors.open_ask(phases, row.function.value, self.phases)

    def action_csv(self) -> None:
        """Write the whole table to a new file."""
        services(self).copies.give_file("shishin-matrix.csv", csv_file(csv_table(self.doctrine, self.rows)))
