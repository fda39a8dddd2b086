"""Two sentences whose subjects are to be told apart; every way to fill the two blanks is plausible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from simulator.doctrine import Citation, Doctrine, Function, Measure
from simulator.doctrine.wording import likeness
from simulator.language import msg
from simulator.study.kinds.actors import phases_of, place, written_subject
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, one_in

FIRST, SECOND = "（ア）", "（イ）"
_BESIDE = msg("{place}の次の二つの文の（ア）と（イ）に入る者の組を、本文のとおりに選ぶ。")
_APART = msg(
    "次の二つの文は、{before}と、{after}とにある。（ア）と（イ）に入る者の組を、本文のとおりに選ぶ。"
)
_OTHER = msg("もう一つの文")
_ALIKE = 0.4  # share of common words from which sentences of two clauses are about the same thing
_ALIKE_OF_ONE_THING = 0.3  # the same for functions that are a subject, not a way of working
_GENERAL = frozenset({Function.COORDINATION, Function.INFORMATION, Function.SPACE, Function.MARITIME})
_TOGETHER = {"日米両政府": "自衛隊及び米軍", "自衛隊及び米軍": "日米両政府"}
# Subjects that readers confuse, and the words that leave only one of them possible.
_TAKEN_FOR: dict[frozenset[str], re.Pattern[str]] = {
    frozenset({"日米両政府", "自衛隊及び米軍"}): re.compile("政府|自衛隊|米軍|共同作戦|外交|次の|各々の指揮"),
    frozenset({"日米両政府", "日本政府"}): re.compile("自衛隊|米軍|米国|相互|共同|各々|協力|協議|次の"),
    frozenset({"自衛隊及び米軍", "自衛隊"}): re.compile("自衛隊|米軍|米国|相互|共同|各々|協力|協議|次の"),
}
_REPEATED = 0.9  # share of common words from which the two are one sentence written twice
_SAME = 4  # of pairs with the same subject, one in so many is asked about
_POINTS_OUT = re.compile("はまた|そのような|このような|これらの|これには|このため|当該取組")


def pair(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Neighbouring sentences of a clause, and similar ones of two clauses, mostly with different subjects.

    Some have the same subject: otherwise two of the four options would be wrong without reading.
    """
    subjects = {
        measure.sentence: (measure, subject)
        for measure in doctrine.measures
        if (text := doctrine.document.sentence(measure.sentence).text)
        and (subject := written_subject(measure, text))
    }
    acting = list(subjects.values())
    unit = doctrine.document.unit
    for one, other in combinations(acting, 2):
        beside = unit(one[0].sentence).clause == unit(other[0].sentence).clause
        if one[1] == other[1] and not one_in(_SAME, "same", one[0].sentence, other[0].sentence):
            continue
        if beside or _sisters(one[0], other[0]):
            yield from _asked(doctrine, one, other)


def same_in_both(answer: AnswerOption) -> bool:
    """Whether the same subject acts in both sentences."""
    first, second = (part.partition("）")[2] for part in answer.text.split("　"))
    return first == second


def _sisters(one: Measure, other: Measure) -> bool:
    same = one.function is other.function is not Function.OTHER
    enough = _ALIKE if one.function in _GENERAL else _ALIKE_OF_ONE_THING
    return same and enough <= likeness(one.quote, other.quote) < _REPEATED


def _asked(
    doctrine: Doctrine, before: tuple[Measure, str], after: tuple[Measure, str]
) -> Iterator[StudyQuestion]:
    (one, mine), (other, theirs) = before, after
    rival = theirs if mine != theirs else _TOGETHER.get(mine, mine)
    tells = _TAKEN_FOR.get(frozenset({mine, rival}))
    first, second = (
        doctrine.document.sentence(measure.sentence).text.replace(f"{subject}は", f"{blank}は", 1)
        for measure, subject, blank in ((one, mine, FIRST), (other, theirs, SECOND))
    )
    if tells is None or any(tells.search(words) or _POINTS_OUT.search(words) for words in (first, second)):
        return
    places = place(doctrine, one.sentence), place(doctrine, other.sentence)
    together = places[0] == places[1]
    ways = [(left, right) for left in (mine, rival) for right in (mine, rival)]
    ways.sort(key=lambda way: way != (mine, theirs))
    answer, *wrong = (AnswerOption(f"（ア）{left}　（イ）{right}") for left, right in ways)
    yield StudyQuestion(
        QuestionKind.PAIR,
        one.sentence,
        other.sentence,
        _BESIDE if together else _APART,
        answer,
        tuple(wrong),
        one.quote,
        (("place", places[0]),) if together else (("before", places[0]), ("after", places[1])),
        _side_by_side(doctrine, one.sentence, other.sentence).join((first, second)),
        near=_OTHER,
        nearest=(Citation(sentence=other.sentence, quote=other.quote),),
        phases=tuple(dict.fromkeys((*phases_of(one), *phases_of(other)))),
        functions=(one.function,),
    )


def _side_by_side(doctrine: Doctrine, one: str, other: str) -> str:
    """The separator between two sentences: empty if they follow each other in the text."""
    sentences = [sentence.id for sentence in doctrine.document.sentences()]
    unit = doctrine.document.unit
    if unit(one).clause != unit(other).clause:
        return "　／　"
    follows = unit(one) is unit(other) and sentences.index(other) == sentences.index(one) + 1
    return "" if follows else "（中略）"
