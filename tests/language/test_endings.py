"""An English message ends as its Japanese does; where it ends with a blank, another sentence follows."""

import re
from collections.abc import Iterator

from simulator.datafile.faults import FilePosition
from simulator.language import spoken
from simulator.report.msel.sheet_words import in_sheet_words
from simulator.scenario.check.checks.manuscript import finding_at
from simulator.scenario.check.checks.nearest import perhaps
from simulator.scenario.check.diagnostics import Code
from tests.language.test_catalogue import english, forms

# Sentences that are always put before another one, in the Japanese without a blank between.
FOLLOWED = {
    "近いもの: {names}。",
    "「{names}」でしょうか。",
    "「{close}」でしょうか。",
    "「{name}」でしょうか。",
    "「{words}」でしょうか。",  # alone it loses the blank (`finding_at`)
    "近い語は「{like}」です。",
    "{path}: 記録のファイルがなくなりました（消されたか、移されました）。",
    "{path}: 記録のファイルが、別のファイルに置き換えられました（同期ソフトなど）。",
    "{path}: 記録のファイルの中身が、ほかから書き換えられました（同期ソフトなど）。",
    "{path}: 既にあります。",
    "{path}: 「演習」の表（題・要旨・学習目標など）がありません。",
    "この演習だけの席なら「{entry}」と、識別名と名を書いてください。",
    "判断する席なら、いちばん上の seats に「{entry}」と加えてください。",
    (
        "受け取って動く者がいるなら、いちばん上の seats に「{entry}」と加え、いないなら to から外してください"
        "（知らせてくる側なら、from に名のまま書きます）。"
    ),
}
# Sentences that are always put after another one.
PRECEDED = {
    "その先の {group} にも届きません。",
    "まだ至っていない状況でとり得ると見るなら、そう述べる IV.B.p1.s3 を並べて引いてください。",
    "知らせとして届けることも要るなら、種別が「状況付与」の行をすぐ上に加えてください。",
}
ENDS = {"。": ".", "？": "?", "！": "!", "：": ":", "、": ",", **{sign: sign for sign in ".?!:,…"}}
# Endings that differ for a reason.
DIFFERENT = {
    "{code} {title}（{severity}）": "says to those who read English that the page is in Japanese",
    "同じ節では": "before a link, as the other labels there",
    "· 問い・メモなど": "the English of 「など」",
    "{place}の次の二つの文の（ア）と（イ）に入る者の組を、本文のとおりに選ぶ。": "asked, as others",
}
ABBREVIATED = re.compile(r"\b(?:No|Gen|cl|etc)\.$")


def sentences() -> Iterator[tuple[str, str]]:
    """Each message with each of its English forms."""
    for entry in english():
        if entry.id:
            for form in forms(entry.string):
                yield forms(entry.id)[0], form


def ending(words: str) -> str:
    """The punctuation that ends a message, as English has it."""
    return ENDS.get(words[-1:], "")


def differs(japanese: str, text: str) -> bool:
    """Whether the English ends in another way than the Japanese, without a rule that says why."""
    japanese, text = japanese.rstrip(), text.rstrip()
    is_sign = len(japanese) == 1 and not japanese.isalnum()  # between words
    if is_sign or japanese in DIFFERENT:
        return False
    if text.endswith("?"):
        return not re.search(r"か[。？]?$|（y か n）:$|？$", japanese)
    return ending(japanese) != ("" if ABBREVIATED.search(text) and ending(japanese) == "" else ending(text))


def test_only_sentences_before_another_end_with_a_blank() -> None:
    ended = {ja for ja, text in sentences() if ja.endswith("。") and text != text.rstrip()}
    assert ended == FOLLOWED


def test_only_sentences_after_another_begin_with_a_blank() -> None:
    begun = {ja for ja, text in sentences() if ja.endswith("。") and text != text.lstrip()}
    assert begun == PRECEDED


def test_an_english_message_ends_with_the_punctuation_of_the_japanese() -> None:
    assert not [pair for pair in sentences() if differs(*pair)]


def test_endings_that_differ_are_found() -> None:
    assert differs("済みました。", "Done")
    assert differs("済", "Done.")
    assert differs("なぜ。", "Why?")
    assert differs("次のとおり:", "As follows.")
    assert not differs("なぜか。", "Why?")
    assert not differs("番号", "No.")


def test_a_hint_that_stands_alone_ends_without_a_blank_and_sentences_have_one_between() -> None:
    with spoken("en"):
        alone = finding_at(
            "x.yaml", ["x"], Code.UNKNOWN_KEY, FilePosition(1, 1), None, message="", advice=perhaps(("juyo",))
        )
        assert alone.advice == "Did you mean “juyo”?"
        _, moved = in_sheet_words(alone, "question", "expect")
        _, emptied = in_sheet_words(alone, "ending", "to")
        assert ". If a message" in moved
        assert emptied.startswith("Leave this cell empty. If a message")
