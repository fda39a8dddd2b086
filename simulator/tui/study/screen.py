"""Self-study: choose topics, answer, and see what the text says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from simulator.doctrine import Function, Phase
from simulator.document import ClauseError
from simulator.exercise.journal import JournalError
from simulator.language import msg, tr
from simulator.study.answering import taken
from simulator.study.choosing import QuestionFilter
from simulator.study.question import QuestionKind
from simulator.tui.kit import commands
from simulator.tui.kit.answering import explain_idle_key
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.study import commands as keys
from simulator.tui.study import rows
from simulator.tui.study.progress_rows import progress_rows

if TYPE_CHECKING:
    from simulator.study.session import Session

ANY = "any"


class StudyScreen(PaneScreen):
    """Today's questions of a learner, one after another. Each answer is kept before it is shown."""

    PANES: ClassVar[tuple[str, ...]] = ("topics", "asked")
    CITING: ClassVar[tuple[str, ...]] = ("asked",)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        *keys.ANSWER,
        keys.TYPE,
        keys.GO_ON,
        keys.TAKE_BACK,
        keys.COMPLAIN,
        keys.PROGRESS,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "topics": msg("何について尋ねるか。行を {list_open} で選ぶ。"),
        "asked": msg("問いと選択肢。答えると、文の全体と根拠を示す。{list_open} で条項を開く。"),
    }
    HELP: ClassVar[str] = msg(
        "今日の問いに、数字か、{study_type} を押して語で答える。答えのあとに、文の全体と、"
        "明文・解釈・定めなしを示す。"
        "解釈は正誤を付けない。間を置いて、忘れかけたころにまた出す。"
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """The line for words, tabs (when narrow), topics and question, keys."""
        yield Input(
            placeholder=tr("{key} を押して、選択肢の語か番号を打つ", key=cap_of(keys.TYPE, self.app)),
            id="study-words",
            max_length=200,
        )
        yield PaneTabs((tr("学ぶこと"), tr("問い")))
        with Horizontal(classes="asking"):
            with Vertical(id="topics-pane", classes="pane asked"):
                yield BlockView(rows=True, id="topics")
            with Vertical(id="asked-pane", classes="pane answered"):
                yield BlockView(rows=True, measure=88, id="asked")
        yield KeyBar(self._offered)

    def on_mount(self) -> None:
        """Begin with today's questions."""
        self.query_one("#topics-pane").border_title = content(f" {tr('学ぶこと')} ")
        if notice := "\n".join(filter(None, (self.session.log.notice, self.session.log.busy))):
            services(self).say(notice, warning=True)
        self.begin(QuestionFilter())
        self.focus_pane("asked")

    def on_unmount(self) -> None:
        """Close the learner's log, with its backup."""
        self.session.log.close()

    def begin(self, question_filter: QuestionFilter) -> None:
        """Begin today's questions that fit the filter."""
        self.session.begin(question_filter)
        self.show_topics()
        self.show_question()
        if self.session.extra and self.session.queue:
            services(self).say(tr("今日の分は済んでいます。そのほかの問いを出します。"))

    def show_topics(self) -> None:
        """Show the topics that can be chosen."""
        session, topics = self.session, self.query_one("#topics", BlockView)
        blocks = rows.topic_rows(
            session.bank.doctrine.document,
            session.wanted,
            len(session.waiting(session.wanted)),
            session.progress.exam,
        )
        topics.show(blocks, choose=rows.TODAY if topics.target is None else topics.target)

    def show_question(self) -> None:
        """Show the question, or its answer once it is given."""
        session, view = self.session, self.query_one("#asked", BlockView)
        outcome, question = session.outcome, session.current
        if question is None:
            view.show(rows.done_rows(session))
        elif outcome is None:
            view.show(rows.question_rows(question))
        else:
            now = session.log.now()
            known = session.progress.known.get(question.id)
            blocks = rows.answer_rows(session.bank.doctrine.document, outcome, known, now)
            view.show(blocks, choose=rows.NEXT)
            view.scroll_home(animate=False)
        place = tr("問 {number} ▸ 残り {left}", number=session.done + 1, left=len(session.queue))
        title = place if question else tr("問い")
        self.query_one("#asked-pane").border_title = content(f" {title} ")
        self.refresh_bindings()

    @property
    def line(self) -> Input:
        """Where answers are typed."""
        return self.query_one("#study-words", Input)

    def _record(self, act: Callable[[], object]) -> bool:
        """Do something that the log keeps, and show the present state; if it cannot be kept, say why.

        Returns whether it was kept.
        """
        is_kept = True
        try:
            act()
        except JournalError as error:
            services(self).say(str(error), warning=True)
            is_kept = False
        self.show_question()
        self.show_topics()
        return is_kept

    def on_key(self, event: events.Key) -> None:
        """Say that there is no question; the keys that need one would otherwise ask for an option."""
        if self.session.current is None:
            known = (*keys.ANSWER, keys.GO_ON)
            explain_idle_key(self, event, known, lambda _command: tr(keys.NO_QUESTION))

    def action_answer(self, number: int) -> None:
        """Answer with an option; after the answer, rate it."""
        question = self.session.current
        if self.session.outcome is not None:
            self._record(lambda: self.session.rate(rows.RATINGS[number - 1]))
        elif question and number <= len(question.options()):
            option = question.options()[number - 1]
            self._record(lambda: self.session.answer(option))
            self.focus_pane("asked")

    def action_type(self) -> None:
        """Type an answer."""
        self.line.focus()

    @on(Input.Submitted)
    def _answer_typed(self, message: Input.Submitted) -> None:
        question = self.session.current
        if question is None or self.session.outcome is not None:
            return
        option = taken(question, message.value)
        if option is None and question.wrong:
            services(self).say(tr("番号か、選択肢の語で答えてください。"), warning=True)
            return
        self.line.value = ""
        self._record(lambda: self.session.answer(option))
        self.focus_pane("asked")

    def action_go_on(self) -> None:
        """Show the next question; for an open one first its answer."""
        if self.session.outcome is not None:
            self.session.go_on()
            self.show_question()
            self.focus_pane("asked")
        elif self.session.current and not self.session.current.wrong:
            self._record(lambda: self.session.answer(None))

    def action_take_back(self) -> None:
        """Answer the same question anew."""
        self._record(self.session.take_back)

    def action_complain(self) -> None:
        """Complain about the question, with a note."""
        self.app.push_screen(Prompt(tr("どこがおかしいか"), limit=200), self._complain)

    def _complain(self, note: str | None) -> None:
        if note is not None and self._record(lambda: self.session.complain(note)):
            services(self).say(tr("書き残しました。この問いは、もう出しません。"))

    def action_progress(self) -> None:
        """Show the progress in a window."""
        self.app.push_screen(PageWindow(tr("進み具合"), progress_rows(self.session)))

    @on(BlockView.Opened, "#topics")
    def _open_topic(self, message: BlockView.Opened) -> None:
        self._open_option(Target.of(message.target))

    @on(BlockView.Opened, "#asked")
    def _open_row(self, message: BlockView.Opened) -> None:
        match message.target:
            case int(number):
                self.action_answer(number)
            case Target(kind="cite", name=name, quote=quote):
                services(self).doors.open_clause(name, (quote,))
            case target:
                self._open_option(Target.of(target))

    def _open_option(self, target: Target) -> None:
        match target:
            case rows.TODAY:
                self.begin(self.session.wanted)
                self.focus_pane("asked")
            case rows.PHASE:
                self._open_chooser(tr("段階"), [(p.value, p.label) for p in Phase], self._set_phase)
            case rows.FUNCTION:
                self._open_chooser(tr("機能"), [(f.value, f.label) for f in Function], self._set_function)
            case rows.KIND:
                self._open_chooser(tr("種類"), [(k.value, k.label) for k in QuestionKind], self._set_kind)
            case rows.CLAUSE:
                self.app.push_screen(Prompt(tr("条項（IV.B など。空なら、すべて）")), self._set_clause)
            case rows.EXAM:
                self.app.push_screen(Prompt(tr("試験の日（2026-07-15 の形。空なら、なし）")), self._set_exam)
            case rows.PROGRESS:
                self.action_progress()
            case rows.NEXT | rows.REVEAL:
                self.action_go_on()

    def _open_chooser(
        self, title: str, choices: list[tuple[str, str]], done: Callable[[str | None], None]
    ) -> None:
        blocks = [Block(tr("すべて"), target=ANY), *(Block(label, target=name) for name, label in choices)]
        self.app.push_screen(Chooser(title, blocks, ANY), done)

    def _set_phase(self, chosen: str | None) -> None:
        if chosen is not None:
            phases = frozenset[Phase]() if chosen == ANY else frozenset({Phase(chosen)})
            self.begin(dataclasses.replace(self.session.wanted, phases=phases))

    def _set_function(self, chosen: str | None) -> None:
        if chosen is not None:
            function = None if chosen == ANY else Function(chosen)
            self.begin(dataclasses.replace(self.session.wanted, function=function))

    def _set_kind(self, chosen: str | None) -> None:
        if chosen is not None:
            kinds = frozenset[QuestionKind]() if chosen == ANY else frozenset({QuestionKind(chosen)})
            self.begin(dataclasses.replace(self.session.wanted, kinds=kinds))

    def _set_clause(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            clause = self.session.bank.doctrine.document.resolve(typed) if typed.strip() else ""
        except ClauseError as error:
            services(self).say(str(error), warning=True)
            return
        self.begin(dataclasses.replace(self.session.wanted, clause=clause))

    def _set_exam(self, typed: str | None) -> None:
        if typed is None:
            return
        try:
            self.session.examine(typed.strip())
        except ValueError:
            message = tr("試験の日「{text}」を読めません。2026-07-15 の形で書いてください。", text=typed)
            services(self).say(message, warning=True)
        except JournalError as error:
            services(self).say(str(error), warning=True)
        else:
            self.begin(self.session.wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only keys that work before or after the answer."""
        question, outcome = self.session.current, self.session.outcome
        match action:
            case "answer":
                options = len(question.options()) if question else 0
                return outcome is not None or _option_number(parameters) <= options
            case "type":
                return bool(question and outcome is None)
            case "go_on":
                return bool(question and (outcome is not None or not question.wrong))
            case "take_back":
                return outcome is not None
            case "complain":
                return question is not None
        return super().check_action(action, parameters)

    def _offered(self, command: Command) -> Command:
        """A command as the key bar shows it: the digits choose an option, then a rating."""
        if command is not keys.ANSWER[0]:
            return command
        if self.session.outcome is not None:
            return dataclasses.replace(command, name=msg("覚え具合"), cap=f"1-{len(rows.RATINGS)}")
        question = self.session.current
        return dataclasses.replace(command, cap=f"1-{len(question.options())}") if question else command

    def action_back(self) -> None:
        """From the line to the question; from there back to the screen below."""
        if self.line.has_focus:
            self.focus_pane("asked")
        else:
            self.app.pop_screen()


def _option_number(parameters: tuple[object, ...]) -> int:
    """The number of an option in a key's parameters."""
    return int(str(parameters[0]))
