"""Codes, tokens and what stands for them: nothing that lets somebody in is kept as it is.

A token has 192 bits and only its SHA-256 is kept. The code is short, for it is typed from a wall; the limits
on wrong codes (`limits.py`) are what protects it.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

TOKEN_BYTES = 24


def new_token() -> str:
    """What a browser holds to be known again."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_secret() -> str:
    """What the tokens against forged forms, and the wall's own, are made from."""
    return secrets.token_hex(32)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


@lru_cache(maxsize=512)  # of a class of 200 and those who came back; each screen with a form has one
def form_token(secret: str, token_hash: str) -> str:
    """What a form of this person must bring, so that no other page can send it."""
    return _made(secret, f"form {token_hash}")


def wall_token(secret: str) -> str:
    """What opens the wall: the same after a restart, another one after each opening."""
    return _made(secret, "wall")


def sign_of_life(secret: str) -> str:
    """By which a server of this class is told from any other on its port."""
    return _made(secret, "here")


def same(one: str, other: str) -> bool:
    """Compared in constant time, whatever they hold."""
    return hmac.compare_digest(one.encode(), other.encode())


def typed_code(text: str) -> str:
    """A code as it was meant: small letters, blanks and hyphens do no harm."""
    return "".join(text.upper().split()).replace("-", "")


def _made(secret: str, purpose: str) -> str:
    digest = hmac.new(secret.encode(), purpose.encode(), sha256).digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
