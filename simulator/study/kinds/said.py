"""In which section the text has a word, and in which it has not: both in the same form."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Basis, Citation, Doctrine, Function, PhaseProfile
from simulator.language import msg
from simulator.study.question import Kind, Option, Question, digest, drawn, one_in

YES = Option(msg("ある"), own=True)
NO = Option(msg("ない"), own=True)
_WHERE = msg("「{term}」の語があるのは、次のうちどの節か。")
_WHERE_NOT = msg("「{term}」の語がないのは、次のうちどの節か。")
_WHETHER = msg("{section} の節に、「{term}」の語はあるか。")

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
    for term, function in TERMS.items():
        where = {profile.clause: _first(doctrine, profile, term) for profile in profiles}
        having = [profile for profile in profiles if where[profile.clause]]
        lacking = [profile for profile in profiles if not where[profile.clause]]
        if len(having) == 1 and len(lacking) >= 3:
            yield _choice(doctrine, term, function, having[0], lacking, Basis.TEXT)
        if len(having) >= 3:
            for profile in lacking:
                if one_in(2, term, profile.clause):
                    yield _choice(doctrine, term, function, profile, having, Basis.SILENT)
        for profile in profiles:
            if one_in(2, "whether", term, profile.clause):
                yield _whether(doctrine, term, function, profile, having)


def _choice(  # noqa: PLR0913  what differs between having and lacking
    doctrine: Doctrine,
    term: str,
    function: Function,
    right: PhaseProfile,
    others: list[PhaseProfile],
    basis: Basis,
) -> Question:
    sentence, quote = _first(doctrine, right, term) or _opening(doctrine, right)
    wrong = drawn((Option(_section(doctrine, one)) for one in others), 3, term, right.clause)
    return Question(
        Kind.SAID,
        sentence,
        f"{term}|{'where' if basis is Basis.TEXT else 'where-not'}|{right.clause}",
        _WHERE if basis is Basis.TEXT else _WHERE_NOT,
        Option(_section(doctrine, right)),
        wrong,
        quote,
        (("term", term),),
        basis=basis,
        nearest=() if basis is Basis.TEXT else _elsewhere(doctrine, term, others),
        phases=(right.phase,),
        functions=(function,),
    )


def _whether(
    doctrine: Doctrine, term: str, function: Function, profile: PhaseProfile, having: list[PhaseProfile]
) -> Question:
    found = _first(doctrine, profile, term)
    sentence, quote = found or _opening(doctrine, profile)
    return Question(
        Kind.SAID,
        sentence,
        f"{term}|whether|{profile.clause}",
        _WHETHER,
        YES if found else NO,
        (NO if found else YES,),
        quote,
        (("section", _section(doctrine, profile)), ("term", term)),
        basis=Basis.TEXT if found else Basis.SILENT,
        nearest=() if found else _elsewhere(doctrine, term, having),
        phases=(profile.phase,),
        functions=(function,),
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


def _elsewhere(doctrine: Doctrine, term: str, having: list[PhaseProfile]) -> tuple[Citation, ...]:
    """Where the text does have the word: the nearest thing to show."""
    if not having:
        return ()
    one = min(having, key=lambda profile: digest(term, profile.clause))
    found = _first(doctrine, one, term)
    return (Citation(sentence=found[0], quote=found[1]),) if found else ()
