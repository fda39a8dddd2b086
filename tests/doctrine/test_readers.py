"""Three readers who saw neither the data nor each other: where two of them differ from it, a note says why.

Their answers are in tests/data/readings; the numbers are those of docs/reading-notes.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.doctrine import Basis, Doctrine, Phase

HERE = Path(__file__).parents[1]
ANSWERS = HERE / "data" / "readings"
NOTES = (HERE.parent / "docs" / "reading-notes.md").read_text(encoding="utf-8")
SIGNS = {"t": Basis.TEXT, "r": Basis.READING, "s": Basis.SILENT, "n": None}
READERS = 3


class Cell(NamedTuple):
    """A sentence in a phase, with its basis by two readers and in the data; None where it does not hold."""

    sentence: str
    phase: Phase
    readers: Basis | None
    data: Basis | None

    @property
    def bases(self) -> tuple[Basis | None, Basis | None]:
        return self.readers, self.data


def rows(name: str) -> Iterator[list[str]]:
    for line in (ANSWERS / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def agreed(answers: str) -> str:
    """What two readers or all three say; empty where all differ."""
    sign, count = Counter(answers).most_common(1)[0]
    return sign if count > 1 else ""


def bases_by_phase(doctrine: Doctrine, sentence: str) -> dict[Phase, Basis] | None:
    """On what basis a measure's sentence stands in each phase; None for a sentence that is no measure."""
    measure = next((measure for measure in doctrine.measures if measure.sentence == sentence), None)
    return {hold.phase: hold.basis for hold in measure.phases} if measure else None


# Where the data stays apart from what two readers said, by the number of the note that argues it.
HOLDS: dict[str, Callable[[Cell], bool]] = {
    "14": lambda cell: (
        (cell.sentence in ("III.p1.s1", "III.B.p2.s1") and cell.phase in (Phase.SONRITSU, Phase.SAIGAI))
        or (cell.sentence.startswith(("IV.p", "IV.b", "IV.A.6.p1.s1")) and cell.phase is Phase.SAIGAI)
    ),
    "15": lambda cell: cell.sentence in ("VI.A.p2.s2", "VI.B.p1.s3") and cell.phase is Phase.HASSEI,
    "16": lambda cell: (
        cell.sentence == "IV.E.p2.s1" or (cell.sentence == "IV.E.p2.s2" and cell.phase is Phase.SONRITSU)
    ),
    "54 (a)": lambda cell: (
        cell.sentence.startswith("III.")
        and cell.sentence not in ("III.p1.s1", "III.B.p2.s1")
        and cell.bases == (Basis.TEXT, Basis.READING)
    ),
    "54 (b)": lambda cell: (
        cell.sentence.startswith("IV.B") and cell.phase is Phase.HEIJI and cell.bases == (Basis.READING, None)
    ),
    "54 (c)": lambda cell: (
        (
            (cell.sentence.startswith("IV.D") and cell.phase is Phase.HASSEI)
            or (cell.sentence.startswith(("IV.A", "IV.B")) and cell.phase is Phase.SONRITSU)
        )
        and cell.bases == (Basis.READING, None)
    ),
    "54 (d)": lambda cell: cell.sentence == "VI.B.p3.s3" and cell.bases == (Basis.TEXT, Basis.READING),
    "54 (e)": lambda cell: cell.sentence == "VI.B.b5.s1" and cell.bases == (Basis.READING, Basis.TEXT),
    "54 (f)": lambda cell: cell.sentence == "IV.C.2.b.ii.p2.s2" and cell.phase is Phase.YOSOKU,
}

