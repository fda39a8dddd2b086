"""Play a scenario: show steps, take decisions, hold back, add, fork. Acts are kept before they are shown."""

from __future__ import annotations

from pathlib import Path

from simulator.datafile import load_text
from simulator.exercise import events
from simulator.exercise.clock import ScenarioClock
from simulator.exercise.coming import coming
from simulator.exercise.exercise import Exercise, firing
from simulator.exercise.history import Branch
from simulator.exercise.journal import Journal, JournalError
from simulator.exercise.naming import FACILITATOR
from simulator.exercise.state import State
from simulator.exercise.votes import VoteCount
from simulator.language import tr
from simulator.machine import Configuration, PhaseMachine, Trigger
from simulator.scenario import (
    AnySeat,
    Cursor,
    Decision,
    Inject,
    Mode,
    Option,
    Scenario,
    Script,
    ScriptError,
    Step,
    read_scenario,
)
from simulator.scenario.attachments import read_attachments
from simulator.scenario.script import Fired


class PlayError(ValueError):
    """The act does not fit the moment; the message says why, and what to do."""


class Play:
    """A scenario being played on an exercise. Its acts may raise `JournalError`; then nothing has changed."""

    def __init__(self, exercise: Exercise, script: Script, clock: ScenarioClock) -> None:
        """Use `begin` or `resume`."""
        self.exercise = exercise
        self.script = script
        self.clock = clock
        self._known: dict[tuple[Trigger, Configuration, str], events.Firing] = {}

    @classmethod
    def begin(
        cls, source: str, name: str, machine: PhaseMachine, journal: Journal, clock: ScenarioClock
    ) -> Play:
        """Open a new exercise on a scenario given by its source. Raises `DataFileError`, `JournalError`."""
        scenario = read_scenario(load_text(source, name))
        script = Script(scenario, machine)
        exercise = Exercise.begin(
            machine,
            journal,
            clock,
            title=scenario.title,
            start=Configuration.of(frozenset(scenario.start)),
            script=events.PlayedScenario(
                name=_recordable(name),
                source=source,
                first=script.start().step,
                files=_kept(scenario, Path(name).parent),
            ),
        )
        return cls(exercise, script, clock)

    @classmethod
    def resume(cls, name: str, machine: PhaseMachine, journal: Journal, clock: ScenarioClock) -> Play:
        """Take up a kept exercise where it stood, its clock at the speed it had, but stopped.

        It stands even if it ran when the exercise was left: no step may come due before the class is there.
        Raises `JournalError`, `DataFileError`, or `PlayError` for an exercise that plays no scenario.
        """
        exercise = Exercise.resume(name, machine, journal, clock)
        scenario = scenario_of(exercise)
        if scenario is None:
            raise PlayError(tr("演習 {name} はシナリオの演習ではありません。", name=name))
        clock.jump(exercise.state.elapsed)
        kept = reversed(exercise.history.records.values())
        paced = next((record.event for record in kept if isinstance(record.event, events.Paced)), None)
        if paced:
            clock.run(running=False, speed=paced.speed)
        return cls(exercise, Script(scenario, machine), clock)

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self.script.scenario

    @property
    def state(self) -> State:
        """Where the play stands."""
        return self.exercise.state

    @property
    def cursor(self) -> Cursor:
        """Where the script stands."""
        return self.state.cursor

    @property
    def next_step(self) -> Step | None:
        """The step that `advance` would show; None while a decision waits, and at the end."""
        return coming(self.script, self.state)

    @property
    def waiting(self) -> Decision | None:
        """The decision that was shown and is not yet taken, with the options to show now."""
        name = self.state.waiting
        step = self.script.step(name) if name else None
        return self.script.offered(step, self.cursor) if isinstance(step, Decision) else None

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to show."""
        return self.state.next is None

    def attached(self, file: str) -> bytes | None:
        """The bytes of an attachment, as they were when the exercise began; None if they were not kept."""
        first_event = self.exercise.history.records[1].event
        script = first_event.script if isinstance(first_event, events.Started) else None
        return next(
            (
                attachment.content
                for attachment in (script.files if script else ())
                if attachment.file == file
            ),
            None,
        )

    def due(self) -> bool:
        """Whether the scenario clock has reached the next step."""
        step = self.next_step
        return step is not None and step.at <= self.clock.elapsed()

    def advance(self) -> Step:
        """Show the next step. Scenario time moves on to it, never back. Raises `PlayError`."""
        state = self.exercise.history.state()
        if state.waiting:
            raise PlayError(tr("判断を待っています。選択肢を選んでください。"))
        cursor = state.cursor
        if cursor.step is None:
            raise PlayError(tr("シナリオは終わっています。"))
        step = coming(self.script, state) or self.script.step(cursor.step)
        time_before = self.clock.elapsed()
        if step.at > time_before:
            self.clock.jump(float(step.at))
        try:
            if isinstance(step, Decision):
                self.exercise.keep(events.Shown(step=step.id, next=step.id, waits=True))
            elif step.id != cursor.step:  # a message that follows a choice does not move the script
                self.exercise.keep(events.Shown(step=step.id, next=cursor.step))
            else:
                outcome = self.script.take(cursor)
                fired = self._firings(outcome.fired)
                self.exercise.keep(events.Shown(step=step.id, next=outcome.cursor.step, fired=fired))
        except JournalError:
            self.clock.jump(time_before)  # nothing was kept, so no time has passed either
            raise
        if self.ended:
            self.exercise.journal.settle()
        return step

    def decide(self, option: str, reason: str = "") -> Option:
        """Take an option of the waiting decision, with the class's own reason in one line if it gave one.

        Raises `PlayError`.
        """
        decision = self.waiting
        if decision is None:
            raise PlayError(tr("いまは判断を待っていません。"))
        try:
            outcome = self.script.take(self.cursor, option)
        except ScriptError as error:
            raise PlayError(str(error)) from error
        self.exercise.keep(
            events.Decided(
                decision=decision.id,
                option=option,
                next=outcome.cursor.step,
                flags=tuple(sorted(outcome.cursor.flags)),
                fired=self._firings(outcome.fired),
                reason=" ".join(reason.split()),
                later=tuple(
                    events.Coming(step=later.inject, due=self.clock.elapsed() + later.after)
                    for later in decision.option(option).later
                ),
            )
        )
        return decision.option(option)

    @property
    def asked(self) -> int:
        """The record that showed the waiting decision; 0 where none waits."""
        waiting = self.state.waiting
        showings = (entry.seq for entry in reversed(self.state.shown) if entry.step == waiting)
        return next(showings, 0) if waiting else 0

    def vote(self, standing: VoteCount) -> None:
        """Keep the result of a vote on the waiting decision. The decision itself stays open.

        Raises `PlayError`.
        """
        decision = self.waiting
        if decision is None:
            raise PlayError(tr("いまは判断を待っていません。"))
        self.exercise.keep(
            events.Voted(
                decision=decision.id,
                about=self.asked,
                counts=standing.counts,
                answered=standing.answered,
                of=standing.of,
            )
        )

    def hold_back(self) -> Inject:
        """Pass over the next inject without showing it. Raises `PlayError`."""
        step = self.next_step
        if not isinstance(step, Inject):
            raise PlayError(tr("控えられるのは状況付与だけです。"))
        cursor = self.cursor
        if step.id == cursor.step:
            cursor = self.script.take(cursor).cursor
        self.exercise.keep(events.HeldBack(step=step.id, next=cursor.step))
        return step

    def release(self, step: str) -> None:
        """Show an inject that was held back. Raises `PlayError`."""
        if step not in self.state.held:
            raise PlayError(tr("控えている状況付与ではありません。"))
        self.exercise.keep(events.Released(step=step))

    def add(self, sender: str, to: tuple[AnySeat, ...], mode: Mode, text: str) -> None:
        """Show an inject of the facilitator's own. Raises `PlayError`."""
        if not text.strip() or not to:
            raise PlayError(tr("状況付与には、本文と受け取る席が要ります。"))
        self.exercise.keep(
            events.Added(
                sender=sender or FACILITATOR, to=tuple(seat.value for seat in to), mode=mode, text=text
            )
        )

    def pace(self, *, running: bool, speed: float | None = None) -> None:
        """Start or stop the scenario clock, or change its speed (1 to 240)."""
        was_running, was_speed = self.clock.running, self.clock.speed
        self.clock.run(running=running, speed=speed)
        try:
            self.exercise.keep(events.Paced(running=self.clock.running, speed=self.clock.speed))
        except JournalError:
            self.clock.run(running=was_running, speed=was_speed)
            raise
        if not running:
            self.exercise.journal.settle()

    def fork(self, at: int, name: str = "") -> None:
        """Begin a branch at an earlier record and stand there. Raises `PlayError`."""
        self._check_moment(at)
        self.exercise.keep(events.Forked(at=at, name=name.strip() or self.exercise.history.next_name))
        self._follow_time()

    def switch(self, branch: Branch) -> None:
        """Stand at the end of another branch. Raises `PlayError`."""
        self._check_moment(branch.tip)
        self.exercise.keep(events.HeadSet(to=branch.tip, tip=branch.tip, branch=branch.id))
        self._follow_time()

    def undo(self, to: int | None = None) -> bool:
        """Undo the last act, or go back to an earlier record; scenario time goes back with it."""
        moved = self.exercise.undo() if to is None else self.exercise.undo_to(to)
        self._follow_time()
        return moved

    def redo(self) -> bool:
        """Take back an undo."""
        moved = self.exercise.redo()
        self._follow_time()
        return moved

    def _firings(self, fired: tuple[Fired, ...]) -> tuple[events.Firing, ...]:
        """Triggers as they are recorded. The machine has few answers, so each firing is built once."""
        if not fired:
            return ()
        known, firings = self._known, []
        for trigger in fired:
            key = (trigger.trigger, trigger.before, trigger.because)
            if key not in known:
                known[key] = firing(trigger.trigger, trigger.before, trigger.outcome, trigger.because)
            firings.append(known[key])
        return tuple(firings)

    def _check_moment(self, seq: int) -> None:
        if seq not in self.exercise.history.branch_of:
            raise PlayError(tr("その時点は演習の流れの中にありません。"))

    def _follow_time(self) -> None:
        self.clock.jump(self.state.elapsed)


def _kept(scenario: Scenario, folder: Path) -> tuple[events.KeptFile, ...]:
    """The scenario's attachments as the first record keeps them."""
    return tuple(
        events.KeptFile.model_construct(
            file=attachment.file, size=attachment.size, sha256=attachment.sha256, content=attachment.whole
        )
        for attachment in read_attachments(scenario.files, folder)
    )


def scenario_of(exercise: Exercise) -> Scenario | None:
    """The scenario recorded in an exercise's first record. Raises `DataFileError` if it no longer loads."""
    first_record = exercise.history.records.get(1)
    script = (
        first_record.event.script if first_record and isinstance(first_record.event, events.Started) else None
    )
    return read_scenario(load_text(script.source, script.name)) if script else None


def _recordable(name: str) -> str:
    """A file name as a record can hold it: on most systems it may be bytes that are not UTF-8."""
    return name.encode(errors="replace").decode()
