"""The clauses stand in a tree by their numbers, and every way through it agrees with every other."""

from itertools import pairwise

from simulator.document import Document
from simulator.document.folding import fold_text


def test_the_clauses_below_a_clause_are_those_that_have_it_above_them(document: Document) -> None:
    for clause in document.clauses():
        below = [unit for unit in document.clauses() if document.parent(unit.id) == clause]
        assert list(document.children(clause.id)) == below
        assert {unit.level for unit in below} <= {clause.level + 1}
    assert [unit.id for unit in document.children("IV.C.2")] == ["IV.C.2.a", "IV.C.2.b", "IV.C.2.c"]
    assert document.children("IV.C.2.a") == ()


def test_the_body_of_a_clause_is_what_it_says_itself(document: Document) -> None:
    assert [unit.id for unit in document.body("IV.C")] == ["IV.C.p1", "IV.C.p2", "IV.C.p3"]
    assert [unit.id for unit in document.body("II.A")] == ["II.A"]  # an item is its own paragraph
    assert document.body("IV.C.2") == ()


def test_under_a_clause_stand_its_own_body_and_all_that_stands_under_the_clauses_below_it(
    document: Document,
) -> None:
    for clause in document.clauses():
        parts = {clause, *document.body(clause.id)}
        for child in document.children(clause.id):
            parts |= set(document.subtree(child.id))
        assert list(document.subtree(clause.id)) == sorted(parts, key=lambda unit: document.order(unit.id))
        assert document.sentences(clause.id) == tuple(
            sentence for unit in document.subtree(clause.id) for sentence in unit.sentences
        )
    chapters = [unit.id for unit in document.units if document.parent(unit.id) is None]
    assert [unit for name in chapters for unit in document.subtree(name)] == list(document.units)


def test_under_a_paragraph_or_bullet_stands_it_alone(document: Document) -> None:
    for unit in document.units:
        if not unit.kind.is_clause:
            assert list(document.subtree(unit.id)) == [unit]


def test_the_clauses_above_a_sentence_lead_down_to_it_from_its_chapter(document: Document) -> None:
    assert [unit.id for unit in document.ancestors("IV.C.2.b.iii.p2.s1")] == [
        "IV",
        "IV.C",
        "IV.C.2",
        "IV.C.2.b",
        "IV.C.2.b.iii",
    ]
    assert document.ancestors("IV") == ()


def test_reading_on_goes_clause_by_clause_and_stops_at_either_end(document: Document) -> None:
    clauses = document.clauses()
    for before, after in pairwise(clauses):
        assert document.next_clause(before.id) == after
        assert document.next_clause(after.id, -1) == before
    first, last = clauses[0], clauses[-1]
    assert document.next_clause(first.id, -1) == first
    assert document.next_clause(last.id) == last
    assert document.next_clause(first.id, len(clauses)) == last


def test_every_heading_stands_in_what_is_looked_through_for_words(document: Document) -> None:
    lines = set(document.folded_text.splitlines())
    assert {fold_text(unit.heading)[0] for unit in document.units if unit.heading} <= lines
