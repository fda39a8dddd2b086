"""Which two questions may not be asked together, because one of them, or its answer, gives the other away."""

from __future__ import annotations

import re
from functools import cache

from simulator.study.question import QuestionKind, StudyQuestion
from simulator.study.runs import runs

ALIKE = 0.7  # share of common pairs of characters from which two sentences count as one
_ACTORS = frozenset({QuestionKind.WHO, QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST})
_WHOSE = _ACTORS | {QuestionKind.PAIR}
_WORDED = frozenset({QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE})
# Kinds with so few different answers that a second question with the same answer teaches nothing new.
_ONCE = frozenset({QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.BASIS})
# Kinds that may ask for a word that is absent: at most once a session, or learners guess that it is absent.
_ROLES = frozenset({QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST})
# Kinds in which two questions with the same options show each other's wrong options.
_CHOSEN = frozenset({QuestionKind.SAID, QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.LISTED})
_RUN = 11  # characters in a run that makes two passages speak of the same thing
_SECTIONS = frozenset({QuestionKind.PHASE, QuestionKind.PLACE})
_CLAUSE = re.compile(r"^(.*?)\.(?:p|b|s)\d.*$")
_NAMED = re.compile(r"（[アイ]）([^　]+)")
_OPENING = re.compile(r"^[^、]*(?:には|とは|は)、")
_FIRM = ("する", "を行う")
# Sentences of one list: 「協力して行う活動の例には」 opens three of them, all with the same ending.
_LIST = re.compile("を含[^。]*。$")


def clash(one: StudyQuestion, other: StudyQuestion) -> bool:
    """Whether two may not be asked together: they share a sentence, or one shows what the other asks for.

    Two sentences that say nearly the same count as one sentence, as do those of a paragraph with the same
    answer, and those of a section with the same subject. What is shown after an answer counts too.
    """
    if one.sentences & other.sentences or _alike(one.whole, other.whole) or _same_lesson(one, other):
        return True
    return any(
        _tells(shown, asked) or _shows_place(shown, asked) or _shows_words(shown, asked)
        for asked, shown in ((one, other), (other, one))
    )


def _tells(shown: StudyQuestion, asked: StudyQuestion) -> bool:
    """Whether one shows the answer of the other: in its text, beside the same predicate, or explained."""
    if asked.sentences & shown.explained:
        return True
    if asked.family == shown.family and asked.kind is not QuestionKind.WHO:
        return False
    if asked.sought and asked.sought in shown.shown:
        return True
    done = asked.predicate
    return bool(done) and not asked.answer.own and asked.answer.text in shown.shown and done in shown.shown


def _shows_place(shown: StudyQuestion, asked: StudyQuestion) -> bool:
    """Whether one shows the number of a heading that the other asks for or offers as wrong.

    A heading with its number tells where its sentences stand, and that the section has that heading.
    """
    if asked.kind in _SECTIONS:
        return bool(_clauses(asked) & _clauses(shown)) or _within(asked.sentence, shown.headings_of)
    if not asked.headings_of:
        return False
    if shown.headings_of == asked.headings_of:
        return True
    offered = {option.text for option in asked.wrong}
    return any(
        clause.startswith(f"{asked.headings_of}.") and heading in offered for clause, heading in shown.places
    )


def _within(sentence: str, clause: str) -> bool:
    return bool(clause) and sentence.startswith(f"{clause}.")


def _shows_words(shown: StudyQuestion, asked: StudyQuestion) -> bool:
    """Whether one shows the words or the subject that the other asks for, in a sentence of the same clause.

    Sentences of a clause are built alike: who acts in one, on what condition, and how it ends can be
    guessed from the next.
    """
    if asked.kind is QuestionKind.ENDING and _LIST.search(asked.whole) and _LIST.search(shown.passage):
        opening = _OPENING.match(asked.passage)
        if opening and shown.passage.startswith(opening[0]):
            return True
    if asked.kind is QuestionKind.CLOZE and _strikes_out(shown, asked):
        return True
    if asked.kind in _WHOSE and _names_who(shown, asked):
        return True
    if asked.answer.own or not _clauses(asked) & _clauses(shown):
        return False
    if asked.kind in _WORDED:
        return asked.answer.text not in _FIRM and asked.answer.text in shown.passage
    if asked.kind in _WHOSE:
        return any(f"{name}は" in shown.passage for name in _names(asked))
    return False


def _names(asked: StudyQuestion) -> list[str]:
    """The actors that the answer names: one, or one for each of two sentences."""
    return _NAMED.findall(asked.answer.text) or [asked.answer.text]


def _names_who(shown: StudyQuestion, asked: StudyQuestion) -> bool:
    """Whether `shown` says who acts, in any clause, and both speak of the same thing in the same words."""
    acting = any(f"{name}は" in shown.shown or f"{name}による" in shown.shown for name in _names(asked))
    return acting and bool(runs(asked.passage, _RUN) & runs(shown.shown, _RUN))


def _strikes_out(shown: StudyQuestion, asked: StudyQuestion) -> bool:
    """Whether one shows a wrong term of the other in its own place, or both offer the same two terms."""
    if shown.kind is QuestionKind.CLOZE:
        return len(_offered(asked) & _offered(shown)) > 1
    akin = bool(set(asked.functions) & set(shown.functions))
    return akin and any(option.text in shown.passage for option in asked.wrong)


def _same_lesson(one: StudyQuestion, other: StudyQuestion) -> bool:
    """Whether answering one makes the other superfluous: the same answer, with nothing new to read."""
    same_clause = bool(_clauses(one) & _clauses(other))
    if {one.kind, other.kind} <= _WHOSE and same_clause:
        return True
    if _same_form(one, other):
        return True
    if one.answer != other.answer:
        return False
    if one.paragraph == other.paragraph or one.kind is other.kind is QuestionKind.CLOZE:
        return True
    if one.kind is not other.kind:
        return False
    same_section = one.kind in _ACTORS and one.section == other.section
    return one.kind in _ONCE or same_clause or same_section


def _same_form(one: StudyQuestion, other: StudyQuestion) -> bool:
    """Whether the form of one shows what is right in the other: both absent, the same list or options."""
    if {one.kind, other.kind} <= _ROLES and one.answer.own and other.answer.own:
        return True
    if {one.kind, other.kind} == {QuestionKind.REQUEST, QuestionKind.HOW} and one.section == other.section:
        return "要請" in one.answer.text + other.answer.text
    if one.kind is not other.kind or one.kind not in _CHOSEN:
        return False
    same_list = one.kind is QuestionKind.LISTED and one.passage == other.passage != ""
    return same_list or _offered(one) == _offered(other)


def _offered(question: StudyQuestion) -> frozenset[str]:
    return frozenset(option.text for option in (question.answer, *question.wrong))


def _clauses(question: StudyQuestion) -> frozenset[str]:
    """The clauses of the sentences that it asks about."""
    return frozenset(map(_clause, question.sentences))


@cache
def _clause(sentence: str) -> str:
    return _CLAUSE.sub(r"\1", sentence)


def _alike(one: str, other: str) -> bool:
    mine, theirs = runs(one, 2), runs(other, 2)
    return len(mine & theirs) > ALIKE * len(mine | theirs)
