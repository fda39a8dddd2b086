"""The six phases as a row of boxes: which hold, which have held, and on what basis each was entered."""

from __future__ import annotations

from simulator.classroom.markup import Html, el
from simulator.classroom.told import clause_link
from simulator.doctrine import Basis, Doctrine, Phase
from simulator.doctrine.words import SITUATION
from simulator.exercise import State
from simulator.language import tr


def band(doctrine: Doctrine, state: State, *, links: bool) -> Html:
    """An ordered list; words repeat what colours say. `links`: clauses link to the text."""
    passed = {phase for move in state.moves for phase in (*move.before.phases, *move.after.phases)}
    boxes = []
    for phase in Phase:
        here = phase in state.configuration.phases
        basis = _entered(doctrine, state, phase) if here else None
        standing = tr("いま") if here else tr("通った") if phase in passed else ""
        state_words = " ".join(filter(None, (standing, basis.label if basis else "")))
        kind = "situation" if phase in SITUATION else "beside"
        classes = f"{kind} {phase.value}" + (" here" if here else " passed" if standing else "")
        clause = doctrine.profiles[phase].clause
        boxes.append(
            el(
                "li",
                el("strong", phase.label),
                el("span", state_words, cls="standing") if state_words else None,
                el("small", clause_link(clause) if links else clause),
                cls=classes,
                aria_current="step" if here else None,
            )
        )
    return el("ol", boxes, cls="band", aria_label=tr("段階"))


def _entered(doctrine: Doctrine, state: State, phase: Phase) -> Basis | None:
    """The basis on which a phase was last entered; None if the exercise began in it."""
    for move in reversed(state.moves):
        if phase in move.after.phases and phase not in move.before.phases:
            for name in move.transitions:
                transition = doctrine.transitions.get(name)
                if transition and transition.target == phase.value:
                    return transition.basis
            return None
    return None
