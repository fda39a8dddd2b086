"""In which section the text has a word, and in which it has not: both in the same form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine import Basis, Citation, Doctrine, Function, Phase, PhaseProfile
from simulator.language import msg
from simulator.study.question import Kind, Option, Question, digest, drawn, one_in

YES = Option(msg("ある"), own=True)
NO = Option(msg("ない"), own=True)
_STANDS = msg("この語がある所")
_SHORT = frozenset({Phase.YOSOKU, Phase.SAIGAI})  # sections so short that they lack most words
_FEW = 2  # sections with a word up to which it surprises to find it in one more
_WHERE = msg("「{term}」の語があるのは、次のうちどの節か。")
_WHERE_NOT = msg("「{term}」の語がないのは、次のうちどの節か。")
_WHETHER = msg("{section}の節に、「{term}」の語はあるか。")

# Words of the text that one would look for in every phase, and the function they belong to.
TERMS: dict[str, Function] = {
    "後方支援": Function.LOGISTICS,
    "民間が有する能力": Function.LOGISTICS,
    "共同使用": Function.FACILITIES,
    "民間の空港及び港湾": Function.FACILITIES,
    "施設の追加提供": Function.FACILITIES,
    "非戦闘員": Function.NEO,
    "避難民": Function.REFUGEES,
    "捜索・救難": Function.SAR,
    "戦闘捜索・救難": Function.SAR,
    "警護": Function.GUARDING,
    "船舶の検査": Function.MARITIME,
    "機雷": Function.MARITIME,
    "弾道ミサイル": Function.AIR_MISSILE_DEFENSE,
    "訓練・演習": Function.TRAINING,
    "関係機関": Function.COORDINATION,
    "同盟調整メカニズム": Function.COORDINATION,
    "地方公共団体": Function.COORDINATION,
    "外交努力": Function.COORDINATION,
    "要請": Function.COORDINATION,
    "主体的": Function.COORDINATION,
    "国内法令": Function.COORDINATION,
    "武力の行使": Function.COORDINATION,
    "指揮系統": Function.COORDINATION,
    "情報共有": Function.INFORMATION,
    "情報交換": Function.INFORMATION,
    "島嶼": Function.LAND,
    "特殊作戦部隊": Function.CROSS_DOMAIN,
    "打撃力": Function.CROSS_DOMAIN,
    "宇宙": Function.SPACE,
    "サイバー": Function.CYBER,
    "CBRN": Function.CBRN,
    "抑止": Function.OTHER,
    "主権": Function.OTHER,
}


def said(doctrine: Doctrine) -> Iterator[Question]:
    """Which section has a word, which lacks it, and whether a single one has it."""
    profiles = list(doctrine.profiles.values())
    for word, function in TERMS.items():
        having = [profile for profile in profiles if _first(doctrine, profile, word)]
        term = Term(word, function, having, [profile for profile in profiles if profile not in having])
        if len(having) == 1:
            yield _choice(doctrine, term, having[0])
        if len(having) >= 3:
            for profile in term.lacking:
                # a disaster among armed attacks would be found without reading
                if profile.phase is not Phase.SAIGAI and one_in(2, word, profile.clause):
                    yield _choice(doctrine, term, profile)
        for profile in profiles:
            if _surprises(doctrine, term, profile):
                yield _whether(doctrine, term, profile)


def _surprises(doctrine: Doctrine, term: Term, profile: PhaseProfile) -> bool:
    """Whether a reader would guess wrong: a rare word that no heading announces, or a gap in a common one.

    The section on an armed attack is by far the longest: its having a word surprises nobody, its lack does.
    """
    longest = profile.phase is Phase.HASSEI
    if profile in term.having:
        headings = [unit.heading for unit in doctrine.document.subtree(profile.clause)]
        return len(term.having) <= _FEW and not longest and not any(term.word in words for words in headings)
    return profile.phase not in _SHORT and (bool(term.having) if longest else len(term.having) > _FEW)


@dataclass(frozen=True, slots=True)
class Term:
    """A word with the sections that have it and those that lack it."""

    word: str
    function: Function
    having: list[PhaseProfile]
    lacking: list[PhaseProfile]


def _choice(doctrine: Doctrine, term: Term, right: PhaseProfile) -> Question:
    """The one section that has it among those that lack it, or the other way round."""
    stated = right in term.having
    sentence, quote = _first(doctrine, right, term.word) or _opening(doctrine, right)
    others = term.lacking if stated else term.having
    wrong = drawn((Option(_section(doctrine, one)) for one in others), 3, term.word, right.clause)
    return Question(
        Kind.SAID,
        sentence,
        f"{term.word}|{'where' if stated else 'where-not'}|{right.clause}",
        _WHERE if stated else _WHERE_NOT,
        Option(_section(doctrine, right)),
        wrong,
        quote,
        (("term", term.word),),
        basis=Basis.TEXT if stated else Basis.SILENT,
        near=_STANDS,
        nearest=() if stated else _elsewhere(doctrine, term),
        phases=(right.phase,),
        functions=(term.function,),
    )


def _whether(doctrine: Doctrine, term: Term, profile: PhaseProfile) -> Question:
    found = _first(doctrine, profile, term.word)
    sentence, quote = found or _opening(doctrine, profile)
    return Question(
        Kind.SAID,
        sentence,
        f"{term.word}|whether|{profile.clause}",
        _WHETHER,
        YES if found else NO,
        (NO if found else YES,),
        quote,
        (("section", _section(doctrine, profile)), ("term", term.word)),
        basis=Basis.TEXT if found else Basis.SILENT,
        near=_STANDS,
        nearest=() if found else _elsewhere(doctrine, term),
        phases=(profile.phase,),
        functions=(term.function,),
    )


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


def _opening(doctrine: Doctrine, profile: PhaseProfile) -> tuple[str, str]:
    first = doctrine.document.sentences(profile.clause)[0]
    return first.id, first.text


def _elsewhere(doctrine: Doctrine, term: Term) -> tuple[Citation, ...]:
    """Where the text does have the word: the nearest thing to show."""
    if not term.having:
        return ()
    one = min(term.having, key=lambda profile: digest(term.word, profile.clause))
    found = _first(doctrine, one, term.word)
    return (Citation(sentence=found[0], quote=found[1]),) if found else ()
