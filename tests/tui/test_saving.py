"""Files saved from a screen never overwrite another; a failure is reported."""

import errno
from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.saving import csv_file, save
from tests.tui.conftest import foot_message, settle


def test_a_file_gets_the_next_free_name_and_none_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "shishin-matrix.csv").write_text("mine", encoding="utf-8")
    assert save(tmp_path, "shishin-matrix.csv", "a").name == "shishin-matrix-2.csv"
    assert save(tmp_path, "shishin-matrix.csv", "b").name == "shishin-matrix-3.csv"
    assert (tmp_path / "shishin-matrix.csv").read_text(encoding="utf-8") == "mine"


def test_a_table_is_read_as_utf_8_by_spreadsheets_in_japan(tmp_path: Path) -> None:
    path = save(tmp_path, "table.csv", csv_file([["機能", "平時"], ["後方支援", "「,」"]]))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig") == '機能,平時\n後方支援,"「,」"\n'


@pytest.mark.parametrize("keys", [("m", "E"), ("f9",)], ids=["table", "picture"])
async def test_where_nothing_can_be_written_it_says_so(
    keys: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path, name: str, text: str) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("simulator.tui.kit.saving.save", refuse)
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        assert "を書けません。空き容量がありません" in foot_message(app)
    assert not list(tmp_path.glob("*"))  # noqa: ASYNC240 - nothing runs any more
