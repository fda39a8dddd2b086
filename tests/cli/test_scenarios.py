"""check, paths, schema: what they print, where, and with which status."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.datafile import load_text
from simulator.scenario import scenario_files
from simulator.typography import cells
from tests.commands import Ran

Run = Callable[..., Ran]

DATA = Path(__file__).parents[1] / "data"
BROKEN = DATA / "broken"
SOUND = DATA / "sound.yaml"


def test_a_sound_file_is_said_to_be_sound(shishin: Run) -> None:
    ran = shishin("check", str(SOUND))
    assert (ran.status, ran.err) == (0, "")
    assert "指摘はありません" in ran.out


def test_a_finding_is_shown_as_a_compiler_shows_it(shishin: Run) -> None:
    path = BROKEN / "SH070-text.yaml"
    ran = shishin("check", str(path))
    assert ran.status == 1
    place, source, carets, advice, *_ = ran.out.splitlines()
    assert place == f"{path}:87:17: 誤り SH070 実在の国・地域の名「フランス」があります。"
    assert source == "   87 |     text: 艦船は去り、フランスも喜んだ。"
    assert cells(carets[: carets.index("^")]) == cells(source[: source.index("フランス")])
    assert carets.count("^") == cells("フランス")
    assert advice.strip().startswith("→ 日本と米国のほかは")
    assert "誤りが 1件" in ran.err


def test_warnings_alone_are_told_with_status_zero(shishin: Run) -> None:
    ran = shishin("check", str(BROKEN / "SH057-flag.yaml"))
    assert (ran.status, ran.err) == (0, "")
    assert "注意 SH057" in ran.out


def test_a_folder_is_checked_whole(shishin: Run) -> None:
    ran = shishin("check", str(BROKEN), "--json")
    assert ran.status == 2, "two of the files cannot be read at all"
    checked = ran.json
    assert (
        len(checked["files"]) == len(list(BROKEN.glob("*.yaml"))) == checked["errors"] + checked["warnings"]
    )
    assert set(checked["findings"][0]) >= {"code", "severity", "path", "line", "column", "message", "advice"}


def test_check_takes_the_names_that_play_takes(shishin: Run) -> None:
    ran = shishin("check", "01-full-arc", str(SOUND), "--json")
    assert ran.status == 0
    assert [Path(file).name for file in ran.json["files"]] == ["01-full-arc.yaml", "sound.yaml"]


def test_a_name_that_is_not_in_the_library_is_told_with_the_nearest(shishin: Run) -> None:
    ran = shishin("check", "01-ful-arc")
    assert (ran.status, ran.out) == (2, "")
    assert "近いもの: 01-full-arc" in ran.err
    assert "SH001" in shishin("check", "01-ful-arc.yaml").out


def test_files_and_folders_may_be_mixed_and_none_is_checked_twice(shishin: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(SOUND.read_bytes())
    ran = shishin("check", str(tmp_path), str(tmp_path / "a.yaml"), str(SOUND), "--json")
    assert ran.json["files"] == [str(tmp_path / "a.yaml"), str(SOUND)]


def test_what_cannot_be_read_is_told_with_status_two(shishin: Run, tmp_path: Path) -> None:
    ran = shishin("check", str(tmp_path / "none.yaml"), str(BROKEN / "SH070-text.yaml"))
    assert ran.status == 2
    assert "SH001" in ran.out
    assert "SH070" in ran.out
    ran = shishin("check", str(tmp_path))
    assert (ran.status, ran.out) == (2, "")
    assert "シナリオ（.yaml、.yml）がありません" in ran.err


def test_a_scenario_cannot_send_codes_to_the_terminal(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    text = SOUND.read_text(encoding="utf-8").replace("A国の艦船が", "\u202eフランスの\u200b艦船が")
    path.write_text(text.replace("audience: ", "audience: \x1b[2J"), encoding="utf-8")
    assert "\x1b" not in shishin("check", str(path)).out
    path.write_text(text, encoding="utf-8")
    out = shishin("check", str(path)).out
    assert "SH070" in out
    assert "\u202e" not in out
    assert "\u200b" not in out


@pytest.mark.parametrize("columns", ["24", "40", "200"])
def test_carets_stand_under_the_fault_at_any_width(
    shishin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    path = tmp_path / "long.yaml"
    text = SOUND.read_text(encoding="utf-8").replace(
        "艦船は去った。", "艦船は去った。" * 20 + "フランスへ" + "去った。" * 9
    )
    path.write_text(text, encoding="utf-8")
    source, carets = shishin("check", str(path)).out.splitlines()[1:3]
    assert "^" in carets
    if int(columns) > 80:
        assert cells(carets[: carets.index("^")]) == cells(source[: source.index("フランス")])


def test_paths_tells_every_ending_with_a_run_that_play_takes(shishin: Run, tmp_path: Path) -> None:
    paths = shishin("paths", str(SOUND), "--json").json
    assert paths["unreached"] == []
    (ending,) = paths["endings"]
    assert ending["ending"] == "done"
    run = shishin("paths", str(SOUND), "--decisions", "done").out
    assert load_text(run, "run").data == ending["decisions"]
    answers = tmp_path / "run.yaml"
    answers.write_text(run, encoding="utf-8")
    ran = shishin("play", str(SOUND), "--headless", "--decide", str(answers))
    assert ran.status == 0
    assert "平時へ" in ran.out


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_every_ending_of_the_library_is_played_to_by_its_shortest_run(
    shishin: Run, tmp_path: Path, path: Path
) -> None:
    paths = shishin("paths", path.stem, "--json")
    assert paths.status == 0
    assert paths.json["endings"]
    assert paths.json["endings_missed"] == []
    for ending in paths.json["endings"]:
        answers = tmp_path / f"{ending['ending']}.yaml"
        answers.write_text(shishin("paths", str(path), "--decisions", ending["ending"]).out, encoding="utf-8")
        ran = shishin("play", str(path), "--headless", "--decide", str(answers), "--json")
        assert ran.status == 0
        shown = [line for line in ran.out.splitlines() if '"shown"' in line]
        assert json.loads(shown[-1])["event"]["step"] == ending["ending"]


def test_paths_in_words_names_what_is_reached_and_what_is_not(shishin: Run) -> None:
    out = shishin("paths", str(SOUND)).out
    assert "ステップ 7/7" in out
    assert "recognise/serious" in out or "recognise/watch" in out
    assert "第IV章" in out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("SH083-after-ending", "届かないステップ: epilogue"),
        ("SH084-no-ending", "行き止まり  done の後（平時）"),
        ("SH080-under-attack", "退けられる動き  back"),
        ("SH085-of-decisions", "出口のない輪: again"),
    ],
)
def test_paths_ends_with_status_one_where_runs_go_wrong(shishin: Run, name: str, says: str) -> None:
    ran = shishin("paths", str(BROKEN / f"{name}.yaml"))
    assert ran.status == 1
    assert says in ran.out
    assert ran.err


@pytest.mark.parametrize("name", ["SH004-indent", "SH025-seat", "SH053-option", "SH064-two", "SH006-top"])
def test_paths_of_what_cannot_be_played_names_the_fault_with_status_two(shishin: Run, name: str) -> None:
    path = BROKEN / f"{name}.yaml"
    ran = shishin("paths", str(path))
    assert (ran.status, ran.out) == (2, "")
    place = path.read_text(encoding="utf-8").splitlines()[0].split()[2]
    assert f"{path}:{place}: 誤り {name[:5]}" in ran.err


def test_paths_refuses_an_ending_that_is_not_there_or_not_reached(shishin: Run, tmp_path: Path) -> None:
    ran = shishin("paths", str(SOUND), "--decisions", "doom")
    assert (ran.status, ran.out) == (2, "")
    assert "あるもの: done" in ran.err
    path = tmp_path / "never.yaml"
    extra = '  - {ending: never, at: "1:30", title: 来ない, text: 来ない}\n'
    path.write_text(SOUND.read_text(encoding="utf-8") + extra, encoding="utf-8")
    ran = shishin("paths", str(path), "--decisions", "never")
    assert (ran.status, ran.out) == (1, "")
    assert "着きません" in ran.err


def test_an_unknown_scenario_names_those_there_are(shishin: Run) -> None:
    ran = shishin("paths", "no-such-scenario")
    assert (ran.status, ran.out) == (2, "")
    assert "01-full-arc" in ran.err


def test_the_schema_is_json(shishin: Run) -> None:
    assert shishin("schema").json["title"] == "シナリオ"


def test_checking_never_loads_the_screen() -> None:
    call = f"from simulator.cli import main\nmain(['check', {str(SOUND)!r}])"
    script = f"{call}\nimport sys\nassert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_paths_of_several_scenarios_is_the_table_of_what_they_exercise_together(shishin: Run) -> None:
    table = shishin("paths", "01-full-arc", "06-survival-mines-escort", "--json").json
    assert "01-full-arc" in table["transitions"]["heiji-juyo"]
    assert "saigai-none" in table["transitions_left"]
    assert any(step.startswith("06-survival-mines-escort/") for step in table["measures"]["IV.D.3.p1.s1.m1"])
    out = shishin("paths", "01-full-arc", "06-survival-mines-escort").out
    assert "どれも通らない" in out
    assert "IV.D.3" in out


def test_a_decisions_file_is_of_one_scenario(shishin: Run) -> None:
    ran = shishin("paths", "01-full-arc", "06-survival-mines-escort", "--decisions", "quiet")
    assert ran.status == 2
    assert "一つのときだけ" in ran.err
