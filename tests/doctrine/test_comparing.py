"""The wording of one function in two phases, laid over each other; and the matrix as text."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import Doctrine, Function
from simulator.doctrine.matrix import COLUMNS, MatrixRow, copied, csv_table, matrix
from simulator.doctrine.wording import Fate, compare, pairs


def row_of(doctrine: Doctrine, function: Function) -> MatrixRow:
    return next(row for row in matrix(doctrine) if row.function is function)


@given(st.text("日米両政府はをする強化、a1"), st.text("日米両政府はをする強化、a1"))
def test_a_comparison_holds_both_wordings_whole(before: str, after: str) -> None:
    words = compare(before, after)
    assert "".join(word.text for word in words if word.fate is not Fate.ADDED) == before
    assert "".join(word.text for word in words if word.fate is not Fate.REMOVED) == after


def test_only_what_differs_is_marked() -> None:
    words = compare("米軍の部隊展開を支援する", "これらの部隊展開を支援する")
    assert [(word.text, word.fate) for word in words] == [
        ("米軍の", Fate.REMOVED),
        ("これらの", Fate.ADDED),
        ("部隊展開を支援する", Fate.STAYS),
    ]


def test_the_bases_for_deployment_meet_their_other_wording(doctrine: Doctrine) -> None:
    row = row_of(doctrine, Function.LOGISTICS)
    paired = pairs(row.cells["yosoku"].own, row.cells["hassei"].own)
    together = {(pair.before.sentence, pair.after.sentence) for pair in paired if pair.before and pair.after}
    assert ("IV.C.1.p2.s2", "IV.C.2.a.p4.s2") in together


def test_every_measure_of_two_cells_stands_in_exactly_one_pair(doctrine: Doctrine) -> None:
    for row in matrix(doctrine):
        own = [row.cells[column].own for column in COLUMNS]
        for before, after in itertools.pairwise(own):
            paired = pairs(before, after)
            assert sorted(pair.before.id for pair in paired if pair.before) == sorted(
                measure.id for measure in before
            )
            assert [pair.after.id for pair in paired if pair.after] == [measure.id for measure in after]


def test_a_copied_cell_quotes_each_measure_with_its_clause(doctrine: Doctrine) -> None:
    text = copied(doctrine, row_of(doctrine, Function.SAR), "sonritsu")
    assert "捜索・救難 — 存立危機" in text
    assert "（指針 IV.D.2" in text
    assert "本文に定めなし" in copied(doctrine, row_of(doctrine, Function.LAND), "heiji")


def test_a_copied_cell_says_that_the_text_provides_nothing_just_where_it_does_not(doctrine: Doctrine) -> None:
    for row in matrix(doctrine):
        for column, cell in row.cells.items():
            measures = [*cell.own, *cell.continuing]
            head, *lines = copied(doctrine, row, column).splitlines()
            assert row.function.label in head
            assert len(lines) == max(1, len(measures))
            assert (lines == ["本文に定めなし"]) == (not measures)


def test_the_table_has_a_line_for_each_function(doctrine: Doctrine) -> None:
    header, *lines = csv_table(doctrine, matrix(doctrine))
    assert [line[0] for line in lines] == [function.label for function in Function]
    assert all(len(line) == len(header) == len(COLUMNS) + 1 for line in lines)
