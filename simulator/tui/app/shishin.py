"""The application: theme, keys that work everywhere, and which screen comes first."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events, on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from simulator.language import msg, tr
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import Settings
from simulator.tui.app.keymap import usable_keys
from simulator.tui.app.taking import TakingApp
from simulator.tui.kit import commands, theme
from simulator.tui.kit.content import pasted
from simulator.tui.kit.scroll_bar import use_painted_bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.command import Provider

    from simulator.machine import Configuration
    from simulator.tui.kit.blocks import BlockView
    from simulator.tui.moment.moment import MomentScreen
    from simulator.tui.play.start import Opening

Start = Literal["home", "walk", "reader", "play", "resume", "scenarios", "records"]


def _palette() -> type[Provider]:
    from simulator.tui.app.palette import PlaceProvider  # noqa: PLC0415 - only who opens the palette pays

    return PlaceProvider


class ShishinApp(TakingApp):
    """The TUI. `phases` are for the walk, `clause` for the reader, `scenario` and `exercise` for a play."""

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
        journal: Path | None = None,
        clause: str | None = None,
        scenario: Path | None = None,
        exercise: str = "",
        settings: Settings | None = None,
    ) -> None:
        """Open on `start`; home lies beneath, so that going back always leads there.

        `scenario` is the file that `play` begins; `exercise` the id that `resume` takes up (or the last).
        `settings` are the person's own unless given.
        """
        # Without colours the terminal's own two are used, whichever they are. An empty variable
        # asks for nothing (no-color.org), and the toolkit would take it for a wish.
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        use_painted_bars()
        self.settings = read_settings(settings_file()) if settings is None else settings
        self.start = start
        self.start_phases = phases
        self.journal_path = journal
        self.start_clause = clause
        self.start_scenario = scenario
        self.start_exercise = exercise
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
                self.open_record(self.start_exercise)
            case "scenarios" | "play":
                self.open_scenarios()
            case "records":
                self.open_records()

    async def on_event(self, event: events.Event) -> None:
        """Take from what is pasted what could act on the terminal: fields show what they hold as it is."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = pasted(event.text)
        await super().on_event(event)

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
        from simulator.tui.play.start import begin_walk  # noqa: PLC0415 - loads doctrine and machine

        self._enter(lambda: begin_walk(self.start_phases, self.journal_path))

    def open_scenarios(self) -> None:
        """Choose a scenario to play."""
        from simulator.tui.lists.scenarios import ScenariosScreen  # noqa: PLC0415 - loads the models

        self.push_screen(ScenariosScreen())

    def open_records(self) -> None:
        """Choose a kept exercise to take up again."""
        from simulator.tui.lists.records import RecordsScreen  # noqa: PLC0415 - loads the models

        self.push_screen(RecordsScreen())

    def open_play(self, scenario: Path) -> None:
        """Play a scenario file from its beginning."""
        from simulator.tui.play.start import begin_play, checked, takes_long  # noqa: PLC0415 - loads doctrine

        if not takes_long(scenario):
            self._enter(lambda: begin_play(checked(scenario), self.journal_path))
            return

        async def check_and_begin() -> None:
            found = await asyncio.to_thread(checked, scenario)
            self._enter(lambda: begin_play(found, self.journal_path))

        self.say(tr("シナリオを調べています。大きなファイルなので、少し掛かります。"))
        self.run_worker(check_and_begin(), group="opening", exclusive=True)

    def open_record(self, exercise: str = "") -> None:
        """Take up a kept exercise, by its id or the newest, where it stood."""
        from simulator.tui.play.start import resume  # noqa: PLC0415 - loads doctrine and machine

        self._enter(lambda: resume(exercise, self.journal_path))

    def _enter(self, start: Callable[[], Opening]) -> None:
        from simulator.datafile import DataFileError  # noqa: PLC0415
        from simulator.tui.moment.drafts import NoteDraft  # noqa: PLC0415
        from simulator.tui.play.screen import PlayScreen  # noqa: PLC0415
        from simulator.tui.play.start import StartError  # noqa: PLC0415
        from simulator.tui.walk.screen import WalkScreen  # noqa: PLC0415

        try:
            opening = start()
        except (StartError, DataFileError) as error:
            self.say(str(error), warning=True)
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
            begun = tr("書きかけの覚書があります。n で続きを書けます。")
            screen.notice = "\n".join(filter(None, (screen.notice, begun)))
        self.push_screen(screen)

    def open_matrix(self, phases: frozenset[str] = frozenset()) -> None:
        """Function × phase, with these phases marked as present."""
        from simulator.tui.asking.matrix import MatrixScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(MatrixScreen(phases))

    def open_ask(self, phases: frozenset[str] = frozenset()) -> None:
        """Ask the text what it provides in these phases."""
        from simulator.tui.asking.ask import AskScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(AskScreen(phases))

    def open_systems(self, phases: frozenset[str] = frozenset()) -> None:
        """The standing systems in these phases."""
        from simulator.tui.asking.systems import SystemsScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(SystemsScreen(phases))

    def open_changes(self, before: Configuration, after: Configuration) -> None:
        """What comes, stays and goes from one situation to another."""
        from simulator.tui.asking.changes import ChangesScreen  # noqa: PLC0415 - loads the doctrine

        self.push_screen(ChangesScreen(before, after))

    def open_reader(self, clause: str | None = None, quotes: tuple[str, ...] = ()) -> None:
        """Read the text from `clause` on (an id of a clause or sentence), `quotes` marked in it."""
        from simulator.tui.reader.screen import ReaderScreen  # noqa: PLC0415 - home paints without it

        self.push_screen(ReaderScreen(clause, quotes))

    def open_clause(self, name: str, quotes: tuple[str, ...] = ()) -> None:
        """Show a clause, or the clause of a sentence, over the screen, with the cited words marked."""
        from simulator.tui.reader.clause_panel import ClausePanel  # noqa: PLC0415 - home paints without it

        self.push_screen(ClausePanel(name, quotes))

    def on_block_view_linked(self, message: BlockView.Linked) -> None:
        """Open the clause whose underlined name was clicked, wherever it stands."""
        from simulator.tui.kit.rows import Target  # noqa: PLC0415 - loaded by whoever has rows

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
        super().end_by(number)

    def action_help(self) -> None:
        """Explain the keys of the focused pane and of the screen, and the marks."""
        from simulator.tui.app.help import HelpScreen  # noqa: PLC0415 - home paints without it

        self.push_screen(HelpScreen.over(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Help explains what lies below it, and is not explained itself."""
        if action == "help":
            return getattr(self.screen, "OFFERS_HELP", True)
        return super().check_action(action, parameters)

    def action_next_theme(self) -> None:
        """Dark to light and back; from another theme to the dark one."""
        dark = self.theme == theme.DARK.name
        self.keep_theme(theme.LIGHT.name if dark else theme.DARK.name)

    def action_choose_theme(self) -> None:
        """Choose from all themes, the toolkit's too; each shows itself while it is the chosen row."""
        from simulator.tui.app.themes import ThemeChooser  # noqa: PLC0415 - only who chooses pays

        if not isinstance(self.screen, ThemeChooser):
            self.push_screen(ThemeChooser(self.theme))

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
