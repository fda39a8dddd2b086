"""Whether the text says that a measure holds in another phase than that of its own section.

Where only our reading carries it on, or readings differ, no answer is wrong: the learner judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.doctrine import Basis, Citation, Doctrine, Function, Hold, Measure, Phase
from simulator.doctrine.wording import likeness
from simulator.language import msg
from simulator.study.kinds.actors import place
from simulator.study.kinds.places import section_of
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, digest, one_in

EXPRESS = AnswerOption(msg("明文がある"), own=True)
NOT_EXPRESS = AnswerOption(msg("明文はない"), own=True)
_STEM = msg("{place}の次の措置が「{words}」にも及ぶことを、はっきり言う語が本文にあるか。")
_WHICH = msg("{place}の次の措置が「{words}」でもとられることは、どの語句から言えるか。")
_GROUND = "平時からの協力的措置を継続することに加え、外交努力を含むあらゆる手段を追求する"
_NO_GROUND = (  # words on other things that go on; none of them carries on the measures of peacetime
    "非戦闘員を退避させるための活動における調整を平時から強化する",
    "日米同盟を継続的に強化する",
    "武力攻撃への共同対処行動は、引き続き、日米間の安全保障及び防衛協力の中核的要素である",
)
_HEADED = msg(
    "この措置は「平時からの協力措置」（IV.A の見出し）の一つで、IV.B は平時からの協力的措置を継続すると言う。"
)
_ALIKE = 0.38  # share of common words from which a section counts as having the measure itself
# Measures that nobody would expect before an attack, and minesweeping, which V.A mentions without one.
_OF_FIGHTING = re.compile("攻撃|作戦|防衛|防備|戦|機雷")
_CARRIES = msg("及ぶと言う語")
_NEAREST = msg("最も近い語")
_PREMISE = msg("この措置の前提")
_PEACETIME = "平時"  # the text has no words of its own for it
# The section that a sentence carries on by name (IV.B ¶2). Readings of the others differ: not graded.
# 「第IV章に掲げるものを含む必要な措置」 (IV.C ¶3) covers all measures of the chapter, but only the necessary
# ones: whether a measure holds after an armed attack can be argued both ways, so it is not asked.
_NECESSARY = Phase.HASSEI
_BY_NAME = (("IV.A.", Phase.JUYO),)
# The text does not make these phases lead into each other, nor does it speak of taking the measure early.
_SURELY_SILENT = {
    Phase.HASSEI: (Phase.HEIJI, Phase.JUYO),
    Phase.SONRITSU: (Phase.HEIJI,),
}


def basis(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """One question for each measure: what carries it on by name, where we read it to go on, or silence."""
    for measure in doctrine.measures:
        own = section_of(doctrine, measure.sentence)
        if own is None or measure.phases[0].ground.sentence != measure.sentence:
            continue
        elsewhere = [
            hold
            for hold in measure.phases
            if hold.ground.sentence != measure.sentence and hold.phase is not _NECESSARY
        ]
        by_name = [hold for hold in elsewhere if _carried_by_name(measure, hold)]
        if by_name:
            yield _grounded(doctrine, measure, _one_of(by_name, measure.sentence, "name"))
        open_to_doubt = [hold for hold in elsewhere if hold not in by_name]
        if open_to_doubt and one_in(2, "reading", measure.sentence):
            yield _question(doctrine, measure, _one_of(open_to_doubt, measure.sentence, "reading"))
        for phase in _SURELY_SILENT.get(own, ()):
            if not _looked_for(doctrine, measure, phase):
                continue
            if measure.hold(phase) is None and one_in(3, "silent", measure.sentence, phase):
                yield _silent(doctrine, measure, phase)


def _looked_for(doctrine: Doctrine, measure: Measure, phase: Phase) -> bool:
    """Whether a learner may expect it in a phase: the section has the function, but not the measure."""
    there = [
        known
        for known in doctrine.measures
        if known.function is measure.function and section_of(doctrine, known.sentence) is phase
    ]
    if measure.function is Function.OTHER or not there or _OF_FIGHTING.search(measure.quote):
        return False
    return all(likeness(known.quote, measure.quote) < _ALIKE for known in there)


def _carried_by_name(measure: Measure, hold: Hold) -> bool:
    return hold.basis is Basis.TEXT and any(
        measure.sentence.startswith(section) and hold.phase is phase for section, phase in _BY_NAME
    )


def _one_of(holds: list[Hold], *key: str) -> Hold:
    return min(holds, key=lambda hold: digest(*key, hold.phase))


def _grounded(doctrine: Doctrine, measure: Measure, hold: Hold) -> StudyQuestion:
    """Ask which general words let the measure go on, and not whether any do: none names the measure."""
    return StudyQuestion(
        QuestionKind.BASIS,
        measure.sentence,
        f"{hold.phase}|ground",
        _WHICH,
        AnswerOption(_GROUND),
        tuple(AnswerOption(words) for words in _NO_GROUND),
        measure.quote,
        _values(doctrine, measure, hold.phase),
        measure.quote,
        why=_HEADED,
        near=_CARRIES,
        nearest=(Citation(sentence=hold.ground.sentence, quote=_GROUND),),
        phases=(hold.phase,),
        functions=(measure.function,),
    )


def _question(doctrine: Doctrine, measure: Measure, hold: Hold) -> StudyQuestion:
    express = hold.basis is Basis.TEXT
    return StudyQuestion(
        QuestionKind.BASIS,
        measure.sentence,
        hold.phase,
        _STEM,
        EXPRESS if express else NOT_EXPRESS,
        (NOT_EXPRESS if express else EXPRESS,),
        measure.quote,
        _values(doctrine, measure, hold.phase),
        measure.quote,
        basis=hold.basis,
        why=hold.why,
        near=_CARRIES if express else _NEAREST,
        nearest=(hold.ground,),
        graded=False,
        phases=(hold.phase,),
        functions=(measure.function,),
    )


def _silent(doctrine: Doctrine, measure: Measure, phase: Phase) -> StudyQuestion:
    return StudyQuestion(
        QuestionKind.BASIS,
        measure.sentence,
        phase,
        _STEM,
        NOT_EXPRESS,
        (EXPRESS,),
        measure.quote,
        _values(doctrine, measure, phase),
        measure.quote,
        basis=Basis.SILENT,
        near=_PREMISE,
        nearest=_section_words(doctrine, measure),
        phases=(phase,),
        functions=(measure.function,),
    )


def _section_words(doctrine: Doctrine, measure: Measure) -> tuple[Citation, ...]:
    """The words that say when the measure's own section applies."""
    own = section_of(doctrine, measure.sentence)
    return doctrine.profiles[own].condition[:1] if own else ()


def _values(doctrine: Doctrine, measure: Measure, phase: Phase) -> tuple[tuple[str, str], ...]:
    words = _PEACETIME if phase is Phase.HEIJI else doctrine.profiles[phase].words[0].quote
    return (
        ("place", place(doctrine, measure.sentence)),
        ("words", words),
    )
