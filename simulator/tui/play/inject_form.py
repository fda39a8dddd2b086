"""Write an inject of the facilitator's own: from whom, to whom, how, and what."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, TextArea

from simulator.language import msg, tr
from simulator.scenario import AnySeat, Mode
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.window import Window, to_field
from simulator.tui.play.commands import GIVE, TOGGLE
from simulator.tui.play.inject import InjectDraft, choice_rows


class Choices(BlockView):
    """The list of seats and modes. Its chosen row is marked only while it has the focus."""

    SHOWS_AWAY = False


class InjectForm(Window[InjectDraft]):
    """Returns the draft, either to be shown as an inject or to be kept for the next time."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        GIVE, TOGGLE, commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.CLOSE
    )
    HELP: ClassVar[str] = msg(
        "{pane_next} で欄を移り、席は {form_toggle} で選ぶ。{form_give} で示す。書きかけは、"
        "演習を閉じるまで残る。"
    )
    FIELDS: ClassVar[tuple[str, ...]] = ("inject-sender", "inject-choices", "inject-text")

    def __init__(self, draft: InjectDraft, seats: tuple[AnySeat, ...]) -> None:
        super().__init__()
        self.draft = draft
        self.seats = seats

    def compose(self) -> ComposeResult:
        """The fields in a frame, and the keys."""
        with Vertical(id="inject-frame"):
            with Horizontal(id="inject-from"):
                yield Label(content(tr("発信者")))
                yield Input(self.draft.sender, placeholder=tr("空なら「進行役」"), id="inject-sender")
            with Horizontal(id="inject-body"):
                yield Choices(choice_rows(self.draft, self.seats), rows=True, id="inject-choices")
                yield TextArea(self.draft.text, id="inject-text", soft_wrap=True, tab_behavior="focus")
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame, and begin with the sender."""
        self.query_one("#inject-frame").border_title = content(f" {tr('状況付与を加える')} ")
        self.query_one("#inject-text").border_title = content(f" {tr('本文')} ")
        self.query_one("#inject-sender").focus()

    def action_next_pane(self) -> None:
        """The next field."""
        to_field(self, self.FIELDS, 1)

    def action_previous_pane(self) -> None:
        """The field before."""
        to_field(self, self.FIELDS, -1)

    @on(Input.Submitted)
    def _on_to_seats(self) -> None:
        self.action_next_pane()

    @on(BlockView.Opened)
    def _toggle_opened(self, message: BlockView.Opened) -> None:
        message.stop()
        self.action_mark()

    def action_mark(self) -> None:
        """Tick or untick the seat chosen, or choose the mode."""
        view = self.query_one("#inject-choices", BlockView)
        if isinstance(view.target, Mode):
            self.draft = replace(self.draft, mode=view.target)
        else:
            ticked = {seat for seat in self.seats if seat == view.target}
            self.draft = replace(self.draft, seats=self.draft.seats ^ ticked)
        view.show(choice_rows(self.draft, self.seats), keep=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer ticking only on the list."""
        if action == "mark":
            return self.query_one("#inject-choices").has_focus
        return super().check_action(action, parameters)

    def _written(self, *, give: bool) -> InjectDraft:
        sender = self.query_one("#inject-sender", Input).value
        return replace(self.draft, sender=sender, text=self.query_one(TextArea).text, give=give)

    def action_give(self) -> None:
        """Show the inject, if it has a text and a receiver."""
        draft = self._written(give=True)
        if draft.text.strip() and draft.seats:
            self.dismiss(draft)
        else:
            missing = tr("本文を書いてください") if draft.seats else tr("受け取る席を選んでください")
            self.query_one("#inject-frame").border_subtitle = content(f" {missing} ")

    def action_close(self) -> None:
        """Close, and leave the inject as a draft."""
        self.dismiss(self._written(give=False))
