"""Keys that a person has set otherwise: which commands there are, and what in the settings fits none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import ModuleType

from textual.keys import REPLACED_KEYS, Keys, key_to_character

from simulator.language import msg
from simulator.settings.read import place_of
from simulator.settings.settings import Fault, Settings
from simulator.tui.commands import LIST, Command

_NAMED = {key.value for key in Keys} | set(REPLACED_KEYS)
_MODIFIED = re.compile(r"(?:(?:ctrl|shift|alt|super|meta)\+)+(.+)")


def all_commands() -> tuple[Command, ...]:
    """Every command there is, in the order in which they are written; an id stands once."""
    from simulator.tui import commands  # noqa: PLC0415 - these load the machine
    from simulator.tui.play import commands as play  # noqa: PLC0415
    from simulator.tui.views import commands as views  # noqa: PLC0415
    from simulator.tui.walk import commands as walk  # noqa: PLC0415

    found = chain.from_iterable(_commands_in(module) for module in (commands, walk, play, views))
    return tuple({command.id: command for command in found}.values())


def _commands_in(module: ModuleType) -> Iterator[Command]:
    for value in vars(module).values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Command):
                yield one


def usable_keys(settings: Settings) -> tuple[Mapping[str, str], list[Fault]]:
    """The remapped keys that name a command and keys, and a fault for each that does not.

    Gives for each command id its keys, comma-separated. The commands are only loaded if any is remapped.
    """
    if not settings.keys:
        return {}, []
    from difflib import get_close_matches  # noqa: PLC0415 - most people remap none

    commands = {command.id: command for command in all_commands()}
    usable: dict[str, str] = {}
    faults: list[Fault] = []
    text = settings.path.read_text("utf-8-sig", "replace")
    for name, keys in settings.keys.items():
        place = place_of(text, name)
        if name not in commands:
            near = get_close_matches(name, commands, 1, 0)[0]
            words = msg(
                "{name} という操作はありません（近いもの: {nearest}）。"
                "操作の名は shishin settings --keys で見られます。"
            )
            faults.append(Fault(settings.path, *place, words, {"name": name, "nearest": near}))
            continue
        given = [key.strip() for key in keys.split(",")]
        wrong = [key for key in given if not is_key(key)]
        for key in wrong:
            words = msg("「{key}」というキーはありません。一字のキー、f4、ctrl+t のように書いてください。")
            faults.append(Fault(settings.path, *place, words, {"key": key}))
        if not wrong:
            usable[name] = ",".join(given)
    return usable, faults


def is_key(name: str) -> bool:
    """Whether the toolkit knows a key of that name: a character, `question_mark`, `f4`, `ctrl+t`."""
    plain = found[1] if (found := _MODIFIED.fullmatch(name)) else name
    return len(plain) == 1 or plain in _NAMED or key_to_character(plain) is not None


@dataclass(frozen=True, slots=True)
class Clash:
    """A key that two commands of one place have, by a remapping: `lost` cannot be reached with it."""

    key: str
    taken: str
    lost: str


def clashes(keys: Mapping[str, str], groups: Iterable[tuple[Command, ...]]) -> Iterator[Clash]:
    """Where remapped keys meet others of the same group, or those of lists, which come first everywhere.

    The toolkit drops one of the two without a word.
    """
    for group in groups:
        used = {command.id: keys.get(command.id, command.keys).split(",") for command in group}
        for name in used.keys() & keys.keys():
            for other, theirs in used.items():
                for key in set(used[name]) & set(theirs):
                    if other != name and (other not in keys or name < other):
                        yield Clash(key, name, other)
    in_lists = {key for command in LIST for key in keys.get(command.id, command.keys).split(",")}
    for name, given in keys.items():
        if not name.startswith("list."):
            yield from (Clash(key, "list.*", name) for key in given.split(",") if key in in_lists)
