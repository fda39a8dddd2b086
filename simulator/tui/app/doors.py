"""Opening the screens and windows that any screen may ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import App

from simulator.language import tr
from simulator.tui.kit.services import services

if TYPE_CHECKING:
    from simulator.exercise import Play
    from simulator.journal import Wanted, WatchedJournal
    from simulator.machine import Configuration
    from simulator.settings.server import Where

Start = Literal["home", "walk", "reader", "play", "resume", "watch", "scenarios", "records", "study"]


class AppDoors:
    """Opens each screen, and imports its module only then, so that home paints without them.

    `phases` are those that a new walk begins with; `learner` names the person whose questions are asked.
    """

    def __init__(
        self,
        app: App[None],
        *,
        journal: Where | None,
        phases: frozenset[str],
        learner: str,
        hides_scripts: Callable[[], bool],
    ) -> None:
        self.app = app
        self.journal_path = journal
        self.phases = phases
        self.learner = learner
        self.hides_scripts = hides_scripts

    def say(self, words: str, *, warning: bool = False) -> None:
        """Tell the person why a screen cannot be opened."""
        services(self.app).say(words, warning=warning)

    def open_first(  # noqa: PLR0913 - each is passed by name
        self,
        start: Start,
        *,
        clause: str | None,
        scenario: Path | None,
        exercise: str,
        seize: bool,
        view: str,
    ) -> None:
        """Open the screen that the app was started for, over home."""
        match start:
            case "walk":
                self.open_walk()
            case "reader":
                self.open_reader(clause)
            case "play" if scenario:
                self.open_play(scenario)
            case "resume":
                self.open_record(exercise, seize=seize)
            case "watch":
                self.open_window(exercise, view)
            case "scenarios" | "play":
                self.open_scenarios()
            case "records":
                self.open_records()
            case "study":
                self.open_study()

    def open_walk(self) -> None:
        """Walk the phases."""
        from simulator.journal import NewWalk  # noqa: PLC0415 - loads doctrine and machine

        self._enter(NewWalk(self.phases))

    def open_scenarios(self) -> None:
        """Choose a scenario to play."""
        from simulator.tui.lists.scenarios import ScenariosScreen  # noqa: PLC0415 - loads the models

        self.app.push_screen(ScenariosScreen())

    def open_records(self) -> None:
        """Choose a kept exercise to take up again."""
        from simulator.tui.lists.records import RecordsScreen  # noqa: PLC0415 - loads the models

        self.app.push_screen(RecordsScreen())

    def open_rooms(self) -> None:
        """Look over the exercises in progress."""
        from simulator.tui.lists.rooms import RoomsScreen  # noqa: PLC0415 - loads the models

        self.app.push_screen(RoomsScreen())

    def open_play(self, scenario: Path) -> None:
        """Play a scenario file from its beginning."""
        from simulator.journal import NewPlay, checked, takes_long  # noqa: PLC0415 - loads doctrine

        if not takes_long(scenario):
            self._enter(NewPlay(scenario))
            return

        async def check_and_begin() -> None:
            check_result = await asyncio.to_thread(checked, scenario)
            self._enter(NewPlay(scenario, check_result))

        self.say(tr("シナリオを調べています。大きなファイルなので、少し掛かります。"))
        self.app.run_worker(check_and_begin(), group="opening", exclusive=True)

    def open_record(self, exercise: str = "", *, seize: bool = False) -> None:
        """Take up a kept exercise, by its id or the newest, where it stood."""
        from simulator.journal import Continued  # noqa: PLC0415 - loads doctrine and machine

        self._enter(Continued(exercise, seize=seize))

    def open_window(self, exercise: str, view: str) -> None:
        """Follow an exercise that another process acts on, in the view of this name."""
        from simulator.journal import Continued  # noqa: PLC0415 - loads doctrine and machine

        self._enter(Continued(exercise, watch=True), view)

    def _enter(self, request: Wanted, view: str = "") -> None:
        from simulator.datafile import DataFileError  # noqa: PLC0415
        from simulator.journal import StartError, open_exercise  # noqa: PLC0415
        from simulator.tui.kit.remapped import cap_of  # noqa: PLC0415
        from simulator.tui.moment.commands import NOTE  # noqa: PLC0415
        from simulator.tui.moment.drafts import NoteDraft  # noqa: PLC0415
        from simulator.tui.moment.recording import Recording  # noqa: PLC0415
        from simulator.tui.play.screen import PlayScreen  # noqa: PLC0415
        from simulator.tui.walk.screen import WalkScreen  # noqa: PLC0415

        try:
            opening = open_exercise(request, self.journal_path)
        except (StartError, DataFileError) as error:
            self.say(str(error), warning=True)
            return
        if opening.play and view:
            from simulator.exercise.viewer import viewer_named  # noqa: PLC0415
            from simulator.tui.room.screen import RoomScreen  # noqa: PLC0415

            viewer = viewer_named(view, opening.play.scenario)
            if viewer is None:
                opening.close()
                missing = tr("「{view}」の席は、このシナリオにありません。", view=view)
                self.app.call_after_refresh(self.say, missing, warning=True)
                return
            window = RoomScreen(opening.play, opening.watched, viewer)
            window.on_leave = opening.close
            self.app.push_screen(window)
            return
        draft = None  # the folder cannot be written
        if not opening.warning and not opening.watched:
            draft = NoteDraft(opening.exercise.journal.sidecar, opening.exercise.name)
        notice = opening.notice
        if draft and draft.text:
            draft_notice = tr(
                "書きかけのメモがあります。{note} で続きを書けます。", note=cap_of(NOTE, self.app)
            )
            notice = "\n".join(filter(None, (notice, draft_notice)))
        recording = Recording(opening.exercise, opening.warning, watched=opening.watched, draft=draft)
        if opening.play:
            play = PlayScreen(opening.play, recording, notice=notice, on_leave=opening.close)
            self.app.push_screen(play)
        else:
            walk = WalkScreen(opening.exercise, recording, notice=notice, on_leave=opening.close)
            self.app.push_screen(walk)

    def open_matrix(self, phases: frozenset[str] = frozenset()) -> None:
        """Function × phase, with these phases marked as present."""
        from simulator.tui.asking.matrix import MatrixScreen  # noqa: PLC0415 - loads the doctrine

        self.app.push_screen(MatrixScreen(phases))

    def open_ask(
        self,
        phases: frozenset[str] | None = None,
        function: str = "",
        now: frozenset[str] | None = None,
        words: str = "",
    ) -> None:
        """Ask the text what it provides in these phases, perhaps of a function or of what `words` say.

        `now` are the present phases, if they are not these. Without `phases` it is asked in those of the
        nearest exercise below.
        """
        from simulator.tui.asking.ask import AskScreen  # noqa: PLC0415 - loads the doctrine

        asked_in = self._present_phases() if phases is None else phases
        self.app.push_screen(AskScreen(asked_in, function, now, words))

    def _present_phases(self) -> frozenset[str]:
        for screen in reversed(self.app.screen_stack):
            if present := getattr(screen, "present_phases", None):
                phases: frozenset[str] = present()
                return phases
        return frozenset()

    def open_systems(self, phases: frozenset[str] = frozenset()) -> None:
        """The standing systems in these phases."""
        from simulator.tui.asking.systems import SystemsScreen  # noqa: PLC0415 - loads the doctrine

        self.app.push_screen(SystemsScreen(phases))

    def open_study(self) -> None:
        """Today's questions on the text."""
        from simulator.tui.study.opening import study_screen  # noqa: PLC0415 - loads the questions

        try:
            self.app.push_screen(study_screen(self.journal_path, self.learner))
        except LookupError as error:  # the scheduling library is not installed, or the log cannot be written
            self.say(str(error.args[0]), warning=True)

    def open_changes(self, before: Configuration, after: Configuration) -> None:
        """The measures that come, continue and lapse between two situations."""
        from simulator.tui.asking.changes import ChangesScreen  # noqa: PLC0415 - loads the doctrine

        self.app.push_screen(ChangesScreen(before, after))

    def open_room(self, play: Play, watched: WatchedJournal | None) -> None:
        """Show what the room sees of a play, over its screen."""
        from simulator.tui.room.screen import RoomScreen  # noqa: PLC0415 - loaded for a class only

        self.app.push_screen(RoomScreen(play, watched))

    def open_class(self, play: Play, done: Callable[[None], None], *, is_kept: bool) -> None:
        """The class of a play in browsers, over its screen."""
        from simulator.exercise.class_desk import ClassDesk  # noqa: PLC0415 - loaded for a class only
        from simulator.tui.classroom.screen import ClassScreen  # noqa: PLC0415

        self.app.push_screen(ClassScreen(ClassDesk(play), is_kept=is_kept), done)

    def open_reader(self, clause: str | None = None, quotes: tuple[str, ...] = ()) -> None:
        """Read the text from `clause` on (an id of a clause or sentence), `quotes` marked in it."""
        from simulator.tui.reader.screen import ReaderScreen  # noqa: PLC0415 - home paints without it

        self.app.push_screen(ReaderScreen(clause, quotes, scripts=not self.hides_scripts()))

    def open_clause(self, name: str, quotes: tuple[str, ...] = ()) -> None:
        """Show a clause, or the clause of a sentence, over the screen, with the cited words marked."""
        from simulator.tui.reader.clause_panel import ClausePanel  # noqa: PLC0415 - home paints without it

        self.app.push_screen(ClausePanel(name, quotes))
