"""The rows beside the walk and in the table tell the case, and where a section names the mechanism."""

from simulator.doctrine import Doctrine, Phase
from simulator.doctrine.matrix import matrix
from simulator.tui.asking.matrix_rows import cell_rows
from simulator.tui.kit.target import Target
from simulator.tui.moment.beside import beside_rows


def test_the_pane_beside_the_walk_tells_where_the_section_names_the_mechanism(doctrine: Doctrine) -> None:
    support = doctrine.measure("IV.C.2.c.v.p1.s3.m1")
    _, rows = beside_rows(doctrine, Target("cite", support.sentence, support.quote), {Phase.HASSEI})
    (line,) = [row.text for row in rows if "調整メカニズム" in row.text]
    assert "この文に名はない" in line
    assert "同じ節では IV.C.2.a¶3" in line.replace("\xa0", "")


def test_a_case_that_a_quote_leaves_out_stands_with_it(doctrine: Doctrine) -> None:
    retaking = doctrine.measure("IV.C.2.b.iv.p2.s2.m1")
    _, rows = beside_rows(doctrine, Target("cite", retaking.sentence, retaking.quote), {Phase.HASSEI})
    assert any("条件" in row.text and "必要が生じた場合" in row.text for row in rows)
    row = next(
        function_row for function_row in matrix(doctrine) if function_row.function is retaking.function
    )
    cell = "".join(block.text for block in cell_rows(doctrine, row, "hassei"))
    assert "条件：「必要が生じた場合」" in cell
