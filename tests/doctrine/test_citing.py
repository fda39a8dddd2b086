"""The way back from a clause to all that rests on it."""

from collections.abc import Iterator
from copy import copy

from pydantic import BaseModel

from simulator.doctrine import Citation, Doctrine, Phase
from simulator.doctrine.citing import citation_index, cited_by, transition_label
from simulator.doctrine.passages import NONE


def test_a_clause_knows_the_phases_transitions_measures_and_references_that_cite_it(
    doctrine: Doctrine,
) -> None:
    kinds = {entry.kind for entry in cited_by(doctrine, "IV.C")}
    assert {"措置", "段階に入る条件", "遷移の条件", "手順", "継続の根拠", "参照先"} <= kinds


def test_a_section_knows_who_refers_to_it(doctrine: Doctrine) -> None:
    referring = {entry.target for entry in cited_by(doctrine, "III.A") if entry.kind == "参照元"}
    assert {"IV.p2.s2", "IV.B.p2.s2", "IV.D.p1.s2"} <= referring


def test_every_quote_in_the_index_stands_in_its_sentence(doctrine: Doctrine) -> None:
    for sentence, entries in citation_index(doctrine).items():
        for entry in entries:
            assert entry.quote in doctrine.document.sentence(sentence).text
            assert not entry.target or entry.target in doctrine.document


def test_every_sentence_of_the_counted_chapters_is_cited_by_something(doctrine: Doctrine) -> None:
    index = citation_index(doctrine)
    for sentence in doctrine.document.sentences():
        if sentence.id.split(".")[0] in {"II", "III", "IV", "V", "VI", "VII", "VIII"}:
            assert index.get(sentence.id) or sentence.id.startswith("II."), sentence.id


def test_a_transition_is_named_by_where_it_begins_and_where_it_leads(doctrine: Doctrine) -> None:
    for sheet in doctrine.transitions.values():
        label = transition_label(sheet)
        if sheet.source == NONE:
            assert label == f"{Phase(sheet.target).label}に入る"
        elif sheet.target == NONE:
            assert label.startswith(f"{Phase(sheet.source).label}を終える")
        else:
            assert label == f"{Phase(sheet.source).label} → {Phase(sheet.target).label}"


def citations(value: object) -> Iterator[Citation]:
    """Every citation in a value, at any depth."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from citations(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from citations(part)
    elif isinstance(value, dict):
        yield from citations(list(value.values()))


def test_whatever_the_doctrine_cites_is_found_from_its_sentence(doctrine: Doctrine) -> None:
    index = citation_index(doctrine)
    sheets = [(sheet.condition, sheet.grounds, sheet.silent) for sheet in doctrine.transitions.values()]
    for citation in citations([doctrine.profiles, doctrine.rules, doctrine.refusals, sheets]):
        assert citation.quote in {entry.quote for entry in index[citation.sentence]}, citation


def test_a_note_on_a_phase_is_found_from_the_words_nearest_to_it(doctrine: Doctrine) -> None:
    index = citation_index(doctrine)
    for profile in doctrine.profiles.values():
        for note in profile.notes:
            for nearest in note.nearest:
                label = f"{profile.phase.label}: {note.about}"
                entries = [entry for entry in index[nearest.sentence] if entry.label == label]
                assert (nearest.quote, profile.clause) in {(entry.quote, entry.target) for entry in entries}


def test_each_doctrine_has_an_index_of_its_own(doctrine: Doctrine) -> None:
    without = copy(doctrine)
    object.__setattr__(without, "measures", ())
    kinds = {entry.kind for entries in citation_index(without).values() for entry in entries}
    assert "措置" not in kinds
    assert "仕組み" in kinds
