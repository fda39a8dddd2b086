"""A short scenario, a clock in the test's hands, and a play of both on the screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.play.screen import PlayScreen

TO_DECISION = 5  # steps shown when the decision waits
SECRETS = ("秘密の覚え", "秘密の対応", "秘密の解答")
SOURCE = """\
schema: 1
title: 短い演習
summary: 三つの席で短く試す。
objectives: [{id: one, text: 条項を指す。}]
audience: 試験
difficulty: basic
duration: 10
countries: [A国]
begins: "22:00"
seats: [japan_government, sdf, agencies]
hotwash: [何が根拠だったか。]
steps:
  - note: opening
    at: "0:00"
    text: 架空の想定である。
    notes: 秘密の覚え
  - inject: first
    at: "0:10"
    from: 防衛省
    to: [sdf]
    mode: report
    text: 自衛隊だけに届く知らせ。
    expect: [秘密の対応]
    notes: 秘密の覚え
    cites: [{clause: III.A.p1, quote: 平時から緊急事態までのあらゆる段階において}]
  - inject: second
    at: "0:20"
    from: 報道機関
    to: [japan_government, sdf, agencies]
    mode: news
    text: 皆に届く知らせ。
  - question: why
    at: "0:30"
    text: 根拠はどの条項か。
    answer: 秘密の解答
    cites: [IV.A.2.p1]
  - decision: judge
    at: "2:00"
    seat: japan_government
    text: どう見るか。
    countdown: 90
    notes: 秘密の覚え
    options:
      - id: stay
        text: 平時のままとする。
        feedback: 平時のままの講評。
        cites: [IV.A.p1]
      - id: rise
        text: 重要な影響があると見る。
        effects: [{trigger: juyo, because: 影響が重要と判断した。}]
        feedback: 段階を上げた講評。
        cites: [{clause: IV.B.p1.s1, quote: 日本の平和及び安全に重要な影響を与える事態}]
  - inject: third
    at: "2:10"
    from: 乙県
    to: [agencies]
    mode: phone
    text: 自治体への電話。
  - transition: attack
    at: "3:00"
    trigger: hassei
    because: 攻撃が起きた。
  - ending: over
    at: "4:00"
    title: 幕
    text: ここまで。
    notes: 秘密の覚え
"""


@dataclass
class RealTime:
    """Real time that passes when told to."""

    seconds: float = 0.0
    start: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def wall(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def ticking(self) -> float:
        return self.seconds


@dataclass
class Console:
    """A play on the screen of its facilitator, with the keyboard and the clock in the test's hands."""

    pilot: Pilot[None]
    screen: PlayScreen
    real_time: RealTime
    journal: SqliteJournal

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def wait(self, seconds: float) -> None:
        """Let real time pass, and the screen look at the clock."""
        self.real_time.seconds += seconds
        self.screen.running.follow()
        self.screen.moment.show_title()
        await self.pilot.pause()

    def text(self, pane: str = "feed") -> str:
        return "\n".join(block.text for block in self.screen.query_one(f"#{pane}", BlockView).blocks)

    @property
    def play(self) -> Play:
        return self.screen.play

    @property
    def kinds(self) -> list[str]:
        return [record.event.kind for record in self.journal.read(self.play.exercise.name)]


OpenPlay = Callable[..., AbstractAsyncContextManager[Console]]


def opener(machine: PhaseMachine, journal: Path) -> OpenPlay:
    """What opens a play of `source` at a size, with `shown` steps shown before, and presses `keys`."""

    @asynccontextmanager
    async def open_play(
        *keys: str, source: str = SOURCE, shown: int = 0, width: int = 80, height: int = 24
    ) -> AsyncIterator[Console]:
        real_time, journal_of_play = RealTime(), SqliteJournal(journal, EXERCISES)
        clock = ScenarioClock(ticking=real_time.ticking, wall=real_time.wall)
        play = Play.begin(source, "short.yaml", machine, journal_of_play, clock)
        for _ in range(shown):
            play.advance()
        app = ShishinApp(journal=journal)
        async with app.run_test(size=(width, height)) as pilot:
            screen = PlayScreen(play)
            await app.push_screen(screen)
            await pilot.pause()
            console = Console(pilot, screen, real_time, journal_of_play)
            await console.press(*keys)
            yield console

    return open_play


def steps_shown(console: Console) -> int:
    """How many steps had been shown at the moment on the screen."""
    return len(console.screen.shown.state.shown)
