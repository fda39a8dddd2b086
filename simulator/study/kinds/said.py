"""Which section has a word, and which does not; both in the same form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine import Basis, Citation, Doctrine, Function, Phase, PhaseProfile
from simulator.language import msg
from simulator.study.kinds.near import uses
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, digest

_STANDS = msg("この語がある所")
_FEW = 2  # up to so many sections with a word, it is asked which one has it
_MANY = 3  # from so many sections with a word, it is asked which one lacks it
_OF_ATTACK = frozenset({Phase.YOSOKU, Phase.HASSEI, Phase.SONRITSU})
_WHERE = msg("「{term}」の語があるのは、次のうちどの節か。")
_WHERE_ALSO = msg("「{term}」の語は、{others}のほかに、次のうちどの節にあるか。")
_WHERE_NOT = msg("「{term}」の語がないのは、次のうちどの節か。")

# Words that may be expected in more than one phase, and their function. The text has no near synonym of any
# of them, as 情報共有 and 情報交換 are.
TERMS: dict[str, Function] = {
    "後方支援": Function.LOGISTICS,
    "民間が有する能力": Function.LOGISTICS,
    "共同使用": Function.FACILITIES,
    "民間の空港及び港湾": Function.FACILITIES,
    "実地調査": Function.FACILITIES,
    "追加提供": Function.FACILITIES,
    "一時的な使用": Function.FACILITIES,
    "非戦闘員": Function.NEO,
    "第三国": Function.NEO,
    "避難民": Function.REFUGEES,
    "戦闘捜索・救難": Function.SAR,
    "警護": Function.GUARDING,
    "船舶の検査": Function.MARITIME,
    "船舶活動の阻止": Function.MARITIME,
    "機雷掃海": Function.MARITIME,
    "護衛作戦": Function.MARITIME,
    "プレゼンス": Function.MARITIME,
    "海上交通の安全": Function.MARITIME,
    "弾道ミサイル": Function.AIR_MISSILE_DEFENSE,
    "迎撃": Function.AIR_MISSILE_DEFENSE,
    "早期警戒": Function.AIR_MISSILE_DEFENSE,
    "リアルタイム": Function.AIR_MISSILE_DEFENSE,
    "訓練・演習": Function.TRAINING,
    "同盟調整メカニズム": Function.COORDINATION,
    "地方公共団体": Function.COORDINATION,
    "外交努力": Function.COORDINATION,
    "主体的": Function.COORDINATION,
    "武力の行使": Function.COORDINATION,
    "政府一体": Function.COORDINATION,
    "部隊展開": Function.OTHER,
    "増援兵力": Function.OTHER,
    "特殊作戦部隊": Function.CROSS_DOMAIN,
    "打撃力": Function.CROSS_DOMAIN,
    "国際連合安全保障理事会決議": Function.MARITIME,
}


def said(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Ask which section has a word that few have, or lacks a word that most have."""
    profiles = list(doctrine.profiles.values())
    searched = "、".join(doctrine.document.label(profile.clause) for profile in profiles)
    for word, function in TERMS.items():
        having = [profile for profile in profiles if _first(doctrine, profile, word)]
        lacking = [profile for profile in profiles if profile not in having]
        term = SectionTerm(word, function, having, lacking, searched)
        if len(having) <= _FEW:
            yield from (_choice(doctrine, term, profile) for profile in having)
        elif len(having) >= _MANY:
            # among armed attacks, disaster would be recognised without reading
            away = [profile for profile in lacking if profile.phase is not Phase.SAIGAI]
            yield from (_choice(doctrine, term, profile) for profile in away)


@dataclass(frozen=True, slots=True)
class SectionTerm:
    """A word with the sections that have it and those that lack it."""

    word: str
    function: Function
    having: list[PhaseProfile]
    lacking: list[PhaseProfile]
    searched: str


def _choice(doctrine: Doctrine, term: SectionTerm, right: PhaseProfile) -> StudyQuestion:
    """One section with the word among those without it, or the other way round.

    The support of the answer is where the word occurs: in the right section, or in each other one offered.
    """
    stated = right in term.having
    pool = term.lacking if stated else term.having
    wrong = sorted(
        pool, key=lambda section: (*_far(section, right), digest(term.word, right.clause, section.clause))
    )[:3]
    others = "、".join(
        doctrine.document.label(section.clause) for section in term.having if stated and section is not right
    )
    places = [_cited(doctrine, section, term.word) for section in ([right] if stated else wrong)]
    return StudyQuestion(
        QuestionKind.SAID,
        places[0].sentence,
        f"{term.word}|{'where' if stated else 'where-not'}|{right.clause}",
        (_WHERE_ALSO if others else _WHERE) if stated else _WHERE_NOT,
        AnswerOption(_section(doctrine, right)),
        tuple(AnswerOption(_section(doctrine, section)) for section in wrong),
        places[0].quote,
        (("term", term.word), *((("others", others),) if others else ())),
        basis=Basis.TEXT if stated else Basis.SILENT,
        searched=term.searched if stated else doctrine.document.label(right.clause),
        near=_STANDS,
        nearest=_further(doctrine, term, right, places[0]) if stated else _in_each(doctrine, term, wrong),
        phases=(right.phase,),
        functions=(term.function,),
    )


def _far(section: PhaseProfile, right: PhaseProfile) -> tuple[bool, bool]:
    """A sort key by how unlikely a section seems beside another.

    Among armed attacks, disaster and peacetime are obviously wrong without reading.
    """
    elsewhere = right.phase in _OF_ATTACK and section.phase not in _OF_ATTACK
    return section.phase is Phase.SAIGAI, elsewhere


def _further(
    doctrine: Doctrine, term: SectionTerm, right: PhaseProfile, shown: Citation
) -> tuple[Citation, ...]:
    """All other places of the word, the right section first; for other chapters only the word itself."""
    sentences = dict.fromkeys(
        sentence.id
        for profile in sorted(term.having, key=lambda section: section is not right)
        for sentence in doctrine.document.sentences(profile.clause)
        if term.word in sentence.text and sentence.id != shown.sentence
    )
    away = (
        use for use in uses(doctrine.document, term.word, shown.sentence) if use.sentence not in sentences
    )
    whole = (Citation(sentence=place, quote=doctrine.document.sentence(place).text) for place in sentences)
    return (*whole, *away)


def _in_each(doctrine: Doctrine, term: SectionTerm, offered: list[PhaseProfile]) -> tuple[Citation, ...]:
    """Where the other sections have the word, those offered first."""
    sections = [*offered, *(profile for profile in term.having if profile not in offered)]
    return tuple(_cited(doctrine, section, term.word) for section in sections)


def _section(doctrine: Doctrine, profile: PhaseProfile) -> str:
    return f"{doctrine.document.label(profile.clause)} {doctrine.document.unit(profile.clause).heading}"


def _first(doctrine: Doctrine, profile: PhaseProfile, term: str) -> tuple[str, str] | None:
    """The first sentence of a section with the word, or the first under a heading with it."""
    for unit in doctrine.document.subtree(profile.clause):
        for sentence in unit.sentences:
            if term in sentence.text:
                return sentence.id, term
        if term in unit.heading and unit.sentences:
            return unit.sentences[0].id, unit.sentences[0].text
    return None


def _cited(doctrine: Doctrine, profile: PhaseProfile, term: str) -> Citation:
    """The first sentence of a section that has the word, in full."""
    first = _first(doctrine, profile, term)
    if first is None:
        raise ValueError(f"{profile.clause}: {term}")
    return Citation(sentence=first[0], quote=doctrine.document.sentence(first[0]).text)
