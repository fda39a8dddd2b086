"""What is refused, and with which status."""

import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from simulator.classroom import limits
from simulator.classroom.guard import FORM
from simulator.classroom.keys import wall_token
from simulator.scenario import Decision, Question
from tests.classroom.table import CODE, Browser, Table, asked, at_work, online, options

Act = Callable[[Table, Browser], Awaitable[httpx.Response]]
PLAIN: dict[str, tuple[int, Act]] = {}  # refused at any moment
MOMENTS: dict[str, tuple[int, Act]] = {}  # refused for what has gone before


def refused(status: int, what: str) -> Callable[[Act], Act]:
    """Puts a request, with what goes before it, into the table of its moments."""

    def put(act: Act) -> Act:
        MOMENTS[what] = (status, act)
        return act

    return put


def row(status: int, what: str, method: str, path: str, **options: object) -> None:
    """Put one request into the table; its origin is the learner's own unless the headers give another."""

    async def act(table: Table, browser: Browser) -> httpx.Response:
        headers = {"Origin": table.base} | dict(options.get("headers", {}))  # type: ignore[call-overload]
        body = {"content": options["content"]} if "content" in options else {"data": options.get("data", {})}
        if method == "GET":
            return await browser.client.get(path, headers=headers)
        return await browser.client.request(method, path, headers=headers, **body)  # type: ignore[arg-type]

    PLAIN[what] = (status, act)


JOIN = {"code": CODE, "seat": "sdf"}
row(403, "a page by another name of this machine", "GET", "/", headers={"Host": "evil.example"})
row(403, "a name that only begins as ours", "GET", "/", headers={"Host": "127.0.0.1.evil.example"})
row(403, "another port in the name", "GET", "/", headers={"Host": "127.0.0.1:1"})
row(403, "a form from another place", "POST", "/join", headers={"Origin": "http://evil.example"}, data=JOIN)
row(403, "a form from nowhere", "POST", "/join", headers={"Origin": "null"}, data=JOIN)
row(403, "a form from another site", "POST", "/join", headers={"Sec-Fetch-Site": "cross-site"}, data=JOIN)
row(415, "a form as JSON", "POST", "/join", headers={"Content-Type": "application/json"}, content=b"{}")
row(413, "a body of more than 4 kB", "POST", "/join", data={"name": "a" * 5000})
row(413, "an answer of more than 20 kB", "POST", "/respond", data={"body": "a" * 21_000})
row(414, "an endless address", "GET", "/text?q=" + "a" * 3000)
row(405, "another method", "DELETE", "/seat")
row(405, "a form sent to a page", "POST", "/wall", data={"a": "b"})
row(404, "a file of this machine", "GET", "/..%2f..%2fetc/passwd")
row(403, "a wrong code", "POST", "/join", data={"code": "AAAAAA", "seat": "sdf"})
row(400, "a seat that there is not", "POST", "/join", data={"code": CODE, "seat": "emperor"})
row(403, "the wall without its token", "GET", "/wall")
row(403, "the wall with another's token", "GET", "/wall?token=" + "A" * 32)
row(401, "what the wall is told", "GET", "/wall/events")
row(403, "the picture of the code", "GET", "/qr.svg")
row(403, "an answer without the form's token", "POST", "/respond", data={"about": "record:1", "body": "a"})
row(404, "an act of the facilitator's", "POST", "/advance", data={"a": "b"})


@refused(403, "a form without an origin")
async def _(table: Table, browser: Browser) -> httpx.Response:
    return await browser.client.post("/join", data=JOIN)


@refused(401, "an answer of nobody's")
async def _(table: Table, browser: Browser) -> httpx.Response:
    browser.client.cookies.clear()
    return await browser.post("/respond", about="record:1", body="a")


@refused(401, "the screen of nobody's seat")
async def _(table: Table, browser: Browser) -> httpx.Response:
    browser.client.cookies.clear()
    return await browser.get("/events")


@refused(401, "the screen, for a page elsewhere")
async def _(table: Table, browser: Browser) -> httpx.Response:
    return await browser.get("/events", **{"Sec-Fetch-Site": "cross-site"})


@refused(303, "the page of nobody's seat leads to the door")
async def _(table: Table, browser: Browser) -> httpx.Response:
    browser.client.cookies.clear()
    return await browser.get("/seat")


