"""The keys that open the text and the views on it from a moment of an exercise, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.language import tr
from simulator.tui.kit import commands
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.finding import Place
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.moment.keeping import Keeping
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.sheet import steps_of
from simulator.tui.moment.view import MomentView


class Ways:
    """Opens views for the moment shown, without changing the exercise."""

    def __init__(self, moment: MomentView, keeping: Keeping) -> None:
        self.moment = moment
        self.shown = moment.shown
        self.keeping = keeping

    def deeds(self) -> Deeds:
        """What the keys do."""
        return {
            "read": Deed(self.read),
            "changes": Deed(self.changes),
            "matrix": Deed(lambda: services(self.moment).doors.open_matrix(self.shown.present())),
            "ask": Deed(lambda: services(self.moment).doors.open_ask(self.shown.present())),
            "systems": Deed(lambda: services(self.moment).doors.open_systems(self.shown.present())),
            "measures": Deed(self.measures),
            "back": Deed(self.back),
        }

    def read(self) -> None:
        """Read the clause of the present phase."""
        profile = self.moment.doctrine.profiles[self.shown.state.configuration.situation]
        services(self.moment).doors.open_reader(profile.clause)

    def changes(self) -> None:
        """Compare the situations before and after the last move; without a move, choose the one after."""
        now, move = self.shown.state.configuration, self.shown.state.last_move
        services(self.moment).doors.open_changes(move.before if move else now, move.after if move else now)

    def measures(self) -> MeasuresWindow:
        """The measures in force."""
        window = MeasuresWindow(self.moment.doctrine, self.shown.state)
        self.moment.app.push_screen(window)
        return window

    def open(self, target: Target) -> None:
        """Open a row: fold or unfold its part of the sheet, or show the clause that it cites."""
        if target.kind == "fold":
            self.moment.fold(target.name)
        else:
            services(self.moment).doors.open_clause(target.name, (target.quote,))

    def places(self) -> Iterator[Place]:
        """For the palette: the coordination steps of the sheet shown, folded or not."""
        for step in steps_of(self.moment.doctrine, self.shown.state.last_move):
            show = partial(self.moment.show_step, step)
            yield Place(tr(step.title), tr("調整の手順を選ぶ"), step.sentence, show)

    def back(self) -> None:
        """Leave the exercise, and say where it can be found again."""
        self.keeping.leave(self._go_back)

    def _go_back(self) -> None:
        app, recording = self.moment.app, self.keeping.recording
        app.pop_screen()
        if recording.fault or recording.watched or len(recording.exercise.history.records) == 1:
            return
        # Shown on the screen below; not on the list of records, which has the exercise anyway.
        key = cap_of(commands.RECORDS, app)
        if app.screen is app.screen_stack[0]:
            self.moment.inform(tr("記録に残しました。{key} で続けられます。", key=key))
        elif not getattr(app.screen, "LISTS_EXERCISES", False):
            self.moment.inform(tr("記録に残しました。はじめの画面の {key} で続けられます。", key=key))
