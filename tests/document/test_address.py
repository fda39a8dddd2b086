"""A clause is found in every spelling that people type; a wrong one is told its neighbours."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.document import AmbiguousClauseError, Document, UnknownClauseError, load_guidelines
from simulator.document.address import ROMAN

IDS = [
    name
    for unit in load_guidelines().units
    for name in (unit.id, *(sentence.id for sentence in unit.sentences))
]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("IV.C.2.b.iii", "IV.C.2.b.iii"),
        ("第IV章C.2.b.iii", "IV.C.2.b.iii"),
        ("第４章Ｃ．２．ｂ．ｉｉｉ", "IV.C.2.b.iii"),
        ("第四章", "IV"),
        ("Ⅶ", "VII"),
        ("iv.c.2.b.iii", "IV.C.2.b.iii"),
        ("IV.C.2.b.iii ¶2", "IV.C.2.b.iii.p2"),
        ("IV.C.2.b.iii ¶2 s1", "IV.C.2.b.iii.p2.s1"),
        ("IV.C.2.b.iii 第2段落第1文", "IV.C.2.b.iii.p2.s1"),
        ("指針 IV.B ¶1", "IV.B.p1"),
        ("IV •1", "IV.b1"),
        ("iv.b1", "IV.b1"),
        ("II.A.s1", "II.A.s1"),
        ("  IV . A . 1  ", "IV.A.1"),
    ],
)
def test_these_spellings_lead_to_one_clause(document: Document, spelling: str, name: str) -> None:
    assert document.resolve(spelling) == name


@pytest.mark.parametrize(("number", "chapter"), list(enumerate(ROMAN, 1)))
def test_a_chapter_is_found_by_its_number_in_any_figures(
    document: Document, number: int, chapter: str
) -> None:
    for figure in (
        str(number),
        chr(0xFF10 + number),
        "一二三四五六七八"[number - 1],
        chapter,
        chapter.lower(),
    ):
        assert document.resolve(f"第{figure}章") == chapter
        assert document.resolve(f"{figure}章") == chapter


@pytest.mark.parametrize("spelling", ["第0章", "第9章", "第九章", "第IX章"])
def test_there_is_no_chapter_before_the_first_or_after_the_last(document: Document, spelling: str) -> None:
    with pytest.raises(UnknownClauseError):
        document.resolve(spelling)


@given(st.sampled_from(IDS))
def test_every_id_is_found_by_itself_by_its_label_and_in_full_width(name: str) -> None:
    document = load_guidelines()
    wide = name.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert document.resolve(name) == name
    assert document.resolve(wide) == name
    if not name.startswith("title"):
        assert document.resolve(document.label(name)) == name
    assert document.resolve(name.lower()) == name


def test_a_capital_glued_to_a_number_may_mean_two_things(document: Document) -> None:
    with pytest.raises(AmbiguousClauseError, match="大文字と小文字") as caught:
        document.resolve("IV.B1")
    assert set(caught.value.candidates) == {"IV.B.1", "IV.b1"}


@pytest.mark.parametrize(
    ("spelling", "near"),
    [("IV.C.2.b.vi", "IV.C.2.b"), ("IV.F", "IV"), ("IX", "IV"), ("IV.B.s1", "IV.B")],
)
def test_an_unknown_id_says_which_existing_ids_are_nearest(
    document: Document, spelling: str, near: str
) -> None:
    with pytest.raises(UnknownClauseError, match="本文にありません") as caught:
        document.resolve(spelling)
    assert near in caught.value.candidates
    assert all(name in document for name in caught.value.candidates)


@given(st.text(max_size=40))
def test_no_spelling_whatever_breaks_the_look_up(spelling: str) -> None:
    document = load_guidelines()
    with suppress(UnknownClauseError, AmbiguousClauseError):
        assert document.resolve(spelling) in document