@refused(403, "an answer with another person's form")
async def _(table: Table, browser: Browser) -> httpx.Response:
    csrf = await browser.csrf()
    async with table.browser() as other:
        await other.join("sdf")
        return await other.post("/respond", csrf=csrf, about="record:1", body="a")


@refused(409, "a vote on what another seat decides")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.advance(Decision)
    page = await browser.seat()
    about, option = asked(page)[0], options(page)[0]
    async with table.browser() as other:
        await other.join("us_forces")
        return await other.respond(about, option)


@refused(400, "a vote for what nobody offers")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.advance(Decision)
    seq = table.play.exercise.history.head
    return await browser.respond(f"record:{seq}", "coup")


@refused(409, "an answer to what was never asked")
async def _(table: Table, browser: Browser) -> httpx.Response:
    return await browser.respond("record:9999", "a")


@refused(409, "an answer to what is closed")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.advance(Question)
    (about,) = asked(await browser.seat())
    table.keep(table.room.close(about))
    return await browser.respond(about, "a")


@refused(400, "an answer of more than two thousand characters")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.advance(Question)
    (about,) = asked(await browser.seat())
    return await browser.respond(about, "答" * 2001)


@refused(403, "an act of somebody removed")
async def _(table: Table, browser: Browser) -> httpx.Response:
    csrf = await browser.csrf()
    roll = table.play.exercise.journal.roll
    roll.change(table.exercise, "p1", lambda person: replace(person, removed=True))
    table.look()
    return await browser.post("/respond", csrf=csrf, about="record:1", body="a")


@refused(429, "the eleventh act in ten seconds")
async def _(table: Table, browser: Browser) -> httpx.Response:
    csrf = await browser.csrf()
    for _ in range(11):
        answer = await browser.post("/respond", csrf=csrf, about="record:1", body="a")
    return answer


@refused(429, "the sixth wrong code of one address in a minute")
async def _(table: Table, browser: Browser) -> httpx.Response:
    for _ in range(6):
        answer = await browser.post("/join", code="AAAAAA", seat="sdf")
    return answer


@refused(403, "joining while it is locked")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.keep(table.room.model_copy(update={"locked": True}))
    async with table.browser() as other:
        return await other.join("sdf")


@refused(409, "joining a class that is closed")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.app.following.class_room = table.room.model_copy(update={"code": ""})
    async with table.browser() as other:
        await other.get("/")
        return await other.post("/join", code="", seat="sdf")


@refused(409, "the second person where one has room")
async def _(table: Table, browser: Browser) -> httpx.Response:
    table.keep(table.room.model_copy(update={"seats": 1}))
    async with table.browser() as other:
        return await other.join("sdf")


async def test_each_forbidden_request_is_refused_with_its_status_on_a_real_socket(tmp_path: Path) -> None:
    statuses = {}
    async with at_work(tmp_path) as table, online(table) as browser:
        await browser.join("japan_government")
        for what, (_, act) in PLAIN.items():
            answer = await act(table, browser)
            statuses[what] = answer.status_code
            assert "Traceback" not in answer.text
        assert not table.play.exercise.journal.roll.responses(table.exercise)
    assert statuses == {what: status for what, (status, _) in PLAIN.items()}
    assert len(PLAIN) >= 20


@pytest.mark.parametrize("what", MOMENTS)
async def test_what_is_forbidden_at_its_moment_is_refused_with_its_status(
    at_table: Table, learner: Browser, what: str
) -> None:
    status, act = MOMENTS[what]
    assert (await act(at_table, learner)).status_code == status
    assert not at_table.play.exercise.journal.roll.responses(at_table.exercise)


async def test_a_body_of_unknown_length_is_refused_once_it_is_too_long(
    at_table: Table, learner: Browser
) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(6):
            yield b"a" * 1000

    headers = {"Origin": at_table.base, "Content-Type": FORM}
    response = await learner.client.post("/join", content=parts(), headers=headers)
    assert response.status_code == 413


def test_of_a_flood_of_addresses_only_the_newest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 2)
    window = limits.RateWindow(1, 60.0)
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
        window.count(address, 0.0)
    assert [window.full(f"10.0.0.{number}", 1.0) for number in (1, 2, 3)] == [False, True, True]


