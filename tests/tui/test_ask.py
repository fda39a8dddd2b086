"""Asking the text: it answers with its sentences, or says that it is silent; it never advises."""

import pytest
from textual.pilot import Pilot

from simulator.doctrine import Function, Phase
from simulator.machine import Configuration, configurations
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.ask import AskScreen
from simulator.tui.asking.situation import into, toggled
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.target import Target
from simulator.tui.reader.clause_panel import ClausePanel
from tests.tui.conftest import foot_message, screen_text, settle

SIZES = [(80, 24), (120, 36)]


def view(pilot: Pilot[None], pane: str) -> BlockView:
    return pilot.app.screen.query_one(f"#{pane}", BlockView)


def pane_text(pilot: Pilot[None], pane: str = "answer") -> str:
    return "\n".join(block.text for block in view(pilot, pane).blocks)


def screen_of(pilot: Pilot[None]) -> AskScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AskScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_before_a_question_it_says_how_to_ask_and_what_binds_all(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        await settle(pilot)
        assert "選んだ段階" in screen_text(app)  # the band says in which case
        assert "語を打つ（/）" in pane_text(pilot)
        assert "いずれの政府にも法的権利又は義務を生じさせるものではない" in pane_text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_answer_follows_what_is_typed(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("t", "slash", *"ISR")
        await settle(pilot)
        assert screen_of(pilot).question.words == "ISR"
        assert "「ISR」 ▸ 平時  4" in screen_text(app)
        assert "限り・拠りどころ：「各々のアセットの能力及び利用可能性に応じ」" in pane_text(pilot)
        await pilot.press("enter")
        assert app.focused is view(pilot, "answer")


async def test_digits_are_words_while_typing_and_phases_after_escape() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "slash", "2")
        assert screen_of(pilot).question.words == "2"
        await pilot.press("escape", "2")
        assert screen_of(pilot).question.at.label == "重要影響事態"
        await pilot.press("delete")
        assert screen_of(pilot).question.empty
        assert screen_of(pilot).line.value == ""
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_who_asks_leads_and_supports_is_said() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("t", "slash", *"CBRN")
        assert "本文に定めなし" in pane_text(pilot)
        await pilot.press("escape", "4")
        assert "要請：日本" in pane_text(pilot)
        assert "主体：" in pane_text(pilot)
        await pilot.press("delete")
        screen_of(pilot).ask(words="退避")
        await pilot.press("2")
        assert "調整メカニズム：名がある" in pane_text(pilot)


async def test_where_it_is_silent_it_says_where_it_is_not_and_goes_there() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("t", "slash", *"CBRN", "enter")
        assert "本文に定めなし" in pane_text(pilot)
        assert "武力攻撃発生では定めがある" in pane_text(pilot)
        answer = view(pilot, "answer")
        answer.choose(Target("phase", "hassei"))
        await pilot.press("enter")
        assert screen_of(pilot).question.at.situation is Phase.HASSEI
        assert "本文に定めなし" not in pane_text(pilot)
        await pilot.press("home", "enter")
        assert isinstance(app.screen, ClausePanel)


async def test_of_what_is_not_understood_no_silence_is_claimed() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "slash", *"zzz")
        assert "「zzz」 この語は本文にない" in pane_text(pilot)
        assert "定めなし" not in pane_text(pilot)


async def test_what_a_word_was_taken_as_is_told_before_the_answer() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "slash")
        screen_of(pilot).line.value = "自治体"
        await settle(pilot)
        assert "「地方公共団体」と取る（同じもの）" in screen_text(app)


@pytest.mark.parametrize("words", ["[/", "[@click=app.quit]x[/]", "(((", "\\", "a" * 300])
async def test_hostile_words_are_only_words(words: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "slash")
        screen_of(pilot).line.value = words
        await settle(pilot)
        assert "定めの有無は言わない" in screen_text(app)


async def test_actor_and_function_are_chosen_and_taken_back() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "a")
        assert isinstance(app.screen, Chooser)
        await pilot.press("end", "enter")
        assert screen_of(pilot).question.actor == "partners"
        await pilot.press("F", "j", "enter")
        assert screen_of(pilot).question.function == "isr"
        await pilot.press("a", "escape")
        assert screen_of(pilot).question.actor == "partners"
        await pilot.press("a", "home", "enter")
        assert screen_of(pilot).question.actor is None
        await pilot.press("shift+tab", "home", "enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape", "j", "enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape", "j", "enter")
        assert screen_of(pilot).question.function is None  # it was chosen: its row takes it back
        await pilot.press("j", "enter")
        assert screen_of(pilot).question.function == list(Function)[1]


async def test_phases_are_put_on_and_off_and_what_cannot_be_is_refused() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "3", "5", "6")
        assert screen_of(pilot).question.at.label == "武力攻撃予測＋存立危機＋大規模災害"
        await pilot.press("4")
        assert screen_of(pilot).question.at.label == "武力攻撃発生＋大規模災害"
        await pilot.press("5")
        await settle(pilot)
        assert screen_of(pilot).question.at.label == "武力攻撃発生＋大規模災害"
        assert "IV.D ¶1" in foot_message(app)
        await pilot.press("1", "6")
        assert screen_of(pilot).question.at.label == "平時"
        question = app.screen.query_one("#question", BlockView)
        assert "平時" not in "".join(block.text for block in question.blocks)  # the band has it


def test_into_a_phase_is_always_possible() -> None:
    attacked = Configuration(Phase.HASSEI)
    assert into(attacked, Phase.SONRITSU).phases == {Phase.HEIJI, Phase.SONRITSU}
    for phase in Phase:
        assert phase in into(attacked, phase).phases


def test_into_a_phase_that_holds_changes_nothing() -> None:
    for configuration in configurations():
        assert all(into(configuration, phase) == configuration for phase in configuration.phases)


def test_survival_stays_from_phase_to_phase_until_it_is_taken_off_or_an_attack_ends_it() -> None:
    threatened = Configuration(Phase.JUYO, survival=True)
    assert toggled(threatened, Phase.SONRITSU) == Configuration(Phase.JUYO)
    assert toggled(threatened, Phase.YOSOKU) == Configuration(Phase.YOSOKU, survival=True)
    assert toggled(threatened, Phase.HASSEI) == Configuration(Phase.HASSEI)


async def test_from_the_walk_it_asks_about_the_present_situation() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"yosoku", "sonritsu"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("t")
        assert screen_of(pilot).question.at.label == "武力攻撃予測＋存立危機"
        offered = {command.id for command, _ in offered_commands(app.screen)}
        assert {"ask.words", "ask.actor", "ask.function", "situation.heiji"} <= offered
        assert "ask.clear" not in offered
