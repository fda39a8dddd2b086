"""How the records of an exercise are kept: each as a line of JSON, the scenario's source apart from it.

The source is most of a small journal. Apart, and named by its hash, it is kept once for all exercises that
play it, and what is damaged in it damages no record. A first record that holds its source (journals of
versions 1 and 2, and every export) is read as it is.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import get_args

from simulator.exercise.events import Event, Record, Started
from simulator.exercise.trail import RecordTrail

_APART = "source_apart"  # in place of `source`; no event has a field of this name


def text_name(text: str) -> str:
    """The name of a text that is kept apart: its hash, which shows whether the text is whole."""
    return hash_of(text.encode())


def hash_of(data: bytes) -> str:
    """The name for the bytes of a text."""
    return blake2b(data, digest_size=16).hexdigest()


class ExerciseAdapter:
    """The records of exercises, for a journal."""

    kind = "exercise"

    def number(self, record: Record) -> int:
        """Its `seq`."""
        return record.seq

    def write(self, record: Record) -> tuple[str, str]:
        """The line and, of a first record that has one, the scenario's source."""
        event = record.event
        if not isinstance(event, Started) or event.script is None:
            return record.model_dump_json(), ""
        source = event.script.source
        value = record.model_dump(mode="json")
        script = value["event"]["script"]
        value["event"]["script"] = {
            _APART if key == "source" else key: text_name(source) if key == "source" else item
            for key, item in script.items()
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")), source

    def apart(self, body: bytes) -> str:
        """The name of the source that a line lacks."""
        if _APART.encode() not in body:  # as most lines have none
            return ""
        script = _script(body)
        name = script.get(_APART)
        return name if isinstance(name, str) else ""

    def origin(self, body: bytes) -> str:
        """The scenario file that a first record names."""
        name = _script(body).get("name")
        return name if isinstance(name, str) else ""

    def read(self, body: bytes, text: str) -> Record:
        """The record. Raises `ValueError`."""
        if not text or _APART.encode() not in body:
            return Record.model_validate_json(body)
        value = json.loads(body)
        script = value["event"]["script"]
        value["event"]["script"] = {
            "source" if key == _APART else key: text if key == _APART else item
            for key, item in script.items()
        }
        return Record.model_validate_json(json.dumps(value))

    def is_ours(self, body: bytes) -> bool:
        """Whether this version writes events of that kind and form; otherwise another one wrote the line."""
        try:
            event = json.loads(body)["event"]
            return event.get("v", 1) in _FORMS.get(event["kind"], ())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False

    def trail(self) -> RecordTrail:
        """A new check of the order of an exercise's records."""
        return RecordTrail()


def _script(body: bytes) -> dict[str, object]:
    try:
        script = json.loads(body)["event"]["script"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return script if isinstance(script, dict) else {}


def _forms() -> dict[str, tuple[object, ...]]:
    """The versions of each kind of event."""
    kinds = get_args(get_args(Event)[0])
    return {kind.model_fields["kind"].default: get_args(kind.model_fields["v"].annotation) for kind in kinds}


_FORMS = _forms()
EXERCISES = ExerciseAdapter()
