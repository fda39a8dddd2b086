"""The checksum that seals each record.

SQLite notices a torn page but not a changed letter inside a text. The seal does, so a damaged journal
gives either what was written or nothing.
"""

from __future__ import annotations

import json
from hashlib import blake2b


def seal(exercise: str, seq: int, body: bytes) -> str:
    """The checksum of a record's body and place; it protects against accidents, not forgery."""
    return blake2b(f"{exercise}\0{seq}\0".encode() + body, digest_size=8).hexdigest()


def title_seal(exercise: str, kind: str, title: str, began: str) -> str:
    """The checksum of an exercise's entry in the list."""
    return seal(exercise, 0, f"{kind}\0{began}\0{title}".encode(errors="surrogatepass"))


def is_bare_record(seq: int, body: bytes) -> bool:
    """Whether a body without a seal (version 1 had none) looks like a record of this number."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("seq") == seq and "event" in value
