"""What a sentence lists, and which headings a section has, with things from other places beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.doctrine import Basis, Citation, Doctrine
from simulator.document import Sentence, Unit
from simulator.language import msg
from simulator.study.kinds.actors import phases_of, place
from simulator.study.kinds.near import uses
from simulator.study.question import BLANK, AnswerOption, QuestionKind, StudyQuestion, drawn

ITEM = "item"  # the slot of a question about a single listed thing
_NOT_THERE = msg("{place}の次の文の空欄に入る項目として、本文に挙げられていないものはどれか。")
_THERE = msg("{place}の次の文の空欄に入る項目として、本文に挙げられているものはどれか。")
_NO_HEADING = msg("{place}の下に見出しのないものは、次のうちどれか。")
_ABSENT = msg("この文に、この語は挙げられていない。")
_STANDS = msg("この語がある所")


@dataclass(frozen=True, slots=True)
class ListedThings:
    """What a sentence lists, in order, and what other lists have, the likeliest first."""

    start: str
    end: str
    items: tuple[str, ...]
    others: tuple[str, ...]


ROWS = (
    ListedThings(
        "捜索・救難、輸送、補給",
        "状況把握及び評価",
        ("捜索・救難", "輸送", "補給", "衛生", "状況把握及び評価"),
        ("整備", "警護", "施設"),
    ),
    ListedThings(
        "退避者の安全、輸送手段及び施設",
        "衛生等",
        ("輸送手段及び施設", "出入国管理及び検疫", "安全な地域", "衛生"),
        ("現地当局との関係の処理", "捜索・救難", "補給"),
    ),
    ListedThings(
        "沿岸防衛、対水上戦",
        "航空阻止",
        ("沿岸防衛", "対水上戦", "対潜戦", "機雷戦", "対空戦", "航空阻止"),
        ("水陸両用作戦", "護衛作戦", "防空作戦"),
    ),
    ListedThings(
        "着上陸侵攻を阻止し排除する",
        "迅速な部隊展開",
        ("着上陸侵攻を阻止し排除するための作戦", "水陸両用作戦", "迅速な部隊展開"),
        ("沿岸防衛", "航空阻止", "護衛作戦"),
    ),
    ListedThings(
        "早期警戒、ISR、測位",
        "の確保等",
        ("早期警戒", "ISR", "測位", "宇宙状況監視", "気象観測"),
        ("サイバーセキュリティ", "弾道ミサイルの迎撃", "機雷掃海"),
    ),
    ListedThings(
        "相互の後方支援、運用面の調整",
        "計画策定及び実施",
        ("相互の後方支援", "運用面の調整", "計画策定及び実施"),
        ("訓練・演習", "要員の交換", "船舶の検査"),
    ),
    ListedThings(
        "海賊対処、機雷掃海",
        "テロ対策活動のための取組",
        ("海賊対処", "機雷掃海", "大量破壊兵器の不拡散", "テロ対策活動"),
        ("船舶の検査", "海洋監視情報の共有", "護衛作戦"),
    ),
    ListedThings(
        "海洋安全保障、防衛医学",
        "即応性の向上",
        ("海洋安全保障", "防衛医学", "防衛組織の構築"),
        ("サイバーセキュリティ", "宇宙状況監視", "防衛装備・技術"),
    ),
    ListedThings(
        "施設・区域の共同使用、補給",
        "施設及び衛生",
        ("補給", "整備", "輸送", "衛生"),
        ("施設の追加提供", "増援兵力", "要員の交換"),
    ),
    ListedThings(
        "早期警戒能力、相互運用性",
        "リアルタイムの情報交換",
        ("早期警戒能力", "相互運用性", "ネットワーク化による監視範囲", "リアルタイムの情報交換"),
        ("共同使用", "警戒態勢", "共通作戦状況図"),
    ),
    ListedThings(
        "装備品の共同研究",
        "試験評価",
        ("共同研究", "開発", "生産", "試験評価"),
        ("修理", "互恵的な防衛調達", "教育交流"),
    ),
)
# Headings that a section could have but does not; other sections have them.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "IV.A": ("捜索・救難", "施設・区域の警護"),
    "IV.B": ("訓練・演習", "情報収集、警戒監視及び偵察"),
    "IV.C.2.c": ("施設・区域の警護", "訓練・演習"),
    "IV.D": ("施設の使用", "施設・区域の警護"),
    "V.A": ("捜索・救難", "施設の使用"),
}


def listed(doctrine: Doctrine) -> Iterator[StudyQuestion]:
    """Which thing is not listed, which is, and which heading a section does not have."""
    for row in ROWS:
        sentence = next(s for s in doctrine.document.sentences() if row.start in s.text and row.end in s.text)
        yield from _of_row(doctrine, row, sentence)
    for clause, headings in _HEADINGS.items():
        for heading in headings:
            yield _of_heading(doctrine, doctrine.document.unit(clause), heading)


def _of_row(doctrine: Doctrine, row: ListedThings, sentence: Sentence) -> Iterator[StudyQuestion]:
    text = sentence.text
    start = text.index(row.start)
    passage = text[:start] + BLANK + text[text.index(row.end, start) + len(row.end) :]
    odd = AnswerOption(row.others[0])
    there = drawn(map(AnswerOption, row.items), 1, "there", sentence.id)[0]
    inside = drawn((AnswerOption(item) for item in row.items if AnswerOption(item) != there), 3, sentence.id)
    where = uses(doctrine.document, odd.text, sentence.id)
    yield _row(doctrine, sentence, passage, _NOT_THERE, (odd, *inside), where)
    yield _row(doctrine, sentence, passage, _THERE, (there, *map(AnswerOption, row.others)), ())


def _row(  # noqa: PLR0913, PLR0917  what differs between the two
    doctrine: Doctrine,
    sentence: Sentence,
    passage: str,
    stem: str,
    options: Sequence[AnswerOption],
    nearest: tuple[Citation, ...],
) -> StudyQuestion:
    measure = next((known for known in doctrine.measures if known.sentence == sentence.id), None)
    return StudyQuestion(
        QuestionKind.LISTED,
        sentence.id,
        "odd" if nearest else ITEM,
        stem,
        options[0],
        tuple(options[1:]),
        sentence.text,
        (("place", place(doctrine, sentence.id)),),
        passage,
        absent=_ABSENT if nearest else "",
        near=_STANDS,
        nearest=nearest,
        phases=phases_of(measure) if measure else (),
        functions=(measure.function,) if measure else (),
    )


def _of_heading(doctrine: Doctrine, clause: Unit, odd: str) -> StudyQuestion:
    """Ask for the heading of another section among three of this one."""
    document = doctrine.document
    headings = [unit.heading for unit in document.children(clause.id) if unit.number]
    away = next(s for s in document.sentences() if document.unit(s.id).heading == odd)
    return StudyQuestion(
        QuestionKind.LISTED,
        away.id,
        f"heading|{clause.id}",
        _NO_HEADING,
        AnswerOption(odd),
        drawn(map(AnswerOption, headings), 3, clause.id, odd),
        away.text,
        (("place", f"{document.label(clause.id)}「{clause.heading}」"),),
        basis=Basis.SILENT,
        searched=f"{document.label(clause.id)}（{'／'.join(headings)}）",
    )
