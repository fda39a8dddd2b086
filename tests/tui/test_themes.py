"""The colours: readable on a projector, by colour-blind eyes, in 16 colours and in none; and kept."""

import itertools
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.color import Color as Shade
from textual.css.stylesheet import Stylesheet
from textual.theme import Theme

from simulator.exercise import VirtualClock
from simulator.machine import PhaseMachine
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import Settings
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.app.themes import ThemeChooser
from simulator.tui.kit.content import LOOKS
from simulator.tui.kit.lines_view import LinesView
from simulator.tui.kit.theme import DARK, LIGHT, THEMES
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.sparing import painted
from tests.tui.stages import STAGES, stage

BACKGROUNDS = ("background", "surface", "panel")
WORDS = sorted(
    {part.lstrip("$") for look in LOOKS.values() for part in look.split() if part.startswith("$shishin")}
)


def grounds(theme: Theme) -> list[str]:
    return [str(getattr(theme, name)) for name in BACKGROUNDS]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""

    def luminance(shade: str) -> float:
        parts = (Shade.parse(shade).normalized[channel] for channel in range(3))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def in_sixteen(shade: str) -> int | None:
    return Color.parse(shade).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("word", WORDS)
def test_words_stand_out_from_every_ground(theme: Theme, word: str) -> None:
    assert all(contrast(theme.variables[word], ground) >= 4.5 for ground in grounds(theme))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_frames_and_the_chosen_row_stand_out(theme: Theme) -> None:
    for ground in grounds(theme):
        assert contrast(theme.variables["shishin-line"], ground) >= 2.9
        assert contrast(theme.variables["border"], ground) >= 4.5
    bar = theme.variables["block-cursor-background"]
    assert contrast(theme.variables["block-cursor-foreground"], bar) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_sixteen_colours_nothing_sinks_into_its_ground(theme: Theme) -> None:
    for word in (*WORDS, "shishin-line", "border", "block-cursor-background"):
        assert all(in_sixteen(theme.variables[word]) != in_sixteen(ground) for ground in grounds(theme)), word
    cursor = (theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"])
    assert in_sixteen(cursor[0]) != in_sixteen(cursor[1])


# Machado, Oliveira and Fernandes (2009), severity 1.0: what each kind of eyes makes of linear RGB.
EYES = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Pairs that stand for different things in one place.
APART = list(itertools.combinations(("shishin-link", "shishin-warning", "shishin-silent"), 2))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("pair", APART, ids="/".join)
def test_colours_that_mean_different_things_differ_for_colour_blind_eyes(
    theme: Theme, eyes: str, pair: tuple[str, str]
) -> None:
    colours_seen = []
    for name in pair:
        linear = [c**2.2 for c in Shade.parse(theme.variables[name]).normalized[:3]]
        transformed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eyes]]
        colours_seen.append([max(0.0, min(1.0, c)) ** (1 / 2.2) for c in transformed])
    assert sum((a - b) ** 2 for a, b in zip(*colours_seen, strict=True)) ** 0.5 > 0.12


async def test_every_look_has_a_shape_or_a_word_beside_its_colour_where_it_carries_a_state() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        text = screen_text(app)
    for mark in ("●", "○", "明文", "☐", "✓"):
        assert mark in text, mark


async def test_without_colours_the_chosen_row_and_the_focused_pane_still_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert app.no_color
        text = screen_text(app)
        assert "▸" in text
        assert "┏" in text  # the frame of the pane with the focus is heavy
        assert "╭" in text


async def test_an_empty_variable_takes_no_colour_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert not app.no_color
        segments = [segment for strip in painted(app) for segment in strip]
        styles = [segment.style for segment in segments if segment.style]
        colours = {colour.name for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert len(colours - {"default"}) > 3


async def test_without_colours_only_those_of_the_terminal_are_sent_whichever_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        segments = [segment for strip in painted(app) for segment in strip]
        styles = [segment.style for segment in segments if segment.style]
        colours = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert {colour.name for colour in colours} == {"default"}
        chosen = [segment.style for segment in segments if segment.text.startswith("▸")]
        assert any(style and style.reverse for style in chosen)  # in the pane with the focus


async def test_f2_goes_from_dark_to_light_and_the_choice_is_there_at_the_next_start() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == DARK.name
        await pilot.press("f2")
    assert read_settings(settings_file()).theme == LIGHT.name
    next_start = ShishinApp()
    async with next_start.run_test(size=(80, 24)):
        assert next_start.theme == LIGHT.name


async def test_any_theme_of_the_toolkit_can_be_tried_left_and_kept() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(app.screen, ThemeChooser)
        await pilot.press("j", "j")
        await pilot.pause()
        tried = app.theme
        assert tried not in (DARK.name, LIGHT.name)
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == DARK.name
        assert not settings_file().exists()
        await pilot.press("f4", "j", "j", "enter")
        await pilot.pause()
        assert app.theme == tried
    assert read_settings(settings_file()).theme == tried


async def test_a_theme_that_is_not_there_is_told_with_the_nearest() -> None:
    file = settings_file()
    file.write_text('theme = "shishin-ligth"\n', "utf-8")
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "shishin-light" in foot_message(app)
        assert app.theme == DARK.name


async def test_a_settings_file_that_cannot_be_read_keeps_its_words_and_no_choice() -> None:
    file = settings_file()
    file.write_text("theme = \n", "utf-8")
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "TOML として読めません" in foot_message(app)
        await pilot.press("f2")
        await pilot.pause()
        assert app.theme == LIGHT.name
        assert "残しません" in foot_message(app)
    assert file.read_text("utf-8") == "theme = \n"


async def test_the_theme_of_settings_that_are_given_is_used(tmp_path: Path) -> None:
    app = ShishinApp(settings=Settings(tmp_path / "s.toml", theme="nord"))
    async with app.run_test(size=(80, 24)):
        assert app.theme == "nord"


@pytest.mark.parametrize("name", STAGES)
async def test_another_theme_reaches_every_cell(
    name: str, machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The line of time is drawn to scale: with a second more it would be another one.
    monkeypatch.setattr("simulator.journal.opening.SystemClock", VirtualClock)
    async with stage(name, machine, tmp_path, (120, 36)) as pilot:
        app = pilot.app
        app.theme = LIGHT.name
        await settle(pilot)
        painted_in_light = painted(app)
        for screen in app.screen_stack:  # all painted anew
            for widget in screen.query("*"):
                if isinstance(widget, LinesView):
                    widget.notify_style_update()
                    widget._painted.clear()
                widget._styles_cache.clear()
                widget.refresh()
        await settle(pilot)
        assert painted(app) == painted_in_light


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_first_screen_has_the_chosen_theme_without_being_styled_twice(
    theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled_anew: list[Stylesheet] = []
    reparse = Stylesheet.reparse

    def reparse_counted(sheet: Stylesheet) -> None:
        styled_anew.append(sheet)
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", reparse_counted)
    app = ShishinApp(settings=Settings(tmp_path / "settings.toml", theme=theme.name))
    async with app.run_test() as pilot:
        assert app.screen.styles.background == Shade.parse(str(theme.background))
        assert not styled_anew
        app.keep_theme(next(another for another in THEMES if another != theme).name)
        await pilot.pause()
        assert styled_anew
        assert app.screen.styles.background != Shade.parse(str(theme.background))
