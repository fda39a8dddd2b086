"""A real browser: three seats and a wall through some steps, nothing from elsewhere, and without scripts.

Skipped where there is no Chromium or no Playwright; `.ci/run` installs them.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from simulator.classroom.keys import wall_token
from simulator.scenario import Decision, Question
from tests.classroom.table import CODE, Table, at_work

playwright = pytest.importorskip("playwright.async_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="without Chromium")
PHONE = {"width": 360, "height": 740}


class Browsing:
    """Chromium with a note of every address that a page asked for, and of what it complained about."""

    def __init__(self, chromium: Any, base: str) -> None:
        self.chromium = chromium
        self.base = base
        self.requested: set[str] = set()
        self.complaints: list[str] = []

    async def page(self, **options: Any) -> Any:
        context = await self.chromium.new_context(viewport=PHONE, locale="ja-JP", **options)
        page = await context.new_page()
        page.on("request", lambda request: self.requested.add(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )
        return page

    async def seat(self, name: str, **options: Any) -> Any:
        page = await self.page(**options)
        await page.goto(f"{self.base}/?code={CODE}")
        await page.check(f'input[value="{name}"]')
        await page.click("button[type=submit]")
        await page.wait_for_selector(".band")
        return page


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    async with at_work(tmp_path) as class_table:
        yield class_table


@pytest.fixture
async def browsing(table: Table) -> AsyncIterator[Browsing]:
    async with playwright.async_playwright() as started:
        chromium = await started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        browsing = Browsing(chromium, table.base)
        yield browsing
        await chromium.close()
        assert all(url.startswith((table.base, "data:")) for url in browsing.requested), browsing.requested
        assert not browsing.complaints


async def scrolls_sideways(page: Any) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > innerWidth"))


async def test_three_seats_and_a_wall_go_through_a_question_and_a_decision(
    table: Table, browsing: Browsing
) -> None:
    japan, sdf, us = [await browsing.seat(name) for name in ("japan_government", "sdf", "us_forces")]
    wall = await browsing.page()
    await wall.goto(f"{table.base}/wall?token={wall_token(table.room.secret)}")
    assert "token" not in wall.url

    table.advance(Question)
    for page in (japan, sdf, us):
        await page.wait_for_selector("textarea")
        assert not await scrolls_sideways(page)
    await sdf.fill("textarea", "書きかけの答え")
    await japan.fill("textarea", "同盟調整メカニズムを通じて")
    await japan.click(".asked button")
    await japan.wait_for_selector("text=受け取りました")
    await wall.wait_for_selector("text=回答 1／3")
    assert "同盟調整メカニズムを通じて" not in await wall.content()

    table.advance(Decision)
    await japan.wait_for_selector(".choices button")
    assert await sdf.input_value("textarea") == "書きかけの答え"  # a new screen takes away nothing
    assert not await sdf.query_selector(".choices")
    await japan.click(".choices li:nth-child(2) button")
    await japan.wait_for_selector('.choices button[aria-pressed="true"]')
    await japan.reload()
    assert await japan.inner_text('.choices button[aria-pressed="true"]') == await japan.inner_text(
        ".choices li:nth-child(2) button"
    )
    # To a screen reader, and to nobody else.
    await japan.wait_for_selector("#news:has-text('判断')", state="attached")
    box = await japan.locator("#news").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (1, 1)
    table.keep(table.room.show(f"record:{table.play.exercise.history.head}"))
    await wall.wait_for_selector("meter")
    assert len(table.play.exercise.journal.roll.people(table.exercise)) == 3


async def test_everything_works_without_scripts(table: Table, browsing: Browsing) -> None:
    page = await browsing.seat("japan_government", java_script_enabled=False)
    table.advance(Question)
    await page.goto(f"{table.base}/seat")
    await page.fill("textarea", "書いて送る")
    await page.click(".asked button")
    await page.wait_for_selector(".got")
    assert await page.input_value("textarea") == "書いて送る"
    table.advance(Decision)
    await page.goto(f"{table.base}/seat")
    await page.click(".choices li:first-child button")
    assert await page.get_attribute(".choices li:first-child button", "aria-pressed") == "true"
    roll = table.play.exercise.journal.roll
    assert len(roll.responses(table.exercise)) == 2
    for path in ("/text?q=後方支援", "/ask?q=機雷掃海", "/history", "/leave", "/?lang=en"):
        await page.goto(table.base + path)
        assert not await scrolls_sideways(page), page.url


async def test_a_page_that_lost_the_server_says_so_and_comes_back(table: Table, browsing: Browsing) -> None:
    page = await browsing.seat("sdf")
    await page.context.set_offline(True)
    table.app.desk.streams.end()
    await page.wait_for_selector("#lost:not([hidden])")
    await page.context.set_offline(False)
    table.advance(Question)
    await page.wait_for_selector("textarea")
    assert await page.is_hidden("#lost")
    browsing.complaints.clear()  # that it was offline


# The least contrast of the words of a page with what is behind them (WCAG 2.2, 1.4.3), and where it is.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    throw new Error('nothing behind');
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = [21, ''];
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim(), holder = texts.currentNode.parentElement;
    if (!words || !holder.checkVisibility()) continue;
    const lights = [parts(getComputedStyle(holder).color), behind(holder)].map(light);
    const [dark, bright] = lights.sort((a, b) => a - b);
    const ratio = (bright + .05) / (dark + .05);
    if (ratio < least[0]) least = [ratio, words];
  }
  return least;
}"""
UNNAMED = """[...document.querySelectorAll('input:not([type=hidden]), textarea, meter:not([aria-hidden])')]
  .filter(field => !field.labels.length && !field.getAttribute('aria-label')).map(field => field.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_can_be_read_in_each_scheme_at_large_letters_and_by_a_screen_reader(
    table: Table, browsing: Browsing, scheme: str
) -> None:
    door = await browsing.page(color_scheme=scheme)
    seat = await browsing.seat("japan_government", color_scheme=scheme)
    wall = await browsing.page(color_scheme=scheme)
    await door.goto(f"{table.base}/?code={CODE}")
    await wall.set_viewport_size({"width": 1920, "height": 1080})
    await wall.goto(f"{table.base}/wall?token={wall_token(table.room.secret)}")
    table.advance(Question)
    await seat.wait_for_selector("textarea")
    table.advance(Decision)
    await seat.wait_for_selector(".choices button")
    await seat.click(".choices li:first-child button")
    await seat.wait_for_selector('.choices button[aria-pressed="true"]')
    table.keep(table.room.show(f"record:{table.play.exercise.history.head}"))
    await wall.wait_for_selector("meter")
    for page, path in (
        *((page, "") for page in (door, seat, wall)),
        *((seat, path) for path in ("/text?q=後方支援", "/ask?q=機雷掃海", "/history", "/leave")),
    ):
        if path:
            await page.goto(table.base + path)
        ratio, words = await page.evaluate(CONTRAST)
        assert ratio >= 4.5, (page.url, words)
        assert not await page.evaluate(UNNAMED)
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not await scrolls_sideways(page), page.url


async def test_a_page_of_a_class_that_was_closed_does_not_say_that_it_is_lost(
    table: Table, browsing: Browsing
) -> None:
    page = await browsing.seat("sdf")
    table.app.following.end()
    table.app.desk.streams.end()
    await page.wait_for_selector("h1:has-text('教室は閉じました')")
    await page.context.set_offline(True)
    async with page.expect_event("requestfailed"):
        await page.evaluate("dispatchEvent(new Event('online'))")  # it tries to come back
    await page.evaluate("fetch('/here').catch(() => 0)")  # answered after the page was told of the failure
    assert await page.is_hidden("#lost")
    browsing.complaints.clear()  # that it was offline
