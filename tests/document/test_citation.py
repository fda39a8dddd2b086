"""A citation: the words of a place in quotation marks, and which place it is."""

import pytest

from simulator.document import Document, citation


def test_a_paragraph_is_quoted_to_the_letter_with_its_place(document: Document) -> None:
    words = document.unit("IV.C.2.b.iii.p2").text
    assert citation(document, "IV.C.2.b.iii.p2") == f"「{words}」（指針 IV.C.2.b.iii 第2段落）"


def test_a_sentence_that_is_not_alone_is_cited_by_its_number(document: Document) -> None:
    words = document.sentence("IV.B.p1.s1").text
    assert citation(document, "IV.B.p1.s1") == f"「{words}」（指針 IV.B 第1段落第1文）"


def test_every_sentence_alone_in_its_paragraph_is_cited_by_the_paragraph(document: Document) -> None:
    alone = [unit for unit in document.units if len(unit.sentences) == 1 and not unit.kind.is_clause]
    assert alone
    assert all(citation(document, unit.sentences[0].id) == citation(document, unit.id) for unit in alone)


def test_every_place_of_the_document_can_be_cited(document: Document) -> None:
    for unit in document.units:
        assert citation(document, unit.id).startswith("「")
        assert citation(document, unit.id).endswith("）")
        assert "「」" not in citation(document, unit.id)


def test_the_title_is_cited_by_that_word(document: Document) -> None:
    assert citation(document, document.units[0].id).endswith("（指針 表題）")


def test_an_unknown_place_is_refused(document: Document) -> None:
    with pytest.raises(KeyError):
        citation(document, "IX.Z")
