"""Our two themes, with hues of the Okabe–Ito palette, which colour-blind people can distinguish.

Blue, orange and yellow have meanings; red and green are never contrasted. Each state also has a mark and a
word, so that nothing is lost on a projector, with 16 colours or without colours.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from simulator.language import msg
from simulator.settings.read import place_of
from simulator.settings.settings import SettingFault, Settings

DARK = Theme(
    name="shishin-dark",
    primary="#56B4E9",
    secondary="#7FA6C9",
    accent="#E69F00",
    warning="#E69F00",
    error="#FF7F66",
    success="#5CC8A8",
    foreground="#ECECEC",
    background="#101418",
    surface="#161C22",
    panel="#1F2830",
    dark=True,
    variables={
        "border": "#56B4E9",
        "border-blurred": "#64747F",
        "block-cursor-background": "#2C5A7A",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "shishin-heading": "#8CCBF2",
        "shishin-quiet": "#A3AEB8",
        "shishin-key": "#F0C44C",
        "shishin-quote": "#FFD866",
        "shishin-hit": "#FFD866",
        "shishin-link": "#8CCBF2",
        "shishin-text": "#ECECEC",
        "shishin-reading": "#F2B880",
        "shishin-silent": "#A3AEB8",
        "shishin-warning": "#FFA94D",
        "shishin-now": "#F0C44C",
        "shishin-heiji": "#56B4E9",
        "shishin-juyo": "#F0E442",
        "shishin-yosoku": "#E69F00",
        "shishin-hassei": "#F07C3E",
        "shishin-sonritsu": "#DE94C0",
        "shishin-saigai": "#5CC8A8",
        "shishin-line": "#64747F",
    },
)
LIGHT = Theme(
    name="shishin-light",
    primary="#005A9C",
    secondary="#4A6A85",
    accent="#A85A00",
    warning="#A85A00",
    error="#B3261E",
    success="#00694E",
    foreground="#16191C",
    background="#FFFFFF",
    surface="#FAFAF7",
    panel="#ECEFF1",
    dark=False,
    variables={
        "border": "#005A9C",
        "border-blurred": "#7F8A93",
        "block-cursor-background": "#005A9C",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "shishin-heading": "#00487D",
        "shishin-quiet": "#56616A",
        "shishin-key": "#8A4B00",
        "shishin-quote": "#7A3E00",
        "shishin-hit": "#7A3E00",
        "shishin-link": "#00487D",
        "shishin-text": "#16191C",
        "shishin-reading": "#8A4B00",
        "shishin-silent": "#56616A",
        "shishin-warning": "#A03000",
        "shishin-now": "#8A4B00",
        "shishin-heiji": "#005A9C",
        "shishin-juyo": "#6E5C00",
        "shishin-yosoku": "#9A5200",
        "shishin-hassei": "#A8321A",
        "shishin-sonritsu": "#83386A",
        "shishin-saigai": "#00694E",
        "shishin-line": "#7F8A93",
    },
)
THEMES = (DARK, LIGHT)


def default_variables(*, dark: bool) -> dict[str, str]:
    """Our own variables for Textual's other themes, which do not have them."""
    ours = (DARK if dark else LIGHT).variables
    return {name: value for name, value in ours.items() if name.startswith("shishin-")}


def unknown_theme(settings: Settings, key: str) -> SettingFault | None:
    """The fault of a theme in the settings that is neither ours nor the toolkit's.

    `key` opens the list of themes.
    """
    names = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    if not settings.theme or settings.theme in names:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - most starts need none

    place = place_of(settings.path.read_text("utf-8-sig", "replace"), "theme")
    if near := get_close_matches(settings.theme, names, 1, 0.6):
        words = msg("theme に「{theme}」はありません（近いもの: {nearest}）。{key} で一覧から選べます。")
        return SettingFault(
            settings.path, *place, words, {"theme": settings.theme, "nearest": near[0], "key": key}
        )
    words = msg("theme に「{theme}」はありません。{key} で一覧から選べます。")
    return SettingFault(settings.path, *place, words, {"theme": settings.theme, "key": key})
