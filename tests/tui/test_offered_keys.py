"""On every screen, in each of its situations: a key in the bar is accepted, and any other says why not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from simulator.exercise import Busy, Exercise, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, SqliteJournal
from simulator.machine import START, PhaseMachine
from simulator.tui.app.keymap import all_commands
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.key_bar import UNSHOWN, KeyBar, offered_commands, working_keys
from simulator.tui.play.screen import PlayScreen
from tests.tui.conftest import page, said, settle
from tests.tui.playing import SOURCE, TO_DECISION, opener
from tests.tui.stages import stage

SIZE = (200, 36)  # wide enough for every key of the bar


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a key writes into the present folder goes with the test; no server of a class is started."""
    monkeypatch.chdir(tmp_path)
    for place in ("serving", "screen"):
        monkeypatch.setattr(f"simulator.tui.classroom.{place}.serve", lambda _: "http://127.0.0.1:8765/wall")


# A play, with the steps shown before and the keys that lead there.
PLAYS = {
    "play at its beginning": (0, ""),
    "play of an inject": (2, ""),
    "play that waits for a decision": (TO_DECISION, ""),
    "play of a seat that waits": (TO_DECISION, "v v v"),
    "play of the seat that decides": (TO_DECISION, "v v"),
    "play looked back at": (3, "left"),
    "play looked back at an open decision": (TO_DECISION, "2 space left left"),
    "play of the room, looked back at": (TO_DECISION, "2 v left left"),
    "play of the seat that decides, looked back at an open decision": (TO_DECISION, "2 v v left"),
    "play on its sheet": (TO_DECISION, "2 tab"),
    "play on its sheet, looked back at": (TO_DECISION, "2 space tab left"),
    "play on the clause": (3, "tab tab"),
    "play with its clock running": (1, "p"),
    "play at its end": (TO_DECISION, "2 space space space"),
    "play at its end, looked back at": (TO_DECISION, "2 space space space left"),
    "branches of a play": (TO_DECISION, "left f enter space b k"),
    "class": (TO_DECISION, "B"),
    "room": (TO_DECISION, "W"),
}
OTHERS = {
    "home": ("home", ""),
    "walk at its beginning": ("walk", ""),
    "walk": ("walk", "2"),
    "walk on a step": ("walk", "2 j j"),
    "walk looked back at": ("walk", "2 3 left"),
    "walk on the clause": ("walk", "2 tab"),
    "no records": ("home", "3"),
    "no rooms": ("home", "L"),
    "scenarios": ("home", "2"),
    "reader": ("reader", ""),
    "reader on its outline": ("reader", "tab tab"),
    "reader with hits": ("reader", "slash 後 方 支 援 enter"),
    "matrix": ("home", "m"),
    "matrix where the text is silent": ("home", "m down"),
    "ask": ("home", "t"),
    "ask, answered": ("home", "t F j enter"),
    "systems": ("home", "y"),
    "changes": ("walk", "2 w"),
    "study": ("home", "Q"),
    "study, answered": ("home", "Q 1"),
    "help": ("home", "question_mark"),
    "comparison": ("comparison", ""),
    "records": ("records", "3"),
    "rooms": ("rooms", "L"),
    "walk watched": ("watched", ""),
    "play watched": ("watched play", ""),
    "play watched, looked back at": ("watched play", "left"),
    "branches of a play watched": ("watched play", "b"),
}
SITUATIONS = [*PLAYS, *OTHERS]

# The first key of every command of some screen, and some that none uses.
KEYS = (
    *dict.fromkeys(command.keys.split(",")[0] for command in all_commands()),
    *("M", "f3", "insert", "ctrl+t", "あ"),
)
# Where the same keys work as in a situation above.
ALIKE = {
    *("play of a seat that waits", "play of the room, looked back at", "play on its sheet, looked back at"),
    *("play at its end, looked back at", "play looked back at an open decision", "walk on the clause"),
    *("reader on its outline", "branches of a play watched", "play watched, looked back at"),
}
EVERYWHERE = ("app.", "pane.", "screen.")  # the same in every situation
# Where what a key may do depends on the moment, the view, the row, or who acts: one situation of each.
CHANGING = [
    "play that waits for a decision",
    "play of the room, looked back at",
    "play of the seat that decides, looked back at an open decision",
    "play at its end",
    "play watched, looked back at",
    "branches of a play watched",
    "class",
    "walk at its beginning",
    "walk looked back at",
    "no records",
    "records",
    "rooms",
    "matrix where the text is silent",
]


