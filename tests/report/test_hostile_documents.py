"""What people wrote stays text in Word and in spreadsheets: no formula, link, error or field comes of it."""

import csv
import io
import re
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from simulator.exercise import Play
from simulator.report.content import report
from simulator.report.docx import docx_file
from simulator.report.msel.writing import csv_of, xlsx_of
from simulator.report.problems import WritingError
from simulator.report.workbook import Page, text_for_cell, workbook
from simulator.report.xlsx import xlsx_file
from simulator.typography import csv_text, guarded, unguarded
from tests.report.making import account, played

# Formulas, links, dates, numbers, errors, escapes, control and bidi characters, ends of markup.
STRINGS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a.invalid","x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1",
    "\r=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "'=1+1", "''=1", "http://a.invalid", "mailto:a@a.invalid",
    "0012", "1/2", "1e5", "TRUE", "#N/A", "#REF!", "12:30", "\x0b", "_x000B_", "_x005F_x000B_", "a\x00b",
    "か\u3099き\u3099", "\u202egnp.exe", "一\r\n二", "  前後  ", "<w:p/>", "]]>", "&amp;", "字" * 12_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def play() -> Play:
    """An exercise whose notes and plan hold each of the strings."""
    hostile = played()
    for text in STRINGS:
        hostile.exercise.note(text)
        hostile.exercise.improve(text, text, who=text, by=text)
    return hostile


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def assert_sheets_are_text(content: bytes) -> None:
    sheets = {name: text for name, text in parts(content).items() if "worksheets/" in name}
    assert sheets
    for text in sheets.values():
        assert "<f>" not in text
        assert "<hyperlink" not in text
        assert 't="e"' not in text
        assert "<v>0012</v>" not in text


def test_a_report_in_a_workbook_is_text_alone(play: Play) -> None:
    content = xlsx_file(report(account(play)))
    assert_sheets_are_text(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = {
        str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value
    }
    assert {"=1+1", "0012", "#N/A", "12:30"} <= values


def test_an_msel_is_text_alone_and_its_csv_is_guarded() -> None:
    plain = {
        "title": "=1+1",
        "steps": [{"note": "a", "at": "0:00", "text": text} for text in STRINGS if "\x00" not in text],
    }
    assert_sheets_are_text(xlsx_of(plain))
    rows = list(csv.reader(io.StringIO(csv_of(plain).decode("utf-8-sig"), newline="")))
    for row in rows:
        for cell in row:
            assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell), cell


@pytest.mark.parametrize("text", STRINGS)
def test_a_guard_is_taken_off_again(text: str) -> None:
    guard = guarded(text)
    assert unguarded(str(guard)) == text
    assert csv_text([[text]])


def test_a_cell_holds_what_was_written_and_says_when_it_cannot() -> None:
    for text in STRINGS[:-1]:
        content = workbook([Page("表", ((text,),), (20,))])
        (row,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        assert row[0] == text_for_cell(text)
    with pytest.raises(WritingError, match="32767"):
        text_for_cell("字" * 32_768)


def test_a_report_in_word_is_text_with_our_own_fields_alone(play: Play) -> None:
    content = docx_file(report(account(play)))
    document = docx.Document(io.BytesIO(content))
    text = "\n".join(
        paragraph.text
        for table in document.tables
        for row in table.rows[:60]
        for cell in row.cells
        for paragraph in cell.paragraphs
    )
    assert "=1+1" in text
    files = parts(content)
    body = files["word/document.xml"]
    assert "w:hyperlink" not in body
    assert "fldSimple" not in body
    assert "instrText" not in body
    assert re.findall(r'w:instr="(\w+)"', files["word/footer1.xml"]) == ["PAGE", "NUMPAGES"]
    assert "http://a.invalid" not in "".join(text for name, text in files.items() if name.endswith(".rels"))


def test_word_has_one_font_for_japanese_and_none_of_a_theme(play: Play) -> None:
    styles = parts(docx_file(report(account(play))))["word/styles.xml"]
    fonts = re.findall(r"<w:rFonts[^>]*>", styles)
    assert fonts
    assert all("Theme" not in font and 'w:eastAsia="Yu Gothic"' in font for font in fonts)
    assert 'w:eastAsia="ja-JP"' in styles


def test_word_documents_say_nothing_of_when_they_were_made(play: Play) -> None:
    core = parts(docx_file(report(account(play))))["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2015-04-27T00:00:00Z"}
    assert "python-docx" not in core
