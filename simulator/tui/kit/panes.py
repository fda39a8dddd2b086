"""A screen of panes: side by side where there is room, one at a time under tabs where there is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar, Protocol

from textual import actions, events, messages, on
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.commands import Command, command_of
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target


class Keeper(Protocol):
    """Knows whether something on a screen is unsaved, and closes what was opened for the screen."""

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose something."""

    def save_unasked(self) -> None:
        """Save what can be saved without asking, because the program ends."""

    def leave(self, then: Callable[[], object]) -> None:
        """Leave by calling `then`, perhaps only after asking."""

    def close(self) -> None:
        """Close what was opened for the screen."""


def _never() -> bool:
    return False


class PaneScreen(Screen[None]):
    """Panes are containers `#NAME-pane` (class `pane`), each with a `#NAME` that takes the focus.

    The current one has the focus. A narrow screen shows only the current one, which has the class `-current`.
    """

    PANES: ClassVar[tuple[str, ...]] = ()
    # The panes whose chosen row may cite a sentence that can be copied.
    CITING: ClassVar[tuple[str, ...]] = ()
    LISTS_EXERCISES: ClassVar[bool] = False  # whether this screen shows kept exercises
    PANE_HELP: ClassVar[Mapping[str, str]] = {}  # messages of the catalogue, for `?` in a pane

    _current = 0
    _looks_later = False

    def __init__(self) -> None:
        super().__init__()
        self.keeper: Keeper | None = None  # set if leaving could lose something
        self._deeds: dict[str, Deed] = {}
        self._watches: Callable[[], bool] = _never  # whether another process records

    def take_up(self, *parts: Deeds) -> None:
        """Set `action_NAME`, which the toolkit calls, for the actions of this screen's parts."""
        for part in parts:
            for name, deed in part.items():
                self._deeds[name] = deed
                setattr(self, f"action_{name}", deed.do)

    def on_mount(self) -> None:
        """Set the classes of the width before the first layout.

        The toolkit sets them after it. A narrow screen would be laid out as a wide one first, and seen so.
        """
        breakpoints = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or []
        fitting = [(least, name) for least, name in breakpoints if least <= self.app.size.width]
        if fitting:
            self.add_class(max(fitting)[1])
        self.show_current()

    def take_up_watching(self, watches: Callable[[], bool]) -> None:
        """From now on nothing that is recorded works while `watches` gives true."""
        self._watches = watches

    def records(self, command: Command) -> bool:
        """Whether a command of this screen changes what is kept."""
        _, action, _ = actions.parse(command.action)
        deed = self._deeds.get(action)
        return deed is not None and deed.records

    def commands(self) -> Iterator[Command]:
        """The commands that this screen binds."""
        for binding in self.BINDINGS:
            command = command_of(binding) if isinstance(binding, Binding) else None
            if command:
                yield command

    @contextmanager
    def in_one_look(self) -> Iterator[None]:
        """Check only once, at the end, which keys work now, not for every changed pane."""
        looked_later, self._looks_later = self._looks_later, True
        try:
            yield
        finally:
            self._looks_later = looked_later
        self.refresh_bindings()

    @contextmanager
    def in_no_look(self) -> Iterator[None]:
        """Do not check which keys work, because nothing inside changes that."""
        looked_later, self._looks_later = self._looks_later, True
        try:
            yield
        finally:
            self._looks_later = looked_later

    def refresh_bindings(self) -> None:
        """Check which keys work now."""
        if not self._looks_later:
            super().refresh_bindings()

    def post_message(self, message: Message) -> bool:
        """Take a message, unless it asks for a layout because a scroll bar has another size.

        The list of the bar, which places it, asks for itself; the toolkit would lay out the screen once more.
        Here, because of several such messages in the queue the toolkit keeps only the last.
        """
        if isinstance(message, messages.Layout) and isinstance(message.widget, ScrollBar):
            return False
        return super().post_message(message)

    @property
    def hides_scripts(self) -> bool:
        """Whether a class looks at this screen, so that scenarios must not be looked up over it."""
        return False

    def on_unmount(self) -> None:
        """Close what was opened for this screen."""
        if self.keeper:
            self.keeper.close()

    @property
    def current_pane(self) -> int:
        """Number of the current pane, from 0."""
        return self._current

    @property
    def narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self.has_class("-narrow")

    def make_current(self, name: str) -> None:
        """Mark a pane as current, without moving the focus."""
        self._current = self.PANES.index(name)
        self.query_one(PaneTabs).current = self._current
        if self.narrow:  # setting the class repaints, which is useless where all panes are shown
            self.show_current()

    def show_current(self) -> None:
        """Set the class `-current` on the current pane only."""
        for number, name in enumerate(self.PANES):
            self.query_one(f"#{name}-pane").set_class(number == self._current, "-current")

    @on(events.Resize)
    def _show_current_when_narrow(self) -> None:
        self.show_current()

    def focus_pane(self, name: str) -> None:
        """Give the focus to a pane.

        At once, before the other pane is hidden: the toolkit takes the focus from what it hides, so a later
        change of focus could be lost.
        """
        self.set_focus(self.query_one(f"#{name}"))
        self.make_current(name)

    def on_descendant_focus(self) -> None:
        """Follow a focus that came by a click, by where it is now."""
        for node in self.focused.ancestors_with_self if self.focused else ():
            name = (node.id or "").removesuffix("-pane")
            if node.has_class("pane") and name in self.PANES:
                self.make_current(name)

    def action_next_pane(self) -> None:
        """Focus the next pane; on a narrow screen it is then the one shown."""
        self.focus_pane(self.PANES[(self.current_pane + 1) % len(self.PANES)])

    def action_previous_pane(self) -> None:
        """The pane before."""
        self.focus_pane(self.PANES[(self.current_pane - 1) % len(self.PANES)])

    @on(PaneTabs.Picked)
    def _pick(self, message: PaneTabs.Picked) -> None:
        self.focus_pane(self.PANES[message.number])

    @property
    def cited(self) -> str:
        """The sentence that the chosen row of the current pane cites; empty if it cites none."""
        pane = self.PANES[self.current_pane]
        target = self.query_one(f"#{pane}", BlockView).target if pane in self.CITING else None
        return target.name if isinstance(target, Target) and target.kind in ("cite", "step") else ""

    def action_back(self) -> None:
        """Back to the screen below."""
        self.app.pop_screen()

    def action_copy_citation(self) -> None:
        """Copy the sentence of the chosen row with its citation."""
        services(self).copies.copy_citation(self.cited)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        if deed := self._deeds.get(action):
            return deed.works(*parameters) and not (deed.records and self._watches())
        if action == "copy_citation" and self.CITING:
            return bool(self.cited)
        return super().check_action(action, parameters)
