"""Remapped keys: all commands, which remapped keys are usable, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import REPLACED_KEYS, Keys, key_to_character

from simulator.language import msg
from simulator.settings.read import place_of
from simulator.settings.settings import SettingFault, Settings
from simulator.tui.kit import commands
from simulator.tui.kit.commands import Command, command_of, keycap, keycaps

# The modules of screens, windows and widgets; the app's own are named below.
FOLDERS = (
    *("kit", "reader", "moment", "walk", "play", "lists", "asking", "study", "home"),
    *("room", "reports", "classroom"),
)

_NAMED = {key.value for key in Keys} | set(REPLACED_KEYS)
_MODIFIED = re.compile(r"(?:(?:ctrl|shift|alt|super|meta)\+)+(.+)")


def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of the modules; each id once."""
    from simulator.tui.asking import commands as views  # noqa: PLC0415 - loaded only where keys are remapped
    from simulator.tui.asking import table_commands as table  # noqa: PLC0415
    from simulator.tui.classroom import commands as classroom  # noqa: PLC0415
    from simulator.tui.lists import commands as lists  # noqa: PLC0415
    from simulator.tui.moment import commands as moment  # noqa: PLC0415
    from simulator.tui.play import commands as play  # noqa: PLC0415
    from simulator.tui.reports import commands as reports  # noqa: PLC0415
    from simulator.tui.study import commands as study  # noqa: PLC0415
    from simulator.tui.walk import commands as walk  # noqa: PLC0415

    modules = (commands, walk, moment, play, table, views, lists, reports, study, classroom)
    every = chain.from_iterable(_commands_in(module) for module in modules)
    return tuple({command.id: command for command in every}.values())


def _commands_in(module: ModuleType) -> Iterator[Command]:
    for value in vars(module).values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Command):
                yield item


def usable_keys(settings: Settings) -> tuple[Mapping[str, str], list[SettingFault]]:
    """The remapped keys that can be used, and a fault for each that cannot.

    Gives for each command id its keys, comma-separated. The commands are only loaded if any is remapped.
    """
    if not settings.keys:
        return {}, []
    commands = {command.id: command for command in all_commands()}
    text = settings.path.read_text("utf-8-sig", "replace")
    usable: dict[str, str] = {}
    faults: list[SettingFault] = []
    for name, keys in settings.keys.items():
        place = place_of(text, name)
        if name not in commands:
            faults.append(_unknown(settings.path, place, name, commands))
            continue
        key_names = [key.strip() for key in keys.split(",")]
        wrong = [key for key in key_names if not is_key(key)]
        for key in wrong:
            words = msg("「{key}」というキーはありません。一字のキー、f4、ctrl+t のように書いてください。")
            faults.append(SettingFault(settings.path, *place, words, {"key": key}))
        if not wrong:
            usable[name] = ",".join(toolkit_name(key) for key in key_names)
    for clash in remove_clashes(usable, commands):
        words = msg("キー {key} は {taken} が使うので、{lost} には使いません。{lost} は {keys} で使えます。")
        values = {"key": clash.key, "taken": clash.taken, "lost": clash.lost, "keys": clash.keys_left}
        faults.append(SettingFault(settings.path, *place_of(text, clash.lost), words, values))
    return usable, sorted(faults, key=lambda fault: (fault.line, fault.column))


def _unknown(path: Path, place: tuple[int, int], name: str, commands: Iterable[str]) -> SettingFault:
    from difflib import get_close_matches  # noqa: PLC0415 - loaded only where keys are remapped

    if near := get_close_matches(name, commands, 1, 0.6):
        words = msg(
            "{name} という操作はありません（近いもの: {nearest}）。"
            "操作の名は shishin settings --keys で見られます。"
        )
        return SettingFault(path, *place, words, {"name": name, "nearest": near[0]})
    words = msg("{name} という操作はありません。操作の名は shishin settings --keys で見られます。")
    return SettingFault(path, *place, words, {"name": name})


def is_key(name: str) -> bool:
    """Whether the toolkit knows a key of that name: a character, `question_mark`, `f4`, `ctrl+t`."""
    plain = match[1] if (match := _MODIFIED.fullmatch(name)) else name
    return len(plain) == 1 or plain in _NAMED or key_to_character(plain) is not None


def toolkit_name(key: str) -> str:
    """The key as the toolkit names it: `question_mark` for `?`."""
    (binding,) = Binding.make_bindings([Binding(key, "")])
    return binding.key


@dataclass(frozen=True, slots=True)
class Clash:
    """A key of two commands in one place: `taken` keeps it, `lost` keeps only the keys in `keys_left`."""

    key: str
    taken: str
    lost: str
    keys_left: str


def remove_clashes(keys: dict[str, str], commands: Mapping[str, Command]) -> list[Clash]:
    """Remove from the remapped `keys` those that another command has in the same place, and give the clashes.

    The toolkit would silently drop one of the two. A command left without keys keeps its original ones, so
    that every command can be reached.
    """
    places = [{*place, *_everywhere(commands)} for place in places_of_commands()]
    clashes: list[Clash] = []
    clash_count = -1
    # A command that gets its original key back may clash with one that has taken it.
    while len(clashes) > clash_count:
        clash_count = len(clashes)
        for name in sorted(keys):
            clashes += _without_clash(name, keys, commands, places)
    return clashes


def _without_clash(
    name: str, keys: dict[str, str], commands: Mapping[str, Command], places: list[set[str]]
) -> list[Clash]:
    key_names, default_keys = keys[name].split(","), commands[name].keys.split(",")
    others = sorted({other for place in places if name in place for other in place} - {name})
    meets = {
        key: other
        for other in others
        for key in keys.get(other, commands[other].keys).split(",")
        if key in key_names and key not in default_keys
    }
    if not meets:
        return []
    keys_left = [key for key in key_names if key not in meets] or default_keys
    keys[name] = ",".join(keys_left)
    return [Clash(keycap(key), other, name, keycaps(keys_left)) for key, other in sorted(meets.items())]


def _everywhere(commands: Mapping[str, Command]) -> Iterator[str]:
    """The ids of commands that work on every screen: those of lists, and those with priority."""
    for name, command in commands.items():
        if name.startswith("list.") or (command.priority and name.startswith("app.")):
            yield name


def places_of_commands() -> list[set[str]]:
    """For each screen, window and widget the ids of its commands, with those of its base classes."""
    places: list[set[str]] = []
    for name in _modules_with_commands():
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode):
                bound = {binding.id for binding in _bound(value) if binding.id}
                if bound not in places:
                    places.append(bound)
    return places


def bound_command(kind: type[DOMNode], key: str, remapped: Mapping[str, str]) -> Command | None:
    """The command that a screen, window or widget binds to a key, whether or not it works now."""
    for binding in _bound(kind):
        command = command_of(binding)
        if command and key in remapped.get(command.id, binding.key).split(","):
            return command
    return None


def _bound(kind: type[DOMNode]) -> Iterator[Binding]:
    """The bindings of a class and of its bases."""
    for base in kind.__mro__:
        yield from (binding for binding in vars(base).get("BINDINGS", ()) if isinstance(binding, Binding))


def _modules_with_commands() -> Iterator[str]:
    for folder in FOLDERS:
        package = import_module(f"simulator.tui.{folder}")
        yield from (module.name for module in iter_modules(package.__path__, f"{package.__name__}."))
    yield from ("simulator.tui.app.help", "simulator.tui.app.themes")
