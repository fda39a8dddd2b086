"""Blocks as one HTML file without external resources or scripts; prints on A4."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from simulator.report.blocks import (
    Break,
    Bullets,
    Facts,
    Heading,
    Lines,
    Paper,
    Paragraph,
    Table,
)
from simulator.report.clean import clean
from simulator.report.colours import FILL, INK
from simulator.report.timeline import PhaseBar, RegionLane, Timeline, TimelineMark

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
:root { --ink: #1b2330; --soft: #5a6472; --rule: #c9d0d9; --tint: #f2f5f8; }
* { box-sizing: border-box; }
body { color: var(--ink); background: #fff; margin: 0 auto; max-width: 52rem; padding: 2rem 1.5rem;
  font: 10.5pt/1.65 "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "IPAGothic", sans-serif;
  line-break: strict; overflow-wrap: anywhere; }
body.wide { max-width: 76rem; }
header { border-bottom: 3px solid var(--ink); margin-bottom: 1.5rem; }
h1 { font-size: 1.7em; line-height: 1.3; margin: 0; }
header p { color: var(--soft); margin: .2rem 0 .6rem; }
h2 { font-size: 1.25em; border-bottom: 1px solid var(--ink); margin: 2rem 0 .6rem; }
h3 { font-size: 1.08em; margin: 1.4rem 0 .4rem; }
h4 { font-size: 1em; margin: 1.2rem 0 .3rem; padding-left: .5rem; border-left: 4px solid var(--ink); }
p { margin: .4rem 0; white-space: pre-line; }
p.aside, footer { color: var(--soft); font-size: .88em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; table-layout: fixed; }
th, td { border: 1px solid var(--rule); padding: .25rem .45rem; text-align: left; vertical-align: top;
  white-space: pre-line; }
th { background: var(--tint); font-weight: 600; }
table.small { font-size: .86em; line-height: 1.5; }
table.form td { height: 2.6rem; }
tr.marked td { background: #fff4d6; }
table.facts th { width: 22%; }
ol, ul { margin: .3rem 0; padding-left: 1.6rem; }
.lines p { margin-bottom: 0; }
.lines div { border-bottom: 1px solid var(--rule); height: 2.1rem; }
svg { width: 100%; height: auto; display: block; margin: .6rem 0; }
footer { border-top: 1px solid var(--rule); margin-top: 2rem; padding-top: .4rem; }
.break { break-after: page; }
@page { size: A4; margin: 16mm 15mm 18mm; }
@page wide { size: A4 landscape; margin: 10mm; }
@media print {
  body { max-width: none; padding: 0 1px; font-size: 9.5pt; }
  body.wide { page: wide; font-size: 7.6pt; }
  .wide td, .wide th { padding: .06rem .3rem; line-height: 1.36; }
  .wide header { margin-bottom: .4rem; border-bottom-width: 1px; }
  .wide header p, .wide footer { margin: 0; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  tr, .lines { break-inside: avoid; }
  thead { display: table-header-group; }
}
""".strip()


def html_file(paper: Paper) -> bytes:
    """The file."""
    title = _text(paper.title)
    body = "\n".join(part for block in paper.blocks for part in _WRITERS[type(block)](block))
    wide = ' class="wide"' if paper.wide else ""
    return f"""<!DOCTYPE html>
<html lang="{paper.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body{wide}>
<header><h1>{title}</h1><p>{_text(paper.subtitle)}</p></header>
<main>
{body}
</main>
<footer>{_text(paper.foot)}</footer>
</body>
</html>
""".encode()


def _text(text: str) -> str:
    return escape(clean(text))


def _heading(block: Heading) -> Iterator[str]:
    yield f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    kind = ' class="aside"' if block.aside else ""
    yield f"<p{kind}>{_text(block.text)}</p>"


def _bullets(block: Bullets) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f"<{tag}>"
    for item in block.items:
        yield f"<li>{_text(item)}</li>"
    yield f"</{tag}>"


def _facts(block: Facts) -> Iterator[str]:
    yield '<table class="facts">'
    for name, value in block.pairs:
        yield f'<tr><th scope="row">{_text(name)}</th><td>{_text(value)}</td></tr>'
    yield "</table>"


