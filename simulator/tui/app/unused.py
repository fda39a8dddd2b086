"""Why a key did nothing: what it means elsewhere, or that nothing takes it. No key is silent."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from simulator.language import tr
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.key_table import KEYS

# Keys without a character that people press in the hope of something.
_NAMED = frozenset(
    [
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "space",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "backspace",
        "delete",
    ]
) | {f"f{number}" for number in range(1, 13)}


def why_unused(event: events.Key, remapped: Mapping[str, str], *, bound: bool, help_cap: str) -> str:
    """What to say of a key that did nothing; empty where it is none that a person presses for something.

    `bound`: the screen has a command on it that does not work now. `remapped` are the keys set otherwise, by
    the command's id.
    """
    if event.key not in _NAMED and not (event.is_printable and event.character):
        return ""
    cap = keycap(event.key)
    word = _meaning(event.key, remapped)
    key = tr("{key}（{word}）", key=cap, word=tr(word)) if word else cap
    if bound:
        return tr("{key} は、いまここでは使えません。", key=key)
    return tr("{key} は、ここでは使いません。使えるキーは {help} で示します。", key=key, help=help_cap)


def _meaning(key: str, remapped: Mapping[str, str]) -> str:
    """What the key means, also where it was set otherwise; empty for none."""
    for meaning in KEYS.values():
        if any(key in remapped[name].split(",") for name in meaning.commands if name in remapped):
            return meaning.word
    meant = KEYS.get(key)
    if meant and any(name not in remapped for name in meant.commands):  # a key kept free has none yet
        return meant.word
    return ""
