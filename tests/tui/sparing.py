"""What the tests spare the toolkit: parsing style sheets for each app anew, painting what nobody looks at.

Both together took two fifths of the time of a test. What a test looks at is painted (`grid`), and so is the
screen that it leaves or clicks on, unless it looked at that last; the steps on the way are only laid out.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any
from weakref import WeakSet

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.strip import Strip

_parse = Stylesheet._parse_rules
_update = Compositor.render_update
_run_test = App.run_test
_click = Pilot.click
_seen: WeakSet[Compositor] = WeakSet()  # whose last change was painted


def spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare both until the end of the test."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)
    monkeypatch.setattr(Compositor, "render_update", _skip_painting)
    monkeypatch.setattr(App, "run_test", _painted_at_the_end)
    monkeypatch.setattr(Pilot, "click", _painted_before)


def paint_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint each step too: for faults that show only where an earlier picture is still kept."""
    monkeypatch.setattr(Compositor, "render_update", _update)


def _parse_once(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
    return _parsed(frozenset(sheet._variables.items()), source, frozenset(options.items()))


@cache
def _parsed(
    variables: frozenset[tuple[str, str]], source: tuple[Any, ...], options: frozenset[tuple[str, Any]]
) -> list[RuleSet]:
    """The rules of a source, which depend only on it and on the variables of the theme."""
    return _parse(Stylesheet(variables=dict(variables)), *source, **dict(options))


def _skip_painting(compositor: Any, full: bool = False, **options: Any) -> Any:
    _seen.discard(compositor)
    if full:  # a picture
        return _update(compositor, full=True, **options)
    compositor._dirty_regions.clear()
    return None


@asynccontextmanager
async def _painted_at_the_end(app: App[None], **options: Any) -> AsyncIterator[Pilot[None]]:
    async with _run_test(app, **options) as pilot:
        yield pilot
        if app.is_running and app._screen_stack and app.screen._compositor not in _seen:
            painted(app)


async def _painted_before(pilot: Pilot[None], *where: Any, **options: Any) -> bool:
    """A person clicks on what they see."""
    if pilot.app.screen._compositor not in _seen:
        painted(pilot.app)
    return await _click(pilot, *where, **options)


def painted(app: App[None]) -> list[Strip]:
    """The lines of the screen, with the screens that lie below a window."""
    visible_screen_stack.set(app._background_screens)
    strips = app.screen._compositor.render_strips()
    _seen.add(app.screen._compositor)
    return strips
