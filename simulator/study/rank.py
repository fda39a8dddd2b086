"""Which sound questions can be answered without having read the text: they are drawn last.

Each gives its reason. They stay in the bank so that every measure is asked about, and for learners who have
done the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from simulator.doctrine import Doctrine, Function, Phase
from simulator.document import Document
from simulator.language import msg
from simulator.study.kinds.actors import OF_ONE
from simulator.study.kinds.cloze import LIVELY
from simulator.study.kinds.listed import ITEM
from simulator.study.kinds.wording import PLAIN, is_soft
from simulator.study.question import BLANK, QuestionKind, StudyQuestion
from simulator.study.runs import runs

_STATES = frozenset({"日米両国", "日本及び米国", "日米安全保障協議委員会", "各政府"})
_SINGLE = frozenset({"自衛隊", "米軍", "日本", "米国", "日本政府", "米国政府"})
_TELLS_WHO = re.compile(
    "共同|相互|二国間|両国|政府|省庁|部隊|自衛隊|米軍|政策|各々の指揮|アセット|外交|メカニズム"
)
_PARTY = re.compile("自衛隊|米軍|米国|日本と|日本から|日本を|日本の活動|地方公共団体")
_MERE = re.compile("次の|次に|第IV章|第VI章|これらの|そのような|このような|これには|^＿＿＿はまた")
_REFERS = re.compile("そのような|このような|次の|次に")
_BY_ANOTHER_NAME = {"ISR": "偵察", "アセット": "装備品", "宇宙": "領域横断"}
_POINTER = re.compile("これらの|それらの|これには|これらには|これらは|そのような|このような|次のもの")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}|[ァ-ヺー]{3,}|[A-Z]{3,}")
_SHORT = ("IV.C.1", "IV.E")  # sections so short that most words are missing in them
_MUCH_ASKED = frozenset({Function.AIR_MISSILE_DEFENSE, Function.MARITIME, Function.LOGISTICS})
_SECTIONS = frozenset({QuestionKind.PHASE, QuestionKind.PLACE})
_WORDED = frozenset({QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE, QuestionKind.LISTED})
_TWO_WAYS = frozenset({QuestionKind.BASIS, QuestionKind.WHO})
_ROLES = frozenset({QuestionKind.LEAD, QuestionKind.SUPPORT})

FillerReason = Callable[[StudyQuestion, Doctrine], bool]


def _one_subject(question: StudyQuestion, doctrine: Doctrine) -> bool:
    """All sentences of the chapter have the same subject, or the sentence is about both states as a whole."""
    if question.kind is not QuestionKind.WHO:
        return False
    return question.answer.text in _STATES or question.section in _of_one_voice(doctrine.document)


@cache
def _of_one_voice(document: Document) -> frozenset[str]:
    """Chapters in which only the two governments act, not their forces."""
    chapters = {sentence.id.split(".")[0]: "" for sentence in document.sentences()}
    for sentence in document.sentences():
        chapters[sentence.id.split(".")[0]] += sentence.text
    return frozenset(
        chapter for chapter, text in chapters.items() if not re.search("(自衛隊|米軍)は、", text)
    )


def _subject_told(question: StudyQuestion, doctrine: Doctrine) -> bool:
    """The sentence's own words allow only one subject."""
    if question.kind is not QuestionKind.WHO:
        return False
    words = question.passage
    if _MERE.search(words) or OF_ONE in words:
        return True
    if question.answer.text in _SINGLE:
        return bool(_PARTY.search(words))
    return bool(_TELLS_WHO.search(words)) or not _rival_acts(question, doctrine)


def _rival_acts(question: StudyQuestion, doctrine: Doctrine) -> bool:
    """Whether another joint subject among the options acts in the same section."""
    section = ".".join(question.sentence.split(".")[:2])
    beside = "".join(sentence.text for sentence in doctrine.document.sentences(section))
    return any(f"{option.text}は" in beside for option in question.wrong if option.text not in _SINGLE)


