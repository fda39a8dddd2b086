"""Places found by name: clauses, phases, functions, measures, scenarios, and sentences by meaning.

The palette and the reader's search use this, so that both find the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from simulator.document import Document, load_guidelines
from simulator.document.address import ClauseError
from simulator.language import tr
from simulator.tui.kit.finding import Place
from simulator.tui.kit.services import Services
from simulator.tui.reader.clause_text import title_of

if TYPE_CHECKING:
    from simulator.doctrine.understanding import Term

FEW = 5  # if fewer places are found, those that the words are taken to mean are added
NEAREST = 5  # how many of the best sentences are offered


def clauses(app: Services) -> Iterator[Place]:
    """Every clause, by its heading."""
    for unit in load_guidelines().clauses():
        show = partial(app.doors.open_clause, unit.id)
        yield Place(title_of(unit), tr("条項を開く"), unit.id, show, weight=0.9, leads=unit.id)


def functions(app: Services) -> Iterator[Place]:
    """The functions, each to be asked about."""
    from simulator.doctrine import Function  # noqa: PLC0415 - loaded when one types

    for function in Function:
        ask = partial(app.doors.open_ask, function=function.value)
        yield Place(function.label, tr("この機能を本文に尋ねる"), function.value, ask)


def measures(app: Services) -> Iterator[Place]:
    """The measures, each with its sentence."""
    from simulator.doctrine import load_doctrine  # noqa: PLC0415 - loaded when one types

    for measure in load_doctrine().measures:
        name = measure.sentence
        show = partial(app.doors.open_clause, name, (measure.quote,))
        yield Place(tr(measure.title), tr("措置の文を開く"), name, show, weight=0.6, leads=name)


def phases(app: Services) -> Iterator[Place]:
    """The phases, each with its clause."""
    from simulator.doctrine import load_doctrine  # noqa: PLC0415 - loaded when one types

    for profile in load_doctrine().profiles.values():
        about = tr("段階の条項 {clause} を開く", clause=profile.clause)
        show = partial(app.doors.open_clause, profile.clause)
        yield Place(profile.phase.label, about, profile.phase.value, show, leads=profile.clause)


def scenarios(app: Services) -> Iterator[Place]:
    """The scenarios, each to be played."""
    from simulator.scenario import load_scenario, scenario_files  # noqa: PLC0415 - loaded when one types

    for path in scenario_files():
        try:
            title = load_scenario(path).title
        except ValueError:  # the list of scenarios reports what is wrong with it
            continue
        yield Place(
            title, tr("シナリオを演習する"), path.stem, partial(app.doors.open_play, path), weight=0.95
        )


def meant(app: Services, query: str) -> Iterator[Place]:
    """The places that asking the text understands by the words, if all are known.

    The functions and clauses that words of everyday use, law or newspapers mean, and the sentences that say
    most of them, except those in a clause or paragraph found already: it is opened whole, with their words
    marked.
    """
    from simulator.doctrine import Function  # noqa: PLC0415 - loaded when one types
    from simulator.doctrine.ranking import ranked  # noqa: PLC0415
    from simulator.doctrine.understanding import understand  # noqa: PLC0415

    document = load_guidelines()
    understood = understand(document, query)
    if understood.unknown:
        return
    nearest = ranked(document, query, understood)[:NEAREST]
    taken_words = [word for term in understood.terms for word in term.taken]
    for function in functions(app):
        if any(word in Function(function.id).japanese for word in taken_words):
            yield function
    leading = {
        name: term
        for term in reversed(understood.terms)
        for name in reversed((term.clauses or term.nearest) if term.relation else ())
    }
    places_opened_whole = [
        name for name in reversed(leading) if _holding(document, name) & leading.keys() == {name}
    ]
    for name in places_opened_whole:
        sentences = tuple(near.text for near in nearest if name in _holding(document, near.sentence))
        title = f"{document.label(name)} {document.unit(name).heading}"
        show = partial(app.doors.open_clause, name, sentences)
        yield Place(title, _about(document, name, leading[name], sentences), name, show, leads=name)
    for near in nearest:
        if _holding(document, near.sentence).isdisjoint(places_opened_whole):
            show = partial(app.doors.open_clause, near.sentence, (near.text,))
            yield Place(document.label(near.sentence), near.text, near.sentence, show, leads=near.sentence)


def _about(document: Document, name: str, term: Term, said: Sequence[str]) -> str:
    """What stands under a place that a word leads to: a silence before any sentence."""
    from simulator.doctrine.thesaurus import Relation  # noqa: PLC0415 - loaded when one types

    if term.relation is Relation.SILENT:
        return term.relation.label
    if document.is_sentence(name):
        return document.sentence(name).text.rstrip("。")
    return said[0] if said else tr("条項を開く")


def taken(app: Services, query: str) -> Iterator[Place]:
    """What each word that the text does not have is taken as, in the words of asking; it leads to asking."""
    from simulator.doctrine.understanding import taken_as, understand  # noqa: PLC0415 - loaded when one types

    document = load_guidelines()
    understood = understand(document, query)
    for term in () if understood.unknown else understood.terms:
        if term.relation:
            ask = partial(app.doors.open_ask, words=query)
            yield Place(taken_as(document, term), tr("この語で本文に尋ねる"), f"?{term.word}", ask)


def _holding(document: Document, name: str) -> set[str]:
    """The place itself, and the paragraph and the clause that show it in their own body."""
    unit = document.unit(name)
    return {name, unit.id, unit.clause}


def named(app: Services, query: str) -> Place | None:
    """The clause that the words name in any spelling: `第IV章C.2`, `iv.c.2`."""
    document = load_guidelines()
    try:
        name = document.resolve(query)
    except ClauseError:
        return None
    unit = document.unit(name)
    title = title_of(unit) if unit.id == name and unit.kind.is_clause else document.label(name)
    return Place(title, tr("条項を開く"), name, partial(app.doors.open_clause, name), leads=name)
