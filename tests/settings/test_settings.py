"""The settings file: what is wrong in it is told with its place, and nothing in it is ever lost."""

import os
import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from simulator.language import spoken
from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.write import SettingsError, keep


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def faults(file: Path, text: str) -> list[str]:
    file.write_text(text, "utf-8")
    return [str(fault).removeprefix(f"{file}:") for fault in read_settings(file).faults]


def test_a_file_that_is_not_there_says_nothing_and_is_not_made(file: Path) -> None:
    settings = read_settings(file)
    assert (settings.language, settings.theme, dict(settings.keys), settings.faults) == ("", "", {}, ())
    assert not file.exists()


def test_the_variable_names_the_file_and_without_it_the_platform_has_a_place(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHISHIN_SETTINGS", str(file))
    assert settings_file() == file
    monkeypatch.delenv("SHISHIN_SETTINGS")
    assert settings_file().parts[-2:] == ("shishin", "settings.toml")


def test_the_language_the_theme_and_the_keys_are_read(file: Path) -> None:
    file.write_text('language = "en"\ntheme = "nord"\n[keys]\n"walk.undo" = "z"\n', "utf-8")
    settings = read_settings(file)
    assert (settings.language, settings.theme, dict(settings.keys)) == ("en", "nord", {"walk.undo": "z"})
    assert not settings.faults


def test_an_id_with_a_dot_may_stand_without_quotes(file: Path) -> None:
    file.write_text('[keys]\nwalk.undo = "z"\n[keys.play]\nnext = "n"\n', "utf-8")
    assert dict(read_settings(file).keys) == {"walk.undo": "z", "play.next": "n"}


def test_an_unknown_key_is_warned_about_with_its_place_and_the_nearest_name(file: Path) -> None:
    assert faults(file, 'theme = "nord"\nlangage = "en"\n') == [
        "2:1: langage という設定はありません（近いもの: language）。そのまま残します。"
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('language = "fr"\n', "1:1", "「fr」は選べません"),
        ("theme = 3\n", "1:1", "theme は文字列で"),
        ('decision_clock = "go"\n', "1:1", "選べるのは stop, run です"),
        ('folded = "comes"\n', "1:1", "folded は並びで"),
        ('folded = ["comes", "coms"]\n', "1:1", "「coms」は書けません。書けるのは steps, comes"),
        ("folded = [3]\n", "1:1", "「3」は書けません"),
        ('\nkeys = "q"\n', "2:1", "表 [keys]"),
        ('[keys]\n"walk.undo" = 3\n', "2:1", "walk.undo のキーは文字列で"),
        ("theme =\n", "1:8", "TOML として読めません"),
        ('a = "b\n', "1:7", "TOML として読めません"),
        ("[" * 5000, "1:", "TOML として読めません"),
        ("colour = 1\n", "1:1", "colour という設定はありません"),
    ],
)
def test_each_fault_is_told_in_japanese_where_it_stands(
    file: Path, text: str, place: str, words: str
) -> None:
    (fault,) = faults(file, text)
    assert fault.startswith(place)
    assert words in fault


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", None),
        ('folded = "comes"\n', None),
        ("folded = []\n", frozenset()),
        ('folded = ["grounds", "coms", ["silent"], "steps"]\n', frozenset({"grounds", "steps"})),
    ],
)
def test_folded_parts_are_read_and_what_is_no_part_is_left_out(
    file: Path, text: str, folded: frozenset[str] | None
) -> None:
    file.write_text(text, "utf-8")
    assert read_settings(file).folded == folded


def test_a_list_is_kept_and_all_else_stays_as_it_was_written(file: Path) -> None:
    file.write_text('# mine\ntheme = "nord"  # blue\n[keys]\n"walk.undo" = "z"\n', "utf-8")
    keep(file, "folded", ["comes", "words"])
    assert read_settings(file).folded == frozenset({"comes", "words"})
    assert "# mine" in file.read_text("utf-8")
    assert 'theme = "nord"  # blue' in file.read_text("utf-8")
    assert read_settings(file).keys == {"walk.undo": "z"}


COMMENTED = """\
folded = [
    # what nobody needs
    "common",  # too many
    "grounds",  # "why", twice
    # the end
]  # after
theme = "nord"
"""


def test_the_comments_in_a_list_stay_whatever_is_taken_out_and_put_in(file: Path) -> None:
    file.write_text(COMMENTED, "utf-8")
    for words in (["grounds", "silent"], [], ["silent", "common"], ["common"]):
        keep(file, "folded", words)
        assert read_settings(file).folded == frozenset(words)
        for comment in ("what nobody needs", "too many", '"why", twice', "the end", "after"):
            assert file.read_text("utf-8").count(f"# {comment}\n") == 1


def test_what_stays_in_a_list_stays_as_it_was_written(file: Path) -> None:
    file.write_text(COMMENTED, "utf-8")
    keep(file, "folded", ["silent", "grounds", "common"])
    assert file.read_text("utf-8") == COMMENTED.replace("    # the end\n", '    # the end\n    "silent"\n')


def test_a_fault_is_told_in_the_language_spoken_when_it_is_shown(file: Path) -> None:
    file.write_text("colour = 1\n", "utf-8")
    (fault,) = read_settings(file).faults
    with spoken("en"):
        assert "There is no setting" in str(fault)


def test_a_file_that_is_not_utf8_is_told_by_line_and_column(file: Path) -> None:
    file.write_bytes(b'theme = "nord"\nlanguage = "\x93\xfa"\n')
    (fault,) = read_settings(file).faults
    assert (fault.line, fault.column) == (2, 13)


