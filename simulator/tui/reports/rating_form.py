"""Rate the objectives: who rates, which one, how it went, what was observed. For the facilitator."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, TextArea

from simulator.exercise import JournalError, Play, Rating
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.target import name_in
from simulator.tui.kit.window import Window, to_field
from simulator.tui.reports.commands import KEEP, MARK


class RatingForm(Window[None]):
    """Stays open after each rating that is kept, for the next objective."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        KEEP, MARK, commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.CLOSE
    )
    HELP: ClassVar[str] = msg(
        "評価者が、学習目標ごとに演習がどう進んだかを付ける。{pane_next} で欄を移り、学習目標は行で、"
        "評定は {reports_mark} か、目標や評定の行でその字を打って選び、{reports_keep} で残す。"
        "同じ評価者がもう一度付けると、後のものになる。プログラムは評定しない。"
    )
    FIELDS: ClassVar[tuple[str, ...]] = ("rating-who", "rating-objectives", "rating-choices", "rating-text")
    DEFAULT_CSS: ClassVar[str] = """
    RatingForm { align: center middle; background: $background 60%; }
    #rating-frame { width: 90%; height: 95%; border: heavy $primary; background: $surface; padding: 0 1; }
    #rating-by { height: 1; margin: 1 0 0 0; }
    #rating-by Label { padding: 0 1 0 0; text-style: bold; }
    #rating-who { border: none; height: 1; padding: 0 1; background: $panel; width: 1fr; }
    #rating-objectives { margin: 1 0 0 0; }
    #rating-choices { margin: 1 0 0 0; }
    #rating-text { height: 5; }
    """
    evaluator: ClassVar[str] = ""  # the last evaluator, offered the next time

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self.objective = play.scenario.objectives[0].id
        self.rating: Rating | None = None

    def compose(self) -> ComposeResult:
        """The fields in a frame, and the keys."""
        with Vertical(id="rating-frame"):
            with Horizontal(id="rating-by"):
                yield Label(content(tr("評価者")))
                yield Input(self.evaluator, id="rating-who", max_length=40)
            yield BlockView(self._objectives(), rows=True, id="rating-objectives")
            yield BlockView(self._ratings(), rows=True, id="rating-choices")
            yield TextArea(id="rating-text", soft_wrap=True, tab_behavior="focus")
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame; focus the evaluator's name, or the objectives if the name is known."""
        self.query_one("#rating-frame").border_title = content(f" {tr('評定')} ")
        self.query_one("#rating-text").border_title = content(f" {tr('観察したこと')} ")
        self.query_one("#rating-objectives" if self.evaluator else "#rating-who").focus()

    def _objectives(self) -> list[Block]:
        """The objectives, each with its ratings so far."""
        observed: dict[str, list[str]] = {}
        for rating in self.play.state.ratings:
            observed.setdefault(rating.objective, []).append(f"{rating.evaluator} {rating.rating.value}")
        rows = [Block(tr("学習目標"), look="heading")]
        for objective in self.play.scenario.objectives:
            mark = "●" if objective.id == self.objective else "○"
            ratings = tr("、").join(observed.get(objective.id, ()))
            text = f"{objective.text.strip()}  〔{ratings}〕" if ratings else objective.text.strip()
            rows.append(Block(text, label=mark, indent=2, target=objective.id))
        return rows

    def _ratings(self) -> list[Block]:
        rows = [Block(tr("評定（P などの字でも選べる）"), look="heading")]
        for rating in Rating:
            mark = "●" if rating is self.rating else "○"
            text = f"{rating.value}  {rating.label}  {rating.term}".rstrip()
            rows.append(Block(text, label=mark, indent=2, target=rating))
        return rows

    def _show(self) -> None:
        self.query_one("#rating-objectives", BlockView).show(self._objectives(), keep=True)
        self.query_one("#rating-choices", BlockView).show(self._ratings(), keep=True)

    def action_next_pane(self) -> None:
        """The next field."""
        to_field(self, self.FIELDS, 1)

    def action_previous_pane(self) -> None:
        """The field before."""
        to_field(self, self.FIELDS, -1)

    @on(Input.Submitted)
    def _on_to_objectives(self) -> None:
        self.action_next_pane()

    @on(BlockView.Opened)
    def _opened(self, message: BlockView.Opened) -> None:
        message.stop()
        self.action_mark()
        self.action_next_pane()

    @on(BlockView.Chosen)
    def _moved(self, message: BlockView.Chosen) -> None:
        """Choose the objective of the row; moving never gives a rating."""
        message.stop()
        if message.view.id == "rating-objectives":
            self.objective = name_in(message.target)
            self._show()

    def on_key(self, event: events.Key) -> None:
        """Give the rating whose letter is typed in a list."""
        letter = (event.character or "").upper()
        if isinstance(self.focused, BlockView) and letter in {rating.value for rating in Rating}:
            event.stop()
            self._rate(Rating(letter))

    def action_mark(self) -> None:
        """Give the rating of the chosen row."""
        target = self.query_one("#rating-choices", BlockView).target
        if self.query_one("#rating-choices").has_focus and isinstance(target, Rating):
            self._rate(target)

    def _rate(self, rating: Rating) -> None:
        self.rating = rating
        view = self.query_one("#rating-choices", BlockView)
        view.choose(rating)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer choosing only on the ratings."""
        if action == "mark":
            return self.query_one("#rating-choices").has_focus
        return super().check_action(action, parameters)

    def action_keep(self) -> None:
        """Keep the rating, if it says who rates and how."""
        who = " ".join(self.query_one("#rating-who", Input).value.split())
        if not who or self.rating is None:
            self._say(tr("評価者の名を書いてください") if not who else tr("評定を選んでください"))
            return
        text = self.query_one(TextArea)
        try:
            self.play.exercise.rate(self.objective, self.rating, evaluator=who, text=text.text)
        except JournalError as error:
            self._say(str(error))
            return
        RatingForm.evaluator = who
        self.rating = None
        text.text = ""
        self._show()
        self.query_one("#rating-objectives").focus()
        self._say(tr("残しました"))

    def _say(self, words: str) -> None:
        self.query_one("#rating-frame").border_subtitle = content(f" {words} ")

    def action_close(self) -> None:
        """Back to the play."""
        self.dismiss(None)
