"""measures, matrix."""

from __future__ import annotations

import argparse

from simulator.cli import shapes, words
from simulator.cli.failures import WrongUseError
from simulator.cli.output import print_csv, print_json, say
from simulator.doctrine import Doctrine, Measure, Phase, load_doctrine
from simulator.doctrine.matrix import COLUMNS, cell_text, column_label, csv_table
from simulator.doctrine.matrix import matrix as build_matrix
from simulator.doctrine.sheet import best_hold
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
    "discretion",
    "lead_ins",
    "acm_above",
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
    chosen = [
        measure
        for measure in (doctrine.in_force(at) if at else doctrine.measures)
        if (actor is None or actor in measure.actors)
        and (function is None or function in (measure.function, *measure.functions_also))
    ]
    if arguments.json:
        print_json([shapes.measure(measure) for measure in chosen])
    elif arguments.csv:
        print_csv(_COLUMNS, (_csv(measure) for measure in chosen))
    else:
        for measure in chosen:
            line(doctrine, measure, at)
            if measure.when and measure.when not in measure.quote:
                say(tr("条件：") + f"「{measure.when}」", indent=4, hang=2)
        say(tr_count("{count}件", len(chosen)))


def _one_format(arguments: argparse.Namespace) -> None:
    if arguments.json and arguments.csv:
        raise WrongUseError(tr("--json と --csv は一緒に使えません。どちらかにしてください。"))


def _csv(measure: Measure) -> list[object]:
    shape = shapes.measure(measure)
    shape["phases"] = [f"{p['phase']}:{p['basis']}" for p in shape["phases"]]
    shape["scope"] = shape.get("scope", "")
    shape["lead_ins"] = [lead["sentence"] for lead in shape["lead_ins"]]
    shape["acm_above"] = shape["acm_above"]["sentence"] if shape["acm_above"] else ""
    return [" ".join(v) if isinstance(v, list) else v for v in (shape[column] for column in _COLUMNS)]


def line(doctrine: Doctrine, measure: Measure, at: frozenset[Phase] | None) -> None:
    """A measure in two lines; with the basis on which it is in force in these phases."""
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
        roles=measure.roles,
        conditions=measure.how,
        function=measure.function.label,
    )
    say(f"{tr(measure.title)}  {who}  {doctrine.document.label(measure.sentence)}{basis}", hang=2)
    say(f"「{measure.quote}」", indent=4, hang=2)


def matrix(arguments: argparse.Namespace) -> None:
    """Print the table of functions and phases."""
    _one_format(arguments)
    doctrine = load_doctrine()
    rows = build_matrix(doctrine)
    if arguments.json:
        print_json([shapes.row(row) for row in rows])
    elif arguments.csv:
        header, *lines = csv_table(doctrine, rows)
        print_csv(header, lines)
    else:
        for row in rows:
            say(row.function.label)
            for column in COLUMNS:
                cell = row.cells[column]
                if cell.own or cell.continuing:
                    say(f"{column_label(column)}: {cell_text(doctrine, cell, column)}", indent=2, hang=4)
