"""A term of a sentence, among others of the same class of terms."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Doctrine
from simulator.language import msg
from simulator.study.kinds.actors import phases_of, place
from simulator.study.question import BLANK, AnswerOption, QuestionKind, StudyQuestion, drawn

_STEM = msg("{place}の次の文の空欄に入る語を、本文のとおりに選ぶ。")

# Terms of the text that readers may confuse, by class; none is part of another.
CLASSES: tuple[tuple[str, ...], ...] = (
    ("防空作戦", "防勢作戦", "弾道ミサイル防衛作戦", "護衛作戦", "水陸両用作戦"),
    ("同盟調整メカニズム", "共同計画策定メカニズム", "適切な下部組織"),
    ("国際連合憲章", "日米安全保障条約", "日米物品役務相互提供協定", "国際約束"),
    ("国内法令", "自国の基準", "国際法", "各々の判断"),
    ("海上交通の安全", "航行の自由", "航空優勢", "宇宙の利用"),
    ("機雷掃海", "船舶の検査", "海賊対処", "弾道ミサイルの迎撃"),
    ("実地調査", "共同使用", "追加提供", "一時的な使用"),
    ("重要インフラ", "宇宙システム", "ネットワーク", "情報通信システム"),
    ("災害救援活動", "能力構築支援活動", "平和維持活動", "テロ対策活動", "捜索・救難活動"),
    ("互恵的な防衛調達", "共同研究", "教育交流"),
    ("戦略的な情報発信", "情報共有", "情報交換", "政策面の協議"),
    ("相互運用性", "抗たん性", "即応性", "持続性"),
    ("相互補完的", "平和的", "地理的"),
    ("共同計画", "指揮系統", "連絡窓口"),
    ("島嶼", "港湾", "海峡"),
    ("防衛装備・技術", "秘密情報", "知的協力", "研究・教育機関"),
    ("一般的な大枠", "政策的な方向性", "具体的な政策", "基本的な枠組み"),
)

# Classes whose terms all fit the same sentences, so that only reading tells which is right.
LIVELY = frozenset(
    {
        *("国内法令", "自国の基準", "各々の判断"),
        *("相互運用性", "抗たん性", "即応性", "持続性"),
        *("共同使用", "追加提供", "実地調査", "一時的な使用"),
        *("防勢作戦", "機雷掃海", "船舶の検査", "平和維持活動", "テロ対策活動"),
        *("情報通信システム", "連絡窓口", "戦略的な情報発信"),
    }
)

_OF_ONE, _OF_SEVERAL, _SEVERAL = "自国の", "各々の", ("日米両", "及び米軍", "日本及び米国", "各々")
_DOING = "活動"  # 「災害救援」 and 「災害救援活動」 mean the same


def cloze(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Each term that occurs once in a sentence, with others of its class that do not occur in the clause."""
    document = doctrine.document
    measures = {measure.sentence: measure for measure in doctrine.measures}
    for sentence in document.sentences():
        if sentence.id.startswith("title"):
            continue
        beside = "".join(neighbour.text for neighbour in document.sentences(document.unit(sentence.id).id))
        for terms in CLASSES:
            there = [term for term in terms if sentence.text.count(term) == 1]
            if len(there) != 1:
                continue
            term = there[0]
            passage = sentence.text.replace(term, BLANK)
            pool = [
                AnswerOption(offered)
                for offered in terms
                if offered not in beside and offered != term and _fits(offered, passage)
            ]
            measure = measures.get(sentence.id)
            yield StudyQuestion(
                QuestionKind.CLOZE,
                sentence.id,
                term,
                _STEM,
                AnswerOption(term),
                drawn(pool, 3, sentence.id, term),
                sentence.text,
                (("place", place(doctrine, sentence.id)),),
                passage,
                phases=phases_of(measure) if measure else (),
                functions=(measure.function,) if measure else (),
            )


def _fits(term: str, passage: str) -> bool:
    """Whether a term fits beside the blank without repeating it, as 「自国の」 and 「自国の基準」 would.

    A term for each of several does not fit where one acts, nor the other way round.
    """
    if term.endswith(_DOING) and term.removesuffix(_DOING) in passage:
        return False
    several = any(name in passage for name in _SEVERAL)
    if term.startswith(_OF_ONE if several else _OF_SEVERAL):
        return False
    whose = term.partition("の")[0] + "の"
    return not passage.partition(BLANK)[0].endswith(
        ("自国の", "各々の") if whose in ("自国の", "各々の") else whose
    )
