"""The check under which each record lies.

SQLite notices a torn page but not a letter that changed inside a text. The seal does; so what a damaged
journal still gives is what was written, or nothing.
"""

from __future__ import annotations

import json
from hashlib import blake2b


def seal(exercise: str, seq: int, body: bytes) -> str:
    """The check on a record's body and on its place; against accidents, not against forgers."""
    return blake2b(f"{exercise}\0{seq}\0".encode() + body, digest_size=8).hexdigest()


def title_seal(exercise: str, kind: str, title: str, began: str) -> str:
    """The check on an exercise's entry in the list."""
    return seal(exercise, 0, f"{kind}\0{began}\0{title}".encode(errors="surrogatepass"))


def is_bare_record(seq: int, body: bytes) -> bool:
    """Whether a body without a seal (version 1 had none) looks like a record of this number."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("seq") == seq and "event" in value
