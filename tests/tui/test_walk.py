"""Walking the phases with the keyboard and the mouse, on the real text and a real journal."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.journal import EXERCISES, default_journal
from simulator.journal.sqlite import SqliteJournal, SqliteLog
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.target import Target
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.reader.screen import ReaderScreen
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import foot_message

Walk = tuple[Pilot[None], WalkScreen]
OpenWalk = Callable[..., AbstractAsyncContextManager[Walk]]


@pytest.fixture
def walking() -> OpenWalk:
    """What opens the walk at a size, from some phases, in a journal."""

    @asynccontextmanager
    async def open_walk(
        width: int = 120, height: int = 36, phases: frozenset[str] = frozenset(), journal: Path | None = None
    ) -> AsyncIterator[Walk]:
        app = ShishinApp(start="walk", phases=phases, journal=journal)
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, WalkScreen)
            yield pilot, screen

    return open_walk


def text(screen: WalkScreen, pane: str) -> str:
    return "\n".join(block.text for block in screen.query_one(f"#{pane}", BlockView).blocks)


def label(screen: WalkScreen) -> str:
    return screen.shown.state.configuration.label


async def test_the_number_keys_walk_from_peacetime_to_armed_attack(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        for key, phase in (("2", "重要影響事態"), ("3", "武力攻撃予測"), ("4", "武力攻撃発生")):
            await pilot.press(key)
            assert label(screen) == phase
        assert "日本に対する武力攻撃が発生した場合" in text(screen, "sheet")
        phases_here = [station.phase.label for station in screen.query_one(Band).stations if station.here]
        assert phases_here == [phase]


async def test_before_the_first_step_the_sheet_shows_the_texts_own_words(walking: OpenWalk) -> None:
    async with walking() as (_, screen):
        assert "平時からの協力的措置" in text(screen, "sheet")
        assert "本文は「平時」を定義しない" in text(screen, "sheet")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
async def test_a_click_on_a_phase_in_the_band_goes_there(walking: OpenWalk, width: int, height: int) -> None:
    async with walking(width, height) as (pilot, screen):
        for phase, after in (("juyo", "重要影響事態"), ("saigai", "重要影響事態＋大規模災害")):
            places = screen.query_one(Band).picture.places
            start = next(start for start, _, place in places if place.value == phase)
            await pilot.click(Band, offset=(start + 2, 1))
            assert label(screen) == after


async def test_survival_and_disaster_begin_and_end_with_the_same_key(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("5", "6")
        assert label(screen) == "平時＋存立危機＋大規模災害"
        await pilot.press("5", "6")
        assert label(screen) == "平時"


async def test_armed_attack_ends_survival_and_both_sheets_are_shown(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("5", "4")
        assert label(screen) == "武力攻撃発生"
        assert "存立危機を終える（武力攻撃発生により）" in text(screen, "sheet")


async def test_a_refusal_says_which_clause_stands_against_and_opens_it(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("4", "5")
        assert label(screen) == "武力攻撃発生"
        assert "IV.D ¶1" in text(screen, "sheet")
        refusals = [station for station in screen.query_one(Band).stations if station.refused]
        assert [(refusal.phase, refusal.mark, refusal.clause) for refusal in refusals] == [
            ("sonritsu", "×", "IV.D ¶1")
        ]
        await pilot.press("home", "enter")
        panel = pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.place == "IV.D.p1.s1"


async def test_a_way_down_says_that_the_text_is_silent(walking: OpenWalk) -> None:
    async with walking(phases=frozenset({"hassei"})) as (pilot, screen):
        await pilot.press("1")
        assert "本文に定めなし" in text(screen, "sheet")
        assert "最も近い語" in text(screen, "sheet")


async def test_steps_are_ticked_off_with_space_and_kept(walking: OpenWalk, tmp_path: Path) -> None:
    journal = tmp_path / "j"
    async with walking(journal=journal) as (pilot, screen):
        await pilot.press("2")
        sheet = screen.query_one("#sheet", BlockView)
        step = next(t for t in sheet.targets if Target.of(t).kind == "step")
        sheet.choose(step)
        await pilot.press("space")
        assert "この遷移の手順  1/14" in text(screen, "sheet")
        assert sheet.target == step
        name = screen.exercise.name
    kinds = [record.event.kind for record in SqliteJournal(journal, EXERCISES).read(name)]
    assert kinds == ["started", "moved", "ticked"]


@pytest.mark.parametrize(("key", "sign"), [("u", "☐"), ("left", "☐"), ("left,right", "☑"), ("u,r", "☑")])
async def test_the_sheet_shows_which_steps_were_ticked_at_its_moment(
    walking: OpenWalk, key: str, sign: str
) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2")
        sheet = screen.query_one("#sheet", BlockView)
        step = next(target for target in sheet.targets if Target.of(target).kind == "step")
        sheet.choose(step)
        await pilot.press("space", *key.split(","))
        assert next(block.label for block in sheet.blocks if block.target == step) == sign


async def test_what_is_the_same_in_every_phase_is_folded_and_says_how_much_is_in_it(
    walking: OpenWalk,
) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2")
        sheet = screen.query_one("#sheet", BlockView)
        sheet_text = text(screen, "sheet")
        assert "どの段階にも共通の手順  0/21 ▸" in sheet_text
        assert "同盟調整メカニズムの活用" not in sheet_text
        for key in ("enter", "space"):
            sheet.choose(Target("fold", "common"))
            await pilot.press(key)
            assert ("▾" in heading_of_part(screen, "common")) is (key == "enter")
            assert sheet.target == Target("fold", "common")


def heading_of_part(screen: WalkScreen, part: str) -> str:
    """The heading of a part of the sheet."""
    target = Target("fold", part)
    return next(
        block.text for block in screen.query_one("#sheet", BlockView).blocks if block.target == target
    )


async def test_folds_stay_from_one_transition_to_the_next(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2")
        screen.query_one("#sheet", BlockView).choose(Target("fold", "silent"))
        await pilot.press("enter")
        assert "期限" in heading_of_part(screen, "silent")
        assert "いつまでに移り" not in text(screen, "sheet")
        await pilot.press("3")
        assert "▸" in heading_of_part(screen, "silent")
        assert "▾" in heading_of_part(screen, "steps")


async def test_the_clause_beside_follows_the_choice(walking: OpenWalk) -> None:
    async with walking(120, 36) as (pilot, screen):
        await pilot.press("2")
        sentences_met = []
        for _ in range(4):
            target = Target.of(screen.query_one("#sheet", BlockView).target)
            beside = text(screen, "clause")
            if target.kind in ("cite", "step"):
                sentences_met.append(target.name)
                assert screen.moment.doctrine.document.sentence(target.name).text in beside
                assert "行う者" in beside
            await pilot.press("j")
        assert len(set(sentences_met)) > 1


async def test_undo_and_redo_restore_the_screen(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2", "3")
        before = text(screen, "sheet")
        await pilot.press("u")
        assert label(screen) == "重要影響事態"
        await pilot.press("r")
        assert text(screen, "sheet") == before


async def test_looking_back_undoes_nothing_and_acting_there_is_refused(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2", "3", "left")
        assert label(screen) == "重要影響事態"
        await pilot.press("4")
        assert label(screen) == "重要影響事態"
        await pilot.press("right")
        assert label(screen) == "武力攻撃予測"


async def test_undo_while_looking_back_goes_back_to_that_moment(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2", "3", "4", "left", "left", "u")
        assert screen.shown.looking is None
        assert label(screen) == "重要影響事態"
        await pilot.press("r", "r")
        assert label(screen) == "武力攻撃発生"


async def test_measures_are_filtered_by_actor(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("a")
        assert isinstance(pilot.app.screen, Chooser)
        await pilot.press("j", "j", "j", "j", "enter")
        window = pilot.app.screen
        assert isinstance(window, MeasuresWindow)
        assert window.actor == "sdf"
        view = window.query_one(BlockView)
        measures = [screen.moment.doctrine.measure(Target.of(t).key) for t in view.targets]
        assert measures
        assert all("sdf" in m.actors for m in measures)
        await pilot.press("a", "escape")
        assert window.actor == "sdf"


async def test_a_note_of_several_lines_is_kept_and_a_draft_is_not_lost(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("n", "a", "enter", "b", "escape")
        assert not screen.shown.state.notes
        await pilot.press("n")
        assert isinstance(pilot.app.screen, NoteEditor)
        await pilot.press("ctrl+s")
        assert [note.text for note in screen.shown.state.notes] == ["a\nb"]


async def test_every_citation_row_opens_its_clause_with_the_words_marked(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2")
        sheet = screen.query_one("#sheet", BlockView)
        for target in [t for t in sheet.targets if Target.of(t).kind == "cite"][:5]:
            sheet.choose(target)
            sheet.action_open()
            await pilot.pause()
            panel = pilot.app.screen
            assert isinstance(panel, ClausePanel)
            assert panel.quotes == (Target.of(target).quote,)
            await pilot.press("escape")


async def test_a_click_on_a_row_opens_its_clause(walking: OpenWalk) -> None:
    async with walking() as (pilot, _):
        await pilot.press("2")
        await pilot.click("#sheet", offset=(10, 6))
        assert isinstance(pilot.app.screen, ClausePanel)


async def test_the_reader_opens_at_the_phases_clause_and_comes_back(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2", "d")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.clause == "IV.B"
        await pilot.press("escape")
        assert pilot.app.screen is screen


async def test_sections_of_the_sheet_are_stepped_through(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2")
        sheet = screen.query_one("#sheet", BlockView)
        first_row = sheet.target
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert Target.of(sheet.target) == Target("fold", "comes")
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert sheet.target == first_row


async def test_leaving_and_coming_home_keeps_the_record(walking: OpenWalk) -> None:
    async with walking() as (pilot, screen):
        await pilot.press("2", "escape")
        assert len(pilot.app.screen_stack) == 1
        name = screen.exercise.name
    assert len(SqliteJournal(default_journal(), EXERCISES).read(name)) == 2


async def test_where_nothing_can_be_recorded_it_says_so_and_walks_on(
    walking: OpenWalk, tmp_path: Path
) -> None:
    async with walking(journal=tmp_path) as (pilot, screen):
        assert "記録できません" in screen.recording.fault
        await pilot.press("2")
        assert label(screen) == "重要影響事態"


async def test_when_the_disk_fails_nothing_changes_and_it_is_said(walking: OpenWalk, tmp_path: Path) -> None:
    async with walking(journal=tmp_path / "j") as (pilot, screen):
        journal = screen.exercise.journal
        assert isinstance(journal, SqliteLog)
        journal._db.execute("PRAGMA query_only = ON")
        for key in ("2", "6", "u"):
            await pilot.press(key)
        assert label(screen) == "平時"
        assert "記録できないので、何も変えていません" in foot_message(pilot.app)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (120, 36), (200, 60), (250, 80)])
async def test_every_size_shows_the_band_the_sheet_and_the_clause(
    walking: OpenWalk, width: int, height: int
) -> None:
    async with walking(width, height) as (pilot, screen):
        await pilot.press("2")
        panes_with_room = set()
        for _ in range(2):
            for pane in ("sheet", "clause"):
                view = screen.query_one(f"#{pane}", BlockView)
                if view.size.width > 20 and view.size.height > 5:
                    panes_with_room.add(pane)
            await pilot.press("tab")
        assert panes_with_room == {"sheet", "clause"}
        assert screen.query_one(Band).size.height == (5 if width >= 120 else 2)


async def test_a_resize_keeps_focus_and_choice(walking: OpenWalk) -> None:
    async with walking(120, 36) as (pilot, screen):
        await pilot.press("2", "j", "j", "j")
        sheet = screen.query_one("#sheet", BlockView)
        target = sheet.target
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.focused is sheet
        assert sheet.target == target


async def test_undo_is_offered_after_a_step_and_redo_once_it_was_undone(walking: OpenWalk) -> None:
    async with walking(80, 24) as (pilot, _):
        await pilot.press("2")
        offered = {command.id for command, _ in offered_commands(pilot.app.screen)}
        assert {"walk.undo", "walk.heiji", "walk.earlier", "app.help"} <= offered
        assert not {"walk.redo", "walk.later", "walk.tick"} & offered
        await pilot.press("u")
        offered = {command.id for command, _ in offered_commands(pilot.app.screen)}
        assert "walk.redo" in offered
        assert "walk.undo" not in offered
