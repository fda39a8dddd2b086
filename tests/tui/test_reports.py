"""Papers, ratings and reasons from the screens: chosen, made, put where it was wanted, and said."""

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from simulator.exercise import Rating
from simulator.exercise.told import ToldOption
from simulator.exercise.viewer import ROOM
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.prompt import Prompt
from simulator.tui.lists.scenarios import ScenariosScreen
from simulator.tui.reports import making
from simulator.tui.reports.desk import free_path
from simulator.tui.reports.plan_form import PlanForm
from simulator.tui.reports.rating_form import RatingForm
from simulator.tui.reports.reason import option_row
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SOURCE, TO_DECISION, Console, OpenPlay


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files go to a folder of the test, and nobody is remembered from another."""
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    monkeypatch.setattr(RatingForm, "evaluator", "")


def first_line(file: Path) -> str:
    return file.read_text("utf-8").splitlines()[0]


def offered(console: Console) -> list[str]:
    """The ids of what the list of papers and forms offers."""
    view = console.pilot.app.screen.query_one("#chooser", BlockView)
    return [str(block.target) for block in view.blocks if block.target is not None]


async def test_a_report_is_made_put_in_its_place_and_said(playing: OpenPlay, tmp_path: Path) -> None:
    async with playing("o", width=120, height=36) as console:
        assert offered(console) == [
            "report", "participants", "facilitator", "evaluator", "chart", "rate", "plan",
        ]  # fmt: skip
        await console.press("enter", "enter")
        prompt = console.pilot.app.screen
        assert isinstance(prompt, Prompt)
        path = Path(prompt.query_one(Input).value)
        assert path.parent == tmp_path / "out"
        await console.press("enter")
        await settle(console.pilot)
        assert first_line(path) == "<!DOCTYPE html>"
        assert path.name in screen_text(console.pilot.app).replace("\n", "")
        assert "フォルダーを開く" in screen_text(console.pilot.app)


async def test_a_file_that_is_there_is_written_over_only_when_one_says_so(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing("o", "down", "enter", "enter", width=120, height=36) as console:
        existing = tmp_path / "there.html"
        existing.write_text("前", "utf-8")
        console.pilot.app.screen.query_one(Input).value = str(existing)
        await console.press("enter")
        await settle(console.pilot)
        assert isinstance(console.pilot.app.screen, Chooser)
        await console.press("escape")
        assert existing.read_text("utf-8") == "前"


async def test_the_folder_is_opened_by_the_systems_own_program(
    playing: OpenPlay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders_opened: list[Path] = []

    def open_elsewhere(folder: Path) -> bool:
        folders_opened.append(folder)
        return True

    monkeypatch.setattr(making, "open_elsewhere", open_elsewhere)
    async with playing("o", "down", "enter", "enter", "enter", width=120, height=36) as console:
        await settle(console.pilot)
        await console.press("enter")
        assert folders_opened == [tmp_path / "out"]


async def test_while_the_room_looks_there_is_no_report_and_no_rating(playing: OpenPlay) -> None:
    async with playing(width=120, height=36) as console:
        console.screen.staging.set_view(ROOM)
        await console.press("o")
        assert offered(console) == ["participants", "chart"]


async def test_an_evaluator_rates_and_is_remembered(playing: OpenPlay) -> None:
    async with playing("o", "end", "up", "enter", width=120, height=36) as console:
        form = console.pilot.app.screen
        assert isinstance(form, RatingForm)
        await console.press("ctrl+s")
        assert "評価者の名を書いてください" in screen_text(console.pilot.app)
        form.query_one("#rating-who", Input).value = " 佐藤  花子 "
        await console.press("tab", "tab", "end", "up", "space")
        form.query_one(TextArea).text = "言えなかった"
        await console.press("ctrl+s")
        (rating,) = console.play.state.ratings
        assert (rating.evaluator, rating.rating, rating.text) == ("佐藤 花子", Rating.U, "言えなかった")
        assert "〔佐藤 花子 U〕" in screen_text(console.pilot.app)
        await console.press("escape", "o", "end", "up", "enter")
        assert console.pilot.app.screen.query_one("#rating-who", Input).value == "佐藤 花子"


async def test_a_rating_is_given_by_its_letter_and_not_while_one_writes(playing: OpenPlay) -> None:
    async with playing("o", "end", "up", "enter", width=80, height=24) as console:
        console.pilot.app.screen.query_one("#rating-who", Input).value = "佐藤"
        await console.press("tab", "m", "s", "tab", "tab", "u", "n", "ctrl+s")
        (rating,) = console.play.state.ratings
        assert (rating.rating, rating.text) == (Rating.S, "un")


async def test_the_objective_rated_is_that_of_the_row(playing: OpenPlay) -> None:
    source_with_two_objectives = SOURCE.replace(
        "{id: one, text: 条項を指す。}", "{id: one, text: 条項を指す。}, {id: two, text: 主語を言う。}"
    )
    async with playing("o", "end", "up", "enter", source=source_with_two_objectives) as console:
        console.pilot.app.screen.query_one("#rating-who", Input).value = "佐藤"
        await console.press("tab", "down", "p", "ctrl+s")
        (rating,) = console.play.state.ratings
        assert rating.objective == "two"


async def test_all_ratings_and_some_lines_to_write_fit_the_smallest_window(playing: OpenPlay) -> None:
    async with playing("o", "end", "up", "enter", width=80, height=24) as console:
        text = screen_text(console.pilot.app)
        assert all(rating.term in text for rating in Rating)
        assert console.pilot.app.screen.query_one(TextArea).content_size.height >= 3


async def test_an_item_of_the_plan_needs_what_is_amiss_and_what_to_do(playing: OpenPlay) -> None:
    async with playing("o", "end", "enter", width=120, height=36) as console:
        form = console.pilot.app.screen
        assert isinstance(form, PlanForm)
        await console.press("ctrl+s")
        assert not console.play.state.plan
        for name, value in (("issue", "窓口を探した"), ("action", "一覧を配る"), ("who", "教官")):
            form.query_one(f"#plan-{name}", Input).value = value
        await console.press("ctrl+s")
        assert [(item.issue, item.who) for item in console.play.state.plan] == [("窓口を探した", "教官")]
        assert form.query_one("#plan-issue", Input).value == ""


async def test_an_item_of_the_plan_is_replaced_and_the_new_one_stands_in_its_place(playing: OpenPlay) -> None:
    async with playing(width=120, height=36) as console:
        console.play.exercise.improve("窓口を探した", "一覧を配る", who="教官")
        console.play.exercise.improve("時間が足りない", "早く始める")
        await console.press("o", "end", "enter")
        assert "窓口を探した → 一覧を配る" in screen_text(console.pilot.app)
        await console.press("home", "enter")
        form = console.pilot.app.screen
        assert isinstance(form, PlanForm)
        assert form.query_one("#plan-who", Input).value == "教官"
        form.query_one("#plan-action", Input).value = "一覧を壁に張る"
        await console.press("ctrl+s")
        assert not isinstance(console.pilot.app.screen, PlanForm)
        plan = [(item.action, item.who) for item in console.play.state.plan]
        assert plan == [("一覧を壁に張る", "教官"), ("早く始める", "")]


async def test_a_reason_is_typed_before_the_decision_and_stands_beside_it(playing: OpenPlay) -> None:
    async with playing("Y", shown=TO_DECISION, width=120, height=36) as console:
        assert console.screen.aspect.waiting
        await console.press("down", "enter")
        console.pilot.app.screen.query_one(Input).value = "まだ早い"
        await console.press("enter")
        decision = console.play.state.decisions[-1]
        assert decision.reason == "まだ早い"
        assert "まだ早い" in console.text()


async def test_the_number_of_an_option_chooses_it_before_its_reason_too(playing: OpenPlay) -> None:
    async with playing("Y", "2", shown=TO_DECISION, width=120, height=36) as console:
        waiting = console.screen.aspect.waiting
        assert waiting
        console.pilot.app.screen.query_one(Input).value = "2 の文の主語から"
        await console.press("enter")
        decision = console.play.state.decisions[-1]
        assert (decision.choice.option, decision.reason) == (waiting.options[1].id, "2 の文の主語から")


async def test_a_number_that_no_option_has_chooses_nothing(playing: OpenPlay) -> None:
    async with playing("Y", "9", shown=TO_DECISION) as console:
        assert isinstance(console.pilot.app.screen, Chooser)


def test_a_closed_option_cannot_be_given_a_reason() -> None:
    free = option_row(ToldOption(id="go", number=1, text="進む", cites=()))
    closed = option_row(ToldOption(id="stay", number=2, text="待つ", cites=(), closed="予測に至っていない"))
    assert (free.target, closed.target) == ("go", None)
    assert "予測に至っていない" in closed.text


async def test_leaving_the_reason_takes_no_decision(playing: OpenPlay) -> None:
    async with playing("Y", "enter", "escape", shown=TO_DECISION) as console:
        assert console.screen.aspect.waiting
        assert not console.play.state.decisions


def test_a_free_name_is_numbered(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert free_path(path) == path
    path.touch()
    assert free_path(path).name == "report-2.html"


async def test_a_home_that_nobody_has_is_said_and_writes_nothing(playing: OpenPlay) -> None:
    async with playing("o", "enter", "enter", width=120, height=36) as console:
        console.pilot.app.screen.query_one(Input).value = "~no-such-user/report.html"
        await console.press("enter")
        await settle(console.pilot)
        assert "~no-such-user/report.html" in foot_message(console.pilot.app)


async def test_a_scenario_that_was_broken_since_it_was_listed_makes_no_paper_and_says_why(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    file = folder / "short.yaml"
    file.write_text(SOURCE, "utf-8")
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        app.push_screen(ScenariosScreen(folder))
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        file.write_text("title: [", "utf-8")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "short.yaml" in foot_message(app)
