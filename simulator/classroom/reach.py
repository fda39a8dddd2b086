"""Test whether others on the network reach this machine, with a page for a phone, and advise if not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse

from simulator.classroom.guard import App, AsgiScope, Receive, RequestGuard, Send
from simulator.classroom.network import hosts, is_loopback, listen, urls
from simulator.classroom.serve import server_of
from simulator.classroom.shell import message_page
from simulator.language import tr

WAITS = 120.0  # seconds


def advice() -> tuple[str, ...]:
    """What may keep others from reaching this machine, likeliest first, and what helps."""
    firewall = tr(
        "この機械のファイアウォールが、入ってくる接続を断っている。"
        "Python（又は shishin）に、そのネットワークでの受け付けを許す。"
    )
    if sys.platform == "win32":
        firewall = tr(
            "Windows のファイアウォールが断っている。"
            "初めて開くときに出る窓で、Python に「プライベート」のネットワークを許す。"
            "ネットワークが「パブリック」になっていれば、設定で「プライベート」に変える。"
        )
    return (
        tr(
            "アクセスポイントが、つながる機械どうしを隔てている"
            "（プライバシーセパレーター、AP 隔離、ゲスト用の SSID）。"
            "管理する人に、この SSID で切ってもらう。"
        ),
        firewall,
        tr(
            "電話が別のネットワーク（携帯の回線、別の SSID、VPN）につながっている。"
            "同じ SSID につなぎ、VPN を切る。"
        ),
        tr(
            "どれも変えられないときは、小さなルーターを持ち込むか、この機械をホットスポットにする"
            "（Windows のホットスポットにつながるのは八台まで）。インターネットは要らない。"
        ),
    )


def wait_for_others(address: str, port: int, tell: Callable[[str], None], seconds: float = WAITS) -> bool:
    """Serve a page for `seconds`; whether another machine opened it. Raises `OSError`."""
    with listen(address, port) as listening:
        number = int(listening.getsockname()[1])
        tell(urls(address, number)[0])
        return asyncio.run(_wait(address, number, listening, tell, seconds))


async def _wait(
    address: str, port: int, listening: object, tell: Callable[[str], None], seconds: float
) -> bool:
    reached = asyncio.Event()
    server = server_of(RequestGuard(_page(address, reached, tell), hosts(address, port)), 0)
    serving = asyncio.ensure_future(server.serve([listening]))  # type: ignore[list-item]
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), seconds)
            await asyncio.sleep(1)  # time for the page to reach the caller
    finally:
        server.finish()
        await serving
    return reached.is_set()


def _page(own_address: str, reached: asyncio.Event, tell: Callable[[str], None]) -> App:
    async def app(scope: AsgiScope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.url.path != "/":
            await PlainTextResponse("", 404)(scope, receive, send)
            return
        caller = request.client.host if request.client else ""
        if is_other(caller, own_address):
            tell(tr("{address} から届きました。", address=caller))
            reached.set()
        page = message_page(tr("届いています"), tr("この機械の教室を開けます。"), "/")
        await HTMLResponse(page)(scope, receive, send)

    return app


def is_other(caller: str, own_address: str) -> bool:
    """Whether a caller's address is another machine's."""
    return bool(caller) and caller != own_address and not is_loopback(caller)