# Sentences that two readers took for steps of a transition and the sheets do not, by the note.
NO_STEPS: dict[str, Callable[[str, str], bool]] = {
    "13": lambda _sheet, sentence: sentence == "III.C.p2.s1",
    "49": lambda sheet, sentence: downward(sheet) and sentence.startswith(("IV.A.", "IV.B", "IV.C")),
    "54": lambda sheet, sentence: (
        sentence
        in ("III.p2.s3", "III.A.p1.s5", "III.B.p1.s1", "III.B.p1.s2", "III.C.p2.s4", "IV.p1.s3", "IV.E.p1.s4")
        or sentence.startswith("VI.")
        or (sheet == "sonritsu-none@hassei" and sentence.startswith("IV.C"))
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
        ours = bases_by_phase(doctrine, sentence)
        if ours is not None:
            for place, phase in enumerate(Phase):
                signs = "".join(answer[place] for answer in answers)
                yield Cell(sentence, phase, SIGNS[agreed(signs) or "n"], ours.get(phase)), signs


def test_wherever_two_readers_differ_from_the_data_one_note_and_only_one_says_why(doctrine: Doctrine) -> None:
    used = Counter[str]()
    for cell, signs in cells(doctrine):
        if agreed(signs) and cell.readers is not cell.data:
            notes = [note for note, covers in HOLDS.items() if covers(cell)]
            assert len(notes) == 1, cell
            used.update(notes)
    assert set(used) == set(HOLDS)


def test_the_notes_tell_how_far_readers_and_data_agree(doctrine: Doctrine) -> None:
    answered = list(cells(doctrine))
    unanimous = [(cell, signs) for cell, signs in answered if len(set(signs)) == 1]
    figures = f"文 × 段階（{len(answered)}） | 三人が{len(unanimous)}で一致し、そのうち"
    figures += f"{sum(cell.readers is cell.data for cell, _ in unanimous)}がデータと同じ"
    assert figures in NOTES
    pairs = [sum(signs[a] == signs[b] for _, signs in answered) for a, b in combinations(range(READERS), 2)]
    assert f"二人ずつでは{min(pairs)}〜{max(pairs)}" in NOTES
    apart = [cell for cell, signs in answered if agreed(signs) and cell.readers is not cell.data]
    assert f"二人以上が揃ってデータと違うのは{len(apart)}" in NOTES


@pytest.mark.parametrize("note", sorted({re.sub(r"\D", "", note) for note in (*HOLDS, *NO_STEPS)}))
def test_every_note_that_is_named_stands_in_the_notes(note: str) -> None:
    assert re.search(rf"^{note}\. \*\*", NOTES, re.MULTILINE)


def test_what_two_readers_took_for_a_step_is_one_or_a_note_says_why_not(doctrine: Doctrine) -> None:
    steps_of_readers: dict[str, set[str]] = {}
    used = Counter[str]()
    shared = 0
    for name, sentence, _signs in rows("steps.tsv"):
        steps_of_readers.setdefault(name, set()).add(sentence)
        sheet = doctrine.transitions[name]
        if sentence in {step.sentence for step in sheet.steps}:
            shared += 1
            continue
        notes = [note for note, covers in NO_STEPS.items() if covers(name, sentence)]
        assert len(notes) == 1, (name, sentence)
        used.update(notes)
    assert set(used) == set(NO_STEPS)
    assert set(steps_of_readers) == set(doctrine.transitions)
    for name, sheet in doctrine.transitions.items():
        assert {step.sentence for step in sheet.steps} - steps_of_readers[name] <= OURS, name
    assert f"二人以上が手順とした文のうち、紙の手順であるもの{shared}、ないもの{sum(used.values())}" in NOTES


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
        step = next((step for step in sheet.steps if step.sentence == sentence), None)
        sign = agreed(signs.replace("-", ""))
        if step is None or not sign or SIGNS[sign] is step.basis:
            continue
        if (SIGNS[sign], step.basis) == (Basis.TEXT, Basis.READING):  # as among the measures
            assert sentence.startswith("III.") or (
                sentence.startswith(("IV.p", "IV.b")) and sheet.target == "saigai"
            ), sentence
        else:  # they doubted that it is a step; its words stand in the section of the phase entered (47)
            assert step.specific, (name, sentence)
            assert step.basis is Basis.TEXT, (name, sentence)


def test_what_comes_and_ends_is_what_two_readers_said_unless_a_note_says_why(doctrine: Doctrine) -> None:
    changes_of_readers: dict[tuple[str, str], set[str]] = {}
    for name, way, sentence, _signs in rows("changes.tsv"):
        changes_of_readers.setdefault((name, way), set()).add(sentence)
    for name, sheet in doctrine.transitions.items():
        for way, ours in (("comes", sheet.comes), ("lapses", sheet.lapses)):
            mine = {change.measure.sentence for change in ours}
            theirs = changes_of_readers.get((name, way), set())
            for sentence in theirs - mine:
                by_attack = name == "sonritsu-none@hassei" and sentence.startswith("IV.C")  # 54
                beyond = sentence.startswith("IV.D")  # 54 (c)
                signs_of_attack = sentence == "IV.C.2.b.ii.p2.s2"  # 54 (f)
                assert by_attack or beyond or signs_of_attack or bases_by_phase(doctrine, sentence) is None, (
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
        (silence,) = [
            silence
            for silence in doctrine.transition(source, "hassei").silent
            if silence.about == "それまでの措置"
        ]
        assert "どれが「必要な措置」か、誰がそう判断するか" in silence.note


def test_of_no_way_down_it_is_said_who_finds_that_it_is_over(doctrine: Doctrine) -> None:
    for name, sheet in doctrine.transitions.items():
        if sheet.basis is Basis.SILENT:
            (silence,) = [silence for silence in sheet.silent if silence.about == "終了の条件"]
            assert "誰が認めるか" in silence.note, name
