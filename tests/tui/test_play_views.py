"""What the facilitator adds and sees, what a seat sees, and text that means harm."""

from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.play.inject_form import InjectForm
from simulator.tui.play.screen import PlayScreen
from simulator.tui.reader.screen import ReaderScreen
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import SECRETS, SOURCE, TO_DECISION, OpenPlay


async def test_an_inject_is_held_back_and_released(playing: OpenPlay) -> None:
    async with playing("space", "h") as console:
        assert "自衛隊だけに届く知らせ" not in console.text()
        assert "控えている状況付与 1" in console.text()
        await console.press("space", "H")
        assert isinstance(console.pilot.app.screen, Chooser)
        await console.press("enter")
        assert "自衛隊だけに届く知らせ" in console.text()
        assert console.kinds[-3:] == ["held", "shown", "released"]


async def test_the_facilitator_adds_an_inject_of_their_own(playing: OpenPlay) -> None:
    async with playing("space", "i") as console:
        assert isinstance(console.pilot.app.screen, InjectForm)
        await console.press("ctrl+s")
        assert isinstance(console.pilot.app.screen, InjectForm)
        await console.press("m", "e", "tab", "space", "tab", "h", "i", "ctrl+s")
        assert "me → 日本政府" in console.text()
        assert console.kinds[-1] == "added"


async def test_an_inject_half_written_is_still_there_the_next_time(playing: OpenPlay) -> None:
    async with playing("space", "i", "m", "tab", "j", "space", "escape", "i") as console:
        form = console.pilot.app.screen
        assert isinstance(form, InjectForm)
        assert form.draft.sender == "m"
        assert [seat.label for seat in form.draft.seats] == ["自衛隊"]
        assert "added" not in console.kinds


async def test_a_note_stands_in_the_facilitators_feed_only(playing: OpenPlay) -> None:
    async with playing("space", "n", "z", "z", "ctrl+s") as console:
        assert "zz" in console.text()
        await console.press("v")
        assert "zz" not in console.text()


async def test_that_a_step_has_not_reached_the_seat_shown_is_said(playing: OpenPlay) -> None:
    async with playing("v", "v", "space", shown=1) as console:
        assert console.kinds[-1] == "shown"
        assert "自衛隊だけに届く知らせ" not in console.text()
        assert "この席には届かない状況付与です。" in foot_message(console.pilot.app)
        await console.press("space")
        assert "皆に届く知らせ" in console.text()
        assert not foot_message(console.pilot.app)


async def test_no_seat_ever_sees_notes_expected_responses_or_answers(playing: OpenPlay) -> None:
    async with playing("2", "space", "space", "space", shown=TO_DECISION) as console:
        assert all(secret in console.text() for secret in SECRETS)
        for seat in ("教室", "日本政府", "自衛隊", "関係機関・自治体"):
            await console.press("v")
            assert f"{seat}の画面" in screen_text(console.pilot.app)
            assert not any(secret in console.text() for secret in SECRETS)


async def test_going_from_seat_to_seat_never_shows_the_facilitators_screen(playing: OpenPlay) -> None:
    async with playing("v", shown=4) as console:
        assert "V で選びます" in foot_message(console.pilot.app)
        seats = [console.screen.view.seat]
        for _ in range(4):
            await console.press("v")
            seats.append(console.screen.view.seat)
        assert seats[0] is seats[4] is None  # the room's
        assert len(set(seats)) == 4
        assert not console.screen.view.is_facilitator
        await console.press("V", "home", "enter")
        assert console.screen.view.is_facilitator


async def test_where_there_is_one_seat_there_is_no_next_one(playing: OpenPlay) -> None:
    source_with_one_seat = SOURCE.replace("[japan_government, sdf, agencies]", "[japan_government]")
    source_with_one_seat = source_with_one_seat.replace("[sdf]", "[japan_government]").replace(
        "[agencies]", "[japan_government]"
    )
    async with playing("v", source=source_with_one_seat) as console:
        offered = {command.id for command, _ in offered_commands(console.pilot.app.screen)}
        assert "play.view" not in offered
        assert "play.views" in offered


async def test_a_play_left_in_a_seats_view_is_taken_up_in_it(playing: OpenPlay, tmp_path: Path) -> None:
    async with playing("v", "v", "v", shown=4) as console:
        kinds = console.kinds
    for keys, answers in ((("V", "home", "enter"), False), ((), True)):
        app = ShishinApp(start="resume", journal=tmp_path / "j")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            assert ("解答の例" in screen_text(app)) is answers
            assert ("自衛隊" in grid(app)[0]) is not answers
            assert [record.event.kind for record in screen.exercise.history.records.values()] == kinds
            await pilot.press(*keys)


