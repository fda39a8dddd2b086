"""From a clause to the steps of the shipped scenarios that cite it, and back."""

import pytest

from simulator.document import Document
from simulator.scenario import load_scenario, scenario_files
from simulator.scenario.citing import sentence_of, steps_citing
from simulator.scenario.proofs.paths import cites_of


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_every_citation_of_a_shipped_scenario_is_found_from_its_clause(document: Document, path) -> None:  # type: ignore[no-untyped-def]
    scenario = load_scenario(path)
    for step in scenario.steps:
        for cite in cites_of(step):
            sentence = sentence_of(document, cite)
            assert cite.quote in document.sentence(sentence).text
            for name in (sentence, document.unit(sentence).clause):
                assert any(
                    entry.label.startswith(scenario.title)
                    and entry.quote == cite.quote
                    and entry.sentence == sentence
                    for entry in steps_citing(name)
                )


def test_a_clause_is_not_cited_by_what_cites_one_below_it(document: Document) -> None:
    below = {entry.sentence for entry in steps_citing("IV.B.5")}
    assert below
    assert not below & {entry.sentence for entry in steps_citing("IV.B")}


def test_each_step_is_named_once_for_the_same_words() -> None:
    entries = steps_citing("III.A")
    assert len(entries) == len(set(entries))
