"""Where a sentence stands: in which phase's section, under which heading."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Doctrine, Measure, Phase
from simulator.document import Unit
from simulator.language import msg
from simulator.study.kinds.actors import phases_of
from simulator.study.question import Kind, Option, Question, drawn

_PHASE = msg("次の文は、第IV章のどの節に置かれているか。")
_PLACE = msg("次の文は、{above}のどの見出しの下に置かれているか。")


def section_of(doctrine: Doctrine, sentence: str) -> Phase | None:
    """The phase in whose section of chapter IV a sentence stands."""
    clause = doctrine.document.unit(sentence).clause
    return next(
        (p.phase for p in doctrine.profiles.values() if f"{clause}.".startswith(f"{p.clause}.")), None
    )


def phase(doctrine: Doctrine) -> Iterator[Question]:
    """The section of chapter IV, by its heading, of a sentence whose words do not name the situation."""
    headings = {p.phase: doctrine.document.unit(p.clause).heading for p in doctrine.profiles.values()}
    for measure in doctrine.measures:
        own = section_of(doctrine, measure.sentence)
        if own is None:
            continue
        others = [Option(heading) for other, heading in headings.items() if other is not own]
        wrong = drawn(others, 3, measure.sentence)
        yield _placed(doctrine, Kind.PHASE, measure, _PHASE, (), headings[own], wrong)


def heading(doctrine: Doctrine) -> Iterator[Question]:
    """The heading of a sentence among those beside it."""
    document = doctrine.document
    for measure in doctrine.measures:
        unit = document.unit(document.unit(measure.sentence).clause)
        above = document.parent(unit.id)
        if above is None or above.id == "IV":  # its sections are asked about by `phase`
            continue
        beside = [one for one in document.children(above.id) if one.id != unit.id]
        wrong = drawn(_headings(beside), 3, measure.sentence)
        values = (("above", f"{document.label(above.id)}「{above.heading}」"),)
        yield _placed(doctrine, Kind.PLACE, measure, _PLACE, values, unit.heading, wrong)


def _headings(units: list[Unit]) -> Iterator[Option]:
    yield from (Option(one.heading) for one in units if one.heading)


def _placed(  # noqa: PLR0913, PLR0917  what differs between the two
    doctrine: Doctrine,
    kind: Kind,
    measure: Measure,
    stem: str,
    values: tuple[tuple[str, str], ...],
    answer: str,
    wrong: tuple[Option, ...],
) -> Question:
    return Question(
        kind,
        measure.sentence,
        "place",
        stem,
        Option(answer),
        wrong,
        measure.quote,
        values,
        doctrine.document.sentence(measure.sentence).text,
        phases=phases_of(measure),
        functions=(measure.function,),
    )
