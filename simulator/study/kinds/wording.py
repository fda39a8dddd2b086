"""How a sentence is worded: on what condition, by whose decision, and with which ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from simulator.doctrine import Actor, Citation, Doctrine, Function, Manner, Measure
from simulator.doctrine.wording import likeness
from simulator.document import Document
from simulator.language import msg
from simulator.study.kinds.actors import OF_ONE, phases_of, place, written_subject
from simulator.study.question import BLANK, AnswerOption, QuestionKind, StudyQuestion, drawn, one_in

_NO_LIMIT = msg("この文に、限る語はない。")
BARE = AnswerOption(msg("語はない（そのまま続く）"), own=True)
# Words that limit or leave a decision, grouped by sense; those of one group are never offered together,
# because nobody can tell by the sense whether a thing is done where appropriate or where needed.
_SOFT = ("適切な場合に", "適切なときは", "必要に応じて", "必要に応じ", "所要に応じ")
_GROUPS = (
    _SOFT,
    ("日本からの要請に基づき",),
    ("米国からの要請に基づき",),
    ("各々の決定により", "各々の判断に基づき"),
    ("自国の国内法令に従い", "日本の国内法令に従い"),
    ("自国の基準に従い",),
    ("実行可能な限り最大限",),
    ("各々の能力及び利用可能性に基づき", "各々の能力に基づき"),
)
_OFFERED = (
    "日本からの要請に基づき",
    "米国からの要請に基づき",
    "各々の決定により",
    "各々の能力に基づき",
    "自国の国内法令に従い",
)
_OF_SEVERAL = "各々の"
_SEEN = re.compile("決定|判断|能力|国内法|従い|要請")
_WORDS = re.compile("|".join(word for group in _GROUPS for word in group))
LIMITS = re.compile("適切|必要に応じ|所要に応じ|要請|決定|判断|従い|場合|ことができ|得る|限り|基づ|考慮|応じ")
_JAPANESE = frozenset({Actor.JAPAN, Actor.JAPAN_GOVERNMENT, Actor.SDF})
_AMERICAN = frozenset({Actor.US, Actor.US_GOVERNMENT, Actor.US_FORCES})
_LIMITED = msg("限る語のある、よく似た文")
_UNLIMITED = msg("この語のない、よく似た文")
_OTHERWISE = msg("結びのちがう、よく似た文")
# Functions that are ways of working, not subjects.
_GENERAL = frozenset({Function.OTHER, Function.COORDINATION, Function.INFORMATION})
_LIKE = 0.3  # share of common words from which another wording of a function is shown beside it
_LIKE_ENOUGH = 0.45  # the same, to show a sentence without the words
_HOW = msg("{place}の次の文の空欄に入る語を、本文のとおりに選ぶ。")
_ENDING = msg("{place}の次の文の結びを、本文のとおりに選ぶ。")


def how(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Ask for the condition or deciding words of a sentence; one in three of those without any is asked too.

    The blank includes the comma after the words: a comma left over would show whether there were any.
    """
    for measure in doctrine.measures:
        text = doctrine.document.sentence(measure.sentence).text
        limits = list(_WORDS.finditer(text))
        if len(limits) == 1:
            words = limits[0][0]
            comma = "、" if text[limits[0].end() :].startswith("、") else ""
            answer = AnswerOption(words + comma)
            passage = text.replace(answer.text, BLANK)
            # 「必要に応じた」 has a form that no other words have.
            if re.search(f"{BLANK}た|あって{BLANK}", passage):
                continue
            group = next(group for group in _GROUPS if words in group)
            pool = [AnswerOption(word + comma) for word in _offered(measure, passage) if word not in group]
            wrong = (BARE, *drawn(pool, 2, measure.sentence))
        elif passage := _bare(measure, text):
            pool = [AnswerOption(f"{word}、") for word in _offered(measure, passage)]
            answer, wrong = BARE, drawn(pool, 3, measure.sentence)
        else:
            continue
        yield StudyQuestion(
            QuestionKind.HOW,
            measure.sentence,
            "condition",
            _HOW,
            answer,
            wrong,
            measure.quote if answer.own or answer.text in measure.quote else text.rstrip("。"),
            (("place", place(doctrine, measure.sentence)),),
            passage,
            absent=_NO_LIMIT if answer is BARE else "",
            near=_LIMITED if answer is BARE else _UNLIMITED,
            nearest=_contrast(doctrine, measure, answer),
            phases=phases_of(measure),
            functions=(measure.function,),
        )


def _offered(measure: Measure, passage: str) -> Iterator[str]:
    """The words to choose from, different in sense: only one of 「適切な場合に」 and 「必要に応じ」.

    Left out are words that do not fit the actors (their own request, 「各々の」 for one, 「自国の」 for two)
    and words that repeat what the sentence says.
    """
    yield _SOFT[0] if one_in(2, "soft", measure.sentence) else _SOFT[3]
    asked_by = {"米国からの": _JAPANESE, "日本からの": _AMERICAN}
    alone = _JAPANESE.issuperset(measure.actors) or _AMERICAN.issuperset(measure.actors)
    for word in _OFFERED:
        whose = asked_by.get(word[:5])
        fits = (
            not word.startswith(_OF_SEVERAL if alone else OF_ONE)
            if whose is None
            else whose.issuperset(measure.actors)
        )
        if fits and not any(part in passage for part in _SEEN.findall(word)):
            yield word


def is_soft(answer: AnswerOption) -> bool:
    """Whether the words mean where appropriate or where needed."""
    return answer.text.rstrip("、") in _SOFT


