"""Japanese lines: what may not begin or end one, what stays whole, and that no cell is lost."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from simulator.document import load_guidelines
from simulator.typography import Line, cells, clusters, fit, opportunities, pad, wrap
from simulator.typography.linebreak import _CLASSES, NOT_AT_END, NOT_AT_START, _rare_class, break_class

JAPANESE = st.text("日米両政府は、。「」（）『』・ー々ぁっャ…？ IVC.2bi¶1aﾊﾟｱ〜／%$-\u3000", max_size=120)
WIDTHS = st.integers(2, 40)


def shown(text: str, line: Line) -> str:
    return text[line.start : line.end].rstrip()


@given(st.text(max_size=80) | JAPANESE, WIDTHS)
def test_lines_joined_are_the_text(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert lines[0].start == 0
    assert lines[-1].end == len(text)


@given(st.text(max_size=80) | JAPANESE, WIDTHS)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert cells(shown(text, line)) <= width


@given(JAPANESE, st.integers(2, 40))
def test_no_line_is_empty_but_for_white_space(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(line.end > line.start for line in lines) or lines == (Line(0, 0),)


@pytest.mark.parametrize("width", [*range(8, 100), 120, 200])
def test_the_guidelines_keep_the_rule_at_every_width(width: int) -> None:
    for unit in load_guidelines().units:
        text = unit.text or unit.heading
        for line in wrap(text, width)[1:]:
            assert text[line.start] not in NOT_AT_START, text[line.start : line.end]
        for line in wrap(text, width):
            words = shown(text, line)
            assert words[-1:] not in NOT_AT_END, words


@given(
    st.lists(
        st.sampled_from(["日", "米、", "（同）", "「盟」。", "ー", "々", "っ", "・", "『", "第"]), max_size=40
    )
)
def test_whatever_holds_together_and_fits_keeps_the_rule(parts: list[str]) -> None:
    text = "".join(parts)
    places = [0, *(place for place, _ in opportunities(text))]
    widest = max((cells(text[a:b]) for a, b in itertools.pairwise(places)), default=2)
    for line in wrap(text, max(2, widest))[1:]:
        assert text[line.start] not in NOT_AT_START


@pytest.mark.parametrize("width", range(12, 40))
def test_a_clause_id_stays_whole_when_it_fits(width: int) -> None:
    text = "これは第IV章のうちIV.C.2.b.iiiに当たり、IV.C.2.b.v.p2のとおりである。"
    joined = "\n".join(text[line.start : line.end] for line in wrap(text, width))
    assert "IV.C.2.b.iii" in joined
    if width >= 14:
        assert "IV.C.2.b.v.p2" in joined


def test_at_a_width_of_one_character_the_width_wins() -> None:
    text = "はい、「IV」"
    assert [shown(text, line) for line in wrap(text, 2)] == ["は", "い", "、", "「", "IV", "」"]


def test_a_width_too_narrow_for_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="2桁"):
        wrap("あ", 1)


def test_line_feeds_end_lines() -> None:
    text = "一行目\n\n三行目\n"
    assert [shown(text, line) for line in wrap(text, 20)] == ["一行目", "", "三行目"]


@given(st.text(max_size=40), WIDTHS)
def test_clusters_are_never_cut(text: str, width: int) -> None:
    starts = {start for start, _, _ in clusters(text, 0, len(text))}
    for line in wrap(text, width):
        char = text[line.start : line.start + 1]
        if char and unicodedata.category(char) in ("Mn", "Me") and line.start > 0:
            assert line.start in starts or text[line.start - 1] in " \n\r\v\f\x85\u2028\u2029"


def test_our_breaks_of_the_guidelines_are_those_of_unicode() -> None:
    for unit in load_guidelines().units:
        text = unit.text or unit.heading
        ours = [place for place, _ in opportunities(text)]
        assert ours == [place for place in line_break_boundaries(text) if place], text


@settings(max_examples=300, deadline=None)
@given(st.text("日は、。「」（）・ーっ…？！ IVb.2¶%＄-／：；々", max_size=12))
def test_we_never_break_where_unicode_does_not(text: str) -> None:
    ours = {place for place, _ in opportunities(text)}
    assert ours <= {*line_break_boundaries(text), len(text)}


def test_the_classes_written_out_are_those_of_unicode() -> None:
    assert {char for char in _CLASSES if break_class(char) != _rare_class(char)} == set()
    common = [chr(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), *range(0x4E00, 0xA000))]
    assert [char for char in common if break_class(char) != _rare_class(char)] == []
    full = [chr(code) for code in range(0xFF10, 0xFF5B)]
    assert [char for char in full if break_class(char) != _rare_class(char)] == []


@given(st.text(max_size=60), st.integers(0, 30))
def test_fitting_and_padding_count_cells(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width
    assert cells(pad(text, width)) == width


def test_ambiguous_characters_take_one_cell_and_wide_ones_two() -> None:
    assert cells("①※→★■¶…") == 7
    assert cells("日本、（ー") == 10
    assert cells("ｱが\u3099") == 3


@pytest.mark.parametrize("text", ["あ" * 350_000, "a" * 1_000_000, "e" + "\u0301" * 100_000, " " * 300_000])
def test_a_megabyte_without_spaces_takes_time_in_proportion(text: str) -> None:
    begun = time.perf_counter()
    lines = wrap(text, 40)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert time.perf_counter() - begun < 30  # far above what it takes; quadratic would take hours
