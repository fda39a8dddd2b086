"""What is built from the sentences agrees with them: steps, changes and silences of each transition."""

from itertools import combinations

import pytest

from simulator.doctrine import Basis, Citation, Doctrine, Function, Phase
from simulator.doctrine.passages import Way
from simulator.doctrine.sheet import CARRIED_LAPSE, LAPSE_WHY, SKIPPED, SKIPPED_BY_NAME, changes
from simulator.doctrine.words import SITUATION
from simulator.document.references import load_references
from simulator.machine.configuration import configurations

DOWN = [(higher, lower) for lower, higher in combinations(SITUATION, 2)]


def comes(doctrine: Doctrine, source: Phase, target: Phase) -> dict[str, str]:
    """What comes, by sentence, with the remark on a phase that was skipped."""
    return {change.measure.sentence: change.remark for change in doctrine.transition(source, target).comes}


def test_a_step_has_the_basis_of_its_sentence_where_it_leads(doctrine: Doctrine) -> None:
    for sheet in doctrine.transitions.values():
        if sheet.target == "none":
            continue
        for step in (*sheet.steps, *sheet.section_words):
            holds = [
                measure.hold(Phase(sheet.target))
                for measure in doctrine.measures
                if measure.sentence == step.sentence
            ]
            if holds:
                assert step.basis in {hold.basis if hold else Basis.SILENT for hold in holds}, step.title
                assert not step.no_measure
            else:
                assert step.no_measure, step.title


@pytest.mark.parametrize(
    ("source", "target", "readings"),
    [("none", "saigai", 19), ("none", "sonritsu", 13), ("heiji", "juyo", 10)],
)
def test_most_general_steps_are_readings_and_not_under_the_sheets_own_mark(
    doctrine: Doctrine, source: str, target: str, readings: int
) -> None:
    sheet = doctrine.transition(source, target)
    assert sheet.basis is Basis.TEXT
    assert sum(step.basis is Basis.READING for step in sheet.steps) == readings


@pytest.mark.parametrize(("source", "target"), DOWN)
def test_a_way_down_has_no_steps_of_its_own(doctrine: Doctrine, source: Phase, target: Phase) -> None:
    sheet = doctrine.transition(source, target)
    assert not any(step.specific for step in sheet.steps)
    assert {step.sentence for step in sheet.section_words} == {
        step.sentence for step in doctrine.profiles[target].steps
    }


def test_a_measure_whose_phase_was_skipped_comes_and_is_not_said_to_go_on(doctrine: Doctrine) -> None:
    come_by_jump = comes(doctrine, Phase.HEIJI, Phase.YOSOKU)
    skipped = {sentence for sentence, remark in come_by_jump.items() if remark}
    assert skipped
    assert all(sentence.startswith("IV.B") for sentence in skipped)
    assert come_by_jump["IV.C.1.p1.s1"] == ""
    assert "IV.C.1.p2.s1" in {s for s, remark in comes(doctrine, Phase.JUYO, Phase.HASSEI).items() if remark}
    assert not any(comes(doctrine, Phase.YOSOKU, Phase.HASSEI).values())


