"""The question, and the answer as rows: sentences of the text, or that it is silent. It never advises."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.doctrine import Actor, Basis, Citation, Doctrine, Function, Measure
from simulator.doctrine.ask import Answer, Provision, ask
from simulator.doctrine.understanding import taken_as
from simulator.doctrine.words import actors_label
from simulator.language import msg, tr
from simulator.machine import Configuration
from simulator.tui.asking import commands as keys
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.rows import RowText, basis_look, cited, heading, place
from simulator.tui.kit.target import Target

ASK_ACTOR, ASK_FUNCTION = "actor", "function"  # targets of the rows of the question itself
NEAREST = 3  # how many sentences are shown as the nearest to a question


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked, and in which situation."""

    at: Configuration
    words: str = ""
    actor: Actor | None = None
    function: Function | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is asked yet."""
        return not (self.words.strip() or self.actor or self.function)

    @property
    def asked(self) -> tuple[str, ...]:
        """The parts of the question, in words."""
        words = f"「{self.words.strip()}」" if self.words.strip() else ""
        chosen = (self.actor.label if self.actor else "", self.function.label if self.function else "")
        return tuple(filter(None, (words, *chosen)))

    def answer(self, doctrine: Doctrine) -> Answer:
        """The answer of the text."""
        return ask(doctrine, self.at.phases, words=self.words, actor=self.actor, function=self.function)


def question_rows(question: Inquiry, caps: Caps = as_described) -> list[Block]:
    """Rows to choose actor and function; the band shows the situation."""
    actor = question.actor.label if question.actor else tr("すべて")
    function = question.function.label if question.function else tr("すべて")
    rows = [
        RowText()
        .add(tr("行う者"), "quiet")
        .add(actor, "strong")
        .block(label=caps(keys.ACTOR), indent=2, target=ASK_ACTOR),
        RowText()
        .add(tr("機能"), "quiet")
        .add(function, "strong")
        .block(label=caps(keys.FUNCTION), indent=2, target=ASK_FUNCTION),
    ]
    for choice in Function:
        here = choice is question.function
        line = RowText().add("●" if here else "○", "now" if here else "").add(choice.label, space=1)
        rows.append(line.block(indent=2, target=choice))
    return rows


def answer_rows(doctrine: Doctrine, question: Inquiry, caps: Caps = as_described) -> list[Block]:
    """The provisions with roles, wording and request; the sentences that bind all of them come last."""
    if question.empty:
        words = tr(
            "語を打つ（{words}）か、行う者（{actor}）・機能（{function}）を選ぶと、本文がこの場合に定めることを示す。",
            words=caps(keys.WORDS),
            actor=caps(keys.ACTOR),
            function=caps(keys.FUNCTION),
        )
        return [Block(words, look="quiet"), *_premises(doctrine, question.answer(doctrine))]
    answer = question.answer(doctrine)
    asked = " × ".join(question.asked)
    rows = [*_taken(doctrine, answer), heading(f"{asked} ▸ {question.at.label}  {len(answer.provisions)}")]
    if answer.silent:
        rows += _silent(doctrine, answer, asked, caps)
    else:
        rows += [Block(tr(remark), indent=3, look="quiet") for remark in answer.remarks]
    rows += _nearest(doctrine, answer)
    quoted: set[str] = set()  # lead-ins that are already quoted
    rows += [_provision(doctrine, provision, quoted) for provision in answer.provisions]
    if answer.beside:
        rows.append(heading(tr("段階によらない定め  {count}", count=len(answer.beside))))
        rows += [
            _measure(doctrine, m, quoted).block(label="・", indent=3, target=_cite(m)) for m in answer.beside
        ]
    return rows + _mentions(doctrine, answer) + _premises(doctrine, answer)


def _taken(doctrine: Doctrine, answer: Answer) -> list[Block]:
    """What each word outside the text was taken as, and which words were not understood."""
    rows = []
    for term in answer.translated:
        line = RowText().add(taken_as(doctrine.document, term))
        if term.note:
            line.row().add(tr(term.note), "quiet")
        rows.append(line.block(label="≒", indent=3))
    for word in answer.unknown:
        words = tr("「{word}」 この語は本文にない。何と取ればよいかは分からない。", word=word)
        rows.append(Block(words, label="？", indent=3, look="warning"))
    return rows


def _nearest(doctrine: Doctrine, answer: Answer) -> list[Block]:
    """The sentences nearest to a question, unless the question is a single word of the text."""
    if not answer.ranked or not (answer.translated or answer.unknown or len(answer.understood) > 1):
        return []
    guessed = answer.ranked[0].guessed
    title = (
        tr("言い方の近い文（語からは分からないので、字の並びによる）") if guessed else tr("問いに最も近い文")
    )
    rows = [heading(title)]
    for near in answer.ranked[:NEAREST]:
        line = RowText().add(f"「{near.text}」").add(place(doctrine.document, near.sentence), "link", space=1)
        rows.append(
            line.block(label="・", indent=3, target=Target("cite", near.sentence, near.text, "ranked"))
        )
    return rows


def _silent(doctrine: Doctrine, answer: Answer, question: str, caps: Caps) -> list[Block]:
    words = tr("{asked}に当たる措置は、この場合について本文に定めなし", asked=question)
    rows = [Block(words, label="―", indent=3, look="verdict")]
    if answer.elsewhere:
        phases = tr("、").join(phase.label for phase in answer.elsewhere)
        rows.append(Block(tr("{asked}の定めがある場合：{phases}", asked=question, phases=phases), indent=3))
    rows += [Block(tr(remark), indent=3, look="quiet") for remark in answer.remarks]
    for note in answer.nearest:
        line = RowText().add(tr(note.about), "strong").add(tr(note.note), "quiet")
        rows.append(line.block(label="・", indent=3, gap=1))
        rows += [
            cited(doctrine.document, citation, f"near {number}", prefix=tr("最も近い語"))
            for number, citation in enumerate(note.nearest)
        ]
    for phase, measures in answer.elsewhere.items():
        line = (
            RowText()
            .add(tr("{phase}では定めがある", phase=phase.label), "strong")
            .add(f"{len(measures)}", "quiet")
        )
        line.add(tr("{key} でその場合を見る", key=caps(commands.OPEN)), "quiet")
        rows.append(line.block(label="→", indent=3, target=Target("phase", phase.value), gap=1))
        for m in measures:
            row = RowText().add(tr(m.title)).add(place(doctrine.document, m.sentence), "link")
            target = Target("cite", m.sentence, m.quote, f"{phase.value} {m.id}")
            rows.append(row.block(indent=5, target=target))
    return rows


def _provision(doctrine: Doctrine, provision: Provision, quoted: set[str]) -> Block:
    measure, hold = provision.measure, provision.hold
    line = _measure(doctrine, measure, quoted)
    line.row().add(hold.basis.label, basis_look(hold.basis))
    if hold.ground.sentence == measure.sentence and hold.ground.quote in measure.quote:
        line.add(tr("この文による"), "quiet")
    else:
        line.add(tr("{phase}に及ぶ根拠", phase=hold.phase.label), "quiet")
        line.add(f"「{hold.ground.quote}」", space=1)
        line.add(place(doctrine.document, hold.ground.sentence), "link", space=1)
        if hold.why:
            why = msg("読み方 {why}") if hold.basis is Basis.READING else msg("注 {why}")
            line.row().add(tr(why, why=tr(hold.why)), "quiet")
    return line.block(label="・", indent=3, target=_cite(measure))


def _measure(doctrine: Doctrine, m: Measure, quoted: set[str]) -> RowText:
    """Title, roles, wording, request, the ACM, discretion, the lead-in, and the quote."""
    line = RowText().add(tr(m.title), "strong").add(m.function.label, "quiet").row()
    line.add(tr("行う者："), "quiet").add(actors_label(m.actors), space=0)
    if m.lead:
        line.add(tr("主体："), "quiet").add(actors_label(m.lead), space=0)
    if m.support:
        line.add(tr("支援："), "quiet").add(actors_label(m.support), space=0)
    line.add(tr("言い方："), "quiet").add(m.how, space=0)
    if m.requested_by:
        line.add(tr("要請："), "quiet").add(m.requested_by.label, space=0)
    line.add(tr("調整メカニズム："), "quiet").add(tr("名がある") if m.acm else tr("名はない"), space=0)
    if m.acm_above:
        line.add(tr("同じ節では"), "quiet", space=1)
        line.add(place(doctrine.document, m.acm_above.sentence), "link", space=1)
    for label, quotes in (
        (tr("条件："), m.conditions_of_fact),
        (tr("各々の決定・法令に委ねる語："), m.discretion),
        (tr("限り・拠りどころ："), m.limits),
    ):
        if quotes:
            line.row().add(label, "quiet").add("".join(f"「{quote}」" for quote in quotes), space=0)
    line.row().add(f"「{m.quote}」", "text").add(place(doctrine.document, m.sentence), "link", space=1)
    for lead in m.lead_ins:
        line.row().add(tr("導入文："), "quiet")
        line.add("" if lead.sentence in quoted else f"「{lead.quote}」", "quiet", space=0)
        line.add(place(doctrine.document, lead.sentence), "link", space=1)
        if lead.note and lead.sentence not in quoted:
            line.add(tr("（{note}）", note=tr(lead.note)), "quiet", space=1)
        quoted.add(lead.sentence)
    return line


def _cite(measure: Measure) -> Target:
    return Target("cite", measure.sentence, measure.quote, measure.id)


def _mentions(doctrine: Doctrine, answer: Answer) -> list[Block]:
    """The other sentences with the words, with the reason if no measure is read in one."""
    if not answer.mentions:
        return []
    title = msg("ほかに、この語のある文  {count}") if answer.acts else msg("この者の名のある文  {count}")
    rows = [heading(tr(title, count=len(answer.mentions)))]
    for mention in answer.mentions:
        line = RowText().add(f"「{mention.text}」")
        line.add(place(doctrine.document, mention.sentence), "link", space=1)
        if mention.why:
            line.row().add(tr("措置と読まない理由：{why}", why=tr(mention.why)), "quiet")
        target = Target("cite", mention.sentence, mention.text, "mention")
        rows.append(line.block(label="・", indent=3, target=target))
    return rows


def _premises(doctrine: Doctrine, answer: Answer) -> list[Block]:
    def row(number: int, citation: Citation) -> Block:
        return cited(doctrine.document, citation, f"premise {number}")

    premises = [row(number, citation) for number, citation in enumerate(answer.premises)]
    return [heading(tr("すべてを拘束する前提（第II章）")), *premises]