def test_a_file_that_is_far_too_large_is_not_read(file: Path) -> None:
    file.write_bytes(b"#" * 2_000_000)
    settings = read_settings(file)
    assert not settings.sound
    assert "大きすぎます" in str(settings.faults[0])


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    file.mkdir()
    settings = read_settings(file)
    assert not settings.sound
    assert "設定を読めません" in str(settings.faults[0])


def test_a_folder_in_its_place_is_not_left_open(file: Path) -> None:
    file.mkdir()
    read_settings(file)  # loads what the first reading loads
    with Path(os.devnull).open() as before:
        lowest = before.fileno()
    read_settings(file)
    with Path(os.devnull).open() as after:
        assert after.fileno() == lowest


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reading_fail(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.toml"
    file.write_bytes(raw)
    settings = read_settings(file)
    assert all(str(fault).startswith(str(file)) for fault in settings.faults)


def test_keeping_a_choice_leaves_all_else_as_it_was_written(file: Path) -> None:
    before = '# mine\ncolour = 1   # nobody knows it\ntheme = "nord" # dark\n\n[keys]\n"walk.undo" = "z"\n'
    file.write_text(before, "utf-8")
    keep(file, "theme", "shishin-light")
    assert file.read_text("utf-8") == before.replace('"nord"', '"shishin-light"')


def test_the_first_choice_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "not" / "there" / "settings.toml"
    keep(file, "theme", "nord")
    assert read_settings(file).theme == "nord"
    assert sorted(path.name for path in file.parent.iterdir()) in (
        ["settings.toml"],
        ["settings.toml", "settings.toml.lock"],
    )


def test_a_choice_stands_above_the_tables(file: Path) -> None:
    file.write_text('[keys]\n"walk.undo" = "z"\n', "utf-8")
    keep(file, "theme", "nord")
    settings = read_settings(file)
    assert (settings.theme, dict(settings.keys)) == ("nord", {"walk.undo": "z"})


@pytest.mark.parametrize("raw", [b"theme = ", b'x = "\xff"', b'theme = "a"\r'])
def test_a_file_that_cannot_be_read_is_left_alone(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with pytest.raises(SettingsError, match="残せません"):
        keep(file, "theme", "nord")
    assert file.read_bytes() == raw


def test_a_link_that_leads_round_to_itself_is_told_and_left_alone(file: Path) -> None:
    file.symlink_to(file)
    assert not read_settings(file).sound
    with pytest.raises(SettingsError, match="リンクがたどれません"):
        keep(file, "theme", "nord")
    assert file.is_symlink()


@pytest.mark.parametrize("words", ["service=shishin sslpassword=geheim", "service=shishin password = geheim"])
def test_a_password_beside_a_service_is_told_and_not_used(file: Path, words: str) -> None:
    file.write_text(f'journal = "{words}"\n', "utf-8")
    settings = read_settings(file)
    assert settings.journal == ""
    assert "パスワード" in str(settings.faults[0])


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "settings.toml"
    real.write_text("", "utf-8")
    link.symlink_to(real)
    keep(link, "theme", "nord")
    assert link.is_symlink()
    assert read_settings(real).theme == "nord"


ENTRIES = [
    "a.b = 1",
    "a.b.c = 1",
    'keys.x.y = "z"',
    "[keys]",
    'theme = "q"',
    "# c",
    "x = {a.b = 1}",
    "n = nan",
]


@given(st.lists(st.sampled_from(ENTRIES), max_size=4), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_keeping_a_theme_changes_the_theme_alone(
    tmp_path_factory: pytest.TempPathFactory, entries: list[str], end: str, ended: bool
) -> None:
    text = end.join(entries) + (end if ended else "")
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    file = tmp_path_factory.mktemp("kept") / "settings.toml"
    file.write_bytes(text.encode())
    keep(file, "theme", "nord")
    after = tomllib.loads(file.read_text("utf-8"))
    assert after.pop("theme") == "nord"
    before.pop("theme", None)
    assert repr(sorted(after.items())) == repr(sorted(before.items()))


def test_a_theme_goes_onto_its_own_line_after_a_dotted_key_without_a_line_end(file: Path) -> None:
    file.write_text('keys.walk.undo = "z"', "utf-8")
    keep(file, "theme", "nord")
    assert file.read_text("utf-8") == 'keys.walk.undo = "z"\ntheme = "nord"\n'


def test_what_cannot_be_read_again_replaces_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("# mine\n", "utf-8")
    monkeypatch.setattr(tomlkit, "dumps", lambda document: "# mine theme = nord")
    with pytest.raises(SettingsError, match="ほかの設定を変えずには書けません"):
        keep(file, "theme", "nord")
    assert file.read_text("utf-8") == "# mine\n"


def test_a_number_of_5000_digits_is_told_and_left_alone(file: Path) -> None:
    text = f"theme = 'nord'\nn = {'7' * 5000}\n"
    file.write_text(text, "utf-8")
    settings = read_settings(file)
    assert not settings.sound
    assert "TOML として読めません" in str(settings.faults[0])
    with pytest.raises(SettingsError):
        keep(file, "theme", "x")
    assert file.read_text("utf-8") == text


def test_a_dotted_key_of_thousands_of_parts_is_told_and_left_alone(file: Path) -> None:
    text = f"theme = 'nord'\n{'a.' * 20_000}b = 1\n"
    file.write_text(text, "utf-8")
    settings = read_settings(file)
    assert not settings.sound
    assert str(settings.faults[0]).startswith(f"{file}:2:1: 一行に「.」が多すぎます")
    with pytest.raises(SettingsError):
        keep(file, "theme", "x")
    assert file.read_text("utf-8") == text
