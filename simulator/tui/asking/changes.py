"""The screen of what changes from one situation to another: measures with a filter, wording word by word."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from simulator.doctrine import Actor, Basis, Function, Phase, load_doctrine
from simulator.language import msg, tr
from simulator.machine import Configuration
from simulator.tui.asking import commands as keys
from simulator.tui.asking.change_rows import (
    BY_ACTOR,
    BY_FUNCTION,
    Passing,
    change_count,
    change_rows,
    filter_rows,
    wording_rows,
)
from simulator.tui.asking.situation import toggled
from simulator.tui.asking.stations import passing_stations
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target

ANY = "any"


class ChangesScreen(PaneScreen):
    """Compares `before` and `after`, which can be changed on the screen without changing the exercise."""

    PANES: ClassVar[tuple[str, ...]] = ("filter", "changes", "wording")
    CITING: ClassVar[tuple[str, ...]] = ("changes", "wording")
    # The toolkit would focus the first pane, and race with our own focus.
    AUTO_FOCUS: ClassVar[str] = "#changes"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.ACTOR,
        keys.FUNCTION,
        keys.BASIS,
        *keys.TOGGLE,
        keys.TURN,
        keys.CLEAR,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    HELP: ClassVar[str] = msg(
        "段階が変わると、何が加わり、続き、終わるか。行う者・機能・根拠で絞れる。"
        "機能を選ぶと、文言の違いを語ごとに示す。{situation_heiji}–{situation_saigai} で移る先を、"
        "{changes_turn} で向きを変えても、演習は変わらない。"
    )
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "filter": msg(
            "絞り方。行を {list_open} で選ぶ。機能の行には、加わる・終わる・続く措置の数を添える。"
        ),
        "changes": msg(
            "措置を、加わる・終わる・続くに分け、それぞれの根拠を示す。{list_open} で条項を開く。"
        ),
        "wording": msg("選んだ機能の文言を、前の最も近い文と並べる。{list_open} で条項を開く。"),
    }

    def __init__(self, before: Configuration, after: Configuration) -> None:
        super().__init__()
        self.doctrine = load_doctrine()
        self.passing = Passing(before, after)

    def compose(self) -> ComposeResult:
        """The band, tabs (when narrow), the filter, the changes, the wording, keys."""
        yield Band()
        yield PaneTabs((tr("絞る"), tr("何が変わるか"), tr("文言の違い")))
        with Horizontal(classes="asking"):
            with Vertical(id="filter-pane", classes="pane asked"):
                yield BlockView(rows=True, id="filter")
            with Vertical(id="changes-pane", classes="pane answered"):
                yield BlockView(rows=True, id="changes")
            with Vertical(id="wording-pane", classes="pane answered"):
                yield BlockView(rows=True, id="wording")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin without a filter."""
        self.query_one("#filter-pane").border_title = content(f" {tr('絞る')} ")
        self.ask()
        self.focus_pane("changes")

    def ask(self, **change: Any) -> None:
        """Show the changes, with these parts of the question replaced."""
        self.passing = dataclasses.replace(self.passing, **change)
        before, after = self.passing.before, self.passing.after
        count = change_count(self.doctrine, before, after)
        self.query_one(Band).show_stations(passing_stations(self.doctrine, before, after, count), keys.TOGGLE)
        filter_view, caps = self.query_one("#filter", BlockView), partial(cap_of, app=self.app)
        filter_view.show(filter_rows(self.doctrine, self.passing, caps), choose=filter_view.target)
        self.query_one("#changes", BlockView).show(change_rows(self.doctrine, self.passing, caps))
        self.query_one("#wording", BlockView).show(wording_rows(self.doctrine, self.passing, caps))
        title = f" {self.passing.before.label} → {self.passing.after.label} "
        self.query_one("#changes-pane").border_title = content(title)
        function = self.passing.function
        title = tr("文言の違い ▸ {function}", function=function.label) if function else tr("文言の違い")
        self.query_one("#wording-pane").border_title = content(f" {title} ")

    def action_actor(self) -> None:
        """Choose who acts."""
        acting = (a for a in Actor if any(a in m.actors for m in self.doctrine.measures))
        rows = [Block(tr("すべて"), target=ANY), *(Block(a.label, target=a.value) for a in acting)]
        self.app.push_screen(Chooser(tr("行う者"), rows, self.passing.actor or ANY), self._actor)

    def _actor(self, chosen: str | None) -> None:
        if chosen is not None:
            self.ask(actor=None if chosen == ANY else Actor(chosen))

    def action_function(self) -> None:
        """Choose what it is about."""
        rows = [Block(tr("すべて"), target=ANY), *(Block(f.label, target=f.value) for f in Function)]
        self.app.push_screen(Chooser(tr("機能"), rows, self.passing.function or ANY), self._function)

    def _function(self, chosen: str | None) -> None:
        if chosen is not None:
            self.ask(function=None if chosen == ANY else Function(chosen))

    def action_basis(self) -> None:
        """Switch between both bases, express words only, and readings only."""
        order = (None, Basis.TEXT, Basis.READING)
        self.ask(basis=order[(order.index(self.passing.basis) + 1) % len(order)])

    def action_situation(self, name: str) -> None:
        """Change the situation after."""
        try:
            after = toggled(self.passing.after, Phase(name))
        except ValueError as error:
            services(self).say(tr("{error}。", error=error), warning=True)
            return
        self.ask(after=after)

    def action_turn(self) -> None:
        """Swap before and after."""
        self.ask(before=self.passing.after, after=self.passing.before)

    def action_clear(self) -> None:
        """Clear the filter; the situation stays."""
        self.ask(actor=None, function=None, basis=None)

    @on(Band.Picked)
    def _pick_phase(self, message: Band.Picked) -> None:
        self.action_situation(message.phase.value)

    @on(BlockView.Opened, "#filter")
    def _choose(self, message: BlockView.Opened) -> None:
        match message.target:
            case Function() as function:
                self.ask(function=None if function is self.passing.function else function)
            case target if target == BY_ACTOR:
                self.action_actor()
            case target if target == BY_FUNCTION:
                self.action_function()
            case _:
                self.action_basis()

    @on(BlockView.Opened, "#changes")
    @on(BlockView.Opened, "#wording")
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.of(message.target)
        services(self).doors.open_clause(target.name, (target.quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        if action == "clear":
            return self.passing.filtered
        return super().check_action(action, parameters)
