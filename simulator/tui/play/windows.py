"""A play's windows: where to jump, which branch, what to add, what was held back, whose screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.exercise import shown_name
from simulator.language import tr
from simulator.scenario import Inject, Step
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.finding import Place
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.rows import Line
from simulator.tui.play.branch_list import BranchList, Picked
from simulator.tui.play.branches import branch_rows
from simulator.tui.play.commands import BRANCHES, VIEWS
from simulator.tui.play.inject import InjectDraft
from simulator.tui.play.inject_form import InjectForm
from simulator.tui.play.jump import Jump, There
from simulator.tui.play.moment import PlayMomentScreen
from simulator.tui.play.moments import moment_rows, record_at, step_title, words_of
from simulator.tui.play.prompt import Prompt
from simulator.tui.play.view import next_seat


class PlayWindowsScreen(PlayMomentScreen):
    """Opens a window, and does what came of it."""

    inject_draft = InjectDraft()

    # Views

    def action_view(self) -> None:
        """The next seat's view in turn.

        Never the facilitator's: one press too many would show a class the answers.
        """
        leaves = self.view.is_facilitator
        self.set_view(next_seat(self.view, self.play.scenario))
        if leaves:
            self.tell(tr("進行役の画面に戻るには、{key} で選びます。", key=cap_of(VIEWS, self.app)))

    def action_views(self) -> None:
        """Choose a view."""
        found = self.views()
        rows = [
            Block(tr("{view}の画面", view=view.label), target=str(number))
            for number, view in enumerate(found)
        ]
        self.app.push_screen(Chooser(tr("だれの画面"), rows, str(found.index(self.view))), self._chose_view)

    def _chose_view(self, chosen: str | None) -> None:
        if chosen is not None:
            self.set_view(self.views()[int(chosen)])

    # Moments

    def action_jump(self) -> None:
        """Look at a moment shown before, or at a time."""
        moments = self.feed.moments(self.exercise.state, self.view)
        here = self.looking or self.exercise.history.head
        chosen = max((m.seq for m in moments if m.seq <= here), default=1)
        rows = moment_rows(moments, self.play.scenario.begins)
        self.app.push_screen(Jump(rows, str(chosen)), self._jump)

    def _jump(self, there: There | None) -> None:
        if there is None:
            return
        seq = there.seq
        if there.seconds is not None:
            seq = record_at(self.exercise.history, there.seconds)
            if seq is None:
                self.say(tr("まだその時刻まで進んでいません。Space か p で進めてください。"))
        self.look(seq)

    def places(self) -> Iterator[Place]:
        """For the palette: the moments shown to this view, and for the facilitator the steps to come.

        What has not reached a seat stands in nothing that is searched for it.
        """
        state = self.exercise.state
        begins = self.play.scenario.begins
        moments = self.feed.moments(state, self.view)
        said = {moment.seq: words_of(moment.rows) for moment in moments}
        names = {entry.seq: entry.step for entry in state.shown}
        for row in moment_rows(moments, begins):
            seq = int(row.target)
            show = partial(self.look, seq)
            about = tr("この時点を見る")
            yield Place(row.text, about, names.get(seq) or "", show, words=said.get(seq, ""))
        if self.view.is_facilitator:
            shown = set(names.values())
            for step in self.play.scenario.steps:
                if step.id not in shown:
                    title, about = step_title(step, begins), tr("まだ示していないステップを読む")
                    words = words_of(self.feed.preview(step, self.view))
                    yield Place(title, about, step.id, partial(self._preview, step), words=words)
        yield from super().places()

    def _preview(self, step: Step) -> None:
        """A step that was not shown yet; it stays unshown."""
        rows = self.feed.preview(step, self.view)
        self.app.push_screen(PageWindow(tr("まだ示していないステップ"), rows))

    # Branches

    def branches_key(self) -> str:
        """The key of the list of branches."""
        return cap_of(BRANCHES, self.app)

    def action_fork(self) -> None:
        """Begin a branch at the moment shown."""
        self.app.push_screen(Prompt(tr("分岐の名"), shown_name(self.exercise.history.next_name)), self._fork)

    def _fork(self, name: str | None) -> None:
        if name is None:
            return
        at = self.looking or self.exercise.history.head
        if name == shown_name(self.exercise.history.next_name):
            name = ""  # recorded as it would be in any language
        self.halt()
        if self.act(lambda: self.play.fork(at, name)):
            self.show_head()
            self.tell(tr("ここから別の分岐を始めました。元の分岐は b で選べます。"))

    def action_branches(self) -> None:
        """The branches: go to one, or compare it."""
        found = self.exercise.history.branches()
        current = next((number for number, strand in enumerate(found) if strand.current), 0)
        rows = branch_rows(self.exercise.history, found)
        window = BranchList(rows, current, may_compare=self.view.is_facilitator)
        self.app.push_screen(window, self._branch)

    def _branch(self, picked: Picked | None) -> None:
        if picked is None:
            return
        found = self.exercise.history.branches()
        strand = found[picked.number]
        if picked.compare:
            from simulator.tui.play.comparison_screen import ComparisonScreen  # noqa: PLC0415 - only who compares pays

            mine = next(one for one in found if one.current)
            self.app.push_screen(ComparisonScreen(self.play, mine, strand))
            return
        if strand.current and self.looking is None:
            return
        self.halt()
        # To stand on a branch that is still empty is to begin it again: nothing else leads to it.
        if self.act(lambda: self.play.switch(strand)):
            self.show_head()

    # Injects

    def action_held(self) -> None:
        """Show an inject that was held back."""
        rows = []
        for name in self.exercise.state.held:
            step = self.play.script.steps.get(name)
            if isinstance(step, Inject):
                line = (
                    Line()
                    .add(step.sender, "strong")
                    .add("→ " + tr("・").join(s.label for s in step.to), space=1)
                )
                rows.append(line.row().add(step.text.strip(), "quiet").block(target=name))
        self.app.push_screen(Chooser(tr("控えている状況付与"), rows), self._release)

    def _release(self, chosen: str | None) -> None:
        if chosen is not None and not self.is_past() and self.act(lambda: self.play.release(chosen)):
            self.show_head()

    def action_add(self) -> None:
        """Write an inject of the facilitator's own."""
        if not self.is_past():
            self.app.push_screen(InjectForm(self.inject_draft, self.play.scenario.seats), self._add)

    def _add(self, draft: InjectDraft | None) -> None:
        if draft is None:
            return
        self.inject_draft = draft
        seats = tuple(seat for seat in self.play.scenario.seats if seat in draft.seats)
        if draft.give and self.act(lambda: self.play.add(draft.sender, seats, draft.mode, draft.text)):
            self.inject_draft = InjectDraft()
            self.show_head()
