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
from tests.tui.conftest import grid, page, said, settle
from tests.tui.playing import SECRETS, SOURCE, TO_DECISION, Open


async def test_an_inject_is_held_back_and_released(playing: Open) -> None:
    async with playing("space", "h") as found:
        assert "自衛隊だけに届く知らせ" not in found.text()
        assert "控えている状況付与 1" in found.text()
        await found.press("space", "H")
        assert isinstance(found.pilot.app.screen, Chooser)
        await found.press("enter")
        assert "自衛隊だけに届く知らせ" in found.text()
        assert found.kinds[-3:] == ["held", "shown", "released"]


async def test_the_facilitator_adds_an_inject_of_their_own(playing: Open) -> None:
    async with playing("space", "i") as found:
        assert isinstance(found.pilot.app.screen, InjectForm)
        await found.press("ctrl+s")
        assert isinstance(found.pilot.app.screen, InjectForm)
        await found.press("m", "e", "tab", "space", "tab", "h", "i", "ctrl+s")
        assert "me → 日本政府" in found.text()
        assert found.kinds[-1] == "added"


async def test_an_inject_half_written_is_still_there_the_next_time(playing: Open) -> None:
    async with playing("space", "i", "m", "tab", "j", "space", "escape", "i") as found:
        form = found.pilot.app.screen
        assert isinstance(form, InjectForm)
        assert form.draft.sender == "m"
        assert [seat.label for seat in form.draft.seats] == ["自衛隊"]
        assert "added" not in found.kinds


async def test_a_note_stands_in_the_facilitators_feed_only(playing: Open) -> None:
    async with playing("space", "n", "z", "z", "ctrl+s") as found:
        assert "zz" in found.text()
        await found.press("v")
        assert "zz" not in found.text()


async def test_no_seat_ever_sees_notes_expected_responses_or_answers(playing: Open) -> None:
    async with playing("2", "space", "space", "space", shown=TO_DECISION) as found:
        assert all(secret in found.text() for secret in SECRETS)
        for seat in ("教室", "日本政府", "自衛隊", "関係機関・自治体"):
            await found.press("v")
            assert f"{seat}の画面" in page(found.pilot.app)
            assert not any(secret in found.text() for secret in SECRETS)


async def test_going_from_seat_to_seat_never_shows_the_facilitators_screen(playing: Open) -> None:
    async with playing("v", shown=4) as found:
        assert "V で選びます" in said(found.pilot.app)
        seats = [found.screen.view.seat]
        for _ in range(4):
            await found.press("v")
            seats.append(found.screen.view.seat)
        assert seats[0] is seats[4] is None  # the room's
        assert len(set(seats)) == 4
        assert not found.screen.view.is_facilitator
        await found.press("V", "home", "enter")
        assert found.screen.view.is_facilitator


async def test_where_there_is_one_seat_there_is_no_next_one(playing: Open) -> None:
    only = SOURCE.replace("[japan_government, sdf, agencies]", "[japan_government]")
    only = only.replace("[sdf]", "[japan_government]").replace("[agencies]", "[japan_government]")
    async with playing("v", source=only) as found:
        offered = {command.id for command, _ in offered_commands(found.pilot.app.screen)}
        assert "play.view" not in offered
        assert "play.views" in offered


async def test_a_play_left_in_a_seats_view_is_taken_up_in_it(playing: Open, tmp_path: Path) -> None:
    async with playing("v", "v", "v", shown=4) as found:
        kinds = found.kinds
    for keys, answers in ((("V", "home", "enter"), False), ((), True)):
        app = ShishinApp(start="resume", journal=tmp_path / "j")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            assert "解答の例" not in page(app) or answers
            assert ("自衛隊" in grid(app)[0]) is not answers
            assert [record.event.kind for record in screen.exercise.history.records.values()] == kinds
            await pilot.press(*keys)


async def test_a_seat_sees_what_it_received_and_the_options_of_its_own_decisions(playing: Open) -> None:
    async with playing("v", "v", shown=TO_DECISION) as found:
        assert "自衛隊だけに届く知らせ" not in found.text()
        assert "皆に届く知らせ" in found.text()
        assert "平時のままとする" in found.text()
        await found.press("v", "1")
        assert "自衛隊だけに届く知らせ" in found.text()
        assert "判断中: 日本政府" in found.text()
        assert "平時のままとする" not in found.text()
        assert found.play.waiting
        await found.press("V", "home", "enter", "1", "v", "v", "v")
        assert "判断済み: 日本政府" in found.text()
        assert "講評" not in found.text()


