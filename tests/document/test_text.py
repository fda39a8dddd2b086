"""The text is the received one: nothing lost, nothing added, corrected only where it says so."""

import hashlib
import re

import pytest

from simulator.document import Document, DocumentSyntaxError, parse_document
from simulator.document.errata import RECEIVED, Certainty, load_errata, received_file
from simulator.document.parse import split_sentences
from simulator.document.source import GUIDELINES

RECEIVED_SHA256 = "2f3d8d55ce452b5b"


def without_layout(text: str) -> str:
    """The text without white space, the bullets of the scan and the marks of Markdown."""
    text = re.sub(r"(?m)^- ・ |^- (?=[A-Z]\. )|^#{1,6} |^- ", "", text)
    return re.sub(r"\s", "", text)


def test_the_received_file_is_kept_byte_for_byte() -> None:
    raw = RECEIVED.read_bytes()
    assert len(raw) == 43502
    assert hashlib.sha256(raw).hexdigest().startswith(RECEIVED_SHA256)


def test_received_text_with_errata_and_page_breaks_joined_is_our_text() -> None:
    text = RECEIVED.read_text(encoding="utf-8")
    for page_break in load_errata().page_breaks:
        parted = f"{page_break.before}\n\n{page_break.after}"
        assert text.count(parted) == 1
        text = text.replace(parted, page_break.before + page_break.after)
    text = without_layout(text)
    for wrong, right in {(correction.wrong, correction.right) for correction in load_errata().corrections}:
        text = text.replace(wrong, right)
    assert text == without_layout(GUIDELINES.read_text(encoding="utf-8"))


def test_undoing_the_errata_gives_the_received_file_back_to_the_byte(document: Document) -> None:
    assert received_file(document, load_errata()).encode() == RECEIVED.read_bytes()


def test_every_correction_stands_in_its_unit_as_often_as_it_says(document: Document) -> None:
    for correction in load_errata().corrections:
        unit = document.unit(correction.unit)
        shown = f"{unit.number}. {unit.heading}" if unit.kind.is_clause else unit.text
        assert shown.count(correction.right) == correction.times, correction
        assert correction.wrong not in shown, correction
        assert correction.certainty is Certainty.CERTAIN


def test_what_was_doubted_was_left_as_received(document: Document) -> None:
    received = RECEIVED.read_text(encoding="utf-8")
    for doubt in load_errata().doubted:
        assert doubt.words in document.unit(doubt.unit).text
        assert doubt.words in received


def test_the_file_holds_one_paragraph_a_line_and_nothing_but_the_text(document: Document) -> None:
    lines = [line for line in GUIDELINES.read_text(encoding="utf-8").splitlines() if line]
    assert len(lines) == len(document.units) + 1  # title and date are one unit
    assert not [line for line in lines if line != line.strip()]


def test_the_sentences_of_a_unit_are_its_text(document: Document) -> None:
    for unit in document.units:
        assert "".join(sentence.text for sentence in unit.sentences) == unit.text


def test_a_full_stop_inside_brackets_ends_no_sentence() -> None:
    assert split_sentences("基盤（施設を含む。）を確立する。次に、「終わる。」と言う。") == [
        "基盤（施設を含む。）を確立する。",
        "次に、「終わる。」と言う。",
    ]


@pytest.mark.parametrize(
    ("unit", "count"),
    [("I", 5), ("IV", 3), ("VI.B", 5), ("VII.A", 4), ("VII.B", 3)],
)
def test_bullets_are_counted_in_their_own_clause(document: Document, unit: str, count: int) -> None:
    bullets = [part.id for part in document.units if part.clause == unit and part.kind == "bullet"]
    assert bullets == [f"{unit}.b{number}" for number in range(1, count + 1)]


def test_lettered_paragraphs_of_chapter_two_hold_their_own_sentences(document: Document) -> None:
    assert document.sentence("II.C.s2").text.startswith("日本の行動及び活動は、専守防衛")
    assert document.unit("II.D").kind == "item"


def test_equal_sentences_have_different_ids(document: Document) -> None:
    words = "米軍は、自衛隊の作戦を支援し及び補完するための作戦を実施する。"
    ids = [sentence.id for sentence in document.sentences() if sentence.text == words]
    assert ids == [
        "IV.C.2.b.i.p3.s1",
        "IV.C.2.b.ii.p4.s1",
        "IV.C.2.b.iii.p3.s1",
        "IV.C.2.b.iv.p4.s1",
    ]


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("# 題\n\n日付\n\n## 見出し", 5),
        ("# 題\n\n日付\n\n## I. 章\n\n#### 1. 深すぎる", 7),
        ("# 題\n\n日付\n\n二つ目の行", 5),
        ("# 題\n\n# 題\n\n日付", 5),
        ("日付\n\n# 題", 1),
        ("# 題\n\n## I. 章\n\n 字下げ", 5),
        ("# 題\n\n## I. 章\n\n## I. 同じ番号", 3),
        ("", 1),
    ],
)
def test_a_damaged_file_is_named_with_its_line(markdown: str, line: int) -> None:
    with pytest.raises(DocumentSyntaxError, match=rf"^text\.md:{line}: "):
        parse_document(markdown, "text.md")
