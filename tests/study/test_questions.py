"""Questions are earned by the text, have one answer, and keep their ids."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from simulator.doctrine import Actor, Basis, Doctrine, Phase, load_doctrine
from simulator.document import Document
from simulator.language import speak, spoken
from simulator.study import BLANK, AnswerOption, Bank, QuestionKind, StudyQuestion, load_bank
from simulator.study.audit import figures
from simulator.study.bank import MisquotedError, make_bank
from simulator.study.draw import draw
from simulator.study.exports.shape import explained
from simulator.study.kinds.actors import reach

JOINT = {"日米両政府", "自衛隊及び米軍", "日米両国", "日本及び米国"}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def of(bank: Bank, *kinds: QuestionKind) -> list[StudyQuestion]:
    return [question for question in bank.questions.values() if question.kind in kinds]


def test_every_figure_of_the_audit_holds(bank: Bank) -> None:
    assert [one for one in figures(bank) if not one.holds] == []


def test_what_earns_an_answer_stands_in_its_sentence(bank: Bank) -> None:
    document = bank.doctrine.document
    for question in bank.questions.values():
        assert question.quote in document.sentence(question.sentence).text
        for one in question.nearest:
            assert one.quote in document.sentence(one.sentence).text


def filled(question: StudyQuestion, option: AnswerOption) -> str:
    """The passage with an option in its blank; with no words there is no comma after them either."""
    if option.own:
        return question.passage.replace(f"{BLANK}、", "").replace(BLANK, "")
    return question.passage.replace(BLANK, option.text)


def test_a_blank_filled_with_the_answer_is_the_sentence_of_the_text(bank: Bank) -> None:
    for question in of(bank, QuestionKind.WHO, QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE):
        text = bank.doctrine.document.sentence(question.sentence).text
        assert filled(question, question.answer) == text, question.id


def test_no_wrong_answer_would_make_a_sentence_of_the_text(bank: Bank) -> None:
    sentences = [sentence.text for sentence in bank.doctrine.document.sentences()]
    for question in of(bank, QuestionKind.WHO, QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE):
        for option in question.wrong:
            assert filled(question, option) not in sentences, question.id


def test_nobody_offered_beside_a_role_is_of_the_same_side_alone(bank: Bank) -> None:
    for question in of(bank, QuestionKind.LEAD, QuestionKind.SUPPORT):
        for option in question.wrong:
            if not option.own and not question.answer.own and not {option.text, question.answer.text} & JOINT:
                assert not reach(option.text) & reach(question.answer.text), question.id


def test_beside_one_who_asks_only_those_are_offered_who_ask_somewhere(bank: Bank) -> None:
    texts = "".join(sentence.text for sentence in bank.doctrine.document.sentences())
    for question in of(bank, QuestionKind.REQUEST):
        for option in (question.answer, *question.wrong):
            assert option.own or f"{option.text}からの要請" in texts, question.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("日本", "自衛隊"),
        ("日米両政府", "日本政府"),
        ("日米両国", "日米両政府"),
        ("自衛隊及び米軍", "自衛隊"),
    ],
)
def test_actors_that_are_part_of_each_other_are_taken_for_overlapping(one: str, other: str) -> None:
    assert reach(one) & reach(other)


def test_beside_those_who_act_together_the_others_who_do_are_offered(bank: Bank) -> None:
    for question in of(bank, QuestionKind.WHO):
        offered = {option.text for option in question.wrong}
        if question.answer.text in JOINT:
            assert offered & JOINT, question.id


def test_beside_one_who_acts_two_real_rivals_are_offered(bank: Bank) -> None:
    for question in of(bank, QuestionKind.WHO):
        offered = {option.text for option in question.wrong}
        assert len(offered) >= 2 or question.filler, question.id
        assert not offered & {"パートナー", "国際機関", "日米安全保障協議委員会"}, question.id
        assert not any(part in question.passage for name in offered for part in name.split("及び")), (
            question.id
        )


@pytest.mark.parametrize("names", [{"日本", "日本政府"}, {"米国", "米国政府"}, {"日米両国", "日米両政府"}])
def test_two_names_of_the_same_thing_are_never_offered_together(bank: Bank, names: set[str]) -> None:
    for question in of(bank, QuestionKind.WHO):
        assert not names <= {question.answer.text, *(option.text for option in question.wrong)}, question.id


@pytest.mark.parametrize("sentence", ["IV.C.2.b.v.p4.s2", "IV.A.5.p1.s3", "VI.A.p2.s1"])
def test_nobody_is_asked_who_does_what_another_sentence_names(bank: Bank, sentence: str) -> None:
    assert sentence not in {question.sentence for question in of(bank, QuestionKind.WHO)}


def test_words_that_differ_in_sense_alone_are_chosen_from(bank: Bank) -> None:
    soft = {"適切な場合に", "適切なときは", "必要に応じ", "必要に応じて", "所要に応じ"}
    answers = Counter(question.answer.text.rstrip("、") for question in of(bank, QuestionKind.HOW))
    assert answers["必要に応じ"] + answers["必要に応じて"] >= 2
    for question in of(bank, QuestionKind.HOW):
        offered = {option.text.rstrip("、") for option in (question.answer, *question.wrong)}
        assert len(offered & soft) <= 1, question.id


def test_no_comma_tells_whether_there_were_words_in_the_blank(bank: Bank) -> None:
    for question in of(bank, QuestionKind.HOW):
        assert f"{BLANK}、" not in question.passage, question.id
        commas = {
            option.text.endswith("、") for option in (question.answer, *question.wrong) if not option.own
        }
        assert len(commas) == 1, question.id
        assert question.whole == bank.doctrine.document.sentence(question.sentence).text, question.id


def test_nothing_but_an_act_is_said_to_have_no_limit(bank: Bank) -> None:
    assert not any("認識" in one.passage for one in of(bank, QuestionKind.HOW) if one.answer.own)


def test_what_carries_on_is_found_among_other_words_of_going_on(bank: Bank) -> None:
    asked = [question for question in of(bank, QuestionKind.BASIS) if len(question.wrong) > 1]
    assert asked
    for question in asked:
        assert not re.search("続", question.asked)
        assert all(re.search("続|平時から", option.text) for option in question.wrong), question.id


def test_who_really_acts_is_offered_where_a_role_is_missing(bank: Bank) -> None:
    asked = {
        (question.kind, question.sentence): question
        for question in of(bank, QuestionKind.LEAD, QuestionKind.SUPPORT)
    }
    question = asked[QuestionKind.SUPPORT, "IV.B.2.p1.s1"]
    assert AnswerOption("日米両政府") in question.wrong
    assert [one.sentence for one in question.nearest][:2] == ["IV.B.3.p1.s3", "IV.B.4.p1.s1"]


def test_all_places_of_a_word_are_named_the_nearest_first(bank: Bank) -> None:
    document = bank.doctrine.document
    odd = [one for one in of(bank, QuestionKind.LISTED) if one.slot == "odd"]
    assert odd
    for question in odd:
        having = {one.id for one in document.sentences() if question.answer.text in one.text}
        assert {one.sentence for one in question.nearest} == having, question.id
    exercises = next(one for one in odd if one.sentence == "V.A.2.p1.s2")
    assert exercises.nearest[0].sentence.startswith("V.A.7.")


def test_a_sentence_without_limiting_words_is_said_to_have_none(bank: Bank) -> None:
    bare = [question for question in of(bank, QuestionKind.HOW) if question.answer.own]
    assert bare
    for question in bare:
        lines = explained(bank, question)
        assert any("限る語はない" in line for line in lines)
        assert not any("本文の語のとおり" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "acting"),
    [
        ("米国からの要請に基づき", {Actor.JAPAN, Actor.JAPAN_GOVERNMENT, Actor.SDF}),
        ("日本からの要請に基づき", {Actor.US, Actor.US_GOVERNMENT, Actor.US_FORCES}),
    ],
)
def test_a_request_is_offered_only_where_the_other_state_acts(
    bank: Bank, words: str, acting: set[Actor]
) -> None:
    actors = {measure.sentence: set(measure.actors) for measure in bank.doctrine.measures}
    offered = [
        question for question in of(bank, QuestionKind.HOW) if AnswerOption(f"{words}、") in question.wrong
    ]
    assert offered
    assert all(actors[question.sentence] <= acting for question in offered)


def test_what_is_carried_into_an_armed_attack_is_not_asked(bank: Bank) -> None:
    asked = of(bank, QuestionKind.BASIS)
    assert asked
    assert not [question.id for question in asked if Phase.HASSEI in question.phases]


@pytest.mark.parametrize(
    ("kind", "basis", "near"),
    [
        (QuestionKind.BASIS, Basis.SILENT, "この措置の前提"),
        (QuestionKind.BASIS, Basis.TEXT, "及ぶと言う語"),
        (QuestionKind.BASIS, Basis.READING, "最も近い語"),
        (QuestionKind.SAID, Basis.SILENT, "この語がある所"),
        (QuestionKind.LEAD, Basis.SILENT, "この語がある所"),
        (QuestionKind.PAIR, Basis.TEXT, "もう一つの文"),
    ],
)
def test_what_is_shown_beside_an_answer_is_called_what_it_is(
    bank: Bank, kind: QuestionKind, basis: Basis, near: str
) -> None:
    shown = [question for question in of(bank, kind) if question.basis is basis and question.nearest]
    assert shown
    for question in shown:
        assert any(line.startswith(f"{near}：「") for line in explained(bank, question)), question.id


def test_where_a_word_stands_is_never_a_matter_of_yes_or_no(bank: Bank) -> None:
    for question in of(bank, QuestionKind.SAID):
        assert len(question.wrong) == 3, question.id
        assert not question.answer.own


def test_a_missing_word_is_shown_where_it_stands_in_the_sections_offered(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = [question for question in of(bank, QuestionKind.SAID) if question.basis is Basis.SILENT]
    assert asked
    for question in asked:
        term = dict(question.values)["term"]
        assert len(question.nearest) >= 3
        assert all(
            term in one.quote or term in document.unit(one.sentence).heading for one in question.nearest
        )
        assert term in question.quote, question.id
        assert question.searched


@pytest.mark.parametrize("kind", [QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST])
def test_a_role_is_said_to_be_missing_only_where_a_like_measure_has_it(
    bank: Bank, kind: QuestionKind
) -> None:
    word = {QuestionKind.LEAD: "主体的", QuestionKind.SUPPORT: "支援", QuestionKind.REQUEST: "要請"}[kind]
    silent = [question for question in of(bank, kind) if question.basis is Basis.SILENT]
    assert silent
    for question in silent:
        assert question.nearest
        assert all(word in one.quote for one in question.nearest), question.id
        assert any("探した所" in line for line in explained(bank, question))


def test_two_sentences_are_asked_about_together_where_all_four_ways_are_open(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = of(bank, QuestionKind.PAIR)
    assert len(asked) > 10
    for question in asked:
        assert len(question.wrong) == 3
        first, second = (part.partition("）")[2].strip() for part in question.answer.text.split("　"))
        whole = question.passage.replace("（ア）", first).replace("（イ）", second)
        one, other = (document.sentence(each) for each in (question.sentence, question.nearest[0].sentence))
        between = whole.removeprefix(one.text).removesuffix(other.text)
        assert whole == one.text + between + other.text, question.id
        assert between == _between(document, one.id, other.id), question.id


def _between(document: Document, one: str, other: str) -> str:
    """What is said to stand between two sentences: nothing, something left out, or a stroke."""
    if document.unit(one).clause != document.unit(other).clause:
        return "　／　"
    stem, number = one.rsplit("s", 1)
    return "" if other == f"{stem}s{int(number) + 1}" else "（中略）"


def test_what_is_not_listed_stands_only_elsewhere(bank: Bank) -> None:
    for question in of(bank, QuestionKind.LISTED):
        if question.slot.startswith("heading"):
            continue
        text = bank.doctrine.document.sentence(question.sentence).text
        listed = [option.text in text for option in (question.answer, *question.wrong)]
        assert listed in ([True] + [False] * 3, [False] + [True] * (len(listed) - 1)), question.id


def test_a_heading_that_is_missing_is_no_heading_of_the_section(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = [question for question in of(bank, QuestionKind.LISTED) if question.slot.startswith("heading")]
    assert asked
    for question in asked:
        headings = [unit.heading for unit in document.children(question.slot.partition("|")[2])]
        assert question.answer.text not in headings
        assert all(option.text in headings for option in question.wrong), question.id


def test_what_carries_peacetime_on_is_asked_for_by_its_words(bank: Bank) -> None:
    graded = [
        question for question in of(bank, QuestionKind.BASIS) if question.graded and len(question.wrong) > 1
    ]
    assert graded
    for question in graded:
        assert question.answer.text == question.nearest[0].quote
    yes_or_no = [question for question in of(bank, QuestionKind.BASIS) if len(question.wrong) == 1]
    assert all(question.filler for question in yes_or_no)


def test_differences_are_shown_in_whole_phrases_under_the_clauses_they_stand_in(bank: Bank) -> None:
    question = next(one for one in of(bank, QuestionKind.COMPARE) if one.sentence == "IV.D.5.p2.s1")
    assert question.answer.text == "IV.B.6は「日本政府は」、IV.D.5は「日米両政府は、支援を行うため」"


@pytest.mark.parametrize(
    ("kind", "sentence", "reason"),
    [
        (QuestionKind.WHO, "VII.B.b3.s1", "その章の主語は一つだけ"),
        (QuestionKind.WHO, "V.p1.s1", "その章の主語は一つだけ"),
        (QuestionKind.WHO, "IV.C.p3.s2", "文の語から主語が分かる"),
        (QuestionKind.WHO, "V.B.p1.s1", "文の語から主語が分かる"),
        (QuestionKind.WHO, "IV.C.2.b.iii.p1.s1", "文の語から主語が分かる"),
        (QuestionKind.WHO, "IV.C.2.a.p3.s1", "文の語から主語が分かる"),
        (QuestionKind.PLACE, "IV.A.7.p1.s2", "見出しの語が文にある"),
        (QuestionKind.PLACE, "V.A.6.p1.s1", "見出しの語が文にある"),
        (QuestionKind.ENDING, "V.B.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "V.A.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "IV.E.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "IV.B.1.p2.s2", ""),
        (QuestionKind.HOW, "IV.E.p2.s1", "比べる、よく似た文がない"),
        (QuestionKind.WHO, "IV.B.5.p1.s1", "二つに一つ、又はこの作品の読み"),
        (QuestionKind.ENDING, "IV.A.1.p1.s2", "指す先の文が見えない"),
        (QuestionKind.HOW, "IV.C.2.b.v.p4.s3", "指す先の文が見えない"),
    ],
)
def test_what_is_answered_without_reading_says_why(
    bank: Bank, kind: QuestionKind, sentence: str, reason: str
) -> None:
    found = [question for question in of(bank, kind) if question.sentence == sentence]
    assert [question.filler for question in found] == [reason]


def test_what_is_answered_without_reading_is_drawn_last(bank: Bank) -> None:
    for seed in range(30):
        assert not any(question.filler for question in draw(bank.questions.values(), 40, str(seed)))
    alone = [question for question in bank.questions.values() if question.filler]
    assert draw(alone, 20, "a")


def test_a_disaster_is_not_the_odd_one_out_among_armed_attacks(bank: Bank) -> None:
    lacking = [one for one in of(bank, QuestionKind.SAID) if "where-not" in one.slot]
    assert lacking
    assert not any(Phase.SAIGAI in question.phases for question in lacking)


def test_a_sentence_is_placed_only_where_nothing_like_it_stands_elsewhere(bank: Bank) -> None:
    placed = {question.sentence for question in of(bank, QuestionKind.PHASE)}
    assert placed
    assert "IV.B.7.p1.s2" not in placed  # the same words in IV.C.2.c.iv
    assert "IV.C.2.b.i.p3.s1" not in placed  # four times to the letter


def test_a_word_that_is_said_to_be_missing_stands_nowhere_in_the_section(bank: Bank) -> None:
    document = bank.doctrine.document
    clauses = {f"{document.label(p.clause)} ": p.clause for p in bank.doctrine.profiles.values()}
    asked = 0
    for question in of(bank, QuestionKind.SAID):
        values = dict(question.values)
        section = values.get("section", question.answer.text)
        clause = next(clause for label, clause in clauses.items() if section.startswith(label))
        units = list(document.subtree(clause))
        there = any(values["term"] in unit.text + unit.heading for unit in units)
        assert there == (question.basis is Basis.TEXT), question.id
        asked += question.basis is Basis.SILENT
    assert asked > 10


@pytest.mark.parametrize(
    ("kind", "word"),
    [(QuestionKind.LEAD, "主体的"), (QuestionKind.SUPPORT, "支援"), (QuestionKind.REQUEST, "要請")],
)
def test_a_role_that_is_said_to_be_missing_has_no_word_in_the_clause(
    bank: Bank, kind: QuestionKind, word: str
) -> None:
    document = bank.doctrine.document
    for question in of(bank, kind):
        clause = document.unit(question.sentence).clause
        there = any(word in sentence.text for sentence in document.sentences(clause))
        assert there == (question.basis is Basis.TEXT), question.id


def test_silence_is_asked_in_the_same_form_as_what_is_stated(bank: Bank) -> None:
    for kind in (
        QuestionKind.LEAD,
        QuestionKind.SUPPORT,
        QuestionKind.REQUEST,
        QuestionKind.DECIDE,
        QuestionKind.SAID,
        QuestionKind.BASIS,
    ):
        there = Counter(question.basis for question in of(bank, kind))
        assert there[Basis.TEXT] >= 2, kind
        assert there[Basis.SILENT] >= 2, kind
    for kind in (QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST):
        silent = next(question.answer for question in of(bank, kind) if question.basis is Basis.SILENT)
        stated = [question for question in of(bank, kind) if question.basis is Basis.TEXT]
        assert all(silent in question.wrong for question in stated)


def test_our_own_reading_is_never_graded(bank: Bank) -> None:
    read = [question for question in bank.questions.values() if question.basis is Basis.READING]
    assert read
    assert not any(question.graded for question in read)
    assert all(question.why for question in read)


def test_the_traps_of_the_text_are_among_the_questions(bank: Bank) -> None:
    asked = {(question.kind, question.sentence): question.answer.text for question in bank.questions.values()}
    assert asked[QuestionKind.REQUEST, "IV.B.3.p1.s3"] == "日本"
    assert asked[QuestionKind.REQUEST, "IV.B.5.p1.s2"] == "米国"
    assert asked[QuestionKind.WHO, "IV.B.6.p1.s3"] == "日本政府"
    assert asked[QuestionKind.WHO, "IV.C.2.c.iii.p2.s1"] == "日米両政府"
    assert (QuestionKind.LEAD, "IV.C.2.c.v.p1.s1") not in asked  # two lead there, each of their own


def test_an_id_names_the_sentence_and_stays_the_same(bank: Bank) -> None:
    again = make_bank(load_doctrine())
    assert list(again.questions) == list(bank.questions)
    assert all(f":{question.sentence}:" in name for name, question in bank.questions.items())
    with spoken("en"):
        assert list(make_bank(load_doctrine()).questions) == list(bank.questions)


def changed(doctrine: Doctrine, measure: str, **update: object) -> Doctrine:
    """The doctrine with another claim about one measure."""
    measures = tuple(m.model_copy(update=update) if m.id == measure else m for m in doctrine.measures)
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
    other = make_bank(changed(bank.doctrine, measure, **update))
    differ = set(bank.questions) ^ set(other.questions)
    sentence = measure.rpartition(".")[0]
    assert differ
    assert {name.split(":")[1] for name in differ} == {sentence}


def test_a_misquoted_question_does_not_load(bank: Bank) -> None:
    wrong = changed(bank.doctrine, "IV.A.2.p1.s1.m1", quote="自衛隊は、弾道ミサイルを保有する")
    with pytest.raises(MisquotedError, match=r"IV\.A\.2\.p1\.s1"):
        make_bank(wrong)


def test_no_answer_is_the_safe_guess_of_its_kind(bank: Bank) -> None:
    for seed in range(30):
        session = draw(bank.questions.values(), 20, str(seed))
        for kind in QuestionKind:
            answers = Counter(question.answer.text for question in session if question.kind is kind)
            assert all(count <= answers.total() - count + 1 for count in answers.values()), (seed, kind)


def test_a_question_is_put_in_the_language_spoken_and_its_answer_is_the_texts(bank: Bank) -> None:
    question = next(iter(of(bank, QuestionKind.WHO)))
    japanese = question.asked
    speak("en")
    try:
        assert question.asked != japanese
        assert question.answer.label == question.answer.text
    finally:
        speak("ja")
