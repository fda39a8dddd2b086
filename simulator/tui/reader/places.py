"""Places found by name: clauses, phases, functions, measures, scenarios, and sentences by meaning.

The palette and the reader's search use this, so that both find the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.document import load_guidelines
from simulator.document.address import ClauseError
from simulator.language import tr
from simulator.tui.kit.finding import Place
from simulator.tui.kit.services import Services
from simulator.tui.reader.clause_text import title_of

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
        ask = partial(app.doors.open_ask, frozenset(), function.value)
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
    most of them.
    """
    from simulator.doctrine import Function  # noqa: PLC0415 - loaded when one types
    from simulator.doctrine.ranking import ranked  # noqa: PLC0415
    from simulator.doctrine.understanding import understand  # noqa: PLC0415

    document = load_guidelines()
    understood = understand(document, query)
    if understood.unknown:
        return
    taken = [word for term in understood.terms for word in term.taken]
    for function in functions(app):
        if any(word in Function(function.id).japanese for word in taken):
            yield function
    for term in understood.terms:
        relation = term.relation.label if term.relation else ""
        for name in term.clauses or term.nearest if term.relation else ():
            title = f"{document.label(name)} {document.unit(name).heading}"
            # Not the typed word itself, because the toolkit reads this line as markup.
            about = tr(
                "本文の「{words}」（{relation}）", words=tr("」「").join(term.taken), relation=relation
            )
            yield Place(
                title,
                about if term.taken else relation,
                name,
                partial(app.doors.open_clause, name),
                leads=name,
            )
    for near in ranked(document, query, understood)[:NEAREST]:
        show = partial(app.doors.open_clause, near.sentence, (near.text,))
        yield Place(document.label(near.sentence), near.text, near.sentence, show, leads=near.sentence)


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