def _contrast(doctrine: Doctrine, measure: Measure, answer: AnswerOption) -> tuple[Citation, ...]:
    """The sentence to contrast: for one without a limit, the most similar one that has a limit.

    For words of appropriateness or need, it is the most similar sentence without such words.
    """
    soft = is_soft(answer)
    if not soft and answer is not BARE:
        return ()

    def otherwise(sentence: str) -> bool:
        text = doctrine.document.sentence(sentence).text
        return not any(word in text for word in _SOFT) if soft else bool(_WORDS.search(text))

    return _likest(doctrine, measure, otherwise, like=_LIKE_ENOUGH if soft else _LIKE)


def _likest(
    doctrine: Doctrine,
    measure: Measure,
    fits: Callable[[str], bool],
    beside: frozenset[str] = frozenset(),
    like: float = _LIKE,
) -> tuple[Citation, ...]:
    """The most similar sentence that fits, among its neighbours and those of the same function elsewhere."""
    likeness_of = {
        other.sentence: likeness(other.quote, measure.quote)
        for other in doctrine.measures
        if other.sentence != measure.sentence and fits(other.sentence)
        if other.sentence in beside or _alike(other, measure, like)
    }
    if not likeness_of:
        return ()
    likest = max(likeness_of, key=lambda candidate: (likeness_of[candidate], candidate))
    return (Citation(sentence=likest, quote=doctrine.document.sentence(likest).text),)


def _alike(one: Measure, other: Measure, like: float) -> bool:
    same = one.function is other.function and one.function not in _GENERAL
    return same and likeness(one.quote, other.quote) >= like


_NOT_DONE = "認識"  # recognising a thing is not limited by 「適切な場合に」 or a request; only acts are


def _bare(measure: Measure, text: str) -> str:
    """A sentence without a condition, with a blank where others have one; empty if it is not asked about."""
    subject = written_subject(measure, text)
    limited = measure.conditions != (Manner.DOES,) or bool(measure.lead_ins) or LIMITS.search(text)
    start = f"{subject}は、"
    if not subject or limited or not text.startswith(start) or not one_in(2, "bare", measure.sentence):
        return ""
    if _NOT_DONE in text:
        return ""
    return f"{start}{BLANK}{text[len(start) :]}"


_MAY = "ことができ"
PLAIN = ("する", "を行う")  # the plain endings
_ENDINGS = (
    (
        re.compile(r"(?<=[一-鿿])(?<!有)(する|することができる)。$"),
        (
            "する",
            "することができる",
            "する責任を有する",
            "する機会を追求する",
            "することを検討することができる",
        ),
    ),
    (
        re.compile(r"(を含む|を含み得る|を含むが、これに限らない|を含み得るが、これらに限らない)。$"),
        ("を含む", "を含み得る", "を含むが、これに限らない", "を含み得るが、これらに限らない"),
    ),
    (
        re.compile(r"(を行う|を行うことができる)。$"),
        ("を行う", "を行うことができる", "を行うことを検討することができる", "について責任を有する"),
    ),
)


def _otherwise(doctrine: Doctrine, measure: Measure) -> tuple[Citation, ...]:
    """A neighbour, or a similar sentence elsewhere, of something that may be done."""

    def may(sentence: str) -> bool:
        return _MAY in doctrine.document.sentence(sentence).text

    return _likest(doctrine, measure, may, _neighbours(doctrine.document, measure.sentence))


def _own(document: Document, sentence: str) -> list[str]:
    """The sentences of its clause, without those of clauses below."""
    clause = document.unit(sentence).clause
    return [own.id for own in document.sentences(clause) if document.unit(own.id).clause == clause]


def _neighbours(document: Document, sentence: str) -> frozenset[str]:
    """The sentences of its paragraph, and those before and after it in its clause."""
    neighbours = _own(document, sentence)
    at = neighbours.index(sentence)
    paragraph = sentence.rpartition(".")[0]
    near = neighbours[max(0, at - 1) : at + 2] + [
        neighbour for neighbour in neighbours if neighbour.rpartition(".")[0] == paragraph
    ]
    return frozenset(near) - {sentence}


def _open_in_clause(document: Document, sentence: str) -> bool:
    """Whether something may be done in the same clause."""
    there = (neighbour for neighbour in _own(document, sentence) if neighbour != sentence)
    return any(_MAY in document.sentence(neighbour).text for neighbour in there)


def ending(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Ask for the ending of a sentence (is done, may be done, …) among endings that the text has.

    Plain endings are asked about if something may be done in the same clause, and else one time in four; a
    similar sentence with another ending is shown beside them.
    """
    for measure in doctrine.measures:
        text = doctrine.document.sentence(measure.sentence).text
        for pattern, endings in _ENDINGS:
            match = pattern.search(text)
            if not match:
                continue
            plain = match[1] in PLAIN
            if plain and not (
                _open_in_clause(doctrine.document, measure.sentence) or one_in(4, "ending", measure.sentence)
            ):
                continue
            yield StudyQuestion(
                QuestionKind.ENDING,
                measure.sentence,
                "ending",
                _ENDING,
                AnswerOption(match[1]),
                _other_endings(endings, match[1], text[: match.start(1)]),
                text.rstrip("。") if match[1] not in measure.quote else measure.quote,
                (("place", place(doctrine, measure.sentence)),),
                f"{text[: match.start(1)]}{BLANK}。",
                near=_OTHERWISE,
                nearest=_otherwise(doctrine, measure) if plain else (),
                phases=phases_of(measure),
                functions=(measure.function,),
            )


def _other_endings(endings: tuple[str, ...], own: str, before: str) -> tuple[AnswerOption, ...]:
    """Three of the other endings; none that repeats the word before it, as in 「検討することを検討」."""
    fits = (words for words in endings if words != own and before[-2:] not in words)
    return tuple(map(AnswerOption, list(fits)[:3]))
