"""An exercise as a class leaves it: with reasons, notes, an added inject, a fork, ratings and a plan."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import History, MemoryJournal, Play, Rating, ScenarioClock
from simulator.journal import open_journal
from simulator.machine import PhaseMachine, Trigger
from simulator.report.account import Account, account_of
from simulator.scenario import Mode, Seat
from tests.exercise.sample import SAMPLE

BEGAN = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
TOKYO = 540  # minutes ahead of UTC


class ClassClock(ScenarioClock):
    """A clock in Tokyo whose wall time goes on by a minute each time that it is read."""

    def __init__(self) -> None:
        self.times_read = 0
        super().__init__(ticking=lambda: 0.0, wall=self._look)

    def _look(self) -> datetime:
        self.times_read += 1
        return BEGAN + timedelta(minutes=self.times_read - 1)

    def offset(self) -> int:
        return TOKYO


def played(source: str = SAMPLE, journal: MemoryJournal | None = None) -> Play:
    """The sample played to its end in the main branch, with a second one."""
    machine = PhaseMachine(load_doctrine())
    play = Play.begin(source, "C:\\class\\sample.yaml", machine, journal or MemoryJournal(), ClassClock())
    play.advance()
    play.hold_back()
    play.advance()
    play.add("知事", (Seat.SDF,), Mode.PHONE, "港が使えない。")
    play.advance()
    decision_shown = play.state.seq
    play.decide("up", "重要な影響があると読んだ")
    play.exercise.tick(play.exercise.machine.doctrine.transitions["heiji-juyo"].steps[0].sentence, done=True)
    play.exercise.note("二班は条項を引かずに答えた")
    play.exercise.fire(Trigger.END_SAIGAI)
    while not play.waiting:
        play.advance()
    play.decide("finish")
    play.advance()
    play.exercise.rate("ground", Rating.S, evaluator="佐藤", text="二つを言えた", about=decision_shown)
    play.exercise.rate("ground", Rating.M, evaluator="鈴木", text="一つを取り違えた")
    play.exercise.improve("窓口を探した", "一覧を席に置く", who="教官", by="次の回")
    play.fork(decision_shown)
    play.decide("wait", "まだ早い")
    play.switch(play.exercise.history.branches()[0])
    return play


def account(play: Play, **options: object) -> Account:
    """The account of all records of the play."""
    exercise = play.exercise
    history = History(exercise.journal.read(exercise.name))
    return account_of(exercise.name, exercise.state.title, history, exercise.machine.doctrine, **options)  # type: ignore[arg-type]


def kept(path: Path, plays: Callable[[], Play] = played) -> str:
    """Keep the exercise in a journal on disk; gives its id."""
    play = plays()
    journal, _ = open_journal(path)
    records = play.exercise.journal.read(play.exercise.name)
    name = journal.adopt(play.exercise.name, play.exercise.state.title, records[0].wall, records)
    journal.close()
    return name
