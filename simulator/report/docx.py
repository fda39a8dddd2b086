"""Blocks as a Word document: native headings, tables and a timeline, in a font for Japanese.

We write the body as OOXML: the library's own cells take a second for some hundred rows, and omit what Word
and LibreOffice need (fonts for East Asian text, widths of the grid, unbroken rows).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from typing import Any

from simulator.language import tr
from simulator.report.blocks import Break, Bullets, Facts, Heading, Lines, Paper, Paragraph, Table
from simulator.report.clean import clean
from simulator.report.colours import FILL, INK
from simulator.report.packed import same_bytes
from simulator.report.problems import WritingError
from simulator.report.timeline import RegionLane, Timeline

_FONT = "Yu Gothic"  # present on Windows, and on macOS with Word; others substitute a Japanese font
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TALL = (11906, 16838)  # A4, in twentieths of a point, as all lengths here
_MARGIN, _WIDE_MARGIN = 1000, 620
_RULE, _TINT, _MARKED = "B8C2CC", "EEF2F6", "FFF4D6"
_LABEL, _NARROW = 1300, 900  # widths of a lane's name, and of the narrowest band with a name


def docx_file(paper: Paper) -> bytes:
    """The file. Raises `WritingError` if the library is not installed."""
    try:
        import docx  # noqa: PLC0415  only where such a file is made
    except ImportError as error:
        raise WritingError(
            tr("この形のファイルを扱うものが入っていません。pip install 'shishin[report]' で入ります。")
        ) from error
    document = docx.Document()
    _styles(document, wide=paper.wide)
    _page(document, paper)
    width = _TALL[1] - 2 * _WIDE_MARGIN if paper.wide else _TALL[0] - 2 * _MARGIN
    body = document.element.body
    last = body[-1]  # the section's own properties, which end the body
    for part in _parts(paper, width):
        last.addprevious(docx.oxml.parse_xml(part))
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "shishin", clean(paper.title), ""
    properties.last_modified_by, properties.language = "shishin", paper.language
    out = BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _styles(document: Any, *, wide: bool) -> None:
    """Set one font for all scripts; otherwise Word uses a serif font of its theme.

    A wide paper is one page, so its title and table are set small enough for that.
    """
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    styles = document.styles
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")
    styles["Normal"].font.size = Pt(10)
    styles["Normal"].font.name = _FONT
    styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in (
        ("Title", 13 if wide else 20),
        ("Heading 1", 14),
        ("Heading 2", 11.5),
        ("Heading 3", 10.5),
    ):
        style = styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor(0x1B, 0x23, 0x30)
        style.paragraph_format.keep_with_next = True
    for name, size in (("Cell", 9), ("Small", 6.5 if wide else 8), ("Aside", 7 if wide else 8.5)):
        style = styles.add_style(f"Shishin {name}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(size)
        style.paragraph_format.space_after = Pt(0 if name != "Aside" else 4)
    if wide:
        styles["Shishin Small"].paragraph_format.line_spacing = Pt(8.4)
        for name in ("Title", "Shishin Aside"):
            styles[name].paragraph_format.space_after = Pt(2)
    styles["Shishin Aside"].font.color.rgb = RGBColor(0x5A, 0x64, 0x72)


def _page(document: Any, paper: Paper) -> None:
    """Set A4, portrait or landscape, with the title above and page numbers below."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.shared import Twips  # noqa: PLC0415

    section = document.sections[0]
    short, long = _TALL
    section.page_width, section.page_height = (
        (Twips(long), Twips(short)) if paper.wide else (Twips(short), Twips(long))
    )
    section.orientation = WD_ORIENT.LANDSCAPE if paper.wide else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Twips(_WIDE_MARGIN if paper.wide else _MARGIN))
    for place, content in (
        (section.header, _run(f"{paper.title}  {paper.subtitle}")),
        (section.footer, f"{_run(paper.foot + '  ')}{_field('PAGE')}{_run(' / ')}{_field('NUMPAGES')}"),
    ):
        place.is_linked_to_previous = False
        old = place.paragraphs[0]._p  # noqa: SLF001 - the library has no way to write a field
        old.addprevious(parse_xml(_paragraph_of(content, "ShishinSmall", _W)))
        old.getparent().remove(old)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _parts(paper: Paper, width: int) -> Iterator[str]:
    yield _paragraph_of(_run(paper.title), "Title", _W)
    yield _paragraph_of(_run(paper.subtitle), "ShishinAside", _W)
    follows: type | None = None
    for at, block in enumerate(paper.blocks):
        after = paper.blocks[at + 1] if at + 1 < len(paper.blocks) else None
        if isinstance(block, Break) and isinstance(after, Heading):
            follows = Break  # the heading has a page break before it
            continue
        parts = list(_WRITERS[type(block)](block, width))
        if isinstance(block, Heading) and follows is Break:
            parts = [_paragraph_of(_run(block.text), f"Heading{block.level}", _W, "<w:pageBreakBefore/>")]
        if isinstance(block, Table | Facts) and isinstance(after, Break):
            parts.pop()  # without the gap, which would fill a page of its own after a full page
        follows = type(block)
        yield from parts


