"""Three readers who saw neither the data nor each other: where two of them differ from it, a note says why.

Their answers are in tests/data/readings; the numbers are those of docs/reading-notes.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from simulator.doctrine import Basis, Doctrine, Phase

HERE = Path(__file__).parents[1]
ANSWERS = HERE / "data" / "readings"
NOTES = (HERE.parent / "docs" / "reading-notes.md").read_text(encoding="utf-8")
SIGNS = {"t": Basis.TEXT, "r": Basis.READING, "s": Basis.SILENT, "n": None}
READERS = 3

Cell = tuple[
    str, Phase, Basis | None, Basis | None
]  # sentence, phase, what the readers say, what the data says


def rows(name: str) -> Iterator[list[str]]:
    for line in (ANSWERS / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def agreed(answers: str) -> str:
    """What two readers or all three say; empty where all differ."""
    sign, count = Counter(answers).most_common(1)[0]
    return sign if count > 1 else ""


def held(doctrine: Doctrine, sentence: str) -> dict[Phase, Basis] | None:
    """On what basis a measure's sentence stands in each phase; None for a sentence that is no measure."""
    there = next((m for m in doctrine.measures if m.sentence == sentence), None)
    return {hold.phase: hold.basis for hold in there.phases} if there else None


def of(*sections: str) -> Callable[[str], bool]:
    return lambda sentence: sentence.startswith(sections)


# Where the data stays apart from what two readers said, by the number of the note that argues it.
HOLDS: dict[str, Callable[[Cell], bool]] = {
    "14": lambda c: (
        (c[0] in ("III.p1.s1", "III.B.p2.s1") and c[1] in (Phase.SONRITSU, Phase.SAIGAI))
        or (of("IV.p", "IV.b", "IV.A.6.p1.s1")(c[0]) and c[1] is Phase.SAIGAI)
    ),
    "15": lambda c: c[0] in ("VI.A.p2.s2", "VI.B.p1.s3") and c[1] is Phase.HASSEI,
    "16": lambda c: c[0] == "IV.E.p2.s1" or (c[0] == "IV.E.p2.s2" and c[1] is Phase.SONRITSU),
    "54 (a)": lambda c: (
        of("III.")(c[0])
        and c[0] not in ("III.p1.s1", "III.B.p2.s1")
        and (c[2], c[3]) == (Basis.TEXT, Basis.READING)
    ),
    "54 (b)": lambda c: of("IV.B")(c[0]) and c[1] is Phase.HEIJI and (c[2], c[3]) == (Basis.READING, None),
    "54 (c)": lambda c: (
        ((of("IV.D")(c[0]) and c[1] is Phase.HASSEI) or (of("IV.A", "IV.B")(c[0]) and c[1] is Phase.SONRITSU))
        and (c[2], c[3]) == (Basis.READING, None)
    ),
    "54 (d)": lambda c: c[0] == "VI.B.p3.s3" and (c[2], c[3]) == (Basis.TEXT, Basis.READING),
    "54 (e)": lambda c: c[0] == "VI.B.b5.s1" and (c[2], c[3]) == (Basis.READING, Basis.TEXT),
    "54 (f)": lambda c: c[0] == "IV.C.2.b.ii.p2.s2" and c[1] is Phase.YOSOKU,
}

# Sentences that two readers took for steps of a transition and the sheets do not, by the note.
NO_STEPS: dict[str, Callable[[str, str], bool]] = {
    "13": lambda _sheet, s: s == "III.C.p2.s1",
    "49": lambda sheet, s: downward(sheet) and of("IV.A.", "IV.B", "IV.C")(s),
    "54": lambda sheet, s: (
        s
        in ("III.p2.s3", "III.A.p1.s5", "III.B.p1.s1", "III.B.p1.s2", "III.C.p2.s4", "IV.p1.s3", "IV.E.p1.s4")
        or of("VI.")(s)
        or (sheet == "sonritsu-none@hassei" and of("IV.C")(s))
    ),
}
# Steps that only one reader took for such.
OURS = {"IV.B.p2.s1", "IV.C.p3.s1", "IV.C.1.p2.s1"}


