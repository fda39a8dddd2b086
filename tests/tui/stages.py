"""Every screen as a person comes to it, with nothing on it that a clock or a machine decides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import settle
from tests.tui.playing import opener

# Where it starts, and the keys that lead there. `play` is the short scenario with five steps shown.
STAGES = {
    "home": ("home", ""),
    "walk": ("walk", "2"),
    "walk-refused": ("walk", "4 5"),
    "walk-measures": ("walk", "3 tab"),
    "changes": ("walk", "2 w F j j j j j j enter"),
    "rooms": ("home", "L"),
    "scenarios": ("scenarios", ""),
    "scenario-page": ("scenarios", "tab"),
    "play": ("play", ""),
    "play-decided": ("play", "2 space space"),
    "play-seat": ("play", "v v v"),
    "play-room": ("play", "v"),
    "play-measures": ("play", "2 s"),
    "jump": ("play", "T"),
    "branches": ("play", "left f enter space b"),
    "comparison": ("play", "2 space left left f enter 1 b k w"),
    "inject": ("play", "i tab space"),
    "note": ("play", "n"),
    "reader": ("reader", ""),
    "reader-search": ("reader", "slash 機 雷"),
    "clause": ("walk", "2 enter"),
    "matrix": ("matrix", "right right"),
    "ask": ("ask", "F j j j j j j enter"),
    "ask-silent": ("ask", "slash 機 雷 enter"),
    "systems": ("systems", "4"),
    "study": ("study", ""),
    "study-answer": ("study", "1"),
    "help": ("home", "question_mark"),
    "themes": ("home", "f4"),
}
_FROM_HOME = {"matrix": "m", "ask": "t", "systems": "y", "study": "Q"}


@asynccontextmanager
async def stage(
    name: str, machine: PhaseMachine, folder: Path, size: tuple[int, int]
) -> AsyncIterator[Pilot[None]]:
    """The app on the screen of this name."""
    start, keys = STAGES[name]
    if start == "play":
        async with opener(machine, folder / "j")(shown=5, width=size[0], height=size[1]) as console:
            await console.press(*keys.split())
            await settle(console.pilot)
            yield console.pilot
        return
    first_screen = start if start in ("home", "walk", "reader", "scenarios") else "home"
    app = ShishinApp(start=first_screen, journal=folder / "j", clause="IV.B")  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press(*_FROM_HOME.get(start, ""))
        await settle(pilot)
        await pilot.press(*keys.split())
        await settle(pilot)
        yield pilot
