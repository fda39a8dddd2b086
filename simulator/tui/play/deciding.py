"""The keys that advance a play: the next step, decisions, and the facilitator's own injects."""

from __future__ import annotations

from simulator.language import tr
from simulator.scenario import Inject
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.rows import RowText
from simulator.tui.moment.acting import Acting
from simulator.tui.play import commands as keys
from simulator.tui.play.aspect import PlayAspect
from simulator.tui.play.inject import InjectDraft
from simulator.tui.play.inject_form import InjectForm
from simulator.tui.play.running import Running


class Deciding:
    """Acts on the play, except while an earlier moment is shown or in a view that may not decide."""

    def __init__(self, aspect: PlayAspect, acting: Acting, running: Running) -> None:
        self.aspect = aspect
        self.acting = acting
        self.running = running
        self.play = aspect.play
        self.draft = InjectDraft()  # the inject being written

    def deeds(self) -> Deeds:
        """What the keys do."""
        return {
            "next": Deed(self.next, self._can_go_on, records=True),
            "option": Deed(self.option, self._has_option, records=True),
            "reason": Deed(self.reason, lambda: self._has_option(1), records=True),
            "hold": Deed(
                self.hold,
                lambda: self._facilitates() and isinstance(self.aspect.next_step, Inject),
                records=True,
            ),
            "held": Deed(
                self.held, lambda: self._facilitates() and bool(self.play.exercise.state.held), records=True
            ),
            "add": Deed(self.add, self._facilitates, records=True),
        }

    def _can_go_on(self) -> bool:
        head = self.play.exercise.state
        return self.acting.shown.looking is None and head.next is not None and not head.waiting

    def _has_option(self, number: int) -> bool:
        decision = None if self.acting.shown.looking is not None else self.aspect.waiting
        return decision is not None and 0 < number <= len(decision.options)

    def _facilitates(self) -> bool:
        return self.aspect.view.is_facilitator and self.acting.shown.looking is None

    # Going on

    def next(self) -> None:
        """Show the next step, even before its time."""
        if self.acting.is_past():
            return
        if self.acting.act(self.play.advance):
            self.acting.show_head()
            self._tell_if_elsewhere()
            self.running.stop_for_a_decision()

    def _tell_if_elsewhere(self) -> None:
        """Say so if the newest step did not reach the seat shown, since its screen then does not change."""
        shown = self.play.exercise.state.shown
        step = self.play.script.steps.get(shown[-1].step) if shown else None
        if step is not None and not self.aspect.view.receives(step):
            self.acting.moment.warn(tr("この席には届かない状況付与です。"))

    def option(self, number: int) -> None:
        """Take an option of the waiting decision."""
        decision = self.aspect.waiting
        if decision is None or self.acting.is_past():
            return
        option = decision.options[number - 1]
        if self.acting.act(lambda: self.play.decide(option.id)):
            self.acting.show_head()

    def take(self, option: str) -> None:
        """Take the option whose row was chosen."""
        decision = self.aspect.waiting
        names = [offered.id for offered in decision.options] if decision else []
        if option in names:
            self.option(names.index(option) + 1)

    def reason(self) -> None:
        """Take an option with the class's own reason."""
        from simulator.tui.reports.reason import ask_reason  # noqa: PLC0415 - loaded when one is given

        options = self.aspect.sight.choices(self.play.exercise.state)
        ask_reason(self.acting.moment.panes, options, self._decide)

    def _decide(self, option: str, reason: str) -> None:
        if self.acting.act(lambda: self.play.decide(option, reason)):
            self.acting.show_head()

    # Injects

    def hold(self) -> None:
        """Hold the next inject back."""
        if self.acting.is_past():
            return
        if self.acting.act(self.play.hold_back):
            self.acting.show_head()
            key = cap_of(keys.HELD, self.acting.moment.app)
            self.acting.moment.inform(tr("次の状況付与を控えました。{held} で一覧から示せます。", held=key))

    def held(self) -> None:
        """Show an inject that was held back."""
        rows = []
        for step in self.aspect.sight.held(self.play.exercise.state):
            line = RowText().add(step.sender, "strong")
            line.add("→ " + tr("・").join(seat.label for seat in step.to), space=1)
            rows.append(line.row().add(step.text.strip(), "quiet").block(target=step.id))
        self.acting.moment.app.push_screen(Chooser(tr("控えている状況付与"), rows), self._release)

    def _release(self, chosen: str | None) -> None:
        if chosen is None or self.acting.is_past():
            return
        if self.acting.act(lambda: self.play.release(chosen)):
            self.acting.show_head()

    def add(self) -> None:
        """Write an inject of the facilitator's own."""
        if not self.acting.is_past():
            form = InjectForm(self.draft, self.play.scenario.seats)
            self.acting.moment.app.push_screen(form, self._add)

    def _add(self, draft: InjectDraft | None) -> None:
        if draft is None:
            return
        self.draft = draft
        seats = tuple(seat for seat in self.play.scenario.seats if seat in draft.seats)
        if draft.give and self.acting.act(lambda: self.play.add(draft.sender, seats, draft.mode, draft.text)):
            self.draft = InjectDraft()
            self.acting.show_head()
