"""Pages to read, search and ask the text, with the same answers as the facilitator's screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.classroom.markup import Html, HtmlPiece, el, join
from simulator.classroom.shell import page
from simulator.classroom.told import clause_link
from simulator.doctrine import Citation, Doctrine, Hold, Measure, Phase
from simulator.doctrine.ask import Answer
from simulator.doctrine.ask import ask as ask_text
from simulator.doctrine.understanding import taken_as
from simulator.document import Document, Span, Unit, UnitKind, glossed, search
from simulator.language import tr, tr_count

LONGEST = 200  # characters of a question
HITS = 100
NEAREST = 3


def text_page(document: Document, words: str) -> str:
    """The whole text with a search field; with `words`, first the paragraphs that contain them."""
    query = words.strip()[:LONGEST]
    listed: HtmlPiece = None
    if query:
        hits = search(document, query)
        items = [
            el(
                "li",
                clause_link(hit.unit.id, document.label(hit.unit.id)),
                " ",
                _marked(hit.shown, hit.marks),
            )
            for hit in hits[:HITS]
        ]
        listed = el(
            "section",
            el("h2", f"「{query}」"),
            el("p", tr_count("{count}か所", len(hits)), role="status"),
            el("ul", items, cls="hits") if items else None,
        )
    return page(
        tr("条文"),
        [
            el("h1", tr("条文")),
            _field("/text", tr("探す語（全部を含むもの）"), tr("探す"), query),
            listed,
            el("section", map(_unit, document.units), cls="document", lang="ja"),
        ],
        kind="reading",
        path="/text",
    )


def ask_page(doctrine: Doctrine, words: str, phases: frozenset[Phase], *, hushed: bool) -> str:
    """What the text provides on these words in these phases; nothing if `hushed`: a question is open."""
    question = words.strip()[:LONGEST]
    answer: HtmlPiece = None
    if hushed:
        answer = el(
            "p",
            tr("いまは問いが出ているので、答えません。条文は探せます。"),
            " ",
            el("a", tr("条文"), href="/text"),
            role="status",
            cls="notice",
        )
    elif question:
        answer = _answer(doctrine, ask_text(doctrine, phases, words=question), question)
    return page(
        tr("本文に尋ねる"),
        [el("h1", tr("本文に尋ねる")), _field("/ask", tr("語又は問い"), tr("尋ねる"), question), answer],
        kind="reading",
        path="/ask",
    )


def _field(action: str, label: str, verb: str, value: str) -> Html:
    return el(
        "form",
        el("label", label, for_="q"),
        el("input", type="search", id="q", name="q", value=value, maxlength=LONGEST, required=True),
        el("button", verb, type="submit"),
        method="get",
        action=action,
        role="search",
    )


def _unit(unit: Unit) -> Html:
    if unit.kind is UnitKind.TITLE:
        return el("p", f"{unit.heading} {unit.text}", id=unit.id)
    if not unit.text:
        heading = f"{unit.number}. {glossed(unit.heading)}" if unit.number else glossed(unit.heading)
        return el(f"h{min(6, unit.level + 1)}", heading, id=unit.id)
    number = el("b", f"{unit.number}. ") if unit.kind is UnitKind.ITEM and unit.number else None
    sentences = [el("span", sentence.text, id=sentence.id) for sentence in unit.sentences]
    bullet = "bullet" if unit.kind is UnitKind.BULLET else None
    return el("p", number, sentences or unit.text, id=unit.id, cls=bullet)


def _marked(words: str, marks: Sequence[Span]) -> Html:
    pieces: list[HtmlPiece] = []
    unmarked_from = 0
    for mark in marks:
        pieces += [words[unmarked_from : mark.start], el("mark", words[mark.start : mark.end])]
        unmarked_from = mark.end
    return join([*pieces, words[unmarked_from:]])


def _answer(doctrine: Doctrine, answer: Answer, question: str) -> Html:
    document = doctrine.document
    pieces: list[HtmlPiece] = [el("h2", f"「{question}」")]
    for term in answer.understood:
        if term.relation:
            note = tr("注: {remark}", remark=tr(term.note)) if term.note else ""
            pieces.append(el("p", f"{taken_as(document, term)} {note}", cls="quiet"))
    pieces += [
        el("p", tr("「{word}」 この語は本文にない。何と取ればよいかは分からない。", word=word), cls="quiet")
        for word in answer.unknown
    ]
    phases = tr("＋").join(phase.label for phase in Phase if phase in answer.phases)
    pieces.append(el("h3", phases))
    if answer.silent:
        nothing = tr("{asked}に当たる措置は、この場合について本文に定めなし", asked=f"「{question}」")
        pieces.append(el("p", nothing, cls="about"))
        for phase, measures in answer.elsewhere.items():
            pieces.append(el("p", tr("{phase}では定めがある", phase=phase.label)))
            pieces.append(_measures(document, [(measure, measure.hold(phase)) for measure in measures]))
    pieces += [el("p", tr(remark), cls="quiet") for remark in answer.remarks]
    if answer.ranked and (answer.translated or answer.unknown or len(answer.understood) > 1):
        guessed = answer.ranked[0].guessed
        nearest_title = tr("言い方の近い文（語からは分からないので、字の並びによる）")
        pieces.append(el("h3", nearest_title if guessed else tr("問いに最も近い文")))
        nearest = [(sentence.sentence, sentence.text) for sentence in answer.ranked[:NEAREST]]
        pieces.append(_quotes(document, nearest))
    if answer.provisions:
        pieces.append(
            _measures(document, [(provision.measure, provision.hold) for provision in answer.provisions])
        )
    if answer.beside:
        pieces += [
            el("h3", tr("段階によらない定め")),
            _measures(document, [(measure, None) for measure in answer.beside]),
        ]
    if answer.mentions:
        pieces.append(el("h3", tr("ほかに、この語のある文")))
        pieces.append(_quotes(document, [(mention.sentence, mention.text) for mention in answer.mentions]))
    pieces.append(el("h3", tr("すべてを拘束する前提（第II章）")))
    pieces.append(_cited(document, answer.premises))
    return el("section", pieces, cls="answered")


def _measures(document: Document, measures: Iterable[tuple[Measure, Hold | None]]) -> Html:
    """Measures with who acts, how it is worded, and the basis on which they stand in a phase."""
    return el("ul", [_measure(document, measure, hold) for measure, hold in measures], cls="hits")


def _measure(document: Document, measure: Measure, hold: Hold | None) -> Html:
    pieces: list[HtmlPiece] = [
        el("b", tr(measure.title)),
        " ",
        el("small", tr("／").join((measure.roles, measure.how))),
    ]
    if hold:
        place = clause_link(hold.ground.sentence, document.label(hold.ground.sentence))
        pieces.append(el("small", " ", hold.basis.label, " ", place))
    if measure.when and measure.when not in measure.quote:
        pieces.append(el("p", tr("条件："), f"「{measure.when}」", cls="quiet"))
    return el("li", pieces, " ", _quote(document, measure.sentence, measure.quote))


def _quotes(document: Document, quotes: Iterable[tuple[str, str]]) -> Html:
    return el("ul", [el("li", _quote(document, name, words)) for name, words in quotes], cls="hits")


def _cited(document: Document, citations: Iterable[Citation]) -> Html:
    return _quotes(document, [(citation.sentence, citation.quote) for citation in citations])


def _quote(document: Document, sentence: str, words: str) -> Html:
    return join([f"「{words}」", " ", clause_link(sentence, document.label(sentence))])
