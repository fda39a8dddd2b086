"""A journal on a server, as a person names it: an address or a service of PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

from simulator.language import tr

_ADDRESSES = ("postgresql://", "postgres://")
_SERVICE = "service="
_PASSWORDS = ("password", "sslpassword")  # parameters of a connection


class Server(NamedTuple):
    """What the client library takes: `postgresql://…` or `service=…`; never with a password in it.

    Not a dataclass: every start would load what makes those.
    """

    address: str

    def __str__(self) -> str:
        return self.address


Where: TypeAlias = Path | Server


class PasswordError(ValueError):
    """A password stands in the address. The message does not repeat it."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "記録の所在にパスワードを書かないでください（ほかの人や、記録に見えます）。"
                "~/.pgpass か、サービスのファイル ~/.pg_service.conf に置けます。"
            )
        )


def journal_at(text: str) -> Where:
    """The place that words name: a server by address or service, or else a file. Raises `PasswordError`."""
    if not text.startswith((*_ADDRESSES, _SERVICE)):
        return Path(text)
    if has_password(text):
        raise PasswordError
    return Server(text)


def has_password(text: str) -> bool:
    """Whether an address or the words of a connection hold one."""
    from urllib.parse import parse_qsl, urlsplit  # noqa: PLC0415  only a server has an address

    if text.startswith(_SERVICE):
        return any(word.startswith(_PASSWORDS) for word in text.split())
    try:
        address = urlsplit(text)
        parameters = {name for name, _ in parse_qsl(address.query, keep_blank_values=True)}
    except ValueError:
        # A password cannot be told from the rest here, so the text is not repeated.
        return "@" in text or "password" in text
    return address.password is not None or not parameters.isdisjoint(_PASSWORDS)
