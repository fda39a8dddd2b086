"""The application: theme, keys that work everywhere, and which screen comes first."""

from __future__ import annotations

import asyncio
import os
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events, on
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import ActiveBinding, Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from simulator.language import Reason, msg, tr
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import Settings
from simulator.tui.app.ending import HUNG_UP, ToolkitFaultError, end_hard_later, is_of_teardown
from simulator.tui.app.keymap import usable_keys
from simulator.tui.kit import commands, theme
from simulator.tui.kit.content import pasted
from simulator.tui.kit.scroll_bar import use_painted_bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import RenderableType
    from textual.command import Provider
    from textual.driver import Driver

    from simulator.exercise import Play
    from simulator.journal import Wanted, WatchedJournal
    from simulator.machine import Configuration
    from simulator.settings.server import Where
    from simulator.tui.kit.blocks import BlockView
    from simulator.tui.kit.key_bar import KeyBar
    from simulator.tui.moment.moment import MomentScreen

COPIES = ("text.copy", "matrix.copy")  # the commands whose key copies what is chosen
Start = Literal["home", "walk", "reader", "play", "resume", "watch", "scenarios", "records", "study"]


def _palette() -> type[Provider]:
    from simulator.tui.app.palette import PlaceProvider  # noqa: PLC0415 - only who opens the palette pays

    return PlaceProvider


