"""What differs between two wordings of one function: recalled freely, and judged by the learner."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Citation, Doctrine, Function, Measure
from simulator.doctrine.wording import Fate, likeness
from simulator.doctrine.wording import compare as compare_words
from simulator.language import msg
from simulator.study.kinds.actors import place
from simulator.study.kinds.places import section_of
from simulator.study.question import Kind, Option, Question

_STEM = msg("{before}の次の文と、{after}の同じ機能の文とは、どこが違うか。思い出してから、答えを見る。")
_ALIKE = 0.55  # share of common words from which two wordings are worth comparing


def compare(doctrine: Doctrine) -> Iterator[Question]:
    """Two sentences of one function in two sections of chapter IV, alike and not the same."""
    seen: list[Measure] = []
    for measure in doctrine.measures:
        own = section_of(doctrine, measure.sentence)
        if own is None or measure.function is Function.OTHER:
            continue
        for before in seen:
            apart = section_of(doctrine, before.sentence) is not own
            if apart and before.function is measure.function and _differ(before, measure):
                yield _question(doctrine, before, measure)
        seen.append(measure)


def _differ(before: Measure, after: Measure) -> bool:
    return _ALIKE <= likeness(before.quote, after.quote) < 1


def _question(doctrine: Doctrine, before: Measure, after: Measure) -> Question:
    marks = {Fate.STAYS: "{}", Fate.REMOVED: "［－{}］", Fate.ADDED: "［＋{}］"}
    said = "".join(marks[words.fate].format(words.text) for words in compare_words(before.quote, after.quote))
    return Question(
        Kind.COMPARE,
        after.sentence,
        before.sentence,
        _STEM,
        Option(said),
        (),
        after.quote,
        (("before", place(doctrine, before.sentence)), ("after", place(doctrine, after.sentence))),
        before.quote,
        nearest=(Citation(sentence=before.sentence, quote=before.quote),),
        graded=False,
        phases=tuple(p for p in (section_of(doctrine, after.sentence),) if p),
        functions=(after.function,),
    )
