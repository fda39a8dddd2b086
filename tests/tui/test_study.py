"""Self-study on the screen: answered by digit or in words, then the sentence with its words and its basis."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.exercise.journal import JournalError
from simulator.language import spoken
from simulator.study.bank import load_bank
from simulator.study.choosing import QuestionFilter
from simulator.study.events import Recall
from simulator.study.log import open_log
from simulator.study.mended import mended
from simulator.study.question import QuestionKind
from simulator.study.session import AnswerOutcome
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.study.opening import study_screen
from simulator.tui.study.rows import answer_rows
from simulator.tui.study.screen import StudyScreen
from tests.study.watch import Watch
from tests.tui.conftest import foot_message, grid, screen_text, settle

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def watch() -> Watch:
    return Watch()


async def open_study(app: ShishinApp, pilot: Pilot[None], folder: Path, watch: Watch) -> StudyScreen:
    """Open self-study on a log in this folder, by this clock."""
    screen = study_screen(folder / "journal.sqlite3", clock=watch)
    app.push_screen(screen)
    await settle(pilot)
    return screen


def pane_text(screen: StudyScreen, pane: str = "asked") -> str:
    return "\n".join(block.text for block in screen.query_one(f"#{pane}", BlockView).blocks)


def key_that_answers(screen: StudyScreen, *, right: bool) -> str:
    """The digit that answers the current question rightly or wrongly."""
    question = screen.session.queue[0]
    options = question.options()
    return str(
        1 + next(number for number, option in enumerate(options) if (option == question.answer) is right)
    )


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_from_home_is_answered_by_a_digit(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("Q")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        question = screen.session.queue[0]
        assert question.asked.split("「")[0] in screen_text(app)
        await pilot.press(key_that_answers(screen, right=True))
        await settle(pilot)
        assert "○ 正しい" in screen_text(app)
        assert screen.session.bank.doctrine.document.sentence(question.sentence).text in pane_text(screen)
        assert question.basis.label in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_the_sentence_opens_its_clause(
    size: tuple[int, int], tmp_path: Path, watch: Watch
) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        await pilot.press(key_that_answers(screen, right=False))
        await settle(pilot)
        assert "× ちがう" in screen_text(app)
        await pilot.press("home", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)


async def test_the_foot_says_what_the_digits_do(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        options = len(screen.session.queue[0].options())
        assert f" 1-{options} 答える " in grid(app)[-1]
        await pilot.press("1")
        await settle(pilot)
        assert " 1-4 覚え具合 " in grid(app)[-1]
        assert "答える" not in grid(app)[-1]
        await pilot.press("u")
        await settle(pilot)
        assert f" 1-{options} 答える " in grid(app)[-1]


async def test_an_answer_is_typed_and_what_is_none_is_said(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        await pilot.press("slash", *"zzz", "enter")
        assert "番号か、選択肢の語" in foot_message(app)
        screen.line.value = screen.session.queue[0].answer.text
        await pilot.press("enter")
        await settle(pilot)
        assert screen.session.outcome
        assert screen.session.outcome.right


async def test_our_reading_is_not_marked_wrong(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        reading = next(
            question
            for question in screen.session.bank.questions.values()
            if not question.graded and question.wrong
        )
        screen.session.queue = [reading]
        screen.show_question()
        await pilot.press(key_that_answers(screen, right=False))
        await settle(pilot)
        assert "採点しない問い" in screen_text(app)
        assert "ちがう" not in pane_text(screen)
        outcome = screen.session.outcome
        assert outcome
        assert outcome.right is None


async def test_an_open_question_shows_its_answer_and_is_rated_by_the_learner(
    tmp_path: Path, watch: Watch
) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        screen.begin(QuestionFilter(kinds=frozenset({QuestionKind.COMPARE})))
        await pilot.press("space")
        await settle(pilot)
        assert screen.session.queue[0].answer.text in pane_text(screen)
        await pilot.press("1")
        assert [entry.event.kind for entry in screen.session.log.entries] == [
            "reviewed",
            "withdrawn",
            "reviewed",
        ]
        await pilot.press("u")
        assert screen.session.progress.known == {}


async def test_a_bad_question_is_reported_and_not_asked_again(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        bad = screen.session.queue[0]
        await pilot.press("n", *"x", "enter")
        await settle(pilot)
        assert screen.session.progress.complaints == {bad.id: "x"}
        assert screen.session.queue[0] != bad
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(app.screen, PageWindow)


async def test_what_to_be_asked_about_is_chosen(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        await pilot.press("shift+tab", "j", "enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert {phase.value for phase in screen.session.wanted.phases} == {"heiji"}
        screen._set_clause("IV.B.5")
        assert all(question.sentence.startswith("IV.B.5") for question in screen.session.queue)
        screen._set_clause("IX")
        assert "IX" in foot_message(app)
        screen._set_exam("2026-05-01")
        assert "2026-05-01" in pane_text(screen, "topics")
        screen._set_exam("あした")
        assert "2026-07-15" in foot_message(app)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_progress_is_a_table_and_a_line_of_weeks(
    size: tuple[int, int], tmp_path: Path, watch: Watch, language: str
) -> None:
    app = ShishinApp()
    with spoken(language):
        async with app.run_test(size=size) as pilot:
            screen = await open_study(app, pilot, tmp_path, watch)
            await pilot.press(
                key_that_answers(screen, right=True), "space", key_that_answers(screen, right=False)
            )
            watch.at += timedelta(weeks=2)
            screen.session.go_on()
            await pilot.press("m")
            await settle(pilot)
            text = screen_text(app)
            assert "IV.C.2" in text
            await pilot.press("end")
            await settle(pilot)
            assert "■" in screen_text(app)
            assert screen_text(app).count("2026") == 0
            assert "04/06" in screen_text(app)
            assert "04/20" in screen_text(app)


async def test_when_the_days_questions_are_done_it_says_so_and_offers_more(
    tmp_path: Path, watch: Watch
) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        while screen.session.queue:
            screen.session.answer(screen.session.queue[0].answer)
            screen.session.go_on()
        screen.show_question()
        await settle(pilot)
        assert "この分は終わりました" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.session.extra
        assert screen.session.queue
        assert "今日の分は済んでいます。" in foot_message(app)


@pytest.mark.parametrize("key", ["space", "1"])
async def test_a_key_for_a_question_says_that_there_is_none_when_all_are_done(
    tmp_path: Path, watch: Watch, key: str
) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        screen.session.queue.clear()
        screen.show_question()
        await pilot.press(key)
        await settle(pilot)
        assert foot_message(app) == "いまは問いがありません。"


async def test_the_key_to_go_on_asks_for_an_option_while_a_question_waits(
    tmp_path: Path, watch: Watch
) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_study(app, pilot, tmp_path, watch)
        await pilot.press("space")
        await settle(pilot)
        assert foot_message(app) == "選択肢を選んで答えてから押してください。"


async def test_a_complaint_that_cannot_be_kept_is_not_said_to_be_kept(tmp_path: Path, watch: Watch) -> None:
    other_window = open_log(tmp_path / "study.db", watch)
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        question = screen.session.queue[0]
        await pilot.press("n", "x", "enter")
        await settle(pilot)
        assert screen.session.queue[0] == question
        assert "書き残しました" not in foot_message(app)
    other_window.close()


async def test_a_log_that_another_window_has_is_looked_at_and_not_written(
    tmp_path: Path, watch: Watch
) -> None:
    log_of_other_window = open_log(tmp_path / "study.db", watch)
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        await pilot.press(key_that_answers(screen, right=True))
        await settle(pilot)
        assert screen.session.outcome is None
        with pytest.raises(JournalError):
            screen.session.answer(None)
    log_of_other_window.close()


async def test_what_was_answered_is_there_after_leaving(tmp_path: Path, watch: Watch) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_study(app, pilot, tmp_path, watch)
        name = screen.session.queue[0].id
        await pilot.press(key_that_answers(screen, right=True), "escape")
        await settle(pilot)
        log = open_log(tmp_path / "study.db", watch)
        assert not log.busy, "whoever has left lets another window write"
        log.close()
        next_screen = await open_study(app, pilot, tmp_path, watch)
        assert name in next_screen.session.progress.known
        assert len(next_screen.session.queue) == 7


async def test_without_the_extra_home_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.tui.study.opening.study_screen", _lacking)
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("Q")
        await settle(pilot)
        assert "shishin[study]" in foot_message(app)


def _lacking(*_: object) -> StudyScreen:
    from simulator.study.extra import lacking  # noqa: PLC0415

    raise LookupError(lacking(ModuleNotFoundError(name="fsrs")))


def test_the_answer_tells_how_the_received_file_differs_in_its_sentence(watch: Watch) -> None:
    bank = load_bank()
    document = bank.doctrine.document
    corrected = [question for question in bank.questions.values() if mended(document, question)]
    assert len(corrected) > 20
    for question in corrected:
        outcome = AnswerOutcome(question, question.answer, Recall.GOOD, right=True, review=1)
        text = "\n".join(block.text for block in answer_rows(document, outcome, None, watch()))
        for correction in mended(document, question):
            assert f"「{correction.wrong}」を「{correction.right}」に直してある" in text, question.id
