"""A report as JSON: codes and ids, the same in every language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from simulator import __version__
from simulator.doctrine import Phase
from simulator.exercise.classroom import QuizSent
from simulator.exercise.events import Decided, Voted
from simulator.exercise.roll import Person, Response
from simulator.exercise.state import Move
from simulator.report.account import Account, Occurrence, OccurrenceKind, OtherBranch
from simulator.report.class_answers import ClassTold, class_told

Json = dict[str, Any]


def json_file(account: Account) -> bytes:
    """The file: one value, readable, in UTF-8, ended by a line feed."""
    return (json.dumps(shape(account), ensure_ascii=False, indent=2) + "\n").encode()


def shape(account: Account) -> Json:
    """The whole account; with a key `class` if one took part."""
    participation = class_told(account)
    return {**_shape(account), **({"class": _class(participation)} if participation else {})}


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
        "objectives": [{"id": objective.id, "text": objective.text} for objective in scenario.objectives]
        if scenario
        else [],
        "moments": [_moment(occurrence) for occurrence in account.occurrences],
        "decisions": [_decision(account, decided) for decided in account.of_kind(OccurrenceKind.DECIDED)],
        "transitions": [_move(account, move, ticked.get(move.seq, frozenset())) for move in state.moves],
        "branches": [_branch(other) for other in account.others],
        "hotwash": list(scenario.hotwash) if scenario else [],
        "ratings": [
            {
                "seq": rating.seq,
                "objective": rating.objective,
                "rating": rating.rating.value,
                "evaluator": rating.evaluator,
                "text": rating.text,
                "about": rating.about,
            }
            for rating in state.ratings
        ],
        "improvement_plan": [
            {"issue": item.issue, "action": item.action, "who": item.who, "by": item.by}
            for item in state.plan
        ],
    }


def _phases(phases: frozenset[Phase]) -> list[str]:
    return [phase.value for phase in Phase if phase in phases]


def _moment(occurrence: Occurrence) -> Json:
    event = occurrence.record.event.model_dump(mode="json", exclude={"kind", "v", "script"})
    cites = occurrence.option.cites if occurrence.option else getattr(occurrence.step, "cites", ())
    return {
        "seq": occurrence.seq,
        "kind": occurrence.kind.value,
        "wall": occurrence.record.wall.isoformat(),
        "elapsed": occurrence.elapsed,
        "text": getattr(occurrence.option or occurrence.step, "text", None),
        "cites": [{"clause": cite.clause, "quote": cite.quote} for cite in cites],
        "event": event,
    }


def _decision(account: Account, decided: Occurrence) -> Json:
    event = decided.record.event
    if not isinstance(event, Decided):
        raise TypeError(event.kind)
    vote = account.vote_before(decided)
    return {
        "seq": decided.seq,
        "decision": event.decision,
        "asked": getattr(decided.step, "text", None),
        "option": event.option,
        "taken": decided.option.text if decided.option else None,
        "reason": event.reason,
        "feedback": decided.option.feedback if decided.option else None,
        "before": _phases(decided.before),
        **({"vote": _vote(vote)} if vote else {}),
    }


def _vote(vote: Voted) -> Json:
    counts = [{"option": option, "seat": seat, "votes": number} for option, seat, number in vote.counts]
    return {"answered": vote.answered, "of": vote.of, "counts": counts}


def _class(participation: ClassTold) -> Json:
    named = participation.room.names_asked
    return {
        "names_asked": named,
        "removed": participation.removed,
        "people": [
            {"id": person.id, "seat": person.seat or None, **({"name": person.name} if named else {})}
            for person in participation.people
        ],
        "answers": [
            _answers(asked, responses, participation.by_id) for asked, responses in participation.answers
        ],
    }


def _answers(
    asked: Occurrence | QuizSent, responses: tuple[Response, ...], people: Mapping[str, Person]
) -> Json:
    about = (
        {"quiz": asked.question, "asked": asked.stem, "options": list(asked.options)}
        if isinstance(asked, QuizSent)
        else {"seq": asked.seq, "asked": getattr(asked.step, "text", None)}
    )
    return {
        **about,
        "responses": [
            {
                "person": response.person,
                "answer": response.body,
                "seat": response.seat_of(people[response.person]) or None,
            }
            for response in responses
        ],
    }


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