def downward(sheet: str) -> bool:
    order = [phase.value for phase in (Phase.HEIJI, Phase.JUYO, Phase.YOSOKU, Phase.HASSEI)]
    source, _, target = sheet.partition("-")
    return source in order and target in order and order.index(target) < order.index(source)


def cells(doctrine: Doctrine) -> Iterator[tuple[Cell, str]]:
    """Each sentence that is a measure in each phase, with the three answers."""
    for sentence, *answers in rows("holds.tsv"):
        ours = held(doctrine, sentence)
        if ours is not None:
            for place, phase in enumerate(Phase):
                signs = "".join(answer[place] for answer in answers)
                yield (sentence, phase, SIGNS[agreed(signs) or "n"], ours.get(phase)), signs


def test_wherever_two_readers_differ_from_the_data_one_note_and_only_one_says_why(doctrine: Doctrine) -> None:
    used = Counter[str]()
    for cell, signs in cells(doctrine):
        if agreed(signs) and cell[2] is not cell[3]:
            notes = [note for note, covers in HOLDS.items() if covers(cell)]
            assert len(notes) == 1, cell
            used.update(notes)
    assert set(used) == set(HOLDS)


def test_the_notes_tell_how_far_readers_and_data_agree(doctrine: Doctrine) -> None:
    found = list(cells(doctrine))
    same = [(cell, signs) for cell, signs in found if len(set(signs)) == 1]
    told = f"文 × 段階（{len(found)}） | 三人が{len(same)}で一致し、そのうち"
    told += f"{sum(cell[2] is cell[3] for cell, _ in same)}がデータと同じ"
    assert told in NOTES
    pairs = [sum(signs[a] == signs[b] for _, signs in found) for a, b in combinations(range(READERS), 2)]
    assert f"二人ずつでは{min(pairs)}〜{max(pairs)}" in NOTES
    apart = [cell for cell, signs in found if agreed(signs) and cell[2] is not cell[3]]
    assert f"二人以上が揃ってデータと違うのは{len(apart)}" in NOTES


@pytest.mark.parametrize("note", sorted({re.sub(r"\D", "", n) for n in (*HOLDS, *NO_STEPS)}))
def test_every_note_that_is_named_stands_in_the_notes(note: str) -> None:
    assert re.search(rf"^{note}\. \*\*", NOTES, re.MULTILINE)


def test_what_two_readers_took_for_a_step_is_one_or_a_note_says_why_not(doctrine: Doctrine) -> None:
    taken: dict[str, set[str]] = {}
    used = Counter[str]()
    both = 0
    for name, sentence, _signs in rows("steps.tsv"):
        taken.setdefault(name, set()).add(sentence)
        sheet = doctrine.transitions[name]
        if sentence in {step.sentence for step in sheet.steps}:
            both += 1
            continue
        notes = [note for note, covers in NO_STEPS.items() if covers(name, sentence)]
        assert len(notes) == 1, (name, sentence)
        used.update(notes)
    assert set(used) == set(NO_STEPS)
    assert set(taken) == set(doctrine.transitions)
    for name, sheet in doctrine.transitions.items():
        assert {step.sentence for step in sheet.steps} - taken[name] <= OURS, name
    assert f"二人以上が手順とした文のうち、紙の手順であるもの{both}、ないもの{sum(used.values())}" in NOTES


def test_on_a_way_down_what_readers_took_for_steps_stands_as_words_of_the_section(doctrine: Doctrine) -> None:
    for name, sentence, _signs in rows("steps.tsv"):
        if downward(name) and NO_STEPS["49"](name, sentence):
            words = {step.sentence for step in doctrine.transitions[name].section_words}
            assert sentence in words, (name, sentence)