class ShishinApp(App[None]):
    """The TUI. `phases` are for the walk, `clause` for the reader, `scenario` and `exercise` for a play."""

    ended_by = 0  # the signal that ended it, or that stands for a terminal that is gone
    _has_been_garbled = False
    _answered = 0  # things done or said so far: a key that adds none did nothing

    TITLE = msg("指針シミュレータ")
    CSS_PATH = "shishin.tcss"
    COMMANDS: ClassVar = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.HELP,
        commands.HELP_ANYWHERE,
        commands.QUIT,
        commands.INTERRUPT,
        commands.QUIT_ANYWHERE,
        commands.COPY_HERE,
        commands.PALETTE,
        commands.THEME,
        commands.THEMES,
        commands.PICTURE,
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-broad")]  # noqa: RUF012

    def __init__(  # noqa: PLR0913 - each says what it is
        self,
        *,
        start: Start = "home",
        phases: frozenset[str] = frozenset(),
        journal: Where | None = None,
        clause: str | None = None,
        scenario: Path | None = None,
        exercise: str = "",
        seize: bool = False,
        learner: str = "",
        view: str = "",
        settings: Settings | None = None,
    ) -> None:
        """Open on `start`; home lies beneath, so that going back always leads there.

        `scenario` is the file that `play` begins; `exercise` the id that `resume` takes up (or the last),
        with `seize` also from a host that gave no sign of life for long, and `watch` follows in the `view` of
        that name; `learner` whose questions are asked, if several use one file.
        `settings` are the person's own unless given.
        """
        # Without colours the terminal's own two are used, whichever they are. An empty variable
        # asks for nothing (no-color.org), and the toolkit would take it for a wish.
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        use_painted_bars()
        self.settings = read_settings(settings_file()) if settings is None else settings
        self.toggled_parts: set[str] = set()
        self.start = start
        self.start_phases = phases
        self.journal_path = journal
        self.start_clause = clause
        self.start_scenario = scenario
        self.start_exercise = exercise
        self.start_seizes = seize
        self.start_view = view
        self.learner = learner
        for one in theme.THEMES:
            self.register_theme(one)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else theme.DARK.name
        self.keys, faults = usable_keys(self.settings)
        self.set_keymap(dict(self.keys))
        wrong_theme = theme.unknown(self.settings)
        self.faults = [*self.settings.faults, *([wrong_theme] if wrong_theme else ()), *faults]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our variables to every theme, so that Textual's own stay selectable."""
        return theme.defaults(dark=self.current_theme.dark)

    def get_default_screen(self) -> Screen[None]:
        """Home, always the bottom of the stack."""
        from simulator.tui.home.screen import HomeScreen  # noqa: PLC0415 - `--help` of a screen needs no home

        return HomeScreen(id="_default")

    def on_mount(self) -> None:
        """Tell what the settings say wrongly, and go on to the screen asked for."""
        if self.faults:
            self.call_after_refresh(self.say, "\n".join(map(str, self.faults)), warning=True)
        match self.start:
            case "walk":
                self.open_walk()
            case "reader":
                self.open_reader(self.start_clause)
            case "play" if self.start_scenario:
                self.open_play(self.start_scenario)
            case "resume":
                self.open_record(self.start_exercise, seize=self.start_seizes)
            case "watch":
                self.open_window(self.start_exercise, self.start_view)
            case "scenarios" | "play":
                self.open_scenarios()
            case "records":
                self.open_records()
            case "study":
                self.open_study()

    async def on_event(self, event: events.Event) -> None:
        """Let go what was typed or clicked after the end, and take from what is pasted what could act."""
        if self._exit and isinstance(event, events.InputEvent | events.Paste):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = pasted(event.text)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key that reached the app: once its bindings were asked, say so if it did nothing."""
        before = self._answered
        self.call_next(lambda: self._answer(event) if self._answered == before else None)

    def _answer(self, event: events.Key) -> None:
        from simulator.tui.app.unused import why_unused  # noqa: PLC0415 - most keys do something
        from simulator.tui.kit.remapped import cap_of  # noqa: PLC0415

        nodes = self.focused.ancestors_with_self if self.focused else (self.screen,)
        bound = any(event.key in node._bindings.key_to_bindings for node in nodes)  # noqa: SLF001 - else dropped
        help_cap = cap_of(commands.HELP, self)
        if words := why_unused(event, self.keys, bound=bound, help_cap=help_cap):
            self.say(words)

    @on(events.Resize)
    def _say_if_small(self) -> None:
        for bar in self._bars():
            bar.look_at_size()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Put the terminal's cursor where one types: an input method shows its window there.

        The toolkit does so before the field has its place on the screen, and again only when one has typed.
        """
        place = getattr(self.focused, "cursor_screen_offset", None)  # only what one types in has such a place
        if place is not None and self.focused:
            self.cursor_position = place
            self.focused.refresh()

    def open_walk(self) -> None:
        """Walk the phases."""
        from simulator.journal import NewWalk  # noqa: PLC0415 - loads doctrine and machine

        self._enter(NewWalk(self.start_phases))

    def open_scenarios(self) -> None:
        """Choose a scenario to play."""
        from simulator.tui.lists.scenarios import ScenariosScreen  # noqa: PLC0415 - loads the models

        self.push_screen(ScenariosScreen())

    def open_records(self) -> None:
        """Choose a kept exercise to take up again."""
        from simulator.tui.lists.records import RecordsScreen  # noqa: PLC0415 - loads the models

        self.push_screen(RecordsScreen())

    def open_rooms(self) -> None:
        """Look over the exercises in progress."""
        from simulator.tui.lists.rooms import RoomsScreen  # noqa: PLC0415 - loads the models

        self.push_screen(RoomsScreen())

    def open_play(self, scenario: Path) -> None:
        """Play a scenario file from its beginning."""
        from simulator.journal import NewPlay, checked, takes_long  # noqa: PLC0415 - loads doctrine

        if not takes_long(scenario):
            self._enter(NewPlay(scenario))
            return

        async def check_and_begin() -> None:
            found = await asyncio.to_thread(checked, scenario)
            self._enter(NewPlay(scenario, found))

        self.say(tr("シナリオを調べています。大きなファイルなので、少し掛かります。"))
        self.run_worker(check_and_begin(), group="opening", exclusive=True)

    def open_record(self, exercise: str = "", *, seize: bool = False) -> None:
        """Take up a kept exercise, by its id or the newest, where it stood."""
        from simulator.journal import Continued  # noqa: PLC0415 - loads doctrine and machine

        self._enter(Continued(exercise, seize=seize))

    def open_window(self, exercise: str, view: str) -> None:
        """Follow an exercise that another process acts on, in the view of this name."""
        from simulator.journal import Continued  # noqa: PLC0415 - loads doctrine and machine

        self._enter(Continued(exercise, watch=True), view)

    def _enter(self, wanted: Wanted, view: str = "") -> None:
        from simulator.datafile import DataFileError  # noqa: PLC0415
        from simulator.journal import StartError, open_exercise  # noqa: PLC0415
        from simulator.tui.kit.remapped import cap_of  # noqa: PLC0415
        from simulator.tui.moment.commands import NOTE  # noqa: PLC0415
        from simulator.tui.moment.drafts import NoteDraft  # noqa: PLC0415
        from simulator.tui.play.screen import PlayScreen  # noqa: PLC0415
        from simulator.tui.walk.screen import WalkScreen  # noqa: PLC0415

        try:
            opening = open_exercise(wanted, self.journal_path)
        except (StartError, DataFileError) as error:
            self.say(str(error), warning=True)
            return
        if opening.play and view:
            from simulator.exercise.visibility import viewer_named  # noqa: PLC0415
            from simulator.tui.room.screen import RoomScreen  # noqa: PLC0415

            viewer = viewer_named(view, opening.play.scenario)
            if viewer is None:
                opening.close()
                missing = tr("「{view}」の席は、このシナリオにありません。", view=view)
                self.call_after_refresh(self.say, missing, warning=True)
                return
            window = RoomScreen(opening.play, opening.watched, viewer)
            window.on_leave = opening.close
            self.push_screen(window)
            return
        if opening.play:
            screen: MomentScreen = PlayScreen(opening.play, opening.warning)
        else:
            screen = WalkScreen(opening.exercise, opening.warning)
        screen.on_leave = opening.close
        screen.notice = opening.notice
        screen.watched = opening.watched
        if not opening.warning and not opening.watched:  # else nothing may be written
            screen.recording.draft = NoteDraft(opening.exercise.journal.sidecar, opening.exercise.name)
        if screen.recording.draft.text:
            begun = tr("書きかけのメモがあります。{note} で続きを書けます。", note=cap_of(NOTE, self))
            screen.notice = "\n".join(filter(None, (screen.notice, begun)))
        self.push_screen(screen)

    @property
    def hides_scripts(self) -> bool:
        """Whether a play below is shown to a class."""
        return any(getattr(screen, "hides_scripts", False) for screen in self.screen_stack)

    @property
    def stops_for_decisions(self) -> bool:
        """Whether the scenario clock stops when a decision opens."""
        return self.settings.decision_clock != "run"

    def open_matrix(self, phases: frozenset[str] = frozenset()) -> None:
        """Function × phase, with these phases marked as present."""
        from simulator.tui.asking.matrix import MatrixScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(MatrixScreen(phases))

    def open_ask(self, phases: frozenset[str] = frozenset(), function: str = "") -> None:
        """Ask the text what it provides in these phases, perhaps of a function."""
        from simulator.tui.asking.ask import AskScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(AskScreen(phases, function))

    def open_systems(self, phases: frozenset[str] = frozenset()) -> None:
        """The standing systems in these phases."""
        from simulator.tui.asking.systems import SystemsScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(SystemsScreen(phases))

    def open_study(self) -> None:
        """Today's questions on the text."""
        from simulator.tui.study.opening import study_screen  # noqa: PLC0415 - loads the questions

        try:
            self.push_screen(study_screen(self.journal_path, self.learner))
        except LookupError as error:  # the part that plans the days is not installed, or nothing can be kept
            self.say(str(error.args[0]), warning=True)

    def open_changes(self, before: Configuration, after: Configuration) -> None:
        """What comes, stays and goes from one situation to another."""
        from simulator.tui.asking.changes import ChangesScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(ChangesScreen(before, after))

    def open_room(self, play: Play, watched: WatchedJournal | None) -> None:
        """Show what the room sees of a play, over its screen."""
        from simulator.tui.room.screen import RoomScreen  # noqa: PLC0415 - only a class pays

        self.push_screen(RoomScreen(play, watched))

    def open_class(self, play: Play, done: Callable[[None], None], *, is_kept: bool) -> None:
        """The class of a play in browsers, over its screen."""
        from simulator.exercise.class_desk import ClassDesk  # noqa: PLC0415 - only a class pays
        from simulator.tui.classroom.screen import ClassScreen  # noqa: PLC0415

        self.push_screen(ClassScreen(ClassDesk(play), is_kept=is_kept), done)

    def open_reader(self, clause: str | None = None, quotes: tuple[str, ...] = ()) -> None:
        """Read the text from `clause` on (an id of a clause or sentence), `quotes` marked in it."""
        from simulator.tui.reader.screen import ReaderScreen  # noqa: PLC0415 - home paints without it

        self.push_screen(ReaderScreen(clause, quotes, scripts=not self.hides_scripts))

    def open_clause(self, name: str, quotes: tuple[str, ...] = ()) -> None:
        """Show a clause, or the clause of a sentence, over the screen, with the cited words marked."""
        from simulator.tui.reader.clause_panel import ClausePanel  # noqa: PLC0415 - home paints without it

        self.push_screen(ClausePanel(name, quotes))

    def on_block_view_linked(self, message: BlockView.Linked) -> None:
        """Open the clause whose underlined name was clicked, wherever it stands."""
        from simulator.tui.kit.target import Target  # noqa: PLC0415 - loaded by whoever has rows

        target = Target.read(message.target)
        self.open_clause(target.name, (target.quote,) if target.quote else ())

    def priority_keys(self) -> Iterator[tuple[str, Binding]]:
        """The keys that work everywhere, in windows and fields too."""
        return ((key, binding) for key, binding in self._bindings if binding.priority)

    async def action_quit(self) -> None:
        """End; where something of an exercise would be lost, only after asking."""
        self.quit()

    def quit(self) -> None:
        """The same, for every way to ask for it."""
        from simulator.tui.kit.panes import PaneScreen  # noqa: PLC0415 - home ends without it

        for screen in self.screen_stack:
            if isinstance(screen, PaneScreen) and screen.is_unsaved:
                screen.leave(self.exit)
                return
        self.exit()

    def end_by(self, number: int) -> None:
        """End in order, as a signal asks; nobody is there to be asked where what is unsaved shall go."""
        from simulator.tui.kit.panes import PaneScreen  # noqa: PLC0415 - home ends without it

        for screen in self.screen_stack:
            if isinstance(screen, PaneScreen):
                screen.save_unasked()
        self.ended_by = self.ended_by or number
        self.exit()

    def action_help(self) -> None:
        """Explain the keys of the focused pane and of the screen, and the marks."""
        from simulator.tui.app.help import HelpScreen  # noqa: PLC0415 - home paints without it

        self.push_screen(HelpScreen.over(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Help explains what lies below it, and is not explained itself; in a browser Ctrl+C copies."""
        match action:
            case "help":
                return getattr(self.screen, "OFFERS_HELP", True)
            case "interrupt":
                return not self.is_web
            case "copy_here":
                return self.is_web
        return super().check_action(action, parameters)

    def action_next_theme(self) -> None:
        """Dark to light and back; from another theme to the dark one."""
        dark = self.theme == theme.DARK.name
        self.keep_theme(theme.LIGHT.name if dark else theme.DARK.name)

    def action_choose_theme(self) -> None:
        """Choose from all themes, the toolkit's too; each shows itself while it is the chosen row."""
        from simulator.tui.app.themes import ThemeChooser  # noqa: PLC0415 - only who chooses pays

        if not isinstance(self.screen, ThemeChooser):
            self.push_screen(ThemeChooser(self.theme, self.available_themes))

    def keep_theme(self, name: str) -> None:
        """Use a theme, from now on and at the next start."""
        from simulator.settings.write import SettingsError, keep  # noqa: PLC0415 - only who chooses pays

        self.theme = name
        if not self.settings.sound:
            self.say(tr("設定のファイルを読めないので、選んだ色は残しません。"), warning=True)
            return
        try:
            keep(self.settings.path, "theme", name)
        except SettingsError as error:
            self.say(str(error), warning=True)

    def action_command_palette(self) -> None:
        """Open the palette with a Japanese prompt."""
        from simulator.tui.app.palette_window import PaletteWindow  # noqa: PLC0415 - only who opens the palette pays

        if not isinstance(self.screen, PaletteWindow):
            self.push_screen(PaletteWindow())

    # Messages

    def say(self, text: str, *, warning: bool = False) -> None:
        """Tell the person something in passing; `text` may come from anywhere."""
        self._answered += 1
        for bar in self._bars():
            bar.say(text, warning=warning)

    def garbled(self) -> None:
        """Say once that bytes came which are no text."""
        if not self._has_been_garbled:
            self._has_been_garbled = True
            words = tr("端末から、文字（UTF-8）でないバイトが届きました。別の印で示すか、無視します。")
            # A little later: keys that came with them do something, which takes a message away.
            self.call_later(self.set_timer, 0.5, lambda: self.say(words, warning=True))

    def _bars(self) -> list[KeyBar]:
        from simulator.tui.kit.key_bar import KeyBar  # noqa: PLC0415 - loaded with the first screen

        return list(self.screen.query(KeyBar))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for; what was said before it has then been read. After the end nothing is done."""
        bars = self._bars()
        for bar in bars:
            bar.grow_old()
        done = self._exit or await super().run_action(action, default_namespace, namespaces)
        self._answered += bool(done)
        for bar in bars if done else ():
            bar.hush_old()
        return done

    # Copies and files

    def copy(self, words: str) -> None:
        """Copy words, and say so."""
        from simulator.tui.kit.copying import said_of_copy  # noqa: PLC0415 - only who takes something away pays

        self.copy_to_clipboard(words)
        self.say(said_of_copy(words, os.environ))

    def copy_citation(self, name: str) -> None:
        """Copy a clause, paragraph or sentence with its citation, and say so."""
        from simulator.document import citation, load_guidelines  # noqa: PLC0415 - home copies nothing

        self.copy(citation(load_guidelines(), name))

    def give_file(self, name: str, text: str) -> None:
        """Let the person have a file: in the folder one is in, or as a download where a browser shows us."""
        from simulator.tui.kit.saving import save  # noqa: PLC0415 - only who takes something away pays

        if self.is_web:
            self.deliver_text(StringIO(text), save_filename=name)
            self.say(tr("ファイルを渡します: {name}", name=name))
            return
        try:
            path = save(Path.cwd(), name, text)
        except OSError as error:
            words = tr("{name} を書けません。{reason}", name=name, reason=Reason(error))
            self.say(words, warning=True)
            return
        self.say(tr("書きました: {path}", path=path))

    def action_picture(self) -> None:
        """The screen as a picture, to a new file."""
        from simulator.tui.kit.picture import picture  # noqa: PLC0415 - only who takes something away pays

        self.give_file("shishin-screen.svg", picture(self))

    def action_interrupt(self) -> None:
        """Copy the words marked in a field; without any, quit, as programs in a terminal do."""
        if words := marked_words(self.focused):
            self.copy(words)
        else:
            self.quit()

    async def action_copy_here(self) -> None:
        """Copy the words marked in a field, or what the copying key of the screen would; never quit."""
        if words := marked_words(self.focused):
            self.copy(words)
        elif found := self._copying():
            await self.run_action(found.binding.action, found.node)
        else:
            self.say(tr("ここには写すものがありません。終えるには q（窓や入力欄からは Esc のあと）。"))

    def _copying(self) -> ActiveBinding | None:
        return next(
            (
                active
                for active in self.screen.active_bindings.values()
                if active.binding.id in COPIES and active.enabled
            ),
            None,
        )

    # The end

    def get_driver_class(self) -> type[Driver]:
        """On a terminal of Linux and macOS one that knows its end, and what is no text."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual
        from simulator.tui.app.terminal import TerminalDriver  # noqa: PLC0415 - not on Windows, nor in a browser

        return TerminalDriver

    def terminal_gone(self) -> None:
        """The terminal was closed, or its line hung up."""
        self.end_by(HUNG_UP)
        end_hard_later()

    @property
    def fault(self) -> Exception | None:
        """What nobody caught: the app has ended by it. For who ran the app to tell."""
        return self._exception

    def panic(self, *renderables: RenderableType) -> None:
        """End by a fault of which the toolkit gives only words, in place of printing them."""
        from rich.console import Console  # noqa: PLC0415 - an app that ends well prints nothing

        if self._exception is None:
            words = StringIO()
            Console(file=words, width=120).print(*renderables)
            self._exception = ToolkitFaultError(words.getvalue())
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and is_of_teardown(error)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Only end. The toolkit would print a traceback into the terminal."""
        self._close_messages_no_wait()


def marked_words(field: Widget | None) -> str:
    """The words marked in a field; empty where one does not type."""
    return str(getattr(field, "selected_text", ""))
