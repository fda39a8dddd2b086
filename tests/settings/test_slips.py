"""A settings file that is no TOML: where the slip is and what to write, without the parser's words."""

import os
from pathlib import Path

import pytest

from simulator.language import spoken
from simulator.settings.read import read_settings
from simulator.settings.write import SettingsError, keep

SLIPS = [
    ('theme ＝ "nord"\n', "1:7", "「＝」は TOML の記号ではありません。半角の = に"),
    ('a = "＝"\n theme ＝ 1\n', "2:8", "半角の = に"),
    ("theme = “nord”\n", "1:9", '半角の " に'),
    ("theme = 「nord」\n", "1:9", '半角の " に'),
    ('theme: "nord"\n', "1:6", "「:」ではなく = で"),
    ('[keys]\n"c" : "d"\n', "2:5", "「:」ではなく = で"),
    ("［keys］\n", "1:1", "半角の [ に"),
    ('theme\u3000= "a"\n', "1:6", "半角でない空白（U+3000）"),
    ('theme =\u00a0"a"\n', "1:8", "半角でない空白（U+00A0）"),
    ('a = "x" ＃ 注\n', "1:9", "半角の # に"),
    ("\n\ntheme = nord\n", "3:9", '文字は "…" で囲んで'),
    ("theme =\n", "1:8", "= のあとに値がありません"),
    ("theme\n", "1:6", "名のあとに = がありません"),
    ('theme = "nord\nlanguage = "ja"\n', "1:14", "終わりの引用符を"),
    ("theme = 'nord\n", "1:14", "終わりの引用符を"),
    ('theme = """nord\n\n\n', "1:16", "終わりの引用符を"),
    ('[keys\n"a"="b"\n', "1:6", "表の名が ] で閉じていません"),
    ('[keys]\n取消 = "z"\n', "2:1", '"…" で囲んで'),
    ('theme = "a" language = "ja"\n', "1:13", "余計なものがあります"),
    ('theme = "a"\r\n  theme = "b"\r\n', "2:3", "前にもあります"),
    ('[keys]\na="b"\n[keys]\n', "3:1", "前にもあります"),
    ("a = {b=1,b=2}\n", "1:1", "同じ名が二度"),
    ("x = [1, 2\n\n", "1:10", "終わりに ] を"),
    ("x = {a = 1\n", "1:11", "閉じる波括弧"),
    ('a = "C:\\users"\n', "1:10", "\\\\ と書くか"),
    ("# \x01\n", "1:3", "使えない制御文字"),
    ("a = " + "[" * 5000, "1:", "入れ子が深すぎます"),
    ("a = 1\nn = " + "9" * 5000 + "\n", "2:5", "数が長すぎます"),
    ("a = 2026-02-30\n", "1:5", "日付として読めません"),
    ('theme = "nord"\r', "1:15", "余計なものがあります"),
]


@pytest.mark.parametrize(("text", "place", "words"), SLIPS, ids=range(len(SLIPS)))
def test_a_slip_is_told_where_it_stands_with_what_to_write(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode())
    settings = read_settings(file)
    (message,) = map(str, settings.faults)
    assert message.startswith(f"{file}:{place}"), message
    assert words in message
    assert "直すまで、設定は使いません" in message
    for english in ("Expected", "Invalid", "Unclosed", "Illegal", "Cannot", "line", "Exceeds", "recursion"):
        assert english not in message
    with spoken("en"):
        assert "settings are not used" in str(settings.faults[0])
    with pytest.raises(SettingsError, match="設定を読めないので"):
        keep(file, "theme", "gruvbox")
    assert file.read_bytes() == text.encode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_is_told_and_neither_waited_for_nor_replaced(tmp_path: Path, kind: str) -> None:
    file = Path("/dev/zero")
    if kind == "pipe":
        file = tmp_path / "settings.toml"
        os.mkfifo(file)
    settings = read_settings(file)
    assert not settings.sound
    assert "ふつうのファイルではありません" in str(settings.faults[0])
    if kind == "pipe":
        with pytest.raises(SettingsError, match="ふつうのファイルではありません"):
            keep(file, "theme", "nord")
        assert file.is_fifo()


def test_the_null_device_says_nothing_and_nothing_is_written_to_it() -> None:
    settings = read_settings(Path(os.devnull))
    assert (settings.faults, settings.sound) == ((), False)