def test_a_step_has_the_basis_that_two_readers_gave_its_sentence_unless_a_note_says_why(
    doctrine: Doctrine,
) -> None:
    for name, sentence, signs in rows("steps.tsv"):
        sheet = doctrine.transitions[name]
        step = next((s for s in sheet.steps if s.sentence == sentence), None)
        said = agreed(signs.replace("-", ""))
        if step is None or not said or SIGNS[said] is step.basis:
            continue
        if (SIGNS[said], step.basis) == (Basis.TEXT, Basis.READING):  # as among the measures
            assert of("III.")(sentence) or (of("IV.p", "IV.b")(sentence) and sheet.target == "saigai"), (
                sentence
            )
        else:  # they doubted that it is a step; its words stand in the section of the phase entered (47)
            assert step.specific, (name, sentence)
            assert step.basis is Basis.TEXT, (name, sentence)


def test_what_comes_and_ends_is_what_two_readers_said_unless_a_note_says_why(doctrine: Doctrine) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for name, way, sentence, _signs in rows("changes.tsv"):
        said.setdefault((name, way), set()).add(sentence)
    for name, sheet in doctrine.transitions.items():
        for way, ours in (("comes", sheet.comes), ("lapses", sheet.lapses)):
            mine = {change.measure.sentence for change in ours}
            theirs = said.get((name, way), set())
            for sentence in theirs - mine:
                by_attack = name == "sonritsu-none@hassei" and sentence.startswith("IV.C")  # 54
                beyond = sentence.startswith("IV.D")  # 54 (c)
                signs_of_attack = sentence == "IV.C.2.b.ii.p2.s2"  # 54 (f)
                assert by_attack or beyond or signs_of_attack or held(doctrine, sentence) is None, (
                    name,
                    sentence,
                )
            for sentence in mine - theirs:  # 12, 48, 54 (b): they hold IV.B to be possible in peacetime
                before_its_case = sentence.startswith("IV.B") and name in ("heiji-yosoku", "yosoku-heiji")
                assert before_its_case or sentence == "IV.C.2.b.ii.p2.s2", (name, sentence)


@pytest.mark.parametrize(
    ("sheets", "about"),
    [
        ("all", "認める者"),
        ("all", "同盟調整メカニズムの構成"),
        ("up", "共同計画を用いるとき"),
        ("heiji-juyo heiji-yosoku heiji-hassei", "平時における計画の策定"),
        ("heiji-juyo", "要請"),
        ("heiji-juyo", "決定の食い違い"),
        ("heiji-yosoku juyo-yosoku", "部隊展開・警護の強化の決定"),
        ("heiji-hassei juyo-hassei yosoku-hassei", "要請"),
        ("none-sonritsu", "決定の先後"),
        ("none-sonritsu", "他国からの要請"),
        ("none-saigai", "要請"),
        ("none-saigai saigai-none", "災害の前後の協力と訓練"),
        ("down", "終了の条件"),
        ("down", "それまでの措置"),
        ("sonritsu-none@hassei", "進行中の作戦"),
    ],
)
def test_what_two_readers_found_open_stands_on_the_sheet(doctrine: Doctrine, sheets: str, about: str) -> None:
    up = [name for name, s in doctrine.transitions.items() if s.target != "none" and s.basis is Basis.TEXT]
    down = [name for name in doctrine.transitions if downward(name)]
    for name in {"all": list(doctrine.transitions), "up": up, "down": down}.get(sheets, sheets.split()):
        assert about in {silence.about for silence in doctrine.transitions[name].silent}, name


def test_of_the_necessary_measures_it_is_left_open_which_they_are_and_who_judges(doctrine: Doctrine) -> None:
    for source in ("heiji", "juyo", "yosoku"):
        (silence,) = [s for s in doctrine.transition(source, "hassei").silent if s.about == "それまでの措置"]
        assert "どれが「必要な措置」か、誰がそう判断するか" in silence.note


def test_of_no_way_down_it_is_said_who_finds_that_it_is_over(doctrine: Doctrine) -> None:
    for name, sheet in doctrine.transitions.items():
        if sheet.basis is Basis.SILENT:
            (silence,) = [s for s in sheet.silent if s.about == "終了の条件"]
            assert "誰が認めるか" in silence.note, name
