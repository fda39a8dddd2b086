"""A learner's question to the text is answered with who acts, how it is worded, and on what basis."""

import re

from simulator.classroom.text_pages import ask_page
from simulator.doctrine import Doctrine, Phase

JUYO = frozenset({Phase.JUYO})


def answer_to(doctrine: Doctrine, words: str, phases: frozenset[Phase]) -> str:
    """The page of an answer without its tags."""
    page = ask_page(doctrine, words, phases, hushed=False)
    return re.sub(r"<[^>]+>", "", page).replace("\xa0", " ")


def test_an_answer_tells_roles_wording_and_basis(doctrine: Doctrine) -> None:
    answer = answer_to(doctrine, "避難民", JUYO)
    assert "米国（支援: 米国）／要請に基づき（導入文：各々の決定により） 明文" in answer
    assert "日本（主体: 日本）／行う（導入文：各々の決定により） 明文" in answer


def test_an_answer_that_rests_on_a_reading_says_so(doctrine: Doctrine) -> None:
    answer = answer_to(doctrine, "避難民", frozenset({Phase.YOSOKU}))
    assert "要請に基づき（導入文：各々の決定により） 解釈" in answer


def test_the_case_of_a_sentence_stands_with_a_quote_that_leaves_it_out(doctrine: Doctrine) -> None:
    answer = answer_to(doctrine, "自国民の退避", JUYO)
    assert (
        "条件：「日本国民又は米国国民である非戦闘員を第三国から安全な地域に退避させる必要がある場合」"
        in answer
    )
