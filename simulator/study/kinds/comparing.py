"""What differs between two wordings of one function: an open question that the learner judges."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from simulator.doctrine import Citation, Doctrine, Function, Measure
from simulator.doctrine.wording import likeness
from simulator.language import msg
from simulator.study.kinds.actors import place
from simulator.study.kinds.places import section_of
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion

_STEM = msg(
    "{after}にも、同じことを扱う文がある。{before}の次の文とは、どこが違うか。思い出してから、答えを見る。"
)
_OTHER = msg("もう一つの文")
_ALIKE = 0.55  # share of common words from which two wordings are worth comparing


def comparisons(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Two similar, not identical sentences of one function in two sections of chapter IV."""
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


def _question(doctrine: Doctrine, before: Measure, after: Measure) -> StudyQuestion:
    document = doctrine.document
    difference = "、".join(
        f"{document.label(document.unit(measure.sentence).clause)}は{words}"
        for measure, words in zip((before, after), _differing(before.quote, after.quote), strict=True)
    )
    return StudyQuestion(
        QuestionKind.COMPARE,
        after.sentence,
        before.sentence,
        _STEM,
        AnswerOption(difference),
        (),
        after.quote,
        (("before", place(doctrine, before.sentence)), ("after", place(doctrine, after.sentence))),
        _ended(doctrine, before),
        near=_OTHER,
        nearest=(Citation(sentence=before.sentence, quote=before.quote),),
        graded=False,
        phases=tuple(p for p in (section_of(doctrine, after.sentence),) if p),
        functions=(after.function,),
    )


def _ended(doctrine: Doctrine, measure: Measure) -> str:
    """The text of a measure, with the full stop if it is a whole sentence."""
    text = doctrine.document.sentence(measure.sentence).text
    return text if text.rstrip("。") == measure.quote else measure.quote


def _differing(before: str, after: str) -> tuple[str, str]:
    """The phrases of each wording that the other does not have, uncut."""
    mine, theirs = before.split("、"), after.split("、")
    parts = [
        (mine[left:right], theirs[start:end])
        for tag, left, right, start, end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return _quoted([one for one, _ in parts]), _quoted([other for _, other in parts])


def _quoted(parts: list[list[str]]) -> str:
    """Runs of phrases, each in brackets, or the words for none."""
    return "".join(f"「{'、'.join(phrases)}」" if phrases else "（なし）" for phrases in parts)
