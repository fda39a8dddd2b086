"""watch: a second window that follows an exercise of another terminal, and writes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from simulator.cli.failures import WrongUseError
from simulator.cli.kept import named, to_read
from simulator.cli.records import known, opened
from simulator.cli.resume import newest, nothing_kept
from simulator.cli.showing import show
from simulator.cli.terminal import has_screen
from simulator.exercise import Journal
from simulator.exercise.viewer import FACILITATOR, ROOM
from simulator.language import tr
from simulator.report.account import recorded_scenario
from simulator.scenario import AnySeat, Seat


def watch(arguments: argparse.Namespace) -> None:
    """Open the window on an exercise, by default in the room's view."""
    view = _view(arguments.view, Seat)
    path = to_read(arguments)
    if path is None:
        raise nothing_kept() if view is not None else _no_view(arguments.view, Seat)
    with opened(path, []) as journal:
        name = known(journal, arguments.id) if arguments.id else _played(journal)
        if view is None:
            seats = _seats(journal, name)
            view = _view(arguments.view, seats)
            if view is None:
                raise _no_view(arguments.view, seats)
    if not has_screen():
        raise WrongUseError(tr("watch は端末で使ってください。"))
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(start="watch", exercise=name, view=view, journal=named(arguments)))


def _played(journal: Journal) -> str:
    """The exercise that somebody acts on now, even if nothing was done in it; else the one used last."""
    acted_on = {busy.exercise for busy in journal.holders()}
    return next((kept.id for kept in journal.exercises() if kept.id in acted_on), "") or newest(journal)


def _seats(journal: Journal, exercise: str) -> tuple[AnySeat, ...]:
    """The five seats, and those of the scenario's own."""
    records = journal.read(exercise)
    scenario = recorded_scenario(records[0].event) if records else None
    return (*Seat, *(seat for seat in (scenario.seats if scenario else ()) if not isinstance(seat, Seat)))


def _view(name: str, seats: Iterable[AnySeat]) -> str | None:
    """The viewer's name, empty for the facilitator; a seat may be given by label. None for another word."""
    if name in ("facilitator", FACILITATOR.label):
        return ""
    if name in (ROOM.name, ROOM.label):
        return ROOM.name
    return next((seat.value for seat in seats if name in (seat.value, seat.label)), None)


def _no_view(name: str, seats: Iterable[AnySeat]) -> WrongUseError:
    names = " ".join((ROOM.name, "facilitator", *(seat.value for seat in seats)))
    return WrongUseError(tr("画面「{view}」はありません。使える語: {names}", view=name, names=names))
