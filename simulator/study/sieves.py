"""What makes a question bad; each sieve has a name under which its drops are counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from simulator.doctrine.wording import likeness
from simulator.document import Document
from simulator.language import msg
from simulator.study.kinds.actors import OF_SEVERAL
from simulator.study.kinds.listed import ITEM
from simulator.study.question import BLANK, QuestionKind, StudyQuestion
from simulator.study.runs import runs

_YES_OR_NO = frozenset({QuestionKind.BASIS, QuestionKind.SAID})
_NAMES = re.compile("平時|武力攻撃|事態|予測|災害|緊急|存立|当該|準備")
_SECTIONS = frozenset({QuestionKind.PHASE, QuestionKind.PLACE})
# Kinds whose answers are names from a closed set, right in one question and wrong in another.
_NAMED = frozenset(
    {
        QuestionKind.WHO,
        QuestionKind.LEAD,
        QuestionKind.SUPPORT,
        QuestionKind.ENDING,
        QuestionKind.LISTED,
        QuestionKind.PAIR,
    }
)
_SIZED = _SECTIONS | _NAMED | {QuestionKind.BASIS}
# Words, each with the words of headings that say nearly the same.
_OTHER_NAMES = {"第三国": "日本以外の国"}
_POINTS_BACK = re.compile(r"(?:これ|それ|こう|そう|この|その|当該|さらに|また)")
_POINTS_OUT = re.compile("(そのような|このような|これらの|それらの|これには|これらには|当該)(..)")
_SET_PHRASES = ("国際法に基づく海洋秩序", "航行の自由", "海上交通の安全を確保", "国際連合憲章に従って")
_KANJI_SIGN = re.compile(r"[\u4e00-\u9fff]")
_KANJI = re.compile(r"[\u4e00-\u9fff]{2}")
TOO_SHORT = 30  # characters that a passage to be placed must have
ALIKE = 0.6  # share of common words from which two sentences count as the same
_COMPOUND = re.compile(r"[\u4e00-\u9fff々ァ-ヺーA-Za-z]")

Sieve = Callable[[StudyQuestion, Document], bool]


def _answer_in_stem(question: StudyQuestion, _document: Document) -> bool:
    return not question.answer.own and question.answer.text in question.passage


def _option_in_option(question: StudyQuestion, _document: Document) -> bool:
    if question.kind in _NAMED:
        return False
    texts = [option.text for option in (question.answer, *question.wrong) if not option.own]
    return any(a != b and a in b for a in texts for b in texts)


def _stands_out(question: StudyQuestion, _document: Document) -> bool:
    """The answer is by far the longest or the shortest."""
    if question.answer.own or question.kind in _SIZED or len(question.wrong) < 2:
        return False
    size = len(question.answer.text)
    others = [len(option.text) for option in question.wrong if not option.own]
    if not others:
        return False
    return size > 1.8 * max(others) + 2 or size < 0.5 * min(others) - 1


def _same_words(question: StudyQuestion, document: Document) -> bool:
    """The passage with a wrong option in the blank occurs elsewhere in the text."""
    if BLANK not in question.passage:
        return False
    filled = (question.passage.replace(BLANK, option.text) for option in question.wrong if not option.own)
    whole = [sentence.text for sentence in document.sentences()]
    # 「米軍は」 also ends 「自衛隊及び米軍は」, which is another subject.
    if question.kind is QuestionKind.WHO:
        whole = [text.replace("自衛隊及び米軍", "／") for text in whole]
        filled = (words.replace("自衛隊及び米軍", "／") for words in filled)
    if (
        question.kind is not QuestionKind.ENDING
    ):  # an ending may begin another: 「を含む」 and 「を含むが、…」
        filled = (words.rstrip("。") for words in filled)
    return any(words in text for words in filled for text in whole)


def _names_situation(question: StudyQuestion, _document: Document) -> bool:
    return question.kind is QuestionKind.PHASE and bool(_NAMES.search(question.passage))


def _too_short(question: StudyQuestion, _document: Document) -> bool:
    return question.kind in _SECTIONS and len(question.passage) < TOO_SHORT


def _points_back(question: StudyQuestion, _document: Document) -> bool:
    return question.kind in _SECTIONS and bool(_POINTS_BACK.match(question.passage))


def _cut_in_compound(question: StudyQuestion, _document: Document) -> bool:
    """A word was cut out of a longer one: kanji or kana of the same compound touch the blank."""
    if question.kind is not QuestionKind.CLOZE:
        return False
    before, _, after = question.passage.partition(BLANK)
    return bool(_COMPOUND.match(before[-1:]) or _COMPOUND.match(after[:1]) or after[:1] == "・")


def _heading_says_it(question: StudyQuestion, document: Document) -> bool:
    """The clause's own heading, shown or asked for, gives the answer away."""
    heading = document.unit(question.sentence).heading
    if question.kind in _SECTIONS:
        return _shared(heading, question.passage) >= 3
    if question.kind is QuestionKind.CLOZE:
        alone = {sign for sign in _KANJI_SIGN.findall(question.answer.text) if sign in heading}
        if any(not any(sign in option.text for option in question.wrong) for sign in alone):
            return True
    if (
        question.kind is QuestionKind.SAID
        and _OTHER_NAMES.get(dict(question.values)["term"], "\n") in question.answer.text
    ):
        return True
    return (
        not question.answer.own
        and question.kind is not QuestionKind.LISTED
        and question.answer.text in heading
    )


