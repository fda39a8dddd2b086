"""watch: a second window that follows an exercise of another terminal, and writes nothing."""

from __future__ import annotations

import argparse

from simulator.cli.failures import WrongUseError
from simulator.cli.kept import named, to_read
from simulator.cli.records import known, opened
from simulator.cli.resume import newest, nothing_kept
from simulator.cli.showing import show
from simulator.cli.terminal import has_screen
from simulator.exercise import Journal
from simulator.exercise.viewer import FACILITATOR, ROOM
from simulator.language import tr
from simulator.scenario import Seat


def watch(arguments: argparse.Namespace) -> None:
    """Open the window on an exercise, by default in the room's view."""
    view = _view(arguments.view)
    path = to_read(arguments)
    if path is None:
        raise nothing_kept()
    with opened(path, []) as journal:
        name = known(journal, arguments.id) if arguments.id else _played(journal)
    if not has_screen():
        raise WrongUseError(tr("watch は端末で使ってください。"))
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(start="watch", exercise=name, view=view, journal=named(arguments)))


def _played(journal: Journal) -> str:
    """The exercise that somebody acts on now, even if nothing was done in it; else the one used last."""
    acted_on = {busy.exercise for busy in journal.holders()}
    return next((kept.id for kept in journal.exercises() if kept.id in acted_on), "") or newest(journal)


def _view(name: str) -> str:
    """The viewer's name, empty for the facilitator; a seat may be given by label. Raises `WrongUseError`."""
    if name in ("facilitator", FACILITATOR.label):
        return ""
    if name in (ROOM.name, ROOM.label):
        return ROOM.name
    for seat in Seat:
        if name in (seat.value, seat.label):
            return seat.value
    names = " ".join((ROOM.name, "facilitator", *(seat.value for seat in Seat)))
    raise WrongUseError(tr("画面「{view}」はありません。使える語: {names}", view=name, names=names))
