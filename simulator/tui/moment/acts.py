"""Short messages for what undo took back and redo brought again."""

from __future__ import annotations

from typing import NamedTuple

from simulator.exercise.events import Event, Moved, Noted, Ticked
from simulator.language import tr
from simulator.tui.moment.phases import clock


class Act(NamedTuple):
    """What was done, by name; `shows` marks something shown. No name gives a general message."""

    name: str
    shows: bool = False


UNKNOWN = Act("")  # what one may not know, or has no name


def walk_act(event: Event) -> Act:
    """What anybody may know was done, in a walk or by hand."""
    match event:
        case Moved(firing=firing):
            return Act(tr("「{act}」", act=firing.trigger.label))
        case Ticked():
            return Act(tr("手順の印"))
        case Noted():
            return Act(tr("メモ"))
    return UNKNOWN


def undone(act: Act) -> str:
    """That one act was undone."""
    if not act.name:
        return tr("一つ戻しました。")
    if act.shows:
        return tr("{act}の前に戻しました。", act=act.name)
    return tr("{act}を取り消しました。", act=act.name)


def undone_to(seconds: float) -> str:
    """That all after a moment was undone; its exercise time in seconds."""
    return tr("{time} まで戻しました。", time=clock(seconds))


def redone(act: Act) -> str:
    """That one act was done again."""
    if not act.name:
        return tr("一つやり直しました。")
    if act.shows:
        return tr("{act}まで進めました。", act=act.name)
    return tr("{act}をやり直しました。", act=act.name)
