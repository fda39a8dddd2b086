"""Printed papers: no empty page, every line to write on is drawn, a chart on one page."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from simulator.doctrine import Doctrine
from simulator.report.blocks import Break, Facts, Heading, Lines, Paper
from simulator.report.docx import docx_file
from simulator.report.papers import Audience, paper_for
from simulator.scenario import load_scenario, scenario_files


def body(*blocks: object) -> str:
    """The OOXML of a document of these blocks."""
    paper = Paper("題", "副題", "足", blocks)  # type: ignore[arg-type]
    with ZipFile(BytesIO(docx_file(paper))) as packed:
        return packed.read("word/document.xml").decode()


def test_a_heading_begins_its_page_itself_so_that_no_break_is_left_over_on_an_empty_one() -> None:
    written = body(Facts((("名", "値"),)), Break(), Heading("次の紙"))
    assert "<w:pageBreakBefore/>" in written
    assert 'w:type="page"' not in written
    between = written[written.index("</w:tbl>") : written.index("次の紙")]
    assert between.count("<w:p>") + between.count("<w:p ") == 1  # the heading alone


def test_lines_to_write_on_are_ruled_one_by_one_and_stay_with_what_follows_where_asked() -> None:
    written = body(Lines("観察", 3, keep=True), Heading("評定", 2))
    assert written.count("<w:between ") == 3
    assert written.count("<w:keepNext/>") == 4
    assert body(Lines("観察", 3)).count("<w:keepNext/>") == 3


def test_the_chart_is_set_small_enough_for_one_page(doctrine: Doctrine) -> None:
    paper = paper_for(load_scenario(scenario_files()[0]), doctrine, Audience.CHART)
    with ZipFile(BytesIO(docx_file(paper))) as packed:
        styles = packed.read("word/styles.xml").decode()
    assert 'w:val="13"' in styles[styles.index("Shishin Small") :][:600]  # half points