def test_no_reason_for_being_in_force_tells_of_a_path(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        for hold in measure.phases:
            assert "続くと読む" not in hold.why, measure.id
    assert "続く" in SKIPPED


def test_what_is_in_force_and_why_is_the_same_by_every_path(doctrine: Doctrine) -> None:
    for configuration in configurations():
        reached: dict[str, tuple[Basis, Citation, str]] = {}
        for before in configurations():
            changed = changes(doctrine, before.phases, configuration.phases)
            for change in (*changed.comes, *changed.continues):
                reason = (change.basis, change.ground, change.why)
                assert reached.setdefault(change.measure.id, reason) == reason
                assert change.way in (Way.COMES, Way.CONTINUES)
        assert set(reached) == {measure.id for measure in doctrine.in_force(configuration.phases)}


@pytest.mark.parametrize(
    ("source", "target", "about"),
    [
        ("heiji", "yosoku", "重要な影響を与える事態の措置"),
        ("heiji", "hassei", "されていなかった準備"),
        ("juyo", "hassei", "されていなかった準備"),
    ],
)
def test_what_a_jump_leaves_open_is_said(doctrine: Doctrine, source: str, target: str, about: str) -> None:
    assert about in {silence.about for silence in doctrine.transition(source, target).silent}


def test_under_attack_chapter_six_is_text_only_where_its_words_reach_it(doctrine: Doctrine) -> None:
    text = {
        measure.sentence
        for measure in doctrine.measures
        if measure.sentence.startswith("VI.")
        and (hold := measure.hold(Phase.HASSEI))
        and hold.basis is Basis.TEXT
    }
    threats = {"VI.A.p2.s3", "VI.A.p3.s2", "VI.B.p1.s1"}
    harm_done = {"VI.A.p3.s3", "VI.B.p3.s1", "VI.B.p3.s2"}
    own_words = {"VI.B.b5.s1", "VI.B.p3.s3"}
    assert text == threats | harm_done | own_words
    for sentence in ("VI.A.p2.s3", "VI.A.p3.s2", "VI.B.p1.s1"):
        assert "脅威" in doctrine.document.sentence(sentence).text


def test_joint_exercises_in_any_situation_are_text_everywhere(doctrine: Doctrine) -> None:
    (measure,) = [measure for measure in doctrine.measures if measure.sentence == "VI.B.b5.s1"]
    assert {hold.phase for hold in measure.phases if hold.basis is Basis.TEXT} == set(Phase)


def test_planning_in_peacetime_holds_in_peacetime_alone(doctrine: Doctrine) -> None:
    (measure,) = [measure for measure in doctrine.measures if measure.sentence == "III.C.p2.s1"]
    assert [(hold.phase, hold.basis) for hold in measure.phases] == [(Phase.HEIJI, Basis.TEXT)]
    (lapse,) = [change for change in doctrine.transition("heiji", "juyo").lapses if change.measure is measure]
    assert lapse.ground.quote == "平時において"
    for sentence in ("III.C.p1.s1", "III.C.p2.s2", "III.C.p2.s3", "III.C.p2.s4"):
        (planning,) = [measure for measure in doctrine.measures if measure.sentence == sentence]
        assert {hold.phase for hold in planning.phases} == set(Phase)


def test_disaster_training_neither_comes_nor_ends_with_a_disaster(doctrine: Doctrine) -> None:
    for sheet in (doctrine.transition("none", "saigai"), doctrine.transition("saigai", "none")):
        changed = {change.measure.sentence for change in (*sheet.comes, *sheet.lapses)}
        assert "IV.E.p2.s2" not in changed
        assert "IV.E.p1.s1" in changed


def test_that_two_phases_of_the_situation_exclude_each_other_is_said_to_be_ours(doctrine: Doctrine) -> None:
    for source in SITUATION:
        for target in SITUATION:
            if source is not target:
                sheet = doctrine.transition(source, target)
                (silence,) = [silence for silence in sheet.silent if silence.about == "二つの段階"]
                assert "解釈" in silence.note
    with pytest.raises(ValueError, match="解釈"):
        next(configurations()).of(frozenset({Phase.JUYO, Phase.HASSEI}))


def test_who_recognises_is_silent_with_the_nearest_words_of_each_phase(doctrine: Doctrine) -> None:
    nearest = {
        target: {
            citation.sentence
            for silence in sheet.silent
            if silence.about == "認める者"
            for citation in silence.nearest
        }
        for target in ("juyo", "yosoku", "hassei")
        for sheet in [doctrine.transition("heiji", target)]
    }
    assert nearest == {
        "juyo": {"IV.B.p1.s4", "IV.B.p2.s2"},
        "yosoku": {"IV.C.p2.s1"},
        "hassei": {"IV.C.p3.s1"},
    }
    for target, sentences in (("sonritsu", {"IV.D.p1.s1"}), ("saigai", set())):
        (silence,) = [
            silence for silence in doctrine.transition("none", target).silent if silence.about == "認める者"
        ]
        assert {citation.sentence for citation in silence.nearest} == sentences


@pytest.mark.parametrize(
    ("source", "target", "sentences"),
    [
        (
            "heiji",
            "juyo",
            {"IV.p2.s1", "III.B.p2.s1", "III.C.p3.s1", "IV.B.3.p1.s3", "IV.B.4.p1.s2", "IV.B.5.p1.s1"},
        ),
        ("heiji", "hassei", {"IV.C.2.b.iv.p3.s1", "IV.C.2.c.ii.p1.s1", "IV.C.2.c.v.p1.s3"}),
        ("none", "sonritsu", {"IV.D.2.p1.s1", "IV.D.3.p2.s1", "IV.D.3.p3.s1"}),
    ],
)
def test_requests_and_work_with_agencies_are_steps_wherever_they_stand(
    doctrine: Doctrine, source: str, target: str, sentences: set[str]
) -> None:
    assert sentences <= {step.sentence for step in doctrine.transition(source, target).steps}


def test_every_sentence_with_agencies_or_a_request_is_a_step_of_its_phase(doctrine: Doctrine) -> None:
    for profile in doctrine.profiles.values():
        named = {step.sentence for step in profile.steps}
        for sentence in doctrine.document.sentences():
            inside = f"{doctrine.document.unit(sentence.id).clause}.".startswith(f"{profile.clause}.")
            words = ("関係機関と協力しつつ", "関係当局と協力して", "からの要請に基づき", "各々の決定により")
            if inside and any(word in sentence.text for word in words):
                assert sentence.id in named, sentence.text


def test_no_quote_is_cut_before_its_modality(doctrine: Doctrine) -> None:
    endings = {"may": "できる", "may_include": "含み得る", "on_request": "要請に基づき"}
    steps = [
        *doctrine.general_steps,
        *(step for profile in doctrine.profiles.values() for step in profile.steps),
    ]
    quoted = [(s.sentence, s.quote, s.conditions) for s in steps]
    quoted += [(measure.sentence, measure.quote, measure.conditions) for measure in doctrine.measures]
    for sentence, quote, conditions in quoted:
        whole = doctrine.document.sentence(sentence).text
        for condition in conditions:
            ending = endings.get(condition.value, "")
            if ending and ending in whole:
                assert ending in quote or (ending == "できる" and "でき" in quote), (sentence, quote)


def test_a_row_of_a_sheet_tells_roles_and_what_a_lead_in_adds(doctrine: Doctrine) -> None:
    steps = {step.sentence: step for step in doctrine.transition("heiji", "hassei").steps}
    assert steps["IV.C.2.b.iv.p3.s1"].roles == "自衛隊（主体: 自衛隊）"
    assert steps["IV.b1.s1"].how == "行う（導入文：適切な場合に）"
    refugees = {step.sentence: step for step in doctrine.transition("heiji", "juyo").steps}["IV.B.3.p1.s3"]
    assert refugees.roles == "米国（支援: 米国）"
    assert refugees.how == "要請に基づき（導入文：各々の決定により）"


@pytest.mark.parametrize(
    ("sentence", "function"),
    [("IV.C.2.a.p5.s1", Function.GUARDING), ("IV.C.1.p2.s3", Function.GUARDING)],
)
def test_a_sentence_that_concerns_another_function_too_is_found_there(
    doctrine: Doctrine, sentence: str, function: Function
) -> None:
    measures = [measure for measure in doctrine.measures if measure.sentence == sentence]
    assert any(function in (measure.function, *measure.functions_also) for measure in measures)


def test_systems_leave_out_no_measure_of_their_own_sections(doctrine: Doctrine) -> None:
    told = {part.sentence for system in doctrine.systems for part in system.parts}
    for measure in doctrine.measures:
        sections = ("III.A.", "III.B.", "III.C.", "VI.A.", "VI.B.", "V.p", "V.A.p", "V.B.", "VII.", "VIII.")
        if measure.sentence.startswith(sections):  # of V.A.1 to 8 the sentence that lists them is told
            assert measure.sentence in told, measure.sentence


def test_the_operations_that_us_forces_support_are_linked_each_to_its_own(doctrine: Doctrine) -> None:
    links = {ref.sentence: ref.to for ref in load_references() if ref.quote == "自衛隊の作戦"}
    supporting = [
        sentence.id
        for sentence in doctrine.document.sentences()
        if "自衛隊の作戦を支援し及び補完するための作戦" in sentence.text
    ]
    assert sorted(links) == sorted(supporting)
    assert len(supporting) == 4
    for sentence, to in links.items():
        assert all(target.startswith(doctrine.document.unit(sentence).clause) for target in to)


def test_no_geographic_test_is_told_on_the_way_to_a_situation_of_influence(doctrine: Doctrine) -> None:
    grounds = {ground.sentence for ground in doctrine.transition("heiji", "juyo").grounds}
    assert "IV.B.p1.s2" in grounds


def test_what_is_no_measure_is_not_said_to_be_done(doctrine: Doctrine) -> None:
    steps = {step.sentence: step for step in doctrine.transition("heiji", "juyo").steps}
    assert steps["IV.p2.s1"].how == "措置と読まない"
    assert steps["IV.p2.s1"].roles == "日米両政府"
    assert steps["IV.B.p1.s4"].how == "措置と読まない"
    for sheet in doctrine.transitions.values():
        for step in (*sheet.steps, *sheet.section_words):
            assert ("行う" in step.how) <= (not step.no_measure), step.title


def test_a_sentence_that_puts_its_own_case_says_so_in_every_row(doctrine: Doctrine) -> None:
    assert doctrine.measure("IV.C.2.b.iv.p2.s2.m1").how == "行う（場合を限る）"
    for measure in doctrine.measures:
        assert ("（場合を限る）" in measure.how) == bool(measure.when), measure.id


def test_the_quote_of_a_step_runs_to_the_end_of_its_sentence_with_all_that_limits_it(
    doctrine: Doctrine,
) -> None:
    words = {
        "as_appropriate": ("適切な場合に", "適切なときは"),
        "as_needed": ("必要に応じ", "所要に応じ"),
        "on_request": ("要請に基づき",),
    }
    by_sentence = {measure.sentence: measure for measure in doctrine.measures}
    for step in (
        *doctrine.general_steps,
        *(step for profile in doctrine.profiles.values() for step in profile.steps),
    ):
        whole = doctrine.document.sentence(step.sentence).text.rstrip("。").removesuffix("、及び")
        assert whole.endswith(step.quote), step.sentence
        measure = by_sentence.get(step.sentence)
        limits, case = (measure.qualifiers, measure.when) if measure else ((), "")
        assert all(limit in step.quote or limit in case for limit in limits), step.sentence
        for condition in step.conditions if not step.lead_in else ():
            standing = [word for word in words.get(condition.value, ()) if word in whole]
            assert not standing or any(word in step.quote for word in standing), step.sentence


def test_the_quote_of_a_system_runs_to_the_end_of_what_it_says(doctrine: Doctrine) -> None:
    halves = {"V.A.p2.s1", "V.p2.s1"}  # what is said of the other half stands in a part of its own
    for system in doctrine.systems:
        for part in system.parts:
            if part.basis is not Basis.SILENT and part.sentence not in halves:
                whole = doctrine.document.sentence(part.sentence).text.rstrip("。")
                assert whole.endswith(part.quote), (system.id, part.role)


def test_a_skipped_phase_is_told_by_what_carries_the_measure(doctrine: Doctrine) -> None:
    for name in ("heiji-yosoku", "heiji-hassei", "juyo-hassei"):
        for change in doctrine.transitions[name].comes:
            if change.remark:
                assert change.remark == (SKIPPED_BY_NAME if change.basis is Basis.TEXT else SKIPPED)
    attack = comes(doctrine, Phase.HEIJI, Phase.HASSEI)
    assert attack["IV.B.5.p1.s2"] == SKIPPED_BY_NAME
    assert attack["IV.C.1.p2.s1"] == SKIPPED
    assert "定めがない" not in SKIPPED_BY_NAME, "IV.C ¶3 says that what chapter IV lists is included"


def test_a_measure_that_was_only_carried_on_does_not_end_with_the_case_of_its_section(
    doctrine: Doctrine,
) -> None:
    for name, section, why in (
        ("yosoku-heiji", "IV.B", CARRIED_LAPSE),
        ("hassei-heiji", "IV.B", CARRIED_LAPSE),
        ("hassei-juyo", "IV.C.1", CARRIED_LAPSE),
        ("juyo-heiji", "IV.B", LAPSE_WHY),
        ("yosoku-juyo", "IV.C.1", LAPSE_WHY),
    ):
        reasons = {
            change.why
            for change in doctrine.transitions[name].lapses
            if change.measure.sentence.startswith(section)
        }
        assert reasons == {why}, name


def test_a_base_for_one_sides_deployment_is_no_step(doctrine: Doctrine) -> None:
    bases = {"IV.C.1.p2.s2", "IV.C.2.a.p4.s2"}
    for sheet in doctrine.transitions.values():
        assert not bases & {step.sentence for step in (*sheet.steps, *sheet.section_words)}


def test_words_for_peacetime_from_other_sections_are_said_to_be_such(doctrine: Doctrine) -> None:
    for step in doctrine.transition("juyo", "heiji").section_words:
        assert step.sentence.startswith("IV.A") or step.remark.startswith("IV.A の文ではない"), step.sentence


@pytest.mark.parametrize(
    ("sentence", "function"),
    [
        ("IV.A.2.p1.s1", Function.AIRSPACE),
        ("IV.A.2.p1.s3", Function.AIRSPACE),
        ("VII.A.p1.s1", Function.LOGISTICS),
        ("IV.A.4.p1.s1", Function.TRAINING),
        ("IV.C.2.b.iii.p2.s2", Function.AIRSPACE),
    ],
)
def test_what_a_sentence_names_is_among_its_functions(
    doctrine: Doctrine, sentence: str, function: Function
) -> None:
    (measure,) = [measure for measure in doctrine.measures if measure.sentence == sentence]
    assert function in (measure.function, *measure.functions_also)


def test_facilities_among_kinds_of_logistics_or_to_be_guarded_are_not_their_use(doctrine: Doctrine) -> None:
    for sentence in ("IV.A.6.p1.s2", "IV.B.6.p1.s1", "IV.B.5.p1.s1", "IV.B.5.p1.s2", "IV.C.2.a.p5.s1"):
        (measure,) = [measure for measure in doctrine.measures if measure.sentence == sentence]
        assert Function.FACILITIES not in (measure.function, *measure.functions_also), sentence


@pytest.mark.parametrize(
    ("word", "sections"),
    [
        ("弾道ミサイル防衛作戦", "IV.C.2.b.ii.p2"),
        ("共同作戦", "IV.C.1 IV.C.2.c"),
        ("各々の指揮系統", "IV.C.2.a"),
        ("国際的な活動", "III"),
        ("適切な下部組織", "VIII"),
        ("平和維持活動", "V.A.4"),
        ("非戦闘員の退避のための活動", "IV.D"),
        ("準備", "IV.C.1.p2"),
    ],
)
def test_what_is_named_elsewhere_is_linked_wherever_it_is_named(
    doctrine: Doctrine, word: str, sections: str
) -> None:
    linked = {ref.sentence for ref in load_references() if ref.quote == word}
    prefixes = tuple(sections.split())
    named = {
        sentence.id
        for sentence in doctrine.document.sentences()
        if word in sentence.text and sentence.id.startswith(prefixes)
    }
    assert named
    assert linked == named
