"""A report as JSON: codes and ids, the same in every language."""

from __future__ import annotations

import json
from typing import Any

from simulator import __version__
from simulator.doctrine import Phase
from simulator.exercise.classroom import QuizSent
from simulator.exercise.events import Decided, Voted
from simulator.exercise.roll import Response
from simulator.exercise.state import Move
from simulator.report.account import Account, Occurrence, OccurrenceKind, OtherBranch
from simulator.report.class_answers import ClassTold, class_told

Json = dict[str, Any]


def json_file(account: Account) -> bytes:
    """The file: one value, readable, in UTF-8, ended by a line feed."""
    return (json.dumps(shape(account), ensure_ascii=False, indent=2) + "\n").encode()


def shape(account: Account) -> Json:
    """The whole account; with a key `class` if one took part."""
    told = class_told(account)
    return {**_shape(account), **({"class": _class(told)} if told else {})}


def _shape(account: Account) -> Json:
    scenario, state = account.scenario, account.state
    ticked = state.ticked
    return {
        "exercise": {
            "id": account.exercise,
            "title": account.title,
            "scenario": account.source_name or None,
            "scenario_hash": account.source_hash or None,
            "began": account.began.isoformat(),
            "ended": account.ended.isoformat(),
            "offset": state.offset,
            "elapsed": state.elapsed,
            "branch": account.branch.name,
            "until": account.until,
            "over": account.is_over,
            "start": _phases(account.start),
            "phases": _phases(state.configuration.phases),
            "version": __version__,
        },
        "objectives": [{"id": one.id, "text": one.text} for one in scenario.objectives] if scenario else [],
        "moments": [_moment(one) for one in account.occurrences],
        "decisions": [_decision(account, one) for one in account.of_kind(OccurrenceKind.DECIDED)],
        "transitions": [_move(account, move, ticked.get(move.seq, frozenset())) for move in state.moves],
        "branches": [_branch(other) for other in account.others],
        "hotwash": list(scenario.hotwash) if scenario else [],
        "ratings": [
            {
                "seq": one.seq,
                "objective": one.objective,
                "rating": one.rating.value,
                "evaluator": one.evaluator,
                "text": one.text,
                "about": one.about,
            }
            for one in state.ratings
        ],
        "improvement_plan": [
            {"issue": one.issue, "action": one.action, "who": one.who, "by": one.by} for one in state.plan
        ],
    }


def _phases(phases: frozenset[Phase]) -> list[str]:
    return [phase.value for phase in Phase if phase in phases]


def _moment(one: Occurrence) -> Json:
    event = one.record.event.model_dump(mode="json", exclude={"kind", "v", "script"})
    cites = one.option.cites if one.option else getattr(one.step, "cites", ())
    return {
        "seq": one.seq,
        "kind": one.kind.value,
        "wall": one.record.wall.isoformat(),
        "elapsed": one.elapsed,
        "text": getattr(one.option or one.step, "text", None),
        "cites": [{"clause": cite.clause, "quote": cite.quote} for cite in cites],
        "event": event,
    }


def _decision(account: Account, one: Occurrence) -> Json:
    event = one.record.event
    if not isinstance(event, Decided):
        raise TypeError(event.kind)
    vote = account.vote_before(one)
    return {
        "seq": one.seq,
        "decision": event.decision,
        "asked": getattr(one.step, "text", None),
        "option": event.option,
        "taken": one.option.text if one.option else None,
        "reason": event.reason,
        "feedback": one.option.feedback if one.option else None,
        "before": _phases(one.before),
        **({"vote": _vote(vote)} if vote else {}),
    }


def _vote(vote: Voted) -> Json:
    counts = [{"option": option, "seat": seat, "votes": number} for option, seat, number in vote.counts]
    return {"answered": vote.answered, "of": vote.of, "counts": counts}


def _class(told: ClassTold) -> Json:
    named = told.room.names_asked
    return {
        "names_asked": named,
        "removed": told.removed,
        "people": [
            {"id": one.id, "seat": one.seat or None, **({"name": one.name} if named else {})}
            for one in told.people
        ],
        "answers": [_answers(asked, responses) for asked, responses in told.answers],
    }


def _answers(asked: Occurrence | QuizSent, responses: tuple[Response, ...]) -> Json:
    about = (
        {"quiz": asked.question, "asked": asked.stem, "options": list(asked.options)}
        if isinstance(asked, QuizSent)
        else {"seq": asked.seq, "asked": getattr(asked.step, "text", None)}
    )
    return {**about, "responses": [{"person": one.person, "answer": one.body} for one in responses]}


def _move(account: Account, move: Move, ticked: frozenset[str]) -> Json:
    sheets = [account.doctrine.transitions.get(name) for name in move.transitions]
    steps = [step.sentence for sheet in sheets if sheet for step in sheet.steps]
    return {
        "seq": move.seq,
        "elapsed": move.elapsed,
        "before": _phases(move.before.phases),
        "after": _phases(move.after.phases),
        "transitions": list(move.transitions),
        "ticked": [sentence for sentence in steps if sentence in ticked],
        "not_ticked": [sentence for sentence in steps if sentence not in ticked],
    }


def _branch(other: OtherBranch) -> Json:
    return {
        "name": other.branch.name,
        "undone": other.branch.undone,
        "left": other.left,
        "decisions": [
            {"decision": decision, "option": option, "reason": reason}
            for decision, option, reason in other.decisions
        ],
        "phases": _phases(other.state.configuration.phases),
    }
