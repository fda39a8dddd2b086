"""Which language is spoken: asked for, else set, else the locale's, else Japanese."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.language import choose_language
from tests.commands import Ran

Shishin = Callable[..., Ran]


@pytest.mark.parametrize(
    ("option", "setting", "environment", "spoken"),
    [
        ("", "", {}, "ja"),
        ("", "", {"LANG": "C.UTF-8"}, "ja"),
        ("", "", {"LANG": "POSIX"}, "ja"),
        ("", "", {"LANG": "fr_FR.UTF-8"}, "ja"),
        ("", "", {"LANG": "ja_JP.UTF-8"}, "ja"),
        ("", "", {"LANG": "en_US.UTF-8"}, "en"),
        ("", "", {"LANG": "en"}, "en"),
        ("", "", {"LC_MESSAGES": "en_GB", "LANG": "ja_JP"}, "en"),
        ("", "", {"LC_ALL": "ja_JP", "LC_MESSAGES": "en_GB"}, "ja"),
        ("", "", {"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ("", "", {"LANGUAGE": "en", "LANG": "ja_JP.UTF-8"}, "en"),
        ("", "", {"LANGUAGE": "fr:en_GB:ja", "LANG": "fr_FR.UTF-8"}, "en"),
        ("", "", {"LANGUAGE": "", "LANG": "en_US.UTF-8"}, "en"),
        ("", "", {"LANGUAGE": "fr", "LANG": "en_US.UTF-8"}, "en"),
        ("", "", {"LANGUAGE": "en", "LANG": "C.UTF-8"}, "ja"),
        ("", "ja", {"LANGUAGE": "en", "LANG": "en_US.UTF-8"}, "ja"),
        ("", "ja", {"LANG": "en_US.UTF-8"}, "ja"),
        ("", "en", {}, "en"),
        ("ja", "en", {"LANG": "en_US.UTF-8"}, "ja"),
        ("en", "ja", {}, "en"),
    ],
)
def test_the_nearest_wish_decides(
    option: str, setting: str, environment: dict[str, str], spoken: str
) -> None:
    assert choose_language(option, setting, environment) == spoken


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "en", "phases"),
        ("phases", "--lang", "en"),
        ("phases", "--lang=en"),
        ("--lang", "ja", "phases", "--lang", "en"),
    ],
)
def test_the_option_may_stand_before_or_after_the_command(
    shishin: Shishin, arguments: tuple[str, ...]
) -> None:
    ran = shishin(*arguments)
    assert ran.status == 0
    assert "Peacetime" in ran.out


def test_help_comes_in_the_language_asked_for(shishin: Shishin) -> None:
    assert "使い方" in shishin("--help").out
    assert "usage" in shishin("--help", "--lang", "en").out.lower()


@pytest.mark.parametrize(
    "arguments", [("--lang", "fr", "phases"), ("phases", "--lang"), ("--lang=", "phases")]
)
def test_a_language_that_is_not_there_is_wrong_use(shishin: Shishin, arguments: tuple[str, ...]) -> None:
    ran = shishin(*arguments)
    assert ran.status == 2
    assert "--lang" in ran.err


def test_the_locale_counts_and_a_setting_goes_before_it(
    shishin: Shishin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Peacetime" in shishin("phases").out
    file = tmp_path / "settings.toml"
    file.write_text('language = "ja"\n', "utf-8")
    monkeypatch.setenv("SHISHIN_SETTINGS", str(file))
    assert "Peacetime" not in shishin("phases").out
    assert "Peacetime" in shishin("phases", "--lang", "en").out


def test_a_fault_in_the_settings_is_told_beside_the_answer_not_instead(
    shishin: Shishin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("colour = 1\n", "utf-8")
    monkeypatch.setenv("SHISHIN_SETTINGS", str(file))
    ran = shishin("clause", "IV.A.6", "--json")
    assert ran.status == 0
    assert "colour という設定はありません" in ran.err
    assert ran.json["id"] == "IV.A.6"


def test_a_start_in_japanese_opens_no_catalogue() -> None:
    code = (
        "from simulator.cli import main; from simulator.language import catalogue;"
        "main(['clause', 'IV.A.6']);raise SystemExit(catalogue._catalogue.cache_info().misses)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
