"""References inside the text are links, and they lead where the words point."""

from simulator.document import Document, load_references


def test_the_mechanism_of_the_planning_section_is_not_the_alliance_mechanism() -> None:
    leads_to = {
        reference.sentence: reference.to
        for reference in load_references()
        if reference.quote == "このメカニズム"
    }
    assert leads_to == {
        "III.A.p1.s3": ("III.A",),
        "III.A.p1.s4": ("III.A",),
        "III.C.p2.s3": ("III.C",),
    }


def test_every_mention_of_a_chapter_is_a_link(document: Document) -> None:
    linked = {reference.sentence for reference in load_references() if reference.kind == "chapter"}
    assert linked == {
        sentence.id
        for sentence in document.sentences()
        if "第IV章" in sentence.text or "第VI章" in sentence.text
    }


def test_every_mention_of_the_mechanism_outside_its_section_is_a_link(document: Document) -> None:
    linked = {
        reference.sentence for reference in load_references() if reference.quote == "同盟調整メカニズム"
    }
    named = {
        sentence.id
        for sentence in document.sentences()
        if "同盟調整メカニズム" in sentence.text and not sentence.id.startswith("III.A")
    }
    assert linked == named


def test_a_list_link_leads_to_all_its_members(document: Document) -> None:
    links = {reference.sentence: reference.to for reference in load_references() if reference.kind == "list"}
    assert links["IV.B.p2.s2"] == tuple(f"IV.B.{number}" for number in range(1, 8))
    assert links["IV.p2.s2"] == ("IV.b1", "IV.b2", "IV.b3")
    assert all(name in document for to in links.values() for name in to)


def test_the_same_words_point_to_different_attacks() -> None:
    attack = {
        reference.sentence: reference.to
        for reference in load_references()
        if reference.quote == "当該武力攻撃"
    }
    assert attack["IV.C.2.b.iii.p4.s1"] == ("IV.C.2.a.p1",)
    assert attack["IV.D.3.p3.s1"] == ("IV.D.p1",)
