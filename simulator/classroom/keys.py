"""Codes, tokens and their hashes: no token that lets somebody in is kept itself.

A token has 192 bits, and only its SHA-256 is kept. The code is short, because it is typed from a wall; the
limits on wrong codes (`limits.py`) protect it.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

TOKEN_BYTES = 24


def new_token() -> str:
    """A new token by which a browser is recognised."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_secret() -> str:
    """A new secret from which form tokens and the wall's token are made."""
    return secrets.token_hex(32)


def hash_of(token: str) -> str:
    """The hash of a token, which is kept in its place."""
    return sha256(token.encode()).hexdigest()


@lru_cache(maxsize=512)  # enough for a class of 200 whose members rejoin; each screen with a form needs one
def form_token(secret: str, token_hash: str) -> str:
    """The token that a form of this person must have, so that no other page can send it."""
    return _derived(secret, f"form {token_hash}")


def wall_token(secret: str) -> str:
    """The token of the wall: the same after a restart, a new one each time a class is opened."""
    return _derived(secret, "wall")


def sign_of_life(secret: str) -> str:
    """A token by which a server of this class is recognised on its port."""
    return _derived(secret, "here")


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, compared in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def typed_code(text: str) -> str:
    """The code meant by typed text, in any case and width, with blanks and hyphens removed."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")


def _derived(secret: str, purpose: str) -> str:
    digest = hmac.new(secret.encode(), purpose.encode(), sha256).digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
