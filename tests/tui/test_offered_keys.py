"""On every screen, in each of its situations: a key in the bar is accepted, and any other says why not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from simulator.exercise import Busy, Exercise, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from simulator.tui.app.keymap import all_commands
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.key_bar import UNSHOWN, KeyBar, offered_commands, working_keys
from simulator.tui.play.screen import PlayScreen
from tests.tui.conftest import foot_message, screen_text, settle
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
    """The app in the situation of this name."""
    if name in PLAYS:
        steps, keys = PLAYS[name]
        async with opener(machine, folder / "j")(shown=steps, width=SIZE[0], height=SIZE[1]) as console:
            await console.press(*keys.split())
            await settle(console.pilot)
            yield console.pilot
        return
    start, keys = OTHERS[name]
    if start == "comparison":
        async with stage(start, machine, folder, SIZE) as pilot:
            yield pilot
        return
    journal = SqliteJournal(folder / "j", EXERCISES) if start not in ("home", "walk", "reader") else None
    exercise, hold = "", None
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
        hold = journal.hold(exercise) if start != "records" else None
    first_screen = (
        start if start in ("home", "walk", "reader") else "resume" if start.startswith("watched") else "home"
    )
    app = ShishinApp(start=first_screen, journal=folder / "j", clause="IV.B", exercise=exercise)  # type: ignore[arg-type]
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        if start.startswith("watched"):
            assert "見るだけ" in screen_text(app)
        await pilot.press(*keys.split())
        await settle(pilot)
        yield pilot
    if hold is not None and not isinstance(hold, Busy):
        hold.release()
    if journal:
        journal.close()


def warning_in_foot(pilot: Pilot[None]) -> str:
    """The warning in the foot; empty without one."""
    return "".join(bar.message for bar in pilot.app.screen.query(KeyBar) if bar.warns)


def hush(pilot: Pilot[None]) -> None:
    for bar in pilot.app.screen.query(KeyBar):
        bar.hush()


def keys_in_the_bar(pilot: Pilot[None]) -> list[str]:
    """The keys that the bar shows."""
    shown = offered_commands(pilot.app.screen)
    return [key for command, key in shown if command.rank < UNSHOWN and not command.id.startswith(EVERYWHERE)]


@pytest.mark.parametrize("name", CHANGING)
async def test_every_key_in_the_bar_is_accepted(name: str, machine: PhaseMachine, tmp_path: Path) -> None:
    keys_to_press: list[str] | None = None
    refusals: dict[str, str] = {}
    number = 0
    while keys_to_press is None or keys_to_press:
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        async with situation(name, machine, folder) as pilot:
            app = pilot.app
            keys_to_press = keys_in_the_bar(pilot) if keys_to_press is None else keys_to_press
            hush(pilot)
            await settle(pilot)
            text_before, screen = screen_text(app), app.screen
            while keys_to_press:
                key = keys_to_press.pop(0)
                await pilot.press(key)
                await settle(pilot)
                if words := warning_in_foot(pilot):
                    refusals[key] = words
                while app.screen is not screen and screen in app.screen_stack:
                    app.pop_screen()
                hush(pilot)
                await settle(pilot)
                if app.screen is not screen or screen_text(app) != text_before:
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
            if not foot_message(app):
                silent.append(key)
            elif "いまここでは使えません" in foot_message(app):
                unexplained.append(key)
        assert (silent, unexplained) == ([], [])


async def test_who_watches_sees_the_time_of_what_was_done_last(machine: PhaseMachine, tmp_path: Path) -> None:
    async with situation("play watched", machine, tmp_path) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PlayScreen)
        assert "T+02:00" in screen_text(pilot.app)
        journal_of_host = SqliteJournal(tmp_path / "j", EXERCISES)
        play_of_host = Play.resume(screen.exercise.name, machine, journal_of_host, ScenarioClock())
        play_of_host.decide("stay")
        play_of_host.advance()
        journal_of_host.close()
        screen.keeping.follow()
        await settle(pilot)
        assert "T+02:10" in screen_text(pilot.app).splitlines()[0]