@asynccontextmanager
async def situation(name: str, machine: PhaseMachine, folder: Path) -> AsyncIterator[Pilot[None]]:
    """The app in that situation."""
    if name in PLAYS:
        steps, keys = PLAYS[name]
        async with opener(machine, folder / "j")(shown=steps, width=SIZE[0], height=SIZE[1]) as found:
            await found.press(*keys.split())
            await settle(found.pilot)
            yield found.pilot
        return
    start, keys = OTHERS[name]
    if start == "comparison":
        async with stage(start, machine, folder, SIZE) as pilot:
            yield pilot
        return
    journal = SqliteJournal(folder / "j", EXERCISES) if start not in ("home", "walk", "reader") else None
    exercise, held = "", None
    if journal:
        for _ in range(2):
            walk = Exercise.begin(machine, journal, VirtualClock(), title="段階を歩く", start=START)
            walk.fire(next(iter(machine.possible(walk.state.configuration))))
        exercise = walk.name
        if start == "watched play":
            play = Play.begin(SOURCE, "short.yaml", machine, journal, ScenarioClock())
            for _ in range(TO_DECISION):
                play.advance()
            exercise = play.exercise.name
        held = journal.hold(exercise) if start != "records" else None
    known = (
        start if start in ("home", "walk", "reader") else "resume" if start.startswith("watched") else "home"
    )
    app = ShishinApp(start=known, journal=folder / "j", clause="IV.B", exercise=exercise)  # type: ignore[arg-type]
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        if start.startswith("watched"):
            assert "見るだけ" in page(app)
        await pilot.press(*keys.split())
        await settle(pilot)
        yield pilot
    if held is not None and not isinstance(held, Busy):
        held.release()
    if journal:
        journal.close()


def refused(pilot: Pilot[None]) -> str:
    """The warning in the foot; empty without one."""
    return "".join(bar.message for bar in pilot.app.screen.query(KeyBar) if bar.warns)


def hush(pilot: Pilot[None]) -> None:
    for bar in pilot.app.screen.query(KeyBar):
        bar.hush()


def in_the_bar(pilot: Pilot[None]) -> list[str]:
    """The keys that the bar shows."""
    shown = offered_commands(pilot.app.screen)
    return [key for command, key in shown if command.rank < UNSHOWN and not command.id.startswith(EVERYWHERE)]


@pytest.mark.parametrize("name", CHANGING)
async def test_every_key_in_the_bar_is_accepted(name: str, machine: PhaseMachine, tmp_path: Path) -> None:
    wanted: list[str] | None = None
    refusals: dict[str, str] = {}
    number = 0
    while wanted is None or wanted:
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        async with situation(name, machine, folder) as pilot:
            app = pilot.app
            wanted = in_the_bar(pilot) if wanted is None else wanted
            hush(pilot)
            await settle(pilot)
            before, screen = page(app), app.screen
            while wanted:
                key = wanted.pop(0)
                await pilot.press(key)
                await settle(pilot)
                if words := refused(pilot):
                    refusals[key] = words
                while app.screen is not screen and screen in app.screen_stack:
                    app.pop_screen()
                hush(pilot)
                await settle(pilot)
                if app.screen is not screen or page(app) != before:
                    break
    assert refusals == {}


@pytest.mark.parametrize("name", [name for name in SITUATIONS if name not in ALIKE])
async def test_every_key_does_something_or_says_why_not(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    async with situation(name, machine, tmp_path) as pilot:
        app = pilot.app
        offered = {key for _, key in offered_commands(app.screen)}
        working = {key for key, active in working_keys(app.screen).items() if active.enabled}
        silent, unexplained = [], []
        for key in KEYS:
            if key in offered | working or isinstance(app.focused, Input | TextArea):
                continue
            hush(pilot)
            await pilot.press(key)
            if not said(app):
                silent.append(key)
            elif "いまここでは使えません" in said(app):
                unexplained.append(key)
        assert (silent, unexplained) == ([], [])


async def test_who_watches_sees_the_time_of_what_was_done_last(machine: PhaseMachine, tmp_path: Path) -> None:
    async with situation("play watched", machine, tmp_path) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PlayScreen)
        assert "T+02:00" in page(pilot.app)
        acting = SqliteJournal(tmp_path / "j", EXERCISES)
        other = Play.resume(screen.exercise.name, machine, acting, ScenarioClock())
        other.decide("stay")
        other.advance()
        acting.close()
        screen.keeping.follow()
        await settle(pilot)
        assert "T+02:10" in page(pilot.app).splitlines()[0]
