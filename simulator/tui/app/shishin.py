"""The application: theme, keys that work everywhere, and which screen comes first."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from simulator.language import msg, tr
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import Settings
from simulator.tui.app.copies import AppCopies
from simulator.tui.app.doors import AppDoors, Start
from simulator.tui.app.ending import HUNG_UP, end_hard_later
from simulator.tui.app.folds import AppFolds
from simulator.tui.app.toolkit import ToolkitApp
from simulator.tui.app.unused import UnusedKeys
from simulator.tui.kit import commands, theme
from simulator.tui.kit.answering import OF_A_KEY
from simulator.tui.kit.content import pasted
from simulator.tui.kit.scroll_bar import use_painted_bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.command import Provider
    from textual.driver import Driver

    from simulator.settings.server import Where
    from simulator.settings.settings import SettingFault
    from simulator.tui.kit.blocks import BlockView
    from simulator.tui.kit.key_bar import KeyBar


def _palette() -> type[Provider]:
    from simulator.tui.app.palette import PlaceProvider  # noqa: PLC0415 - loaded when it opens

    return PlaceProvider


def _usable_keys(settings: Settings) -> tuple[Mapping[str, str], list[SettingFault]]:
    """The remapped keys, and what is wrong with them; most people remap none."""
    if not settings.keys:
        return {}, []
    from simulator.tui.app.keymap import usable_keys  # noqa: PLC0415 - most starts do without it

    return usable_keys(settings)


class ShishinApp(ToolkitApp):
    """The app: opens the screen asked for, has the keys that work everywhere, shows messages, and ends."""

    ended_by = 0  # the signal that ended the app, SIGHUP also for a terminal that is gone
    _has_been_garbled = False

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

    def __init__(  # noqa: PLR0913 - each is passed by name
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
        """Open on `start`, over home, so that going back always leads there.

        `scenario` is the file that `play` begins; `exercise` the id that `resume` takes up (or the last),
        with `seize` also from a host without a recent sign of life, and `watch` follows in the `view` of that
        name; `learner` names whose questions are asked, if several use one file. `settings` are the person's
        own unless given.
        """
        # Without colours the terminal's own two are used, whichever they are. An empty variable
        # has no effect by no-color.org, but the toolkit would honour it.
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        use_painted_bars()
        self.settings = read_settings(settings_file()) if settings is None else settings
        self.journal_path = journal
        self.doors = AppDoors(
            self, journal=journal, phases=phases, learner=learner, hides_scripts=lambda: self.hides_scripts
        )
        self.copies = AppCopies(self)
        self.folds = AppFolds(self, self.settings)
        self.unused = UnusedKeys(self)
        self._open_first = partial(
            self.doors.open_first,
            start,
            clause=clause,
            scenario=scenario,
            exercise=exercise,
            seize=seize,
            view=view,
        )
        for our_theme in theme.THEMES:
            self.register_theme(our_theme)
        is_known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if is_known else theme.DARK.name
        self.keys, faults = _usable_keys(self.settings)
        self.set_keymap(dict(self.keys))
        themes = commands.THEMES
        wrong_theme = theme.unknown_theme(
            self.settings, commands.keycap(self.keys.get(themes.id, themes.keys).split(",")[0])
        )
        self.faults = [*self.settings.faults, *([wrong_theme] if wrong_theme else ()), *faults]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our variables to every theme, so that Textual's own stay selectable."""
        return theme.default_variables(dark=self.current_theme.dark)

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as the toolkit has it
        """Style everything anew, for another theme; before the first screen only take the theme's colours.

        Choosing the theme at the start asks for this while there is nothing to style. The toolkit would parse
        all rules, throw them away, and parse them again for the first screen.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Home, always the bottom of the stack."""
        from simulator.tui.home.screen import HomeScreen  # noqa: PLC0415 - `--help` of a screen needs no home

        return HomeScreen(id="_default")

    def on_mount(self) -> None:
        """Report faults of the settings, and open the screen asked for."""
        if self.faults:
            self.call_after_refresh(self.say, "\n".join(map(str, self.faults)), warning=True)
        self._open_first()

    def on_unmount(self) -> None:
        """Keep what was folded a moment ago."""
        self.folds.keep()

    async def on_event(self, event: events.Event) -> None:
        """Ignore keys and clicks after the end; remove control characters from pasted text."""
        if self.is_ending and isinstance(event, events.InputEvent | events.Paste):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = pasted(event.text)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Say so if a key that reached the app did nothing, after its bindings were tried."""
        self.unused.look(event)

    @on(events.Resize)
    def _say_if_small(self) -> None:
        for bar in self._bars():
            bar.look_at_size()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Put the terminal's cursor into the focused field, where an input method shows its window.

        The toolkit does so before the field is laid out, and again only after typing.
        """
        place = getattr(self.focused, "cursor_screen_offset", None)  # only input fields have a cursor
        if place is not None and self.focused:
            self.cursor_position = place
            self.focused.refresh()

    @property
    def hides_scripts(self) -> bool:
        """Whether a play on the stack is shown to a class."""
        return any(getattr(screen, "hides_scripts", False) for screen in self.screen_stack)

    @property
    def stops_for_decisions(self) -> bool:
        """Whether the scenario clock stops when a decision opens."""
        return self.settings.decision_clock != "run"

    def on_block_view_linked(self, message: BlockView.Linked) -> None:
        """Open the clause whose underlined name was clicked, wherever it stands."""
        target = message.target
        self.doors.open_clause(target.name, (target.quote,) if target.quote else ())

    def priority_keys(self) -> Iterator[tuple[str, Binding]]:
        """The keys that work everywhere, also in windows and fields, as remapped."""
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and binding.priority:
                keys = self.keys.get(binding.id or "", binding.key)
                yield from ((key, binding) for key in keys.split(","))

    async def action_quit(self) -> None:
        """End; if something of an exercise would be lost, only after asking."""
        self.quit()

    def quit(self) -> None:
        """End, or first ask about what is unsaved."""
        from simulator.tui.kit.panes import PaneScreen  # noqa: PLC0415 - home ends without it

        for screen in self.screen_stack:
            if isinstance(screen, PaneScreen) and screen.keeper and screen.keeper.is_unsaved:
                screen.keeper.leave(self.exit)
                return
        self.exit()

    def end_by(self, number: int) -> None:
        """End in order because of a signal; what is unsaved goes to a new file without a question."""
        from simulator.tui.kit.panes import PaneScreen  # noqa: PLC0415 - home ends without it

        for screen in self.screen_stack:
            if isinstance(screen, PaneScreen) and screen.keeper:
                screen.keeper.save_unasked()
        self.ended_by = self.ended_by or number
        self.exit()

    def action_help(self) -> None:
        """Explain the keys of the focused pane and of the screen, and the marks."""
        from simulator.tui.app.help import HelpScreen  # noqa: PLC0415 - home paints without it

        self.push_screen(HelpScreen.over(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No help on the help window; in a browser Ctrl+C copies."""
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
        is_dark = self.theme == theme.DARK.name
        self.keep_theme(theme.LIGHT.name if is_dark else theme.DARK.name)

    def action_choose_theme(self) -> None:
        """Choose from all themes, also the toolkit's; the theme of the chosen row is shown at once."""
        from simulator.tui.app.themes import ThemeChooser  # noqa: PLC0415 - loaded when one is chosen

        if not isinstance(self.screen, ThemeChooser):
            self.push_screen(ThemeChooser(self.theme, self.available_themes))

    def keep_theme(self, name: str) -> None:
        """Use a theme, from now on and at the next start."""
        from simulator.settings.write import SettingsError, keep  # noqa: PLC0415 - loaded when one is chosen

        self.theme = name
        if not self.settings.sound:
            self.say(tr("設定のファイルを読めないので、選んだ色は残しません。"), warning=True)
            return
        try:
            keep(self.settings.path, "theme", name)
        except SettingsError as error:
            self.say(str(error), warning=True)

    def action_focus_next(self) -> None:
        """Focus the next field; on a screen with nothing else to focus, say so."""
        self._move_focus(self.screen.focus_next)

    def action_focus_previous(self) -> None:
        """Focus the field before."""
        self._move_focus(self.screen.focus_previous)

    def _move_focus(self, move: Callable[[], object]) -> None:
        focused_before = self.focused
        move()
        if self.focused is focused_before:
            self.say(tr("移る枠はほかにありません。"), cause=OF_A_KEY)

    def action_command_palette(self) -> None:
        """Open the palette with a Japanese prompt."""
        from simulator.tui.app.palette_window import PaletteWindow  # noqa: PLC0415 - loaded when it opens

        if not isinstance(self.screen, PaletteWindow):
            self.push_screen(PaletteWindow())

    # Messages

    def say(self, text: str, *, warning: bool = False, cause: str = "") -> None:
        """Show a message, once there is a key bar; `text` may come from anywhere."""
        self.unused.done += 1

        def show() -> None:
            for bar in self._bars():
                bar.say(text, warning=warning, cause=cause)

        if self._bars():
            show()
        else:  # the first screen is still being built
            self.call_after_refresh(show)

    def garbled(self) -> None:
        """Say once that the terminal sent bytes that are not text."""
        if not self._has_been_garbled:
            self._has_been_garbled = True
            words = tr("端末から、文字（UTF-8）でないバイトが届きました。別の印で示すか、無視します。")
            # Delayed, because keys that came with the bytes would take the message away.
            self.call_later(self.set_timer, 0.5, lambda: self.say(words, warning=True))

    def _bars(self) -> list[KeyBar]:
        from simulator.tui.kit.key_bar import KeyBar  # noqa: PLC0415 - loaded with the first screen

        bar = self.screen.query_one_optional(KeyBar)  # which the toolkit remembers; a query walks the screen
        return [bar] if bar else []

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, and take away earlier messages. After the end nothing is run."""
        bars = self._bars()
        for bar in bars:
            bar.grow_old()
        done = self.is_ending or await super().run_action(action, default_namespace, namespaces)
        self.unused.done += bool(done)
        for bar in bars if done else ():
            bar.hush_old()
        return done

    # Copies and files

    def action_picture(self) -> None:
        """The screen as a picture, to a new file."""
        self.copies.give_picture()

    def action_interrupt(self) -> None:
        """Copy the words marked in a field; without any, quit, as programs in a terminal do."""
        if not self.copies.copy_marked():
            self.quit()

    async def action_copy_here(self) -> None:
        """Copy the words marked in a field, or what the copying key of the screen would; never quit."""
        await self.copies.copy_here()

    # The end

    def get_driver_class(self) -> type[Driver]:
        """Our own driver on Linux and macOS: the terminal may go away, or send bytes that are not text."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual
        from simulator.tui.app.terminal import TerminalDriver  # noqa: PLC0415 - not on Windows, nor in a browser

        return TerminalDriver

    def terminal_gone(self) -> None:
        """The terminal was closed, or its line hung up."""
        self.end_by(HUNG_UP)
        end_hard_later()
