"""questions: the questions made from the text, for other programs, and figures about them."""

from __future__ import annotations

import argparse
import json

from simulator.cli import words
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.form import form_of_name
from simulator.cli.out_file import write_out
from simulator.cli.output import escaped, say, tell
from simulator.document import ClauseError
from simulator.language import tr, tr_count
from simulator.study import Bank, StudyQuestion, load_bank
from simulator.study.audit import figures
from simulator.study.choosing import QuestionFilter, choose
from simulator.study.draw import draw
from simulator.study.exports import FORMS, export
from simulator.study.question import QuestionKind


def questions(arguments: argparse.Namespace) -> None:
    """Print the questions asked for, or the audit. Raises `RefusalError` if a figure is not as required."""
    bank = load_bank()
    form = arguments.form or (form_of_name(arguments.out, FORMS) if arguments.out else None)
    if arguments.audit:
        _audit(bank, as_json=form == "json")
        return
    if arguments.count is not None and arguments.count < 1:
        raise WrongUseError(tr("--count には 1 以上の数を指定してください。"))
    chosen = tuple(choose(bank, wanted(arguments, bank)))
    if arguments.count is not None:
        chosen = draw(chosen, arguments.count, arguments.seed)
    if not chosen:
        raise RefusalError(tr("当てはまる問いはありません。条件を減らしてください。"))
    if form is None:
        _listed(bank, chosen)
        return
    text = export(bank, chosen, form, arguments.seed)
    if arguments.out is None:
        print(escaped(text) if form == "json" else text, end="")
        return
    write_out(arguments.out, text.encode(), over=arguments.force)
    tell(tr("{output} に書き出しました。", output=arguments.out))


def wanted(arguments: argparse.Namespace, bank: Bank) -> QuestionFilter:
    """What the options of a call ask for. Raises `WrongUseError`."""
    phases = frozenset(words.phase(word) for word in arguments.phase or ())
    kinds = frozenset(_kind(word) for word in arguments.kind or ())
    try:
        clause = bank.doctrine.document.resolve(arguments.clause) if arguments.clause else ""
    except ClauseError as error:
        raise WrongUseError(str(error)) from error
    return QuestionFilter(kinds, phases, words.function(arguments.function), clause)


def _kind(word: str) -> QuestionKind:
    for kind in QuestionKind:
        if word in (kind.value, kind.label):
            return kind
    raise WrongUseError(
        tr(
            "問いの種類「{word}」はありません。使える語: {known}",
            word=word,
            known=tr("、").join(
                tr("{id}（{label}）", id=kind.value, label=kind.label) for kind in QuestionKind
            ),
        )
    )


def _listed(bank: Bank, chosen: tuple[StudyQuestion, ...]) -> None:
    """Print each question in three lines."""
    for question in chosen:
        say(f"{question.kind.label}  {bank.doctrine.document.label(question.sentence)}  {question.id}")
        say(question.asked, indent=2, hang=2)
        if question.passage:
            say(question.passage, indent=4, hang=2)
        say(tr(" ／ ").join(option.label for option in question.options()), indent=4, hang=2)
    say(tr_count("{count}問", len(chosen)))


def _audit(bank: Bank, *, as_json: bool) -> None:
    audited = figures(bank)
    if as_json:
        value = {
            "questions": len(bank.questions),
            "by_kind": {kind.value: bank.by_kind[kind] for kind in QuestionKind},
            "dropped": dict(bank.dropped.most_common()),
            "fillers": dict(bank.fillers.most_common()),
            "figures": [
                {"about": figure.about, "value": figure.value, "wanted": figure.wanted, "holds": figure.holds}
                for figure in audited
            ],
        }
        print(escaped(json.dumps(value, ensure_ascii=False, indent=2)))
    else:
        say(tr_count("{count}問", len(bank.questions)))
        for kind in QuestionKind:
            say(tr("{what}: {count}", what=kind.label, count=bank.by_kind[kind]), indent=2)
        say(tr("ふるいに掛かった数"))
        for reason, count in bank.dropped.most_common():
            say(tr("{what}: {count}", what=tr(reason), count=count), indent=2)
        say(tr("読まずに分かるので、あとに回す数"))
        for reason, count in bank.fillers.most_common():
            say(tr("{what}: {count}", what=tr(reason), count=count), indent=2)
        for figure in audited:
            say(
                tr("{what}: {value}（{wanted}）", what=figure.about, value=figure.value, wanted=figure.wanted)
            )
    if not all(figure.holds for figure in audited):
        missed = tr("、").join(figure.about for figure in audited if not figure.holds)
        raise RefusalError(tr("満たさない値があります: {missed}", missed=missed))
