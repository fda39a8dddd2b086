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
    assert "".join(w.text for w in words if w.fate is not Fate.ADDED) == before
    assert "".join(w.text for w in words if w.fate is not Fate.REMOVED) == after


def test_only_what_differs_is_marked() -> None:
    words = compare("米軍の部隊展開を支援する", "これらの部隊展開を支援する")
    assert [(w.text, w.fate) for w in words] == [
        ("米軍の", Fate.REMOVED),
        ("これらの", Fate.ADDED),
        ("部隊展開を支援する", Fate.STAYS),
    ]


def test_the_bases_for_deployment_meet_their_other_wording(doctrine: Doctrine) -> None:
    row = row_of(doctrine, Function.LOGISTICS)
    found = pairs(row.cells["yosoku"].own, row.cells["hassei"].own)
    together = {(p.before.sentence, p.after.sentence) for p in found if p.before and p.after}
    assert ("IV.C.1.p2.s2", "IV.C.2.a.p4.s2") in together


def test_every_measure_of_two_cells_stands_in_exactly_one_pair(doctrine: Doctrine) -> None:
    for row in matrix(doctrine):
        own = [row.cells[column].own for column in COLUMNS]
        for before, after in itertools.pairwise(own):
            found = pairs(before, after)
            assert sorted(p.before.id for p in found if p.before) == sorted(m.id for m in before)
            assert [p.after.id for p in found if p.after] == [m.id for m in after]


def test_a_copied_cell_quotes_each_measure_with_its_clause(doctrine: Doctrine) -> None:
    text = copied(doctrine, row_of(doctrine, Function.SAR), "sonritsu")
    assert "捜索・救難 — 存立危機" in text
    assert "（指針 IV.D.2" in text
    assert "本文に定めなし" in copied(doctrine, row_of(doctrine, Function.LAND), "heiji")


def test_the_table_has_a_line_for_each_function(doctrine: Doctrine) -> None:
    header, *lines = csv_table(doctrine, matrix(doctrine))
    assert [line[0] for line in lines] == [function.label for function in Function]
    assert all(len(line) == len(header) == len(COLUMNS) + 1 for line in lines)
