"""What was done in a play, by the name under which a view may know it."""

from __future__ import annotations

from simulator.exercise import shown_name
from simulator.exercise.events import Added, Decided, Event, HeldBack, Noted, Released, Shown
from simulator.language import tr
from simulator.scenario import Decision, Script
from simulator.tui.moment.acts import UNKNOWN, Act, walk_act
from simulator.tui.play.feed import word_for
from simulator.tui.play.view import View
from simulator.typography import fit

_ROOM = 40  # cells of an option's words


def play_act(event: Event, script: Script, view: View) -> Act:
    """What was done; to a seat nothing has a name that did not reach it."""
    match event:
        case Shown(step=name) | Released(step=name):
            step = script.steps.get(name)
            return _shown(word_for(step)) if step and view.receives(step) else UNKNOWN
        case Added():
            sender = shown_name(event.sender)
            return _shown(tr("状況付与 {sender}", sender=sender)) if view.receives(event) else UNKNOWN
        case HeldBack(step=name):
            step = script.steps.get(name) if view.is_facilitator else None
            return Act(tr("「{act}」を控えたこと", act=word_for(step))) if step else UNKNOWN
        case Decided():
            return _decided(event, script, view)
        case Noted() if not view.is_facilitator:
            return UNKNOWN
    return walk_act(event)


def _shown(words: str) -> Act:
    return Act(tr("「{act}」", act=words), shows=True)


def _decided(event: Decided, script: Script, view: View) -> Act:
    """The option taken; other seats learnt only that it was decided."""
    decision = script.steps.get(event.decision)
    if not isinstance(decision, Decision):
        return UNKNOWN
    if not view.decides(decision):
        return Act(tr("「{act}」", act=word_for(decision)))
    words = next((one.text for one in decision.options if one.id == event.option), "")
    return Act(tr("判断「{option}」", option=fit(words.strip().replace("\n", " "), _ROOM)))
