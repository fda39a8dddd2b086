"""Playing a scenario: the keys that move it."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.binding import BindingType

from simulator.exercise.events import Event
from simulator.language import msg, tr
from simulator.scenario import Inject
from simulator.tui.kit import commands
from simulator.tui.kit.commands import Command
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.moment import commands as walk_keys
from simulator.tui.moment.acts import Act
from simulator.tui.play import commands as keys
from simulator.tui.play.acts import play_act
from simulator.tui.play.silent import (
    OF_THE_FACILITATOR,
    ended,
    why_no_next,
    why_no_option,
    why_not_facilitating,
)
from simulator.tui.play.windows import PlayWindowsScreen

SPEEDS = (1, 2, 5, 10, 30, 60, 120, 240)


class PlayScreen(PlayWindowsScreen, inherit_bindings=False):
    """Steps by key or by clock, decisions by number; from an earlier moment by undoing or forking."""

    # All of them here, in the order in which the key bar shows them.
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.NEXT,
        *keys.OPTIONS,
        keys.PACE,
        keys.FASTER,
        keys.SLOWER,
        walk_keys.EARLIER,
        walk_keys.LATER,
        keys.JUMP,
        walk_keys.UNDO,
        walk_keys.REDO,
        keys.FORK,
        keys.BRANCHES,
        keys.VIEW,
        keys.VIEWS,
        keys.HOLD,
        keys.HELD,
        keys.ADD,
        walk_keys.NOTE,
        keys.TICK,
        walk_keys.CHANGES,
        keys.MEASURES,
        walk_keys.READ,
        keys.ASK,
        walk_keys.MATRIX,
        walk_keys.SYSTEMS,
        walk_keys.SECTION,
        walk_keys.SECTION_BACK,
        walk_keys.LANES,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    ANSWERED: ClassVar[tuple[Command, ...]] = (
        *PlayWindowsScreen.ANSWERED,
        keys.NEXT,
        *keys.OPTIONS,
        keys.PACE,
        *OF_THE_FACILITATOR,
    )
    HELP: ClassVar[str] = msg(
        "シナリオを演習する画面。左が段階、中が直前の遷移、右が示された状況付与。"
        "狭い画面では Tab で枠を切り替える。"
    )

    def action_next(self) -> None:
        """Show the next step, whatever the clock says."""
        if self.is_past():
            return
        if self.act(self.play.advance):
            self.show_head()
            self.tell_if_elsewhere()

    def action_option(self, number: int) -> None:
        """Take an option of the waiting decision."""
        decision = self.waiting
        if decision is None or self.is_past():
            return
        option = decision.options[number - 1]
        if self.act(lambda: self.play.decide(option.id)):
            self.show_head()

    def take(self, option: str) -> None:
        """Take the option whose row was chosen."""
        decision = self.waiting
        names = [one.id for one in decision.options] if decision else []
        if option in names:
            self.action_option(names.index(option) + 1)

    def enter(self, phase: str) -> None:
        """Open the clause of a phase: in a play it is the script that moves the phases."""
        profile = next(p for p in self.doctrine.profiles.values() if p.phase.value == phase)
        services(self).open_clause(profile.clause)

    def action_pace(self) -> None:
        """Start or stop the scenario clock."""
        if not self.is_past() and self.pace(running=not self.play.clock.running):
            self.follow_clock()
            self.show_title()

    def action_speed(self, step: int) -> None:
        """The next speed up or down."""
        speed = self.next_speed(step)
        if speed and self.pace(running=self.play.clock.running, speed=speed):
            self.show_title()
            self.refresh_bindings()

    def next_speed(self, step: int) -> float:
        """The speed above or below; 0 at the end of the scale."""
        now = self.play.clock.speed
        beyond = [float(speed) for speed in SPEEDS if (speed > now if step > 0 else speed < now)]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else 0.0

    def undo(self, to: int | None) -> bool:
        """Undo the last act, or all after a record; the clock stops."""
        self.halt()
        return self.act(lambda: self.play.undo(to))

    def redo(self) -> bool:
        """Take back an undo; the clock stops."""
        self.halt()
        return self.act(self.play.redo)

    def act_of(self, event: Event) -> Act:
        """What was done, as the view shown may know it."""
        return play_act(event, self.play.script, self.view)

    def action_hold(self) -> None:
        """Go past the next inject without showing it."""
        if self.is_past():
            return
        if self.act(self.play.hold_back):
            self.show_head()
            self.tell(tr("次の状況付与を控えました。H で一覧から示せます。"))

    def action_back(self) -> None:
        """Leave; what was done is kept, and the clock stops."""
        self.halt()
        super().action_back()

    def why_not(self, command: Command) -> str:
        """Why a key does nothing now; to a seat nothing is said that it may not know."""
        if command in OF_THE_FACILITATOR and (not self.view.is_facilitator or self.looking is None):
            return why_not_facilitating(command, self.view, cap_of(keys.VIEWS, self.app))
        if self.looking is not None or command in PlayWindowsScreen.ANSWERED:
            return super().why_not(command)
        decision = self.decision_at_head
        if command is keys.NEXT:
            return why_no_next(decision, self.view)
        return ended() if command is keys.PACE else why_no_option(decision, self.view)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        match action:
            case "next":
                head = self.exercise.state
                return self.looking is None and head.next is not None and not head.waiting
            case "option":
                decision = None if self.looking is not None else self.waiting
                return decision is not None and parameters[0] in range(1, len(decision.options) + 1)
            case "speed":
                ended = self.feed.has_ended(self.state)
                return not ended and bool(self.next_speed(cast("int", parameters[0])))
            case "pace":
                ended = self.feed.has_ended(self.state)
                return self.looking is None and (self.play.clock.running or not ended)
            case "hold":
                mine = self.view.is_facilitator and self.looking is None
                return mine and isinstance(self.next_step, Inject)
            case "held":
                return self.view.is_facilitator and bool(self.exercise.state.held)
            case "view":
                return self.view.is_facilitator or len(self.play.scenario.seats) > 1
            case "add":
                return self.view.is_facilitator and self.looking is None
        return super().check_action(action, parameters)
