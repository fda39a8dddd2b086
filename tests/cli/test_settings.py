"""`shishin settings`: what is wrong in the file, with its place."""

import pytest

from simulator.cli.main import main
from simulator.settings import settings_file


def test_all_that_the_screens_would_say_is_said_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ('theme = "shishin-drak"', 'font = "x"', "[keys]", '"foo.bar" = "z"', '"play.next" = "j"')
    settings_file().write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["settings"]) == 1
    warnings = capsys.readouterr().err
    path = settings_file()
    assert f"{path}:1:1: theme に「shishin-drak」はありません（近いもの: shishin-dark）" in warnings
    assert f"{path}:2:1: font という設定はありません" in warnings
    assert f"{path}:4:1: foo.bar という操作はありません。操作の名は shishin settings --keys で" in warnings
    assert f"{path}:5:1: キー j は list.down が使うので、play.next には使いません" in warnings
    assert "play.next は Space で使えます" in warnings
    assert "4件" in warnings


def test_settings_without_faults_are_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0
    settings_file().write_text(
        'theme = "nord"\n[keys]\n"app.themes" = "f7"\n"play.next" = "space,f8"\n', "utf-8"
    )
    assert main(["settings"]) == 0
    assert not capsys.readouterr().err
