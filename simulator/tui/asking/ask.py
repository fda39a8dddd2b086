"""Ask the text: who, what, in which situation; the answer changes as words are typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from simulator.doctrine import Actor, Function, Phase, load_doctrine
from simulator.language import msg, tr
from simulator.tui.asking import commands as keys
from simulator.tui.asking.answers import ASK_ACTOR, Inquiry, answer_rows, question_rows
from simulator.tui.asking.situation import configured, into, toggled
from simulator.tui.asking.stations import asked_stations
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target

ANY = "any"
LONGEST = 200  # characters of a question


class AskScreen(PaneScreen):
    """Shows what the text provides for a question in `phases`, or that it is silent. It never advises."""

    PANES: ClassVar[tuple[str, ...]] = ("question", "answer")
    CITING: ClassVar[tuple[str, ...]] = ("answer",)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.WORDS,
        keys.ACTOR,
        keys.FUNCTION,
        *keys.TOGGLE,
        keys.CLEAR,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "question": msg(
            "だれの、何を尋ねるか。行を {list_open} で選ぶ。どの段階でかは、上の帯か数字で選ぶ。"
        ),
        "answer": msg("本文の定めと、その言い方・主体・支援・要請。{list_open} で条項を開く。"),
    }
    HELP: ClassVar[str] = msg(
        "語・行う者・機能・段階を選ぶと、本文の定めだけを示す。助言はしない。"
        "{ask_words} で語を打ち、Enter か {screen_back} で答えに移る。定めのないときは、"
        "定めのある段階を {list_open} で開ける。"
    )

    def __init__(
        self,
        phases: frozenset[str] = frozenset(),
        function: str = "",
        now: frozenset[str] | None = None,
        words: str = "",
    ) -> None:
        """`now` are the phases of the exercise below, if others are asked about."""
        super().__init__()
        self.doctrine = load_doctrine()
        self.now = frozenset(map(Phase, phases if now is None else now))
        asked_of = Function(function) if function else None
        self.question = Inquiry(configured(phases), words, function=asked_of)

    def compose(self) -> ComposeResult:
        """The band, the line for words, tabs (when narrow), question and answer, keys."""
        yield Band()
        words = tr("{key} を押して語を打つ（例 機雷掃海）", key=cap_of(keys.WORDS, self.app))
        yield Input(self.question.words[:LONGEST], placeholder=words, id="ask-words", max_length=LONGEST)
        yield PaneTabs((tr("問い"), tr("本文の答え")))
        with Horizontal(classes="asking"):
            with Vertical(id="question-pane", classes="pane asked"):
                yield BlockView(rows=True, id="question")
            with Vertical(id="answer-pane", classes="pane answered"):
                yield BlockView(rows=True, measure=100, id="answer")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with an empty question, or with one about a function or of words."""
        self.query_one("#question-pane").border_title = content(f" {tr('問い')} ")
        self.ask()
        self.focus_pane("question" if self.question.empty else "answer")

    def ask(self, **change: Any) -> None:
        """Show the answer, with these parts of the question replaced."""
        self.question = dataclasses.replace(self.question, **change)
        self.query_one(Band).show_stations(
            asked_stations(self.doctrine, self.question.at, self.now), keys.TOGGLE
        )
        asked, caps = self.query_one("#question", BlockView), partial(cap_of, app=self.app)
        asked.show(question_rows(self.question, caps), choose=asked.target)
        self.query_one("#answer", BlockView).show(answer_rows(self.doctrine, self.question, caps))
        self.query_one("#answer-pane").border_title = content(
            f" {tr('本文の答え')} ▸ {self.question.at.label} "
        )

    @property
    def line(self) -> Input:
        """The line to type words in."""
        return self.query_one("#ask-words", Input)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self.ask(words=message.value)
        self.make_current("answer")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.focus_pane("answer")

    def action_words(self) -> None:
        """Type words."""
        self.line.focus()

    def action_clear(self) -> None:
        """Clear the question; the situation stays."""
        self.line.value = ""
        self.ask(words="", actor=None, function=None)

    def action_actor(self) -> None:
        """Choose who acts."""
        rows = [Block(tr("すべて"), target=ANY), *(Block(a.label, target=a.value) for a in Actor)]
        chosen = self.question.actor or ANY
        self.app.push_screen(Chooser(tr("行う者"), rows, chosen), self._actor)

    def _actor(self, chosen: str | None) -> None:
        if chosen is not None:
            self.ask(actor=None if chosen == ANY else Actor(chosen))
            self.focus_pane("answer")

    def action_function(self) -> None:
        """Choose what it is about."""
        rows = [Block(tr("すべて"), target=ANY), *(Block(f.label, target=f.value) for f in Function)]
        chosen = self.question.function or ANY
        self.app.push_screen(Chooser(tr("機能"), rows, chosen), self._function)

    def _function(self, chosen: str | None) -> None:
        if chosen is not None:
            self.ask(function=None if chosen == ANY else Function(chosen))
            self.focus_pane("answer")

    def action_situation(self, name: str) -> None:
        """Change the situation."""
        try:
            at = toggled(self.question.at, Phase(name))
        except ValueError as error:
            services(self).say(tr("{error}。", error=error), warning=True)
            return
        self.ask(at=at)

    @on(Band.Picked)
    def _pick_phase(self, message: Band.Picked) -> None:
        self.action_situation(message.phase.value)

    @on(BlockView.Opened, "#question")
    def _choose(self, message: BlockView.Opened) -> None:
        match message.target:
            case Function() as function:
                self.ask(function=None if function is self.question.function else function)
            case target if target == ASK_ACTOR:
                self.action_actor()
            case _:
                self.action_function()

    @on(BlockView.Opened, "#answer")
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.of(message.target)
        if target.kind == "phase":
            self.ask(at=into(self.question.at, Phase(target.name)))
        else:
            services(self).doors.open_clause(target.name, (target.quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer clearing if there is something to clear."""
        if action == "clear":
            return not self.question.empty
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """From the line to the answer; from there back to the screen below."""
        if self.line.has_focus:
            self.focus_pane("answer")
        else:
            self.app.pop_screen()
