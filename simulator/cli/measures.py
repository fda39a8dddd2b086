"""measures, ask, matrix."""

from __future__ import annotations

import argparse

from simulator.cli import shapes, words
from simulator.cli.failures import WrongUseError
from simulator.cli.output import print_csv, print_json, say
from simulator.doctrine import Doctrine, Measure, Phase, load_doctrine
from simulator.doctrine.ask import Answer
from simulator.doctrine.ask import ask as ask_text
from simulator.doctrine.matrix import COLUMNS, cell_text, column_label, table
from simulator.doctrine.matrix import matrix as build_matrix
from simulator.doctrine.sheet import best_hold
from simulator.doctrine.words import actors_label, conditions_label
from simulator.language import tr, tr_count

_COLUMNS = (
    "id",
    "sentence",
    "title",
    "quote",
    "actors",
    "lead",
    "support",
    "conditions",
    "function",
    "functions_also",
    "acm",
    "when",
    "qualifiers",
    "requested_by",
    "phases",
    "scope",
)


def measures(arguments: argparse.Namespace) -> None:
    """Print measures: all, or those in force in a situation, by actor and function."""
    _one_format(arguments)
    doctrine = load_doctrine()
    at, actor, function = (
        words.situation(arguments.at),
        words.actor(arguments.actor),
        words.function(arguments.function),
    )
    found = [
        measure
        for measure in (doctrine.in_force(at) if at else doctrine.measures)
        if (actor is None or actor in measure.actors)
        and (function is None or function in (measure.function, *measure.functions_also))
    ]
    if arguments.json:
        print_json([shapes.measure(measure) for measure in found])
    elif arguments.csv:
        print_csv(_COLUMNS, (_csv(measure) for measure in found))
    else:
        for measure in found:
            _line(doctrine, measure, at)
        say(tr_count("{count}件", len(found)))


def _one_format(arguments: argparse.Namespace) -> None:
    if arguments.json and arguments.csv:
        raise WrongUseError(tr("--json と --csv は一緒に使えません。どちらかにしてください。"))


def _csv(measure: Measure) -> list[object]:
    shape = shapes.measure(measure)
    shape["phases"] = [f"{p['phase']}:{p['basis']}" for p in shape["phases"]]
    shape["scope"] = shape.get("scope", "")
    return [" ".join(v) if isinstance(v, list) else v for v in (shape[column] for column in _COLUMNS)]


def _line(doctrine: Doctrine, measure: Measure, at: frozenset[Phase] | None) -> None:
    hold = best_hold(measure, at) if at else None
    basis = (
        tr(
            "  {basis}（{place}）",
            basis=hold.basis.label,
            place=doctrine.document.label(hold.ground.sentence),
        )
        if hold
        else ""
    )
    who = tr(
        "{roles}／{conditions}／{function}",
        roles=_roles(measure),
        conditions=conditions_label(measure.conditions),
        function=measure.function.label,
    )
    say(f"{tr(measure.title)}  {who}  {doctrine.document.label(measure.sentence)}{basis}", hang=2)
    say(f"「{measure.quote}」", indent=4, hang=2)


def _roles(measure: Measure) -> str:
    lead = tr("（主体: {actors}）", actors=actors_label(measure.lead)) if measure.lead else ""
    support = tr("（支援: {actors}）", actors=actors_label(measure.support)) if measure.support else ""
    return f"{actors_label(measure.actors)}{lead}{support}"


def ask(arguments: argparse.Namespace) -> None:
    """Print what the text provides, or 「本文に定めなし」 and where it does provide."""
    doctrine = load_doctrine()
    asked = " ".join(arguments.words)
    actor, function = words.actor(arguments.actor), words.function(arguments.function)
    if not (asked.strip() or actor or function):
        raise WrongUseError(tr("語、--actor、--function のどれかを指定してください。"))
    at = words.situation(arguments.at) or frozenset({Phase.HEIJI})
    answer = ask_text(doctrine, at, words=asked, actor=actor, function=function)
    if arguments.json:
        print_json(shapes.answer(answer, doctrine))
    else:
        _answer(doctrine, answer)


def _answer(doctrine: Doctrine, answer: Answer) -> None:
    say(tr("＋").join(phase.label for phase in Phase if phase in answer.phases))
    if answer.silent:
        say(tr("本文に定めなし"))
        for phase, there in answer.elsewhere.items():
            where = tr("、").join(dict.fromkeys(doctrine.document.label(m.sentence) for m in there))
            say(tr("{phase}では定めがある: {where}", phase=phase.label, where=where), indent=2, hang=2)
    for provision in answer.provisions:
        measure = provision.measure
        _line(doctrine, measure, answer.phases)
        if measure.when:
            say(tr("条件 「{when}」", when=measure.when), indent=4, hang=2)
        if measure.requested_by:
            say(tr("要請 {actor}", actor=measure.requested_by.label), indent=4)
        if measure.acm:
            say(tr("同盟調整メカニズムの名がある"), indent=4)
        for qualifier in measure.qualifiers:
            say(tr("限定 「{qualifier}」", qualifier=qualifier), indent=4, hang=2)
    if answer.beside:
        say(tr("段階によらない定め"))
        for measure in answer.beside:
            _line(doctrine, measure, None)
    say(tr("すべてを拘束する前提（第II章）"))
    for citation in answer.premises:
        say(
            tr(
                "「{quote}」（{place}）",
                quote=citation.quote,
                place=doctrine.document.label(citation.sentence),
            ),
            indent=2,
            hang=2,
        )


def matrix(arguments: argparse.Namespace) -> None:
    """Print the table of functions and phases."""
    _one_format(arguments)
    doctrine = load_doctrine()
    rows = build_matrix(doctrine)
    if arguments.json:
        print_json([shapes.row(row) for row in rows])
    elif arguments.csv:
        header, *lines = table(doctrine, rows)
        print_csv(header, lines)
    else:
        for row in rows:
            say(row.function.label)
            for column in COLUMNS:
                cell = row.cells[column]
                if cell.own or cell.continuing:
                    say(f"{column_label(column)}: {cell_text(doctrine, cell)}", indent=2, hang=4)
