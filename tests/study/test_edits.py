"""A question keeps its id until its own claim changes; a claim that misquotes its sentence does not load."""

from dataclasses import replace

import pytest

from simulator.doctrine import Actor, Doctrine, load_doctrine
from simulator.language import spoken
from simulator.study import Bank
from simulator.study.bank import MisquotedError, make_bank


def test_an_id_names_the_sentence_and_stays_the_same(bank: Bank) -> None:
    again = make_bank(load_doctrine())
    assert list(again.questions) == list(bank.questions)
    assert all(f":{question.sentence}:" in name for name, question in bank.questions.items())
    with spoken("en"):
        assert list(make_bank(load_doctrine()).questions) == list(bank.questions)


def with_claim(doctrine: Doctrine, measure: str, **update: object) -> Doctrine:
    """The doctrine with other values in the claim of one measure."""
    measures = tuple(
        claim.model_copy(update=update) if claim.id == measure else claim for claim in doctrine.measures
    )
    return replace(doctrine, measures=measures)


@pytest.mark.parametrize(
    ("measure", "update"),
    [
        ("IV.A.2.p1.s1.m1", {"actors": (Actor.US_FORCES,)}),
        ("IV.E.p1.s2.m1", {"actors": (Actor.JAPAN_GOVERNMENT,)}),
        ("IV.C.2.b.i.p2.s1.m1", {"lead": (Actor.US_FORCES,)}),
    ],
)
def test_another_claim_changes_the_ids_of_its_own_questions_and_no_others(
    bank: Bank, measure: str, update: dict[str, object]
) -> None:
    after = make_bank(with_claim(bank.doctrine, measure, **update))
    changed = set(bank.questions) ^ set(after.questions)
    sentence = measure.rpartition(".")[0]
    assert changed
    assert {name.split(":")[1] for name in changed} == {sentence}


def test_a_misquoted_question_does_not_load(bank: Bank) -> None:
    misquoted = with_claim(bank.doctrine, "IV.A.2.p1.s1.m1", quote="自衛隊は、弾道ミサイルを保有する")
    with pytest.raises(MisquotedError, match=r"IV\.A\.2\.p1\.s1"):
        make_bank(misquoted)