def _table(block: Table) -> Iterator[str]:
    kinds = " ".join(name for name, on in (("small", block.small), ("form", block.form)) if on)
    yield f'<table class="{kinds}">' if kinds else "<table>"
    whole = sum(block.widths)
    yield (
        "<colgroup>"
        + "".join(f'<col style="width:{w * 100 / whole:.4g}%">' for w in block.widths)
        + "</colgroup>"
    )
    yield (
        "<thead><tr>"
        + "".join(f'<th scope="col">{_text(cell)}</th>' for cell in block.head)
        + "</tr></thead>"
    )
    yield "<tbody>"
    for number, row in enumerate(block.rows):
        mark = ' class="marked"' if number in block.marked else ""
        yield f"<tr{mark}>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"


def _lines(block: Lines) -> Iterator[str]:
    yield f'<div class="lines"><p>{_text(block.label)}</p>' + "<div></div>" * block.count + "</div>"


def _break(_block: Break) -> Iterator[str]:
    yield '<div class="break"></div>'


_LEFT, _WIDE, _HIGH, _MARKS_HIGH = 96, 884, 30, 26  # lengths in the picture, in its own units
_MOST_MARKS = 400  # marks that are drawn at most; more would merge into a bar


def _line(block: Timeline) -> Iterator[str]:
    """The timeline as a picture: a lane for each region, marks above, times below."""
    height = _MARKS_HIGH + len(block.lanes) * _HIGH + 28
    yield f'<svg viewBox="0 0 {_LEFT + _WIDE + 20} {height}" role="img" font-size="13">'
    for place, mark in block.marks[:_MOST_MARKS]:
        yield from _mark(place, mark)
    for row, lane in enumerate(block.lanes):
        yield from _lane(lane, _MARKS_HIGH + row * _HIGH)
    low = height - 8
    for place, label in block.labels:
        x = _x(place)
        yield f'<line x1="{x}" y1="{_MARKS_HIGH}" x2="{x}" y2="{low - 12}" stroke="#c9d0d9"/>'
        yield f'<text x="{x}" y="{low}" font-size="11" fill="#5a6472">{_text(label)}</text>'
    yield "</svg>"
    for lane in block.lanes:
        yield f'<p class="aside">{_text(lane.said)}</p>'


def _x(place: int) -> float:
    return _LEFT + place * _WIDE / 1000


def _mark(place: int, mark: TimelineMark) -> Iterator[str]:
    x, y = _x(place), 13
    match mark:
        case TimelineMark.DECISION:
            yield f'<path d="M{x} {y - 7}l7 7l-7 7l-7 -7z" fill="#1b2330"/>'
        case TimelineMark.INJECT:
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="#fff" stroke="#1b2330" stroke-width="1.5"/>'
        case TimelineMark.MOVE:
            yield f'<path d="M{x} {y - 6}l6 11h-12z" fill="#a33b00"/>'


def _lane(lane: RegionLane, top: int) -> Iterator[str]:
    yield f'<text x="0" y="{top + 20}" font-size="12">{_text(lane.region.label)}</text>'
    for band in lane.bands:
        yield from _band(band, top)


def _band(band: PhaseBar, top: int) -> Iterator[str]:
    x, wide = _x(band.start), (band.end - band.start) * _WIDE / 1000
    fill, ink = FILL[band.phase], INK[band.phase]
    yield f'<rect x="{x}" y="{top + 2}" width="{wide}" height="{_HIGH - 4}" fill="#{fill}" stroke="#1b2330"/>'
    name = band.phase.label
    if wide >= _least_width(name):
        yield f'<text x="{x + 6}" y="{top + 20}" fill="#{ink}">{_text(name)}</text>'


def _least_width(name: str) -> float:
    """The width of a name: a full-width character is as wide as it is high, others are about half."""
    return 12 + sum(13 if ord(char) > 0x2E7F else 7.5 for char in name)


_WRITERS: dict[type, Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Lines: _lines,
    Break: _break,
    Timeline: _line,
}
