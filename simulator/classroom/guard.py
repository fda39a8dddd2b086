"""Checks of every request before it reaches a page, and headers of every response.

The threats: a page of another site that makes a visitor's browser send forms here (`Origin`,
`Sec-Fetch-Site`), a foreign name that is pointed at this machine (`Host`), floods (bodies, time), and active
content (the policy).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

from simulator.language import tr

AsgiScope = MutableMapping[str, Any]
AsgiMessage = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[AsgiMessage]]
Send = Callable[[AsgiMessage], Awaitable[None]]
App = Callable[[AsgiScope, Receive, Send], Awaitable[None]]

BODY = 4096  # bytes of a form
# Bytes of a form with an answer: 2,000 Japanese characters, each percent-encoded in nine bytes.
ANSWER_BODY = 20_480
LONG_BODIES = frozenset({"/respond"})
BODY_SECONDS = 10.0
QUERY = 2000  # bytes
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# With `no-referrer` browsers would send `Origin: null` with our own forms.
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class RequestGuard:
    """Refuses requests that none of our pages sends; requests that pass have a complete, small body."""

    def __init__(self, app: App, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Handle an ASGI call."""
        if scope["type"] != "http":
            return
        send = _with_headers(send)
        refused = self._refused(scope)
        if refused is None and scope["method"] == "POST":
            body, refused = await _body(scope, receive)
            receive = _replayed(body, receive)
        if refused is not None:
            status, words = refused
            await PlainTextResponse(words, status)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refused(self, scope: AsgiScope) -> tuple[int, str] | None:
        """The status and words of a refusal, if the request's head alone is reason for it."""
        values: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        host = values.get("host", [])
        if len(host) != 1 or host[0].lower() not in self.hosts:
            return 403, tr("このアドレスでは開けません。前の画面にあるアドレスを使ってください。")
        if len(scope["query_string"]) > QUERY:
            return 414, tr("アドレスが長すぎます。")
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, tr("使えない方法です。")
        if values.get("origin", []) != [f"http://{host[0]}"]:
            return 403, tr("この教室のページから送ってください。")
        if values.get("sec-fetch-site", ["same-origin"]) != ["same-origin"]:
            return 403, tr("この教室のページから送ってください。")
        kind = values.get("content-type", [""])[0].partition(";")[0].strip().lower()
        if kind != FORM:
            return 415, tr("この形では受け取れません。")
        length = values.get("content-length", ["0"])[0]
        if not length.isdecimal() or int(length) > _longest_body(scope):
            return 413, tr("長すぎます。短くして送ってください。")
        return None


def _longest_body(scope: AsgiScope) -> int:
    return ANSWER_BODY if scope["path"] in LONG_BODIES else BODY


async def _body(scope: AsgiScope, receive: Receive) -> tuple[bytes, tuple[int, str] | None]:
    """The body, and the status and words of a refusal, if it is refused."""
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return b"", (400, tr("途中で切れました。"))
                body += message.get("body", b"")
                if len(body) > _longest_body(scope):
                    return b"", (413, tr("長すぎます。短くして送ってください。"))
                if not message.get("more_body", False):
                    return body, None
    except TimeoutError:
        return b"", (408, tr("届くのに時間がかかりすぎました。"))


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body again, then what comes after it."""
    replayed = False

    async def read() -> AsgiMessage:
        nonlocal replayed
        if replayed:
            return await receive()
        replayed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read


def _with_headers(send: Send) -> Send:
    async def sending(message: AsgiMessage) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            added = [(name, value) for name, value in HEADERS if name not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sending
