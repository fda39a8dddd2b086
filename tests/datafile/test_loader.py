"""The loader refuses what a reader of the file could misread, and says where."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.datafile import DataFileError, load_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 012", {"a": 12}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 2015-04-27", {"a": "2015-04-27"}),
        ("a: true", {"a": True}),
        ("a: '12'", {"a": "12"}),
        ("a: 1.5e3", {"a": 1500.0}),
        ("a: ~", {"a": None}),
        ("- 1\n- [x, y]", [1, ["x", "y"]]),
        ("", None),
        ("a: " + "9" * 5000, {"a": "9" * 5000}),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    assert load_text(text, "f").data == value


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: 1\na: 2", "2:1", "重複"),
        ("a: &x 1\nb: *x", "1:4", "目印"),
        ("a: *x", "1:4", "別名"),
        ("a: !!int 1", "1:4", "タグ"),
        ("a: 1\n---\nb: 2", "2:1", "二つ目"),
        ("<<: {a: 1}", "1:1", "併合"),
        ("a: [1, 2", "1:4", "閉じていません"),
        ("a: b: c", "1:5", "値が途中で切れています"),
        ("[" * 40, "1:34", "入れ子"),
        ("[" * 200_000, "1:34", "入れ子"),
        ("a: \x07", "1:4", "制御文字"),
        ("題: 日本\x07", "1:6", "制御文字"),
        ("? [a]\n: 1", "1:3", "キー"),
    ],
)
def test_what_could_be_misread_is_refused_at_its_place(text: str, place: str, says: str) -> None:
    with pytest.raises(DataFileError, match=says) as caught:
        load_text(text, "f.yaml")
    assert str(caught.value).startswith(f"f.yaml:{place}: ")


def test_bytes_that_are_not_utf_8_are_refused_at_their_place() -> None:
    with pytest.raises(DataFileError, match="UTF-8") as caught:
        load_text("a: 1\nb: 日本".encode("cp932"), "f")
    assert str(caught.value).startswith("f:2:4: ")


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(DataFileError, match="大きすぎ"):
        load_text(b"a" * (8 * 1024 * 1024 + 1), "f")


def test_keys_and_values_know_their_line_and_column() -> None:
    file = load_text("a:\n  - b: 日本\n    c: x\n", "f")
    assert str(file.problem(("a", 0, "c"), "!")) == "f:3:8: !"
    assert (file.key_place(("a", 0, "c")).line, file.key_place(("a", 0, "c")).column) == (3, 5)
    assert file.place(("a", "some union tag", 0, "b")).line == 2


@given(st.text(max_size=200))
def test_no_text_whatever_crashes_the_loader(text: str) -> None:
    with suppress(DataFileError):
        load_text(text, "f")


@pytest.mark.parametrize("key", ["あ" * 1025, '"' + "あ" * 1100 + '"'])
def test_a_key_longer_than_the_parser_takes_is_said_to_be_too_long(key: str) -> None:
    with pytest.raises(DataFileError, match=r"キーが長すぎます。「:」の前は1024字まで") as caught:
        load_text(f"a: 1\n{key}: b\n", "f")
    assert "「:」がありません" not in str(caught.value)
    assert load_text("a: 1\n" + "あ" * 1024 + ": b\n", "f").data


def test_a_long_line_without_a_colon_is_no_long_key() -> None:
    with pytest.raises(DataFileError, match="キーの後に「:」がありません"):
        load_text(f"a: 1\n{'あ' * 1100}\nb: 2\n", "f")
