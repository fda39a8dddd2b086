"""ask: what the text provides, said as the screen says it."""

from __future__ import annotations

import argparse

from simulator.cli import shapes, words
from simulator.cli.failures import WrongUseError
from simulator.cli.measures import line
from simulator.cli.output import print_json, say
from simulator.doctrine import Basis, Citation, Doctrine, Hold, Measure, Phase, load_doctrine
from simulator.doctrine.ask import Answer
from simulator.doctrine.ask import ask as ask_text
from simulator.language import msg, tr


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
        _silent(doctrine, answer)
    said: set[str] = set()  # lead-ins that have been quoted
    for provision in answer.provisions:
        line(doctrine, provision.measure, answer.phases)
        _ground(doctrine, provision.measure, provision.hold)
        _wording(doctrine, provision.measure, said)
    if answer.beside:
        say(tr("段階によらない定め"))
        for measure in answer.beside:
            line(doctrine, measure, None)
            _wording(doctrine, measure, said)
    if answer.mentions:
        say(tr("ほかに、この語のある文") if answer.acts else tr("この者の名のある文"))
    for mention in answer.mentions:
        say(_quoted(doctrine, mention.sentence, mention.text), indent=2, hang=2)
        if mention.why:
            say(tr("措置と読まない理由：{why}", why=tr(mention.why)), indent=4, hang=2)
    say(tr("すべてを拘束する前提（第II章）"))
    for citation in answer.premises:
        say(_cited(doctrine, citation), indent=2, hang=2)


def _silent(doctrine: Doctrine, answer: Answer) -> None:
    say(tr("この問いに当たる措置は、本文に定めなし"))
    for remark in answer.remarks:
        say(tr(remark), indent=2)
    for note in answer.nearest:
        say(f"{tr(note.about)}: {tr(note.note)}", indent=2, hang=2)
        for citation in note.nearest:
            say(tr("最も近い語 {quote}", quote=_cited(doctrine, citation)), indent=4, hang=2)
    for phase, there in answer.elsewhere.items():
        say(tr("{phase}では定めがある", phase=phase.label), indent=2)
        for measure in there:
            say(f"{tr(measure.title)}  {doctrine.document.label(measure.sentence)}", indent=4, hang=2)


def _ground(doctrine: Doctrine, measure: Measure, hold: Hold) -> None:
    """What carries a measure into this phase, where that is not its own sentence."""
    if hold.ground.sentence == measure.sentence:
        return
    words = msg("根拠 {quote} {why}")
    if hold.basis is Basis.READING:
        words = msg("根拠 {quote} 読み方：{why}")
    say(tr(words, quote=_cited(doctrine, hold.ground), why=tr(hold.why)), indent=4, hang=2)


def _wording(doctrine: Doctrine, measure: Measure, said: set[str]) -> None:
    """Condition, request, the mechanism, what is left to each, the lead-ins: what a question is about."""
    for label, quotes in (
        (tr("条件："), measure.conditions_of_fact),
        (tr("各々の決定・法令に委ねる語："), measure.discretion),
        (tr("限り・拠りどころ："), measure.limits),
    ):
        if quotes:
            say(label + "".join(f"「{quote}」" for quote in quotes), indent=4, hang=2)
    if measure.requested_by:
        say(tr("要請：") + measure.requested_by.label, indent=4)
    named = tr("名がある") if measure.acm else tr("名はない")
    if measure.acm_above:
        above = doctrine.document.label(measure.acm_above.sentence)
        named = tr("名はない（同じ節では {place}）", place=above)
    say(tr("調整メカニズム：") + named, indent=4)
    for lead in measure.lead_ins:
        known = lead.sentence in said
        shown = doctrine.document.label(lead.sentence) if known else _cited(doctrine, lead)
        note = tr("（{note}）", note=tr(lead.note)) if lead.note and not known else ""
        say(tr("導入文：") + shown + note, indent=4, hang=2)
        said.add(lead.sentence)


def _cited(doctrine: Doctrine, citation: Citation) -> str:
    return _quoted(doctrine, citation.sentence, citation.quote)


def _quoted(doctrine: Doctrine, sentence: str, words: str) -> str:
    return tr("「{quote}」（{place}）", quote=words, place=doctrine.document.label(sentence))
