"""Each sieve holds back the questions that it is there for."""

from collections import Counter
from dataclasses import replace

import pytest

from simulator.study import BLANK, AnswerOption, Bank, QuestionKind, StudyQuestion
from simulator.study.sieves import sift, violated


def sample() -> StudyQuestion:
    return StudyQuestion(
        QuestionKind.CLOZE,
        "IV.C.2.a.p2.s2",
        "防勢作戦",
        "問い",
        AnswerOption("防勢作戦"),
        (AnswerOption("護衛作戦"), AnswerOption("防空作戦")),
        "防勢作戦",
        passage=f"自衛隊は、海空域の接近経路における{BLANK}を主体的に実施する。",
    )


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("答えが問いの文にある", {"passage": f"防勢作戦とは、{BLANK}である。"}),
        ("選択肢が別の選択肢を含む", {"wrong": (AnswerOption("護衛作戦"), AnswerOption("海上の護衛作戦"))}),
        ("答えの長さが目立つ", {"answer": AnswerOption("航空機及び巡航ミサイルによる攻撃に対する防衛")}),
        (
            "同じ語が別の答えで本文にある",
            {
                "answer": AnswerOption("対空戦だけ"),
                "wrong": (AnswerOption("防空作戦"), AnswerOption("海")),
                "passage": f"自衛隊は、航空優勢を確保しつつ、{BLANK}を主体的に実施する。",
            },
        ),
        (
            "段階を言う語がある",
            {"kind": QuestionKind.PHASE, "passage": "日本に対する武力攻撃が発生した場合の措置をとる。" * 2},
        ),
        ("文が短すぎる", {"kind": QuestionKind.PHASE, "passage": "協力する。"}),
        ("前の文を指す語で始まる", {"kind": QuestionKind.PLACE, "passage": f"これらの{'あ' * 40}を行う。"}),
        ("複合語の途中を切る", {"passage": f"統合{BLANK}を主体的に実施する。"}),
        (
            "見出しから分かる",
            {
                "kind": QuestionKind.PLACE,
                "sentence": "IV.C.2.b.v.p5.s1",
                "passage": f"領域横断的に、{'あ' * 40}を防衛するための作戦。",
            },
        ),
        (
            "見出しから分かる",
            {
                "sentence": "IV.C.2.b.i.p2.s1",
                "answer": AnswerOption("防空作戦"),
                "wrong": (AnswerOption("護衛作戦"), AnswerOption("水陸両用作戦")),
            },
        ),
        (
            "決まった言い方の中の語",
            {
                "answer": AnswerOption("国際法"),
                "wrong": (AnswerOption("国際連合憲章"), AnswerOption("国際約束")),
                "passage": f"両政府は、{BLANK}に基づく海洋秩序を維持する。",
            },
        ),
        (
            "指す先が文の外にある",
            {
                "kind": QuestionKind.WHO,
                "answer": AnswerOption("自衛隊"),
                "wrong": (AnswerOption("日本"), AnswerOption("米国")),
                "passage": f"{BLANK}は、そのような任務を主に担う。",
            },
        ),
        (
            "挙げていない語が同じ見出しの下にある",
            {
                "kind": QuestionKind.LISTED,
                "sentence": "VI.A.p3.s1",
                "answer": AnswerOption("海洋監視"),
                "wrong": (AnswerOption("早期警戒"), AnswerOption("測位")),
            },
        ),
        ("主語のない切れ端", {"passage": f"航空優勢を確保し、{BLANK}を行うこと。"}),
        ("答えの一部が問いの文にある", {"passage": f"自衛隊は、防勢に関し、{BLANK}を実施する。"}),
        ("選択肢が足りない", {"wrong": (AnswerOption("護衛作戦"),)}),
    ],
)
def test_each_sieve_holds_back_what_it_is_there_for(
    bank: Bank, reason: str, change: dict[str, object]
) -> None:
    document = bank.doctrine.document
    assert violated(sample(), document) == ""
    drafts = [replace(sample(), **change)]  # type: ignore[arg-type]
    passed, dropped = sift(drafts, document)
    assert (passed, dropped) == ([], Counter({reason: 1}))


def test_a_sentence_that_stands_almost_the_same_elsewhere_is_not_placed(bank: Bank) -> None:
    document = bank.doctrine.document
    text = document.sentence("IV.D.5.p1.s1").text.replace("各々の能力", "それぞれの能力")
    draft = replace(sample(), kind=QuestionKind.PLACE, sentence="IV.C.2.b.v.p6.s1", passage=text)
    assert violated(draft, document) == "ほぼ同じ文が別の節にもある"