async def test_a_seats_screen_offers_nothing_that_would_show_it_more(playing: Open) -> None:
    async with playing("space", "h", "v", "v") as found:
        offered = {command.id for command, _ in offered_commands(found.pilot.app.screen)}
        assert not {"play.hold", "play.held", "play.add"} & offered
        await found.press("T")
        assert "皆に届く" not in page(found.pilot.app)


async def test_the_room_sees_what_every_seat_was_told_and_the_facilitator_reveals_the_rest(
    playing: Open,
) -> None:
    async with playing("v", shown=TO_DECISION, width=120, height=36) as found:
        assert "教室の画面" in page(found.pilot.app)
        assert "自衛隊だけに届く知らせ" in found.text()
        assert "重要な影響があると見る。" in found.text()
        assert "IV.B" not in found.text()
        assert not any(secret in found.text() for secret in SECRETS)
        await found.press("e")
        assert "IV.B\u00a0¶1" in found.text()
        assert "秘密の解答" not in found.text()
        await found.press("2")
        assert "段階を上げた講評" not in found.text()
        await found.press("e")
        assert "段階を上げた講評" in found.text()
        await found.press("e")
        assert "秘密の解答" in found.text()
        await found.press("e")
        assert "伏せているものはありません" in said(found.pilot.app)
        assert not any(secret in found.text() for secret in ("秘密の覚え", "秘密の対応"))


async def test_what_was_revealed_stays_so_when_the_play_is_taken_up(playing: Open, tmp_path: Path) -> None:
    async with playing("e", "v", shown=4) as found:
        assert "秘密の解答" in found.text()
    app = ShishinApp(start="resume", journal=tmp_path / "j")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "秘密の解答" in page(app)


async def test_while_a_question_is_open_the_sheet_of_the_room_keeps_our_remarks_back(playing: Open) -> None:
    async with playing("v", shown=4, width=120, height=36) as found:
        assert "平時" in found.text("sheet")
        assert "伏せています" in found.text("sheet")
        remarks = [block.text for block in found.screen.query_one("#sheet", BlockView).blocks]
        await found.press("e")
        assert "伏せています" not in found.text("sheet")
        assert len(found.screen.query_one("#sheet", BlockView).blocks) > len(remarks)


async def test_the_reader_over_a_seats_screen_names_no_step_of_a_scenario(playing: Open) -> None:
    for keys, named in (((), True), (("v",), False)):
        async with playing(*keys, "d", shown=2, width=120, height=36) as found:
            screen = found.pilot.app.screen
            assert isinstance(screen, ReaderScreen)
            await found.pilot.app.workers.wait_for_complete()
            await settle(found.pilot)
            rows = screen.citing.rows("IV.A.p1" if "IV.A.p1" in screen.document else "IV.A")
            assert any("シナリオ" in f"{row.label}{row.text}" for row in rows) is named


async def test_hostile_words_are_shown_and_do_nothing(playing: Open) -> None:
    source = SOURCE.replace("皆に届く知らせ。", '"[/] [@click=app.quit]押す[/] [b"')
    async with playing("T", "escape", "b", "escape", source=source, shown=3) as found:
        assert "[/] [@click=app.quit]押す[/] [b" in found.text()


async def test_a_clause_that_is_not_in_the_text_is_said_and_not_opened(playing: Open) -> None:
    async with playing(source=SOURCE.replace("III.A.p1", "XX.Z"), shown=2) as found:
        assert "XX.Z（本文にない条項番号）" in found.text()
        assert not found.screen.query_one("#feed", BlockView).targets


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
async def test_every_size_names_the_view_and_shows_the_newest(playing: Open, width: int, height: int) -> None:
    async with playing(width=width, height=height, shown=TO_DECISION) as found:
        lines = grid(found.pilot.app)
        assert "進行役" in lines[0]
        assert "T+02:00" in lines[0]
        assert "記録 ✓" in lines[0]
        shown = "\n".join(lines)
        assert "どう見るか。" in shown
        assert "重要な影響があると見る。" in shown
        await found.press("v", "v")
        assert "日本政府" in grid(found.pilot.app)[0]
