"""Where a sentence stands: in the section of which phase, under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.doctrine import Doctrine, Function, Measure, Phase
from simulator.document import Document, Unit
from simulator.language import msg
from simulator.study.kinds.actors import phases_of
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, digest, drawn

_PHASE = msg("次の文は、第IV章のどの節に置かれているか。")
_PLACE = msg("次の文は、{above}のどの見出しの下に置かれているか。")


def section_of(doctrine: Doctrine, sentence: str) -> Phase | None:
    """The phase in whose section of chapter IV a sentence stands."""
    clause = doctrine.document.unit(sentence).clause
    return next(
        (p.phase for p in doctrine.profiles.values() if f"{clause}.".startswith(f"{p.clause}.")), None
    )


def phase(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Ask for the section of chapter IV of a sentence that does not name its situation."""
    sections = {p.phase: doctrine.document.unit(p.clause) for p in doctrine.profiles.values()}
    for measure in doctrine.measures:
        own = section_of(doctrine, measure.sentence)
        if own is None:
            continue
        beside = [unit for other, unit in sections.items() if other is not own]
        beside.sort(key=lambda unit: _far(doctrine, unit, measure))
        yield _placed(doctrine, QuestionKind.PHASE, measure, _PHASE, (), sections[own], beside)


def _far(doctrine: Doctrine, section: Unit, measure: Measure) -> tuple[bool, bool, str]:
    """A sort key by how unlikely a section seems for a measure; sections with its function come first.

    Disaster among sections on threats and attacks is obviously wrong, and comes last.
    """
    akin = measure.function is not Function.OTHER and any(
        measure.function in (other.function, *other.functions_also)
        for other in doctrine.measures
        if f"{other.sentence}.".startswith(f"{section.id}.")
    )
    disaster = section.id == doctrine.profiles[Phase.SAIGAI].clause
    return disaster, not akin, digest(measure.sentence, section.heading)


def heading(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Ask for the heading of a sentence, among the headings beside it."""
    document = doctrine.document
    for measure in doctrine.measures:
        unit = document.unit(document.unit(measure.sentence).clause)
        above = document.parent(unit.id)
        if above is None or above.id == "IV":  # its sections are asked about by `phase`
            continue
        beside = [
            neighbour
            for neighbour in document.children(above.id)
            if neighbour.id != unit.id and neighbour.heading
        ]
        values = (("above", f"{document.label(above.id)}「{above.heading}」"),)
        yield _placed(doctrine, QuestionKind.PLACE, measure, _PLACE, values, unit, beside)


def _placed(  # noqa: PLR0913, PLR0917  what differs between the two
    doctrine: Doctrine,
    kind: QuestionKind,
    measure: Measure,
    stem: str,
    values: tuple[tuple[str, str], ...],
    right: Unit,
    beside: list[Unit],
) -> StudyQuestion:
    document = doctrine.document
    text = document.sentence(measure.sentence).text
    near = [AnswerOption(neighbour.heading) for neighbour in beside if not _fits(document, neighbour, text)]
    wrong = near if kind is QuestionKind.PHASE else drawn(near, 3, measure.sentence)
    return StudyQuestion(
        kind,
        measure.sentence,
        "place",
        stem,
        AnswerOption(right.heading),
        tuple(wrong[:3]),
        measure.quote,
        values,
        text,
        phases=phases_of(measure),
        functions=(measure.function,),
    )


def _fits(document: Document, unit: Unit, text: str) -> bool:
    """Whether a sentence could stand under another heading: most of its words occur there."""
    above = document.parent(unit.id)
    opening = above.sentences if above else ()
    units = (
        [sibling for sibling in document.children(above.id) if sibling.clause == above.id] if above else []
    )
    shared = [*opening, *(sentence for sibling in units for sentence in sibling.sentences)]
    there = "".join(shared_sentence.text for shared_sentence in (*shared, *document.sentences(unit.id)))
    words = {word for word in _WORDS.findall(text) if word not in _ANYWHERE}
    return sum(word in there for word in words) > _MOST * len(words)


_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}|[ァ-ヺー]{3,}|[A-Z]{3,}")
_ANYWHERE = frozenset(
    {"日米両政府", "日本政府", "自衛隊", "米軍", "日本", "米国", "協力", "適切", "場合", "必要", "実施"}
)
_MOST = 0.65  # share of the words of a sentence that another section must have for it to fit there
