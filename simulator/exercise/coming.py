"""What is shown next: the script's own step, or before it a message that an earlier choice has brought.

A message is due a fixed time after its choice. It waits while a decision waits, and never comes if the script
ends before it is due.
"""

from __future__ import annotations

from simulator.exercise.state import State
from simulator.scenario import Inject, Script, Step


def coming(script: Script, state: State) -> Step | None:
    """The step that would be shown next; None while a decision waits, and at the end.

    A message has the time at which it is due. Raises `ScriptError` for a step that is not there.
    """
    if state.waiting or state.next is None:
        return None
    step = script.step(state.next)
    if not state.pending:
        return step
    earliest = min(state.pending, key=lambda pending: pending.due)
    if earliest.due > step.at:
        return step
    message = script.step(earliest.step)
    return message.model_copy(update={"at": int(earliest.due)}) if isinstance(message, Inject) else step
