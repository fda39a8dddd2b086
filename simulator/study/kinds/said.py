"""In which section the text has a word, and in which it has not: both in the same form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine import Basis, Citation, Doctrine, Function, Phase, PhaseProfile
from simulator.language import msg
from simulator.study.kinds.near import uses
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, digest

_STANDS = msg("この語がある所")
_FEW = 2  # sections with a word up to which it is asked where it stands
_MANY = 3  # sections with a word from which it is asked where it does not
_OF_ATTACK = frozenset({Phase.YOSOKU, Phase.HASSEI, Phase.SONRITSU})
_WHERE = msg("「{term}」の語があるのは、次のうちどの節か。")
_WHERE_ALSO = msg("「{term}」の語は、{others}のほかに、次のうちどの節にあるか。")
_WHERE_NOT = msg("「{term}」の語がないのは、次のうちどの節か。")

# Words of the text that one would look for in more than one phase, and the function they belong to. None has
# another word beside it in the text that says nearly the same, as 情報共有 and 情報交換 do.
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
    """Which section has a word that few have, and which lacks one that most have."""
    profiles = list(doctrine.profiles.values())
    searched = "、".join(doctrine.document.label(profile.clause) for profile in profiles)
    for word, function in TERMS.items():
        having = [profile for profile in profiles if _first(doctrine, profile, word)]
        lacking = [profile for profile in profiles if profile not in having]
        term = SectionTerm(word, function, having, lacking, searched)
        if len(having) <= _FEW:
            yield from (_choice(doctrine, term, profile) for profile in having)
        elif len(having) >= _MANY:
            # a disaster among armed attacks would be found without reading
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
    """The one section that has it among those that lack it, or the other way round.

    What earns the answer is where the word stands: in the right section, or in each of the others offered.
    """
    stated = right in term.having
    pool = term.lacking if stated else term.having
    wrong = sorted(pool, key=lambda one: (*_far(one, right), digest(term.word, right.clause, one.clause)))[:3]
    others = "、".join(
        doctrine.document.label(one.clause) for one in term.having if stated and one is not right
    )
    places = [_cited(doctrine, one, term.word) for one in ([right] if stated else wrong)]
    return StudyQuestion(
        QuestionKind.SAID,
        places[0].sentence,
        f"{term.word}|{'where' if stated else 'where-not'}|{right.clause}",
        (_WHERE_ALSO if others else _WHERE) if stated else _WHERE_NOT,
        AnswerOption(_section(doctrine, right)),
        tuple(AnswerOption(_section(doctrine, one)) for one in wrong),
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
    """How little a section would be thought of beside another.

    A disaster among armed attacks is seen to be wrong without reading, and so is peace among them.
    """
    elsewhere = right.phase in _OF_ATTACK and section.phase not in _OF_ATTACK
    return section.phase is Phase.SAIGAI, elsewhere


def _further(
    doctrine: Doctrine, term: SectionTerm, right: PhaseProfile, shown: Citation
) -> tuple[Citation, ...]:
    """All other places of the word: those of the right section first, other chapters by the word alone."""
    found = dict.fromkeys(
        sentence.id
        for profile in sorted(term.having, key=lambda one: one is not right)
        for sentence in doctrine.document.sentences(profile.clause)
        if term.word in sentence.text and sentence.id != shown.sentence
    )
    away = (one for one in uses(doctrine.document, term.word, shown.sentence) if one.sentence not in found)
    whole = (Citation(sentence=one, quote=doctrine.document.sentence(one).text) for one in found)
    return (*whole, *away)


def _in_each(doctrine: Doctrine, term: SectionTerm, offered: list[PhaseProfile]) -> tuple[Citation, ...]:
    """Where each section has the word that one lacks: those offered first, then the others."""
    sections = [*offered, *(one for one in term.having if one not in offered)]
    return tuple(_cited(doctrine, one, term.word) for one in sections)


def _section(doctrine: Doctrine, profile: PhaseProfile) -> str:
    return f"{doctrine.document.label(profile.clause)} {doctrine.document.unit(profile.clause).heading}"


def _first(doctrine: Doctrine, profile: PhaseProfile, term: str) -> tuple[str, str] | None:
    """The first sentence of a section with the word; of a word in a heading alone, the first under it."""
    for unit in doctrine.document.subtree(profile.clause):
        for sentence in unit.sentences:
            if term in sentence.text:
                return sentence.id, term
        if term in unit.heading and unit.sentences:
            return unit.sentences[0].id, unit.sentences[0].text
    return None


def _cited(doctrine: Doctrine, profile: PhaseProfile, term: str) -> Citation:
    """The first sentence of a section that has the word, whole."""
    found = _first(doctrine, profile, term)
    if found is None:
        raise ValueError(f"{profile.clause}: {term}")
    return Citation(sentence=found[0], quote=doctrine.document.sentence(found[0]).text)
