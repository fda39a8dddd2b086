"""The services of the app for every screen and window, so that none of them imports the app.

The concrete app imports the screens; a screen asks `services` for everything outside itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.message_pump import MessagePump

    from simulator.exercise import Play
    from simulator.journal import WatchedJournal
    from simulator.machine import Configuration
    from simulator.settings.server import Where


class Doors(Protocol):
    """Opens the screens and windows that any screen may ask for."""

    def open_walk(self) -> None:
        """Walk the phases."""

    def open_scenarios(self) -> None:
        """Choose a scenario to play."""

    def open_records(self) -> None:
        """Choose a kept exercise to take up again."""

    def open_rooms(self) -> None:
        """Look over the exercises in progress."""

    def open_window(self, exercise: str, view: str) -> None:
        """Follow an exercise that another process acts on, in the view of this name."""

    def open_play(self, scenario: Path) -> None:
        """Play a scenario file from its beginning."""

    def open_record(self, exercise: str = "", *, seize: bool = False) -> None:
        """Take up a kept exercise, by its id or the newest; `seize`: also from a silent host."""

    def open_room(self, play: Play, watched: WatchedJournal | None) -> None:
        """Show what the room sees of a play."""

    def open_class(self, play: Play, done: Callable[[None], None], *, is_kept: bool) -> None:
        """The class of a play; `is_kept` if the play is recorded, `done` is called on coming back."""

    def open_reader(self, clause: str | None = None, quotes: tuple[str, ...] = ()) -> None:
        """Read the text from a clause or sentence on."""

    def open_clause(self, name: str, quotes: tuple[str, ...] = ()) -> None:
        """Show a clause over the screen, with the cited words marked."""

    def open_matrix(self, phases: frozenset[str] = frozenset()) -> None:
        """Function × phase."""

    def open_ask(
        self,
        phases: frozenset[str] | None = None,
        function: str = "",
        now: frozenset[str] | None = None,
        words: str = "",
    ) -> None:
        """Ask the text, perhaps about a function or in `words`; `now` are the present phases, if others.

        Without `phases` it is asked in those of the exercise below, if there is one.
        """

    def open_systems(self, phases: frozenset[str] = frozenset()) -> None:
        """The standing systems."""

    def open_study(self) -> None:
        """Today's questions on the text."""

    def open_changes(self, before: Configuration, after: Configuration) -> None:
        """The changes between two situations."""


class Copies(Protocol):
    """Clipboard and files."""

    def copy(self, words: str, *, from_text: bool = False) -> None:
        """Copy words to the clipboard, and say so; `from_text` if the reader has all of them."""

    def copy_citation(self, name: str) -> None:
        """Copy a clause, paragraph or sentence with its citation, and say so."""

    def give_file(self, name: str, text: str) -> None:
        """Write a file, or hand it to the browser."""


class Folds(Protocol):
    """Which parts of transition sheets are folded: the same on every sheet, also at the next start."""

    @property
    def folded(self) -> frozenset[str]:
        """The folded parts, names of `SHEET_PARTS`."""

    def toggle(self, part: str) -> None:
        """Fold a part, or unfold it."""


class Services(Protocol):
    """Messages, clipboard and files, keys and theme, and opening other screens."""

    @property
    def doors(self) -> Doors:
        """Opens the other screens."""

    @property
    def copies(self) -> Copies:
        """Clipboard and files."""

    @property
    def journal_path(self) -> Where | None:
        """The journal asked for; None means the usual one."""

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of remapped commands, by the command's id."""

    @property
    def stops_for_decisions(self) -> bool:
        """Whether the scenario clock stops when a decision opens."""

    @property
    def folds(self) -> Folds:
        """Which parts of sheets are folded."""

    def say(self, text: str, *, warning: bool = False, cause: str = "") -> None:
        """Show a message; it replaces one with the same `cause`."""

    def keep_theme(self, name: str) -> None:
        """Use a theme, from now on and at the next start."""

    def priority_keys(self) -> Iterator[tuple[str, Binding]]:
        """The keys that work everywhere."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action of the app works now."""

    def simulate_key(self, key: str) -> None:
        """Press a key."""


def services(node: MessagePump) -> Services:
    """The services of a screen's or widget's app."""
    return cast("Services", node.app)
