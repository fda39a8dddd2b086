"""What stands at the head of every screen: the time, notices to the class, the clock of a discussion."""

from __future__ import annotations

import math

from simulator.classroom.following import Following
from simulator.classroom.markup import Html, el, join, slot
from simulator.classroom.shell import lost_words
from simulator.exercise.times import clock, scenario_clock
from simulator.exercise.told import Seen
from simulator.language import tr


def when(following: Following, seen: Seen) -> str:
    """The exercise's time, and the scenario's."""
    beginning = following.play.scenario.beginning
    return f"{clock(seen.elapsed)} {scenario_clock(beginning, seen.elapsed)}"


def notices(following: Following) -> Html:
    """Whether the class waits, pauses or is held at a screen; a slot for the time left of a discussion."""
    stage = following.play.exercise.stage
    words = []
    if following.lost:
        words.append(lost_words())
    elif following.unread:
        words.append(tr("記録が読めるようになるのを待っています。"))
    elif following.paused:
        words.append(tr("休んでいます。進行役が戻ると続きます。"))
    if stage.frozen is not None:
        words.append(tr("この画面で止めています"))
    timer = None
    if stage.timer and not following.paused:
        clock_words = el(
            "b",
            slot("clock"),
            data_left=slot("left") if stage.timer.since is not None else None,
            data_rest=_discussion("#"),
            data_over=tr("話し合い 時間です"),
        )
        timer = el("p", clock_words, cls="timer")
    return join([*(el("p", notice, cls="notice") for notice in words), timer])


def discussion_seconds(following: Following) -> float:
    """The seconds left of the class's discussion; 0 if there is none."""
    timer = following.play.exercise.stage.timer
    return timer.at(following.wall()) if timer else 0.0


def discussion_words(seconds: float) -> str:
    """The time left of a discussion, in whole seconds begun, as in the room's window."""
    whole = math.ceil(seconds)
    return _discussion(f"{whole // 60}:{whole % 60:02}") if whole > 0 else tr("話し合い 時間です")


def _discussion(time: str) -> str:
    return tr("話し合い 残り {time}", time=time)