def _run(text: str, *, bold: bool = False, colour: str = "") -> str:
    """A run of text, with its line breaks."""
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _paragraph_of(content: str, style: str, spaces: str = "", more: str = "") -> str:
    return f'<w:p {spaces}><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def _heading(block: Heading, _width: int) -> Iterator[str]:
    yield _paragraph_of(_run(block.text), f"Heading{block.level}", _W)


def _paragraph(block: Paragraph, _width: int) -> Iterator[str]:
    yield _paragraph_of(_run(block.text), "ShishinAside" if block.aside else "Normal", _W)


def _bullets(block: Bullets, _width: int) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.numbered else "• "
        indent = '<w:ind w:left="400" w:hanging="300"/>'
        yield _paragraph_of(_run(mark + item), "Normal", _W, indent)


def _facts(block: Facts, width: int) -> Iterator[str]:
    left, right = _shares((24, 76), width)
    rows = [
        _row([_cell(name, left, bold=True, fill=_TINT), _cell(value, right)]) for name, value in block.pairs
    ]
    yield _table_of((left, right), rows)
    yield _gap()


def _table(block: Table, width: int) -> Iterator[str]:
    widths = _shares(block.widths, width)
    style = "ShishinSmall" if block.small else "ShishinCell"
    head = [_cell(text, w, style, bold=True, fill=_TINT) for text, w in zip(block.head, widths, strict=True)]
    rows = [_row(head, header=True)]
    for number, row in enumerate(block.rows):
        fill = _MARKED if number in block.marked else ""
        cells = [_cell(text, w, style, fill=fill) for text, w in zip(row, widths, strict=True)]
        rows.append(_row(cells, high=680 if block.form else 0))
    yield _table_of(widths, rows)
    yield _gap()


def _shares(widths: tuple[int, ...], width: int) -> tuple[int, ...]:
    whole = sum(widths)
    return tuple(wanted * width // whole for wanted in widths)


def _table_of(widths: tuple[int, ...], rows: list[str], *, rules: bool = True) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if rules else ()
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="{_RULE}"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{w}" w:type="dxa"/>'
        for side, w in (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: list[str], *, header: bool = False, high: int = 0) -> str:
    """A row that is not broken over pages; a header is repeated on each page."""
    height = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>' if high else ""
    again = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{again}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(  # noqa: PLR0913 - each is passed by name
    text: str, width: int, style: str = "ShishinCell", *, bold: bool = False, fill: str = "", ink: str = ""
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    content = _paragraph_of(_run(text, bold=bold, colour=ink), style)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def _gap() -> str:
    """A paragraph between two tables, which would otherwise become one."""
    return _paragraph_of("", "ShishinSmall", _W)


def _lines(block: Lines, _width: int) -> Iterator[str]:
    yield _paragraph_of(_run(block.label), "Normal", _W, "<w:keepNext/>")
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{_RULE}"/>' for side in ("bottom", "between")
    )
    for number in range(1, block.count + 1):
        keep = "<w:keepNext/>" if block.keep or number < block.count else ""
        yield _paragraph_of("", "Normal", _W, f'{keep}<w:pBdr>{rules}</w:pBdr><w:spacing w:before="240"/>')


def _break(_block: Break, _width: int) -> Iterator[str]:
    yield _paragraph_of('<w:r><w:br w:type="page"/></w:r>', "ShishinSmall", _W)


def _line(block: Timeline, width: int) -> Iterator[str]:
    """The timeline as native tables, one for each region: editable, and without a picture."""
    for lane in block.lanes:
        yield _lane(lane, width - _LABEL)
        yield _gap()
    for lane in block.lanes:
        yield _paragraph_of(_run(lane.said), "ShishinAside", _W)


def _lane(lane: RegionLane, width: int) -> str:
    """The name of the region, and its bands with white gaps between them."""
    widths, cells = [_LABEL], [_cell(lane.region.label, _LABEL, "ShishinSmall", bold=True)]
    at = 0
    for band in lane.bands:
        if band.start > at:
            widths.append((band.start - at) * width // 1000)
            cells.append(_cell("", widths[-1], "ShishinSmall"))
        widths.append(max(60, (band.end - band.start) * width // 1000))
        label = f"{band.phase.label}\n{band.since}" if widths[-1] >= _NARROW else ""
        cells.append(_cell(label, widths[-1], "ShishinSmall", fill=FILL[band.phase], ink=INK[band.phase]))
        at = band.end
    if at < 1000:
        widths.append((1000 - at) * width // 1000)
        cells.append(_cell("", widths[-1], "ShishinSmall"))
    return _table_of(tuple(widths), [_row(cells)])


_WRITERS: dict[type, Callable[[Any, int], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Lines: _lines,
    Break: _break,
    Timeline: _line,
}
