"""A host that takes over a silent host's exercise acts; the other one watches from then on."""

from simulator.exercise import Busy, Exercise
from simulator.exercise.clock import VirtualClock
from simulator.journal.postgres.log import PostgresLog
from simulator.machine import START, PhaseMachine, Trigger
from simulator.settings.server import Server
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.walk.screen import WalkScreen
from tests.journal.test_postgres import ask
from tests.journal.test_put_off import SILENCE
from tests.server import opened
from tests.tui.conftest import foot_message


async def test_who_took_over_and_is_put_off_becomes_a_watcher(
    database: Server, machine: PhaseMachine
) -> None:
    silent_host, next_host = opened(database), opened(database)
    name = Exercise.begin(machine, silent_host, VirtualClock(), title="歩く", start=START).name
    silent_host.hold(name)
    ask(database, SILENCE)
    app = ShishinApp(start="resume", exercise=name, journal=database, seize=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WalkScreen)
        await pilot.press("2")
        assert screen.shown.state.configuration.label == "重要影響事態"
        assert screen.recording.word == "記録 ✓"

        ask(database, SILENCE)
        assert not isinstance(next_host.seize(name), Busy)
        await pilot.press("3")
        await pilot.pause()
        assert screen.recording.word == "見るだけ"
        assert "引き継がれました" in foot_message(app)
        assert screen.shown.state.configuration.label == "重要影響事態"

        exercise = Exercise.resume(name, machine, next_host, VirtualClock())
        exercise.fire(Trigger.TO_YOSOKU)
        for _ in range(1_000_000):  # it is told of it by another way than the record's
            screen.keeping.follow()
            if len(screen.shown.state.moves) == 2:
                break
        assert screen.shown.state.configuration.label == "武力攻撃予測"
        await pilot.press("4")
        assert screen.shown.state.configuration.label == "武力攻撃予測"
    assert next_host.count(name) == 3
    for journal in (next_host, silent_host):
        journal.close()


async def test_a_host_that_slept_learns_that_it_was_put_off_without_a_key(
    database: Server, machine: PhaseMachine
) -> None:
    next_host = opened(database)
    name = Exercise.begin(machine, next_host, VirtualClock(), title="歩く", start=START).name
    app = ShishinApp(start="resume", exercise=name, journal=database)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WalkScreen)
        ask(database, SILENCE)
        assert not isinstance(next_host.seize(name), Busy)
        journal = screen.exercise.journal
        assert isinstance(journal, PostgresLog)
        journal.exercises()  # what it asks next it asks on a new connection
        journal._holding.renew()  # the beat does so within ten seconds
        screen.keeping.look()
        await pilot.pause()
        assert screen.recording.word == "見るだけ"
        assert "引き継がれました" in foot_message(app)
        taken_over = Exercise.resume(name, machine, next_host, VirtualClock())
        taken_over.fire(Trigger.TO_JUYO)  # it acts on
    next_host.close()
