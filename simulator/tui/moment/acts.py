"""Short messages on what was undone or redone."""

from __future__ import annotations

from typing import NamedTuple

from simulator.exercise.events import Event, Moved, Noted, Ticked
from simulator.language import tr
from simulator.tui.moment.phases import clock


class Act(NamedTuple):
    """The name of an act; `shows` if it showed something. An empty name gives a general message."""

    name: str
    shows: bool = False


UNKNOWN = Act("")  # an act that the viewer may not know, or without a name


def walk_act(event: Event) -> Act:
    """An act that everybody may know, in a walk or by hand."""
    match event:
        case Moved(firing=firing):
            return Act(tr("「{act}」", act=firing.trigger.label))
        case Ticked():
            return Act(tr("手順の印"))
        case Noted():
            return Act(tr("メモ"))
    return UNKNOWN


def undone(act: Act) -> str:
    """The message that an act was undone."""
    if not act.name:
        return tr("一つ戻しました。")
    if act.shows:
        return tr("{act}の前に戻しました。", act=act.name)
    return tr("{act}を取り消しました。", act=act.name)


def undone_to(seconds: float) -> str:
    """The message that all after a moment was undone; its exercise time in seconds."""
    return tr("{time} まで戻しました。", time=clock(seconds))


def redone(act: Act) -> str:
    """The message that an act was redone."""
    if not act.name:
        return tr("一つやり直しました。")
    if act.shows:
        return tr("{act}まで進めました。", act=act.name)
    return tr("{act}をやり直しました。", act=act.name)
