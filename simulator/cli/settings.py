"""settings: where they are, what they set, and by which name each key can be set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from simulator.cli.failures import RefusalError
from simulator.cli.output import print_json, say
from simulator.language import LANGUAGES, current, tr, tr_count
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import SettingFault, Settings
from simulator.typography import cells, harmless, pad

EXAMPLE = """\
language = "ja"
theme = "shishin-light"
decision_clock = "run"
folded = ["common", "words"]

[keys]
"app.themes" = "f7"
"play.next" = "space,f8"
"""


def settings(arguments: argparse.Namespace) -> None:
    """Print the settings, or with `--keys` all commands with their keys. Raises `RefusalError` for faults."""
    own = read_settings(settings_file())
    remapped, faults = _usable(own)
    for fault in faults:  # faults in the file itself are already told by `speak_for`
        print(harmless(str(fault)), file=sys.stderr)
    if arguments.keys:
        _keys(remapped, as_json=arguments.json)
    elif arguments.json:
        print_json(
            {
                "path": str(own.path),
                "exists": own.path.exists(),
                "language": own.language,
                "theme": own.theme,
                "decision_clock": own.decision_clock,
                "journal": own.journal,
                "folded": None if own.folded is None else sorted(own.folded),
                "keys": dict(own.keys),
                "faults": [str(fault) for fault in (*own.faults, *faults)],
            }
        )
    else:
        _show(own)
    if count := len(own.faults) + len(faults):
        raise RefusalError(tr_count("設定に、このままでは使わないものが {count}件あります。", count))


def _show(own: Settings) -> None:
    say(str(own.path) if own.path.exists() else tr("{path}（まだない。作れば読まれる）", path=own.path))
    unset = tr("指定なし")
    say(f"language  {own.language or unset}", 2)
    say(f"theme     {own.theme or unset}", 2)
    say(f"decision_clock  {own.decision_clock or unset}", 2)
    say(f"journal   {own.journal or unset}", 2)
    folded = unset if own.folded is None else ", ".join(sorted(own.folded))
    say(f"folded    {folded or tr('なし')}", 2, 10)
    remapped = ", ".join(f"{name} = {keys}" for name, keys in own.keys.items())
    say(f"keys      {remapped or unset}", 2, 10)
    say(tr("いまの言語 {language}", language=LANGUAGES[current()]))
    say("")
    say(tr("書き方の例:"))
    for line in EXAMPLE.splitlines():
        say(line, 2)


def _usable(own: Settings) -> tuple[Mapping[str, str], list[SettingFault]]:
    """The remapped keys, and the faults that the screens would find in theme and keys."""
    if not own.keys and not own.theme:
        return {}, []
    from simulator.tui.app.keymap import usable_keys  # noqa: PLC0415
    from simulator.tui.kit import theme  # noqa: PLC0415
    from simulator.tui.kit.commands import THEMES, keycap  # noqa: PLC0415

    keys, faults = usable_keys(own)
    wrong = theme.unknown_theme(own, keycap(keys.get(THEMES.id, THEMES.keys).split(",")[0]))
    return keys, [*([wrong] if wrong else ()), *faults]


def _keys(remapped: Mapping[str, str], *, as_json: bool) -> None:
    from simulator.tui.app.keymap import all_commands  # noqa: PLC0415  only this list needs them

    rows = [(c.id, remapped.get(c.id, c.keys), c.help) for c in all_commands()]
    if as_json:
        print_json([{"id": name, "keys": keys, "help": about} for name, keys, about in rows])
        return
    room = 2 + max(cells(name) for name, _, _ in rows)
    for name, keys, about in rows:
        say(pad(name, room) + keys, 0, room)
        say(about, 4, 0)