async def test_a_seat_sees_what_it_received_and_the_options_of_its_own_decisions(playing: OpenPlay) -> None:
    async with playing("v", "v", shown=TO_DECISION) as console:
        assert "自衛隊だけに届く知らせ" not in console.text()
        assert "皆に届く知らせ" in console.text()
        assert "平時のままとする" in console.text()
        await console.press("v", "1")
        assert "自衛隊だけに届く知らせ" in console.text()
        assert "判断中: 日本政府" in console.text()
        assert "平時のままとする" not in console.text()
        assert console.play.waiting
        await console.press("V", "home", "enter", "1", "v", "v", "v")
        assert "判断済み: 日本政府" in console.text()
        assert "講評" not in console.text()


async def test_a_seats_screen_offers_nothing_that_would_show_it_more(playing: OpenPlay) -> None:
    async with playing("space", "h", "v", "v") as console:
        offered = {command.id for command, _ in offered_commands(console.pilot.app.screen)}
        assert not {"play.hold", "play.held", "play.add"} & offered
        await console.press("T")
        assert "皆に届く" not in screen_text(console.pilot.app)


async def test_the_room_sees_what_every_seat_was_told_and_the_facilitator_reveals_the_rest(
    playing: OpenPlay,
) -> None:
    async with playing("v", shown=TO_DECISION, width=120, height=36) as console:
        assert "教室の画面" in screen_text(console.pilot.app)
        assert "自衛隊だけに届く知らせ" in console.text()
        assert "重要な影響があると見る。" in console.text()
        assert "IV.B" not in console.text()
        assert not any(secret in console.text() for secret in SECRETS)
        await console.press("e")
        assert "IV.B\u00a0¶1" in console.text()
        assert "秘密の解答" not in console.text()
        await console.press("2")
        assert "段階を上げた講評" not in console.text()
        await console.press("e")
        assert "段階を上げた講評" in console.text()
        await console.press("e")
        assert "秘密の解答" in console.text()
        await console.press("e")
        assert "伏せているものはありません" in foot_message(console.pilot.app)
        assert not any(secret in console.text() for secret in ("秘密の覚え", "秘密の対応"))


async def test_what_was_revealed_stays_so_when_the_play_is_taken_up(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing("e", "v", shown=4) as console:
        assert "秘密の解答" in console.text()
    app = ShishinApp(start="resume", journal=tmp_path / "j")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "秘密の解答" in screen_text(app)


async def test_while_a_question_is_open_the_sheet_of_the_room_keeps_our_remarks_back(
    playing: OpenPlay,
) -> None:
    async with playing("v", shown=4, width=120, height=36) as console:
        assert "平時" in console.text("sheet")
        assert "伏せています" in console.text("sheet")
        remarks = [block.text for block in console.screen.query_one("#sheet", BlockView).blocks]
        await console.press("e")
        assert "伏せています" not in console.text("sheet")
        assert len(console.screen.query_one("#sheet", BlockView).blocks) > len(remarks)


async def test_the_reader_over_a_seats_screen_names_no_step_of_a_scenario(playing: OpenPlay) -> None:
    for keys, named in (((), True), (("v",), False)):
        async with playing(*keys, "d", shown=2, width=120, height=36) as console:
            screen = console.pilot.app.screen
            assert isinstance(screen, ReaderScreen)
            await console.pilot.app.workers.wait_for_complete()
            await settle(console.pilot)
            rows = screen.citing.rows("IV.A.p1" if "IV.A.p1" in screen.document else "IV.A")
            assert any("シナリオ" in f"{row.label}{row.text}" for row in rows) is named


async def test_hostile_words_are_shown_and_do_nothing(playing: OpenPlay) -> None:
    source = SOURCE.replace("皆に届く知らせ。", '"[/] [@click=app.quit]押す[/] [b"')
    async with playing("T", "escape", "b", "escape", source=source, shown=3) as console:
        assert "[/] [@click=app.quit]押す[/] [b" in console.text()


async def test_a_clause_that_is_not_in_the_text_is_said_and_not_opened(playing: OpenPlay) -> None:
    async with playing(source=SOURCE.replace("III.A.p1", "XX.Z"), shown=2) as console:
        assert "XX.Z（本文にない条項番号）" in console.text()
        assert not console.screen.query_one("#feed", BlockView).targets


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
async def test_every_size_names_the_view_and_shows_the_newest(
    playing: OpenPlay, width: int, height: int
) -> None:
    async with playing(width=width, height=height, shown=TO_DECISION) as console:
        lines = grid(console.pilot.app)
        assert "進行役" in lines[0]
        assert "T+02:00" in lines[0]
        assert "記録 ✓" in lines[0]
        text = "\n".join(lines)
        assert "どう見るか。" in text
        assert "重要な影響があると見る。" in text
        await console.press("v", "v")
        assert "日本政府" in grid(console.pilot.app)[0]


@pytest.mark.parametrize(("view", "shows"), [((), True), (("v",), False)])
async def test_reading_on_from_a_clause_shows_a_class_no_steps_of_scenarios(
    playing: OpenPlay, view: tuple[str, ...], shows: bool
) -> None:
    async with playing(*view) as console:
        app = console.pilot.app
        assert isinstance(app, ShishinApp)
        app.doors.open_clause("IV.B")
        await settle(console.pilot)
        await console.press("d")
        await settle(console.pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.citing.scripts is shows
