"""The message after copying. Most terminals accept what is sent (OSC 52), but none confirms it."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.language import msg, tr

_ACCEPT_COPIES = ("iterm.app", "wezterm", "ghostty", "vscode", "kitty", "alacritty", "foot", "rio")
_SHOWN = 240  # characters that a message can show


def takes_copies(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to accept copies; a multiplexer in between may drop them."""
    if environ.get("TMUX") or environ.get("STY"):
        return False
    terminal = f"{environ.get('TERM_PROGRAM', '')} {environ.get('TERM', '')}".lower()
    return bool(environ.get("WT_SESSION")) or any(name in terminal for name in _ACCEPT_COPIES)


def copy_message(words: str, environ: Mapping[str, str], *, from_text: bool = False) -> str:
    """The message after copying; it shows the words if the terminal may not accept them.

    Of long words it shows a part, and where the rest is: in the reader if they are `from_text`, the
    Guidelines, else on the screen that they were copied from.
    """
    cut = len(words) > _SHOWN
    shown = f"{words[: _SHOWN - 60]}…{words[-60:]}" if cut else words
    if takes_copies(environ):
        return tr("写しました。\n{shown}", shown=shown)
    text = msg("写しました。端末によっては写しが届かないので、ここに示しました。\n{shown}")
    if cut and from_text:
        text = msg(
            "写しました。端末によっては写しが届かないので、ここに一部を示します（全文は条文の画面に）。\n{shown}"
        )
    elif cut:
        text = msg(
            "写しました。端末によっては写しが届かないので、ここに一部を示します（全文はこの画面に）。\n{shown}"
        )
    return tr(text, shown=shown)
