"""Branches and jumps in a play, and the moments that the palette finds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.exercise import shown_name
from simulator.language import tr
from simulator.scenario import Step
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.finding import Place
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.target import number_in
from simulator.tui.moment.acting import Acting
from simulator.tui.play import commands as keys
from simulator.tui.play.aspect import PlayAspect
from simulator.tui.play.branch_list import BranchList, Picked
from simulator.tui.play.branches import branch_rows
from simulator.tui.play.jump import Jump, There
from simulator.tui.play.moments import moment_rows, record_at, step_title, words_of
from simulator.tui.play.running import Running


class Branching:
    """Begins branches, goes to branches and to earlier moments; the clock stops when the branch changes."""

    def __init__(self, aspect: PlayAspect, acting: Acting, running: Running) -> None:
        self.aspect = aspect
        self.acting = acting
        self.running = running
        self.play = aspect.play
        self.moment = acting.moment
        self.history = aspect.play.exercise.history

    def deeds(self) -> Deeds:
        """What the keys do."""
        return {
            "fork": Deed(self.fork, records=True),
            "branches": Deed(self.branches),
            "jump": Deed(self.jump),
        }

    # Branches

    def fork(self) -> None:
        """Begin a branch at the moment shown."""
        prompt = Prompt(tr("分岐の名"), shown_name(self.history.next_name))
        self.moment.app.push_screen(prompt, self._fork)

    def _fork(self, name: str | None) -> None:
        if name is None:
            return
        at = self.acting.shown.seq
        if name == shown_name(self.history.next_name):
            name = ""  # recorded the same in every language
        self.running.halt()
        if self.acting.act(lambda: self.play.fork(at, name)):
            self.acting.show_head()
            key = cap_of(keys.BRANCHES, self.moment.app)
            self.moment.inform(
                tr("ここから別の分岐を始めました。元の分岐は {branches} で選べます。", branches=key)
            )

    def branches(self) -> None:
        """The branches: go to one, or compare it."""
        branches = self.history.branches()
        current = next((number for number, strand in enumerate(branches) if strand.current), 0)
        rows = branch_rows(self.history, branches)
        watched = self.acting.watched
        window = BranchList(
            rows,
            current,
            may_compare=self.aspect.view.is_facilitator,
            watching=watched.reason if watched else "",
        )
        self.moment.app.push_screen(window, self._branch)

    def _branch(self, picked: Picked | None) -> None:
        if picked is None:
            return
        branches = self.history.branches()
        strand = branches[picked.number]
        if picked.compare:
            from simulator.tui.play.comparison_screen import ComparisonScreen  # noqa: PLC0415 - loaded when one compares

            mine = next(branch for branch in branches if branch.current)
            self.moment.app.push_screen(ComparisonScreen(self.play, mine, strand))
            return
        if strand.current and self.acting.shown.looking is None:
            return
        self.running.halt()
        # An empty branch is entered by forking again, since no record leads to it.
        if self.acting.act(lambda: self.play.switch(strand)):
            self.acting.show_head()

    # Moments

    def jump(self) -> None:
        """Look at a moment shown before, or at a time."""
        moments = self.aspect.feed.moments(self.play.exercise.state, self.aspect.view)
        chosen = max((m.seq for m in moments if m.seq <= self.acting.shown.seq), default=1)
        rows = moment_rows(moments, self.play.scenario.beginning)
        self.moment.app.push_screen(Jump(rows, chosen), self._jump)

    def _jump(self, there: There | None) -> None:
        if there is None:
            return
        seq = there.seq
        if there.seconds is not None:
            seq = record_at(self.history, there.seconds)
            if seq is None:
                self.moment.warn(
                    tr(
                        "まだその時刻まで進んでいません。{next} か {pace} で進めてください。",
                        next=cap_of(keys.NEXT, self.moment.app),
                        pace=cap_of(keys.PACE, self.moment.app),
                    )
                )
        self.acting.look(seq)

    def places(self) -> Iterator[Place]:
        """For the palette: the moments shown to this view, and for the facilitator the steps to come.

        A seat finds nothing that has not reached it.
        """
        state, view, feed = self.play.exercise.state, self.aspect.view, self.aspect.feed
        begins = self.play.scenario.beginning
        moments = feed.moments(state, view)
        words_by_record = {moment.seq: words_of(moment.rows) for moment in moments}
        names = {entry.seq: entry.step for entry in state.shown}
        for row in moment_rows(moments, begins):
            seq = number_in(row.target)
            show = partial(self.acting.look, seq)
            about = tr("この時点を見る")
            yield Place(row.text, about, names.get(seq) or "", show, words=words_by_record.get(seq, ""))
        for step in self.aspect.sight.following(state):
            title, about = step_title(step, begins), tr("まだ示していないステップを読む")
            words = words_of(feed.preview(step, view))
            yield Place(title, about, step.id, partial(self._preview, step), words=words)

    def _preview(self, step: Step) -> None:
        """Read a step that was not shown yet, without showing it in the play."""
        rows = self.aspect.feed.preview(step, self.aspect.view)
        self.moment.app.push_screen(PageWindow(tr("まだ示していないステップ"), rows))