def _heading_in_sentence(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """A word that only the right heading has, or another name for it, stands in the sentence."""
    if question.kind not in _SECTIONS:
        return False
    mine = question.answer.text
    text = question.passage.replace("安全保障条約", "")
    own = {
        pair for pair in runs(mine, 2) if _RUN.fullmatch(f"{pair}{pair}") and not _elsewhere(pair, question)
    }
    named = any(name in text and heading in mine for name, heading in _BY_ANOTHER_NAME.items())
    return named or any(pair in text for pair in own)


def _elsewhere(pair: str, question: StudyQuestion) -> bool:
    return any(pair in option.text for option in question.wrong)


def _nothing_of_its_own(question: StudyQuestion, doctrine: Doctrine) -> bool:
    """The sentence has no word that only its own section has, so it can only be known by heart."""
    if question.kind not in _SECTIONS:
        return False
    if _REFERS.search(question.passage):
        return True
    document = doctrine.document
    clause = document.unit(question.sentence).clause
    own = question.section if question.kind is QuestionKind.PHASE else clause
    others = [
        sentence.text for sentence in document.sentences() if not f"{sentence.id}.".startswith(f"{own}.")
    ]
    beside = "".join(others)
    return not any(run not in beside for run in _RUN.findall(question.passage))


def _section_is_short(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """A short section lacks most words, so learners guess that it lacks this one."""
    return (
        question.kind is QuestionKind.SAID
        and "where-not" in question.slot
        and question.answer.text.startswith(_SHORT)
    )


def _plain_ending(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """The answer is a plain ending, and no similar sentence ends otherwise."""
    return question.kind is QuestionKind.ENDING and question.answer.text in PLAIN and not question.nearest


def _list_ending(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """Whether a list is complete or may have more can only be known by heart."""
    return question.kind is QuestionKind.ENDING and question.answer.text.startswith("を含")


def _nobody_recognises(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """It asks who recognises a disaster, which nobody has to do before acting."""
    return question.kind is QuestionKind.DECIDE and question.phases == (Phase.SAIGAI,)


def _points_out(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """The words depend on a sentence that is not shown, so they can only be known by heart."""
    return question.kind in _WORDED and bool(_POINTER.search(question.passage))


def _no_limit_anywhere(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """The sentence has no limit, or only 「適切」, and no similar sentence differs."""
    if question.kind is not QuestionKind.HOW:
        return False
    if not question.answer.own and not is_soft(question.answer):
        return False
    return "次の" in question.passage or not question.nearest


def _dead_beside(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """Of the terms offered, only one is usual in such a sentence."""
    if question.kind is not QuestionKind.CLOZE:
        return False
    before = question.passage.partition(BLANK)[0]
    if before.count("（") > before.count("）"):  # a detail that the words beside the blank name
        return True
    return question.answer.text not in LIVELY or before.endswith(("との間の", "日本の", "自国の"))


def _any_of_them(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """The answer is the only listed thing among unrelated ones, or the only unlisted one among few."""
    return question.kind is QuestionKind.LISTED and (question.slot == ITEM or len(question.wrong) < 3)


def _two_ways(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """Yes or no, one of two subjects, or our own reading, which has no right answer."""
    return question.kind in _TWO_WAYS and len(question.wrong) < 2


def _role_not_sought(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """A word is missing where hardly anybody would expect it."""
    return (
        question.kind in _ROLES and question.answer.own and not _MUCH_ASKED.intersection(question.functions)
    )


def _letters_only(question: StudyQuestion, _doctrine: Doctrine) -> bool:
    """The two wordings that are compared differ only in a particle."""
    if question.kind is not QuestionKind.COMPARE:
        return False
    one, other = (
        "".join(re.findall(r"[^\u3041-\u309f、]", text)) for text in (question.quote, question.passage)
    )
    return one == other


REASONS: dict[str, FillerReason] = {
    msg("その章の主語は一つだけ"): _one_subject,
    msg("文の語から主語が分かる"): _subject_told,
    msg("見出しの語が文にある"): _heading_in_sentence,
    msg("その節だけの語がない"): _nothing_of_its_own,
    msg("短い節で、語のないことが見える"): _section_is_short,
    msg("ふつうの結び"): _plain_ending,
    msg("指す先の文が見えない"): _points_out,
    msg("比べる、よく似た文がない"): _no_limit_anywhere,
    msg("生きた誤りの選択肢がない"): _dead_beside,
    msg("挙げたものから遠い選択肢"): _any_of_them,
    msg("二つに一つ、又はこの作品の読み"): _two_ways,
    msg("ふつうは探さない語"): _role_not_sought,
    msg("列挙の結び"): _list_ending,
    msg("ふつうは問わないこと"): _nobody_recognises,
    msg("助詞だけの違い"): _letters_only,
}


def with_fillers(questions: Iterable[StudyQuestion], doctrine: Doctrine) -> list[StudyQuestion]:
    """The questions, with `filler` set for those that can be guessed."""
    return [replace(question, filler=guessed(question, doctrine)) for question in questions]


def guessed(question: StudyQuestion, doctrine: Doctrine) -> str:
    """Why it can be answered without reading; empty if it cannot."""
    return next((name for name, holds in REASONS.items() if holds(question, doctrine)), "")