def _set_phrase(question: StudyQuestion, _document: Document) -> bool:
    """The blank is part of a set phrase: 「国際法に基づく海洋秩序」."""
    return question.kind is QuestionKind.CLOZE and any(
        words in question.whole and question.answer.text in words for words in _SET_PHRASES
    )


def _few_options(question: StudyQuestion, _document: Document) -> bool:
    of_several = question.kind is QuestionKind.WHO and OF_SEVERAL.search(question.passage)
    least = 1 if of_several or question.kind in _YES_OR_NO else 2
    return question.graded and len(question.wrong) < least


def _repeated(question: StudyQuestion, document: Document) -> bool:
    """The passage occurs, nearly verbatim, in another section too, so both are right."""
    if question.kind not in _SECTIONS:
        return False
    own = document.unit(question.sentence).clause
    pairs = runs(question.passage, 2)  # sentences with few runs in common need no closer comparison
    return any(
        likeness(sentence.text, question.passage) >= ALIKE
        for sentence in document.sentences()
        if document.unit(sentence.id).clause != own and len(runs(sentence.text, 2) & pairs) > len(pairs) / 4
    )


@cache
def _antecedent_outside(question: StudyQuestion, _document: Document) -> bool:
    """The sentence refers to one that is not shown, as in 「これらの活動」."""
    if question.kind not in (QuestionKind.WHO, QuestionKind.BASIS):
        return False
    # Refers to a list that is not shown.
    if question.kind is QuestionKind.BASIS and "次の" in question.passage:
        return True
    return any(
        match[1] != "当該" or match[2] not in question.passage[: match.start()]
        for match in _POINTS_OUT.finditer(question.passage)
    )


def _fragment(question: StudyQuestion, _document: Document) -> bool:
    """An item of a list, without the subject of its sentence."""
    return question.kind is QuestionKind.CLOZE and not re.search("は|が", question.passage)


def _echoed(question: StudyQuestion, _document: Document) -> bool:
    """The passage repeats a word that only the answer has: 「調整」 and 「同盟調整メカニズム」."""
    if question.kind is not QuestionKind.CLOZE:
        return False
    words = {pair for pair in runs(question.answer.text, 2) if _KANJI.fullmatch(pair)}
    return any(
        pair in question.passage and not any(pair in option.text for option in question.wrong)
        for pair in words
    )


def _listed_beside(question: StudyQuestion, document: Document) -> bool:
    """The thing that is not listed occurs in another sentence under the same heading."""
    if question.kind is not QuestionKind.LISTED or question.slot == ITEM:
        return False
    heading = question.slot.partition("|")[2] or document.unit(question.sentence).clause
    return any(question.answer.text in sentence.text for sentence in document.sentences(heading))


SIEVES: dict[str, Sieve] = {
    msg("答えが問いの文にある"): _answer_in_stem,
    msg("選択肢が別の選択肢を含む"): _option_in_option,
    msg("答えの長さが目立つ"): _stands_out,
    msg("同じ語が別の答えで本文にある"): _same_words,
    msg("段階を言う語がある"): _names_situation,
    msg("文が短すぎる"): _too_short,
    msg("前の文を指す語で始まる"): _points_back,
    msg("複合語の途中を切る"): _cut_in_compound,
    msg("見出しから分かる"): _heading_says_it,
    msg("決まった言い方の中の語"): _set_phrase,
    msg("ほぼ同じ文が別の節にもある"): _repeated,
    msg("指す先が文の外にある"): _antecedent_outside,
    msg("主語のない切れ端"): _fragment,
    msg("答えの一部が問いの文にある"): _echoed,
    msg("挙げていない語が同じ見出しの下にある"): _listed_beside,
    msg("選択肢が足りない"): _few_options,
}


def violated(question: StudyQuestion, document: Document) -> str:
    """The first sieve that holds a question back, by its name; empty if none does."""
    return next((name for name, holds_back in SIEVES.items() if holds_back(question, document)), "")


def sift(drafts: Iterable[StudyQuestion], document: Document) -> tuple[list[StudyQuestion], Counter[str]]:
    """The questions that pass every sieve, each once, and how many each sieve held back."""
    passed: dict[str, StudyQuestion] = {}
    dropped: Counter[str] = Counter()
    for draft in drafts:
        if reason := violated(draft, document):
            dropped[reason] += 1
        elif draft.id in passed:
            dropped[TWICE] += 1
        else:
            passed[draft.id] = draft
    return list(passed.values()), dropped


TWICE = msg("同じ問いがもうある")


def _shared(one: str, other: str) -> int:
    """The length of the longest common run of characters other than hiragana."""
    runs = re.findall(r"[^\u3041-\u309f、。「」（）・]+", one)
    return max(
        (
            end - start
            for run in runs
            for start in range(len(run))
            for end in range(start + 1, len(run) + 1)
            if run[start:end] in other
        ),
        default=0,
    )
