"""Each command does what it is for when its key is pressed; in English too where it opens or says things."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from simulator.doctrine import Phase
from simulator.exercise import Busy, Exercise, VirtualClock
from simulator.exercise.classroom import ClassRoom
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal, SqliteLog
from simulator.language import speak
from simulator.machine import START, PhaseMachine, Trigger
from simulator.tui.app.help import HelpScreen
from simulator.tui.app.keymap import all_commands
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.app.themes import ThemeChooser
from simulator.tui.asking.ask import AskScreen
from simulator.tui.asking.changes import ChangesScreen
from simulator.tui.asking.matrix import MatrixScreen
from simulator.tui.asking.systems import SystemsScreen
from simulator.tui.classroom.screen import ClassScreen
from simulator.tui.home.screen import HomeScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import offered_commands, working_keys
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.prompt import Prompt
from simulator.tui.lists.records import Order, RecordsScreen
from simulator.tui.lists.rooms import RoomsScreen
from simulator.tui.lists.scenarios import ScenariosScreen
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.play.branch_list import BranchList
from simulator.tui.play.comparison_screen import ComparisonScreen
from simulator.tui.play.inject_form import InjectForm
from simulator.tui.play.jump import Jump
from simulator.tui.reader.screen import ReaderScreen
from simulator.tui.room.screen import RoomScreen
from simulator.tui.study.screen import StudyScreen
from simulator.tui.walk.screen import WalkScreen
from tests.language.leftover import leftover
from tests.tui.conftest import screen_text, settle
from tests.tui.playing import SOURCE, opener

WIDE = (120, 36)
# The decision with as many options as there are keys for.
OPTIONS = "".join(
    f"      - {{id: more{number}, text: 案{number}。, feedback: 講評。, cites: [IV.A.p1]}}\n"
    for number in range(3, 10)
)
NINE = SOURCE.replace("  - inject: third\n", f"{OPTIONS}  - inject: third\n")
COMMANDS = {command.id: command for command in all_commands()}


@dataclass
class Reached:
    """The app on the screen that was reached, and what `look` gave there before the key was pressed."""

    app: ShishinApp
    pilot: Pilot[None]
    before: Any = None

    @property
    def screen(self) -> Any:
        return self.app.screen

    def view(self, name: str) -> BlockView:
        return self.app.screen.query_one(f"#{name}", BlockView)


Look = Callable[[Reached], Any]


@dataclass(frozen=True)
class Case:
    """How to come to where a command works, and what holds after its key: `look` gives `want`.

    `moved` instead of `want`: `look` must give something else than before.
    """

    start: str
    keys: tuple[str, ...]
    look: Look
    want: Any = True
    moved: bool = False
    size: tuple[int, int] = WIDE
    key: str = ""


def case(start: str, keys: str, look: Look, want: Any = True, **options: Any) -> Case:
    return Case(start, tuple(keys.split()), look, want, **options)


def shows(screen: type[Screen[Any]]) -> Look:
    return lambda stage: isinstance(stage.screen, screen)


def target(name: str) -> Look:
    return lambda stage: stage.view(name).target


def marked(stage: Reached) -> int:
    """Number of the chosen mark."""
    return stage.view("text")._choice.number


def phases_held(stage: Reached) -> set[Phase]:
    return set(stage.screen.shown.state.configuration.phases)


def steps_shown(stage: Reached) -> int:
    return len(stage.screen.play.exercise.state.shown)


def asked_phases(stage: Reached) -> set[Phase]:
    return set(stage.screen.question.at.phases)


def holds(where: Callable[[Reached], set[Phase]], phase: Phase) -> Look:
    return lambda stage: phase in where(stage)


def focused(stage: Reached) -> str:
    return str(stage.app.focused.id if stage.app.focused else "")


def answered_option(stage: Reached) -> int:
    """The number of the option that was taken."""
    session = stage.screen.session
    return 1 + int(session.current.options().index(session.outcome.option))


TO_STEP = "2 j j"
TO_PART = "2 right_square_bracket right_square_bracket"


def cases() -> Iterable[tuple[str, Case]]:
    """Every command, by id."""
    yield "app.help", case("home", "", shows(HelpScreen))
    yield "app.help_anywhere", case("reader", "slash", shows(HelpScreen))
    yield "app.interrupt", case("home", "f4", lambda s: s.app.is_running, want=False)
    yield "app.copy", case("web", "d", lambda s: "（指針 I" in s.app.clipboard)
    yield "app.quit", case("home", "", lambda s: s.app.is_running, want=False)
    yield "app.quit_anywhere", case("home", "2", lambda s: s.app.is_running, want=False)
    yield "app.palette", case("home", "", shows(CommandPalette))
    yield "app.theme", case("home", "", lambda s: s.app.theme, "shishin-light")
    yield "app.themes", case("home", "", shows(ThemeChooser))
    yield "app.picture", case("home", "", lambda _: len(list(Path.cwd().glob("*.svg"))), 1)
    yield "screen.back", case("home", "m", shows(HomeScreen))
    yield "panel.close", case("home", "question_mark", shows(HomeScreen))
    yield "list.down", case("home", "", target("home-menu"), "home.scenarios")
    yield "list.up", case("home", "j j", target("home-menu"), "home.scenarios")
    menu = target("home-menu")
    yield "list.page_down", case("home", "", menu, moved=True, size=(80, 24))
    yield "list.page_up", case("home", ">", menu, moved=True, size=(80, 24))
    yield "list.top", case("home", ">", target("home-menu"), "home.walk")
    yield "list.bottom", case("home", "", target("home-menu"), "app.quit")
    yield "list.open", case("home", "", shows(WalkScreen))
    yield "text.next_mark", case("reader", "", marked, moved=True)
    yield "text.previous_mark", case("reader", "n n", marked, moved=True)
    hits = "slash 後 方 支 援 enter"
    yield "text.next_paragraph", case("reader", "", lambda s: s.screen.text.place, "III.C.p1")
    yield "text.previous_paragraph", case("reader", ")", lambda s: s.screen.text.place, "III.C.p1")
    yield "text.next_sentence", case("reader", "p", lambda s: s.screen.text.place, "III.C.p1.s1")
    yield "text.previous_sentence", case("reader", "s s", lambda s: s.screen.text.place, "III.C.p1.s1")
    yield "text.copy_clause", case("reader", "p", lambda s: s.app.clipboard.endswith("（指針 III.C）"))
    yield "reader.next_hit", case("reader", hits, lambda s: s.screen.outline.hit, moved=True)
    yield "reader.previous_hit", case("reader", hits, lambda s: s.screen.outline.hit, moved=True)
    yield "home.walk", case("home", "", shows(WalkScreen))
    yield "home.scenarios", case("home", "", shows(ScenariosScreen))
    yield "home.records", case("home", "", shows(RecordsScreen))
    yield "home.rooms", case("records", "", shows(RoomsScreen))
    yield "rooms.take_over", case("silent", "L", shows(Chooser))
    yield "home.matrix", case("home", "", shows(MatrixScreen))
    yield "home.ask", case("home", "", shows(AskScreen))
    yield "home.systems", case("home", "", shows(SystemsScreen))
    yield "home.study", case("home", "", shows(StudyScreen))
    for number in range(1, 5):
        yield f"study.answer{number}", case("home", "Q", answered_option, number)
    yield "study.type", case("home", "Q", focused, "study-words")
    yield "study.next", case("home", "Q 1", lambda s: s.screen.session.done, 1)
    yield "study.take_back", case("home", "Q 1", lambda s: s.screen.session.outcome, None)
    yield "study.complain", case("home", "Q", shows(Prompt))
    yield "study.progress", case("home", "Q", shows(PageWindow))
    yield "home.read", case("home", "", shows(ReaderScreen))
    yield "reader.search", case("reader", "", lambda s: isinstance(s.app.focused, Input))
    yield "reader.older", case("reader", "J", lambda s: s.screen.clause, "III.C")
    yield "reader.newer", case("reader", "J left_square_bracket", lambda s: s.screen.clause, "IV")
    yield "reader.next_clause", case("reader", "", lambda s: s.screen.clause, "IV")
    yield "reader.previous_clause", case("reader", "", lambda s: s.screen.clause, "III.B")
    yield "pane.next", case("reader", "", focused, moved=True)
    yield "pane.previous", case("reader", "", focused, moved=True)
    yield "text.copy", case("reader", "", lambda s: "（指針 III.C" in s.app.clipboard)
    yield "panel.reader", case("walk", "2 enter", shows(ReaderScreen))
    for number, phase in enumerate(Phase, 1):
        before = "2" if number == 1 else ""
        yield f"walk.{phase.value}", case("walk", before, holds(phases_held, phase))
    ticks = lambda s: len(s.screen.shown.state.ticks)  # noqa: E731
    yield "walk.tick", case("walk", TO_STEP, ticks, 1)
    yield "walk.undo", case("walk", "2", phases_held, {Phase.HEIJI})
    yield "walk.redo", case("walk", "2 u", phases_held, {Phase.JUYO})
    yield "walk.earlier", case("walk", "2 3", phases_held, {Phase.JUYO})
    yield "walk.later", case("walk", "2 3 left", phases_held, {Phase.YOSOKU})
    yield "walk.actor", case("walk", "", shows(Chooser))
    yield "walk.note", case("walk", "", shows(NoteEditor))
    yield "walk.read", case("walk", "", shows(ReaderScreen))
    yield "walk.matrix", case("walk", "", shows(MatrixScreen))
    yield "walk.ask", case("walk", "", shows(AskScreen))
    yield "walk.systems", case("walk", "", shows(SystemsScreen))
    yield "walk.changes", case("walk", "2", shows(ChangesScreen))
    yield "walk.section", case("walk", "2", target("sheet"), moved=True)
    yield "walk.section_back", case("walk", TO_PART, target("sheet"), moved=True)
    forks = "left f enter space " * 5
    yield "walk.lanes", case("play", forks, lambda s: s.screen.query_one(TimelineBar)._first, 1)
    yield "note.save", case("walk", "n a", lambda s: s.screen.shown.state.notes[0].text, "a")
    yield "play.next", case("play", "", steps_shown, moved=True)
    chosen = lambda s: s.screen.play.exercise.state.decisions[0].choice.option  # noqa: E731
    for number in range(1, 10):
        want = {1: "stay", 2: "rise"}.get(number, f"more{number}")
        yield f"play.option_{number}", case("nine", "", chosen, want)
    yield "play.decide", case("nine", "j", chosen, "rise")
    yield "play.pace", case("play", "", lambda s: s.screen.play.clock.running)
    yield "play.faster", case("play", "", lambda s: s.screen.play.clock.speed, 2)
    yield "play.slower", case("play", "plus plus", lambda s: s.screen.play.clock.speed, 2)
    yield "play.tick", case("nine", "2 tab j j", ticks, 1)
    yield "play.jump", case("play", "", shows(Jump))
    yield "play.fork", case("play", "left", shows(Prompt))
    yield "play.branches", case("play", "", shows(BranchList))
    yield "branches.compare", case("play", "left f enter space b k", shows(ComparisonScreen))
    yield "play.measures", case("play", "", shows(MeasuresWindow))
    yield "play.ask", case("play", "", shows(AskScreen))
    injects_held = lambda s: len(s.screen.play.exercise.state.held)  # noqa: E731
    yield "play.hold", case("play", "", injects_held, 1)
    yield "play.held", case("play", "h", shows(Chooser))
    yield "play.add", case("play", "", shows(InjectForm))
    yield "reports.papers", case("play", "", shows(Chooser))
    yield "reports.reason", case("play", "space space space space", shows(Chooser))
    subtitle: Look = lambda s: str(s.screen.query_one("#rating-frame").border_subtitle)  # noqa: E731
    yield "reports.keep", case("play", "o end up enter", subtitle, moved=True)
    yield "reports.mark", case("play", "o end up enter tab tab end", lambda s: str(s.screen.rating), "N")
    yield (
        "play.reveal",
        case("play", "space space space space", lambda s: len(s.screen.exercise.stage.revealed), 1),
    )
    yield "play.blank", case("play", "", lambda s: s.screen.exercise.stage.blank)
    yield "play.freeze", case("play", "", lambda s: s.screen.exercise.stage.frozen is not None)
    yield "play.timer", case("play", "", shows(Chooser))
    yield "play.room", case("play", "", shows(RoomScreen))
    yield "play.classroom", case("play", "", shows(ClassScreen))
    yield "classroom.show", case("class", "B", lambda s: s.screen.desk.room.shown, moved=True)
    yield "play.view", case("play", "", lambda s: s.screen.view.is_facilitator, want=False)
    yield "play.views", case("play", "", shows(Chooser))
    texts_added = lambda s: [entry.added.text for entry in s.screen.play.exercise.state.shown if entry.added]  # noqa: E731
    yield "form.toggle", case("play", "i tab", lambda s: s.screen.draft.seats, moved=True)
    yield "form.give", case("play", "i tab space tab a", texts_added, ["a"])
    branches = lambda s: len(s.screen.exercise.history.branches())  # noqa: E731
    yield "prompt.accept", case("play", "left f", branches, 2)
    yield "matrix.left", case("matrix", "", lambda s: s.screen.grid.column, 0)
    yield "matrix.right", case("matrix", "", lambda s: s.screen.grid.column, 2)
    yield "matrix.copy", case("matrix", "", lambda s: "指針" in s.app.clipboard or "IV" in s.app.clipboard)
    yield "matrix.ask", case("matrix", "", shows(AskScreen))
    yield (
        "comparison.copy",
        case("play", "left f enter space b k w", lambda s: "\t" in s.app.clipboard),
    )
    listed = lambda s: len(s.screen.body.order)  # noqa: E731
    yield "records.rename", case("records", "", shows(Prompt))
    yield "records.remove", case("records", "", listed, 1)
    yield "records.undo", case("records", "delete", listed, 2)
    yield "records.export", case("records", "", lambda _: len(list(Path.cwd().glob("*.jsonl"))), 1)
    yield "records.sort", case("records", "", lambda s: s.screen.sorting, Order.TITLE)
    yield "matrix.csv", case("matrix", "", lambda _: len(list(Path.cwd().glob("*.csv"))), 1)
    for number, phase in enumerate(Phase, 1):
        before = "2" if number == 1 else ""
        yield f"situation.{phase.value}", case("ask", before, holds(asked_phases, phase))
    yield "ask.words", case("ask", "", lambda s: isinstance(s.app.focused, Input))
    yield "ask.actor", case("ask", "", shows(Chooser))
    yield "ask.function", case("ask", "", shows(Chooser))
    yield "ask.clear", case("ask", "a j enter", lambda s: s.screen.question.empty)
    situation_after = lambda s: s.screen.passing.after.situation  # noqa: E731
    yield "changes.turn", case("walk", "2 w", situation_after, Phase.HEIJI)
    yield "walk.rescue", case("unkept", "2", shows(Chooser))
    yield "changes.basis", case("walk", "2 w", lambda s: s.screen.passing.basis, "text")


CASES = dict(cases())


def test_every_command_has_its_case() -> None:
    assert CASES.keys() == COMMANDS.keys()
    assert CASES.keys() >= SAME_WORDS


def two_walks(path: Path, machine: PhaseMachine) -> None:
    journal = SqliteJournal(path, EXERCISES)
    for _ in range(2):
        exercise = Exercise.begin(machine, journal, VirtualClock(), title="段階を歩く", start=START)
        exercise.fire(Trigger.TO_JUYO)
    journal.close()


@contextmanager
def silent(path: Path, machine: PhaseMachine) -> Iterator[None]:
    """A walk whose host fell silent, which only a server can tell: here the journal is made to say so."""
    journal = SqliteJournal(path, EXERCISES)
    name = Exercise.begin(machine, journal, VirtualClock(), title="段階を歩く", start=START).name
    since = datetime(2026, 6, 1, 9, tzinfo=UTC)
    busy = Busy(name, 1, since, who="teacher", host="hall", beat=since, silent=True)
    with pytest.MonkeyPatch.context() as silence:
        silence.setattr(SqliteLog, "holders", lambda _: [busy])
        yield
    journal.close()


@asynccontextmanager
async def reach(command_case: Case, machine: PhaseMachine, folder: Path) -> AsyncIterator[Reached]:
    """The app where the command works."""
    if command_case.start in ("play", "nine", "class"):
        source, steps = (
            (NINE, 5) if command_case.start == "nine" else (SOURCE, 5 if command_case.start == "class" else 1)
        )
        play = opener(machine, folder / "j")
        async with play(
            source=source, shown=steps, width=command_case.size[0], height=command_case.size[1]
        ) as console:
            if command_case.start == "class":
                console.journal.roll.change_class(
                    console.play.exercise.name, lambda _: ClassRoom(code="K7M2QX").text()
                )
            yield Reached(console.pilot.app, console.pilot)  # type: ignore[arg-type]
        return
    start = command_case.start if command_case.start in ("home", "walk", "reader", "records") else "home"
    journal = folder / "j"
    if command_case.start == "records":
        two_walks(journal, machine)
    if command_case.start == "unkept":  # a folder is no journal
        start, journal = "walk", folder
    app = ShishinApp(start=start, journal=journal, clause="III.C")  # type: ignore[arg-type]
    with silent(journal, machine) if command_case.start == "silent" else nullcontext():
        async with app.run_test(size=command_case.size) as pilot:
            await settle(pilot)
            await pilot.press(*{"matrix": "m", "ask": "t"}.get(command_case.start, ""))
            yield Reached(app, pilot)


# Pressing another option or choosing another phase says nothing in other words.
SAME_WORDS = {
    *(f"play.option_{number}" for number in range(3, 10)),
    *(f"study.answer{number}" for number in range(2, 5)),
    *(f"{where}.{phase.value}" for where in ("walk", "situation") for phase in Phase if phase != Phase.JUYO),
    *(
        name
        for name in CASES
        if name.startswith(("list.", "text.", "pane.", "branches.")) and "copy" not in name
    ),
    *(name for name in CASES if name.endswith(("previous_hit", "previous_clause", "older", "newer", "left"))),
    *("app.interrupt", "app.quit", "app.quit_anywhere", "screen.back", "panel.close"),  # nothing is opened
    *("walk.redo", "walk.earlier", "walk.later", "walk.section", "walk.section_back", "play.slower"),
}
# What a key opens or says is read in English, where no Japanese may be left; other tests read the Japanese.
RUNS = [(name, "ja" if name in SAME_WORDS else "en") for name in CASES]


@pytest.mark.parametrize(("name", "language"), RUNS)
async def test_the_key_of_a_command_does_it(
    name: str, language: str, machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_case = CASES[name]
    speak(language)
    monkeypatch.chdir(tmp_path)
    if command_case.start == "web":
        monkeypatch.setattr(ShishinApp, "is_web", True)
    async with reach(command_case, machine, tmp_path) as reached:
        await reached.pilot.press(*command_case.keys)
        await settle(reached.pilot)
        offered = {command.id: key for command, key in offered_commands(reached.screen)}
        bound = {active.binding.id for active in working_keys(reached.screen).values() if active.enabled}
        assert name in bound
        if command_case.moved:
            reached.before = command_case.look(reached)
        await reached.pilot.press(command_case.key or offered.get(name) or COMMANDS[name].keys.split(",")[0])
        await settle(reached.pilot)
        result = command_case.look(reached)
        assert result != reached.before if command_case.moved else result == command_case.want
        if language == "en" and reached.app.is_running:
            assert not leftover(screen_text(reached.app))
