"""Add an item to the improvement plan: what is wrong, what is to be done, by whom, by when."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from simulator.exercise import Exercise, JournalError
from simulator.exercise.state import Improvement
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.window import Window, to_field
from simulator.tui.reports.commands import KEEP

_FIELDS = (
    ("plan-issue", msg("問題（issue）")),
    ("plan-action", msg("直すこと（corrective action）")),
    ("plan-who", msg("だれが")),
    ("plan-by", msg("いつまでに")),
)
_LONGEST = 400  # characters of a field


class PlanForm(Window[None]):
    """Stays open after each kept item, except when an earlier item was changed."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        KEEP, commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.CLOSE
    )
    HELP: ClassVar[str] = msg(
        "改善計画の項目を書く。{pane_next} か Enter で欄を移り、{reports_keep} で残す。取り消しもできる。"
    )
    DEFAULT_CSS: ClassVar[str] = """
    PlanForm { align: center middle; background: $background 60%; }
    #plan-frame { width: 76; max-width: 100%; height: auto; border: heavy $primary; background: $surface;
        padding: 1 1; }
    #plan-frame Label { text-style: bold; }
    #plan-frame Input { border: none; height: 1; padding: 0 1; background: $panel; margin: 0 0 1 0; }
    """

    def __init__(self, exercise: Exercise, instead: Improvement | None = None) -> None:
        super().__init__()
        self.exercise = exercise
        self.instead = instead

    def compose(self) -> ComposeResult:
        """The fields in a frame, and the keys."""
        with Vertical(id="plan-frame"):
            item = self.instead
            values = (item.issue, item.action, item.who, item.by) if item else ("", "", "", "")
            for (name, label), value in zip(_FIELDS, values, strict=True):
                yield Label(content(tr(label)))
                yield Input(value, id=name, max_length=_LONGEST)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame, and focus the first field."""
        self.query_one("#plan-frame").border_title = content(
            f" {tr('改善計画の項目を直す') if self.instead else tr('改善計画に加える')} "
        )
        self.query_one("#plan-issue").focus()

    def action_next_pane(self) -> None:
        """The next field."""
        to_field(self, [name for name, _ in _FIELDS], 1)

    def action_previous_pane(self) -> None:
        """The field before."""
        to_field(self, [name for name, _ in _FIELDS], -1)

    @on(Input.Submitted)
    def _on_to_next(self) -> None:
        self.action_next_pane()

    def action_keep(self) -> None:
        """Keep the item, if it says what is wrong and what is to be done."""
        fields = [self.query_one(f"#{name}", Input) for name, _ in _FIELDS]
        issue, action, who, by = (" ".join(field.value.split()) for field in fields)
        if not (issue and action):
            self._say(tr("問題と、直すことを書いてください"))
            return
        try:
            instead = self.instead.seq if self.instead else None
            self.exercise.improve(issue, action, who=who, by=by, instead=instead)
        except JournalError as error:
            self._say(str(error))
            return
        if self.instead:
            self.dismiss(None)
            return
        for field in fields:
            field.value = ""
        self._say(tr("残しました（{count}件目）", count=len(self.exercise.state.plan)))
        fields[0].focus()

    def _say(self, words: str) -> None:
        self.query_one("#plan-frame").border_subtitle = content(f" {words} ")

    def action_close(self) -> None:
        """Back to the play."""
        self.dismiss(None)
