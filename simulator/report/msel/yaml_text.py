"""Plain values as a scenario file; of an existing file only the changed lines are rewritten."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from simulator.datafile import DataFile, DataFileError, load_text
from simulator.report.msel.plain import STEPS, Plain, steps_of
from simulator.report.msel.rows import kind_and_id
from simulator.report.msel.values import KINDS

_ORDER = (
    *KINDS, "id", "at", "after", "when", "closed", "seat", "from", "to", "mode", "trigger", "because",
    "title", "subject", "place", "text", "attachments", "answer", "points", "expect", "problems", "effects",
    "feedback", "options", "cites", "objectives", "notes", "countdown", "later", "next",
)  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes block style, unbroken lines, indented lists, and multi-line texts literally."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the loader refuses anchors
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value and not any(line.endswith(" ") for line in value.split("\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def file_text(plain: Plain) -> str:
    """A whole file."""
    top = {key: value for key, value in plain.items() if key != STEPS}
    return _dumped(top) + "steps:\n" + "\n".join(_step(step) for step in steps_of(plain))


def mended_text(source: str, name: str, before: Plain, after: Plain) -> str:
    """The file with only the lines of changed parts rewritten, so that comments elsewhere stay.

    A whole new file if the parts of the old one do not begin on lines of their own.
    """
    try:
        mended = _Lines(source, load_text(source, name)).mended(before, after)
        if load_text(mended, name).data == after:
            return mended
    except (DataFileError, LookupError, ValueError):
        pass  # not written with each part on lines of its own
    return file_text(after)


class _Lines:
    """The lines of a file divided by top keys and steps: each from its first line to that of the next."""

    def __init__(self, source: str, file: DataFile) -> None:
        self._lines = list(io.StringIO(source, newline=""))  # as editors count: U+2028 ends none
        if self._lines and not self._lines[-1].endswith("\n"):
            self._lines[-1] += "\n"
        self._tops = {str(loc[0]): place.line - 1 for loc, place in file.key_places.items() if len(loc) == 1}
        data: Plain = file.data
        self._steps = {
            kind_and_id(step)[1]: file.place((STEPS, at)).line - 1 for at, step in enumerate(steps_of(data))
        }
        if len(self._steps) != len(steps_of(data)) or len(set(self._steps.values())) != len(self._steps):
            raise ValueError("steps share an id or a line")

    def mended(self, before: Plain, after: Plain) -> str:
        """The lines, with changed parts dumped in their places."""
        starts = sorted([*self._tops.values(), *self._steps.values(), len(self._lines)])
        old = {kind_and_id(step)[1]: step for step in steps_of(before)}

        def block(at: int) -> tuple[str, str]:
            """The part that begins at a line, and the comments and empty lines that follow it."""
            end = next(start for start in starts if start > at)
            last = end
            while last > at + 1 and self._lines[last - 1].strip()[:1] in ("", "#"):
                last -= 1
            return "".join(self._lines[at:last]), "".join(self._lines[last:end])

        out = ["".join(self._lines[: starts[0]])]
        added = [key for key in after if key not in self._tops]
        for key, at in sorted(self._tops.items(), key=lambda item: item[1]):
            text, rest = block(at)
            if key == STEPS:
                out += [_dumped({name: after[name]}) for name in added]
                out += [text, rest, *self._stepwise(after, old, block)]
            elif key in after:
                out += [text if after[key] == before.get(key) else _dumped({key: after[key]}), rest]
            else:
                out.append(rest)
        return "".join(out)

    def _stepwise(
        self, after: Plain, old: dict[str, Plain], block: Callable[[int], tuple[str, str]]
    ) -> Iterator[str]:
        for step in steps_of(after):
            name = kind_and_id(step)[1]
            if name not in self._steps:
                yield _step(step) + "\n"
                continue
            text, rest = block(self._steps[name])
            yield text if step == old.get(name) else _step(step)
            yield rest


def _step(step: Plain) -> str:
    """A step as an item of the list."""
    lines = _dumped(_sorted(step)).splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]) + "\n"


def _sorted(step: Plain) -> Plain:
    known = [key for key in _ORDER if key in step]
    return {key: step[key] for key in (*known, *(key for key in step if key not in known))}


def _dumped(plain: Plain) -> str:
    return yaml.dump(
        plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20, default_flow_style=False
    )