async def test_three_hundred_wrong_codes_lock_the_code_until_there_is_a_new_one(at_table: Table) -> None:
    for number in range(300):
        async with at_table.browser(f"10.0.1.{number}") as browser:
            at_table.seconds[0] += 2
            assert (await browser.join("sdf", code="AAAAAA")).status_code == 403
    async with at_table.browser("10.0.2.1") as browser:
        assert (await browser.join("sdf")).status_code == 403
        at_table.keep(at_table.room.model_copy(update={"code": "NEW234"}))
        assert (await browser.join("sdf", code="NEW234")).status_code == 303


async def test_all_addresses_together_give_sixty_wrong_codes_a_minute(at_table: Table) -> None:
    statuses = []
    for number in range(61):
        async with at_table.browser(f"10.0.1.{number}") as browser:
            statuses.append((await browser.join("sdf", code="AAAAAA")).status_code)
    assert statuses == [403] * 60 + [429]


async def test_after_a_minute_of_waiting_the_right_code_lets_in(at_table: Table) -> None:
    async with at_table.browser() as browser:
        for _ in range(6):
            answer = await browser.join("sdf", code="AAAAAA")
        assert answer.headers["retry-after"] == "60"
        assert (await browser.join("sdf")).status_code == 429
        at_table.seconds[0] += 61
        assert (await browser.join("sdf")).status_code == 303


async def test_every_answer_forbids_what_acts_or_frames_or_stays(at_table: Table, learner: Browser) -> None:
    for path in ("/", "/seat", "/text", "/wall", "/page.js", "/nowhere"):
        headers = (await learner.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


async def test_no_page_has_a_script_or_a_style_inside_it(at_table: Table, learner: Browser) -> None:
    at_table.advance(Question)
    for path in ("/seat", "/text", "/history", "/ask", "/leave"):
        page = (await learner.get(path)).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert not re.search(r"<[^>]*\son\w+\s*=", page)


async def test_a_name_or_an_answer_cannot_act_on_the_wall(at_table: Table, learner: Browser) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    await learner.respond(about, "<script>alert(1)</script>\u202e\0record")
    at_table.keep(at_table.room.show(about))
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    for path in ("/wall", "/seat"):
        page = (await learner.get(path)).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffd\u2400record" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("seed", range(4))
async def test_random_requests_bring_no_fault(at_table: Table, learner: Browser, seed: int) -> None:
    """Two thousand in all; the bench sends a hundred thousand."""
    at_table.advance(Question)
    draw = random.Random(seed)
    for number in range(500):
        at_table.seconds[0] += draw.choice((0, 0.1, 5))
        answer = await random_request(at_table, learner, draw)
        assert answer.status_code < 500, number
        assert "Traceback" not in answer.text


PATHS = ("/", "/join", "/seat", "/choose", "/respond", "/leave", "/text", "/ask", "/wall", "/qr.svg", "/here")
PIECES = (
    "",
    "a",
    CODE,
    "sdf",
    "*",
    "record:1",
    "record:3",
    "quiz:1",
    "\0",
    "\u202e",
    "%",
    "&",
    "=",
    "後",
    "💥",
    "' or 1=1",
)


def words(draw: random.Random) -> str:
    """Up to five pieces in a row, of what forms and addresses hold or trip over."""
    return "".join(draw.choices(PIECES, k=draw.randrange(6)))


async def random_request(table: Table, browser: Browser, draw: random.Random) -> httpx.Response:
    """A request of any kind; some are what a browser would send."""
    path = draw.choice(PATHS) if draw.random() < 0.9 else "/a" + "".join(draw.choices("aé%./?#;", k=8))
    query = (
        {draw.choice(("q", "code", "token", "lang", "qr", "x")): words(draw)} if draw.random() < 0.5 else None
    )
    headers = {"Origin": table.base} if draw.random() < 0.8 else {"Origin": words(draw).encode().hex()}
    if draw.random() < 0.2:
        headers[draw.choice(("Accept-Language", "X-Page", "Sec-Fetch-Site", "Cookie", "Content-Length"))] = (
            draw.choice(("1", "xx", "-5", "en;q=0", ";;=", "shishin-lang=zz"))
        )
    if draw.random() < 0.5:
        return await browser.client.get(path, params=query, headers=headers)
    if draw.random() < 0.2:
        headers["Content-Type"] = FORM
        body = draw.randbytes(draw.randrange(300))
        return await browser.client.post(path, content=body, headers=headers)
    values = {draw.choice(("code", "seat", "name", "about", "body")): words(draw) for _ in range(4)}
    if draw.random() < 0.7:
        values["csrf"] = await browser.csrf()
    return await browser.client.post(path, params=query, data=values, headers=headers)
