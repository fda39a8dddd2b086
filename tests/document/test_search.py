"""Search finds what is written, however it was typed, in the order of the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.document import Document, load_guidelines, search
from simulator.document.folding import fold_text
from simulator.document.search import shown_text
from simulator.language import spoken


def ids(document: Document, words: str) -> list[str]:
    return [hit.unit.id for hit in search(document, words)]


def test_a_chapter_is_the_same_in_every_spelling(document: Document) -> None:
    clauses = ids(document, "第IV章")
    assert clauses == ids(document, "第４章") == ids(document, "IV") == ids(document, "第四章")
    assert clauses == ["IV", "IV.C.p3"]


def test_a_numeral_is_not_found_inside_a_longer_one(document: Document) -> None:
    assert ids(document, "V") == ["V"]
    assert ids(document, "VI") == ["IV.C.2.b.v.p5", "VI"]


def test_full_width_half_width_and_case_are_the_same(document: Document) -> None:
    assert ids(document, "ISR") == ids(document, "ｉｓｒ") != []
    assert ids(document, "メカニズム") == ids(document, "ﾒｶﾆｽﾞﾑ") != []


def test_several_words_must_all_be_there(document: Document) -> None:
    both = ids(document, "後方支援　相互")
    assert both == [name for name in ids(document, "後方支援") if name in ids(document, "相互")]
    assert "IV.A.6.p1" in both


def test_headings_are_found_too(document: Document) -> None:
    assert ids(document, "CBRN")[0] == "IV.C.2.c.v"


def test_nothing_is_found_for_no_words(document: Document) -> None:
    assert search(document, "  　") == ()


@pytest.mark.parametrize("words", ["同盟調整メカニズム", "IV", "後方支援 相互", "iSR"])
def test_results_stand_in_document_order_and_the_marks_hold_the_words(document: Document, words: str) -> None:
    hits = search(document, words)
    assert [hit.unit.id for hit in hits] == sorted((hit.unit.id for hit in hits), key=document.order)
    for hit in hits:
        assert hit.marks == tuple(sorted(hit.marks))
        marked = "".join(hit.shown[mark.start : mark.end] for mark in hit.marks).casefold()
        for word in words.casefold().split():
            assert word in marked


@given(st.text(max_size=12))
def test_marks_never_leave_the_shown_text(words: str) -> None:
    for hit in search(load_guidelines(), words):
        assert all(0 <= mark.start < mark.end <= len(hit.shown) for mark in hit.marks)


def test_in_english_headings_are_found_by_what_they_say(document: Document) -> None:
    assert not search(document, "logistic")
    with spoken("en"):
        hits = search(document, "logistic support")
        assert ids(document, "logistic support") == ["IV.A.6", "IV.B.6", "IV.C.2.c.iii", "IV.D.5", "V.A.8"]
        assert all(hit.gloss and hit.shown.startswith("後方支援 (Logistic") for hit in hits)
        assert {hit.shown[mark.start : mark.end] for hit in hits for mark in hit.marks} == {
            "Logistic",
            "support",
        }
        assert not any(hit.gloss for hit in search(document, "後方支援"))


def test_each_sentence_is_looked_up_with_the_heading_over_it(document: Document) -> None:
    for unit in document.units:
        for sentence in unit.sentences:
            text, heading = document.folded[sentence.id]
            assert (text, heading) == (fold_text(sentence.text)[0], fold_text(unit.heading)[0])
    assert any(heading for _, heading in document.folded.values())


def test_of_the_title_both_lines_are_shown_and_of_a_chapter_its_number(document: Document) -> None:
    title = document.units[0]
    assert title.heading
    assert shown_text(title) == f"{title.heading} {title.text}"
    assert shown_text(document.unit("IV")).startswith("IV. ")
