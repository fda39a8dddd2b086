"""Names for what was done in a play, limited to what a viewer may know."""

from __future__ import annotations

from simulator.exercise import shown_name
from simulator.exercise.events import Added, Decided, Event, HeldBack, Noted, Released, Shown, Voted
from simulator.exercise.visibility import Visibility
from simulator.language import tr
from simulator.tui.moment.acts import UNKNOWN, Act, walk_act
from simulator.tui.play.feed import word_for
from simulator.typography import fit

_ROOM = 40  # cells of an option's words in a message


def play_act(event: Event, sight: Visibility) -> Act:
    """The act of an event; without a name if it did not reach the viewer."""
    reached = sight.reached(event)
    match event:
        case Noted() if reached is None:
            return UNKNOWN
        case Voted():
            return UNKNOWN if reached is None else Act(tr("投票の締め切り"))
        case Shown() | Released() | Added() | HeldBack() | Decided():
            if reached is None:
                return UNKNOWN
            if isinstance(event, Decided):
                option = sight.option_taken(event)
                if option is not None:
                    words = fit(option.text.strip().replace("\n", " "), _ROOM)
                    return Act(tr("判断「{option}」", option=words))
            if isinstance(reached, Added):
                sender = tr("状況付与 {sender}", sender=shown_name(reached.sender))
                return Act(tr("「{act}」", act=sender), shows=True)
            if not isinstance(reached, Noted):
                words = tr("「{act}」", act=word_for(reached))
                if isinstance(event, HeldBack):
                    return Act(tr("「{act}」を控えたこと", act=word_for(reached)))
                return Act(words, shows=not isinstance(event, Decided))
    return walk_act(event)
