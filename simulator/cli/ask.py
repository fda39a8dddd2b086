"""ask: what the text provides, worded as on the screen."""

from __future__ import annotations

import argparse

from simulator.cli import shapes, words
from simulator.cli.failures import WrongUseError
from simulator.cli.measures import line
from simulator.cli.output import print_json, say
from simulator.doctrine import Actor, Basis, Citation, Doctrine, Function, Hold, Measure, Phase, load_doctrine
from simulator.doctrine.ask import Answer
from simulator.doctrine.ask import ask as ask_text
from simulator.doctrine.understanding import Term, taken_as
from simulator.language import msg, tr

NEAREST = 3  # how many sentences are told as the nearest to a question


def ask(arguments: argparse.Namespace) -> None:
    """Print what the text provides, or 「本文に定めなし」 and where it provides something."""
    doctrine = load_doctrine()
    question = " ".join(arguments.words)
    actor, function = words.actor(arguments.actor), words.function(arguments.function)
    if not (question.strip() or actor or function):
        raise WrongUseError(tr("語、--actor、--function のどれかを指定してください。"))
    at = words.situation(arguments.at) or frozenset({Phase.HEIJI})
    answer = ask_text(doctrine, at, words=question, actor=actor, function=function)
    if arguments.json:
        print_json(shapes.answer(answer, doctrine))
    else:
        words_asked = f"「{question.strip()}」" if question.strip() else ""
        _answer(doctrine, answer, " × ".join(filter(None, (words_asked, *_chosen(actor, function)))))


def tell_answer(doctrine: Doctrine, at: frozenset[Phase], question: str) -> None:
    """Print what the text provides on these words in these phases."""
    _answer(doctrine, ask_text(doctrine, at, words=question), f"「{question}」")


def _chosen(actor: Actor | None, function: Function | None) -> tuple[str, ...]:
    return (actor.label if actor else "", function.label if function else "")


def taken(doctrine: Doctrine, understood: tuple[Term, ...], unknown: tuple[str, ...]) -> None:
    """Print what each word outside the text was taken as, and which words were not understood."""
    for term in understood:
        if term.relation:
            say(taken_as(doctrine.document, term), hang=2)
            if term.note:
                say(tr("注: {remark}", remark=tr(term.note)), indent=4, hang=4)
    for word in unknown:
        say(tr("「{word}」 この語は本文にない。何と取ればよいかは分からない。", word=word), hang=2)


def _answer(doctrine: Doctrine, answer: Answer, question: str) -> None:
    taken(doctrine, answer.understood, answer.unknown)
    say(tr("＋").join(phase.label for phase in Phase if phase in answer.phases))
    if answer.silent:
        _silent(doctrine, answer, question)
    else:
        for remark in answer.remarks:
            say(tr(remark), indent=2)
    if answer.ranked and (answer.translated or answer.unknown or len(answer.understood) > 1):
        guessed = answer.ranked[0].guessed
        say(
            tr("言い方の近い文（語からは分からないので、字の並びによる）")
            if guessed
            else tr("問いに最も近い文")
        )
        for near in answer.ranked[:NEAREST]:
            say(_quoted(doctrine, near.sentence, near.text), indent=2, hang=2)
    quoted: set[str] = set()  # lead-ins that are already quoted
    for provision in answer.provisions:
        line(doctrine, provision.measure, answer.phases)
        _ground(doctrine, provision.measure, provision.hold)
        _wording(doctrine, provision.measure, quoted)
    if answer.beside:
        say(tr("段階によらない定め"))
        for measure in answer.beside:
            line(doctrine, measure, None)
            _wording(doctrine, measure, quoted)
    if answer.mentions:
        say(tr("ほかに、この語のある文") if answer.acts else tr("この者の名のある文"))
    for mention in answer.mentions:
        say(_quoted(doctrine, mention.sentence, mention.text), indent=2, hang=2)
        if mention.why:
            say(tr("措置と読まない理由：{why}", why=tr(mention.why)), indent=4, hang=2)
    say(tr("すべてを拘束する前提（第II章）"))
    for citation in answer.premises:
        say(_cited(doctrine, citation), indent=2, hang=2)


def _silent(doctrine: Doctrine, answer: Answer, question: str) -> None:
    say(tr("{asked}に当たる措置は、この場合について本文に定めなし", asked=question))
    if answer.elsewhere:
        phases = tr("、").join(phase.label for phase in answer.elsewhere)
        say(tr("{asked}の定めがある場合：{phases}", asked=question, phases=phases), indent=2)
    for remark in answer.remarks:
        say(tr(remark), indent=2)
    for note in answer.nearest:
        say(f"{tr(note.about)}: {tr(note.note)}", indent=2, hang=2)
        for citation in note.nearest:
            say(tr("最も近い語 {quote}", quote=_cited(doctrine, citation)), indent=4, hang=2)
    for phase, measures in answer.elsewhere.items():
        say(tr("{phase}では定めがある", phase=phase.label), indent=2)
        for measure in measures:
            say(f"{tr(measure.title)}  {doctrine.document.label(measure.sentence)}", indent=4, hang=2)


def _ground(doctrine: Doctrine, measure: Measure, hold: Hold) -> None:
    """Print what carries a measure into this phase, if that is not its own sentence."""
    if hold.ground.sentence == measure.sentence:
        return
    words = msg("根拠 {quote} {why}")
    if hold.basis is Basis.READING:
        words = msg("根拠 {quote} 読み方：{why}")
    say(tr(words, quote=_cited(doctrine, hold.ground), why=tr(hold.why)), indent=4, hang=2)


def _wording(doctrine: Doctrine, measure: Measure, quoted: set[str]) -> None:
    """Print the conditions of a measure: request, mechanism, discretion, lead-ins."""
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
        known = lead.sentence in quoted
        shown = doctrine.document.label(lead.sentence) if known else _cited(doctrine, lead)
        note = tr("（{note}）", note=tr(lead.note)) if lead.note and not known else ""
        say(tr("導入文：") + shown + note, indent=4, hang=2)
        quoted.add(lead.sentence)


def _cited(doctrine: Doctrine, citation: Citation) -> str:
    return _quoted(doctrine, citation.sentence, citation.quote)


def _quoted(doctrine: Doctrine, sentence: str, words: str) -> str:
    return tr("「{quote}」（{place}）", quote=words, place=doctrine.document.label(sentence))
