"""Attachments: named inside the scenario's folder, checked, and kept with an exercise where small."""

from pathlib import Path

import pytest

from simulator.datafile import DataFileError, load_text
from simulator.exercise import Play
from simulator.exercise.events import Record
from simulator.exercise.headless import begin_headless
from simulator.exercise.told import ToldInject
from simulator.exercise.viewer import ROOM
from simulator.exercise.visibility import Visibility
from simulator.machine import PhaseMachine
from simulator.scenario import read_scenario
from simulator.scenario.attachments import (
    MAX_BYTES,
    MAX_KEPT,
    MAX_KEPT_TOGETHER,
    Attachment,
    read_attachments,
)
from simulator.scenario.check.check import check_file

SOUND = (Path(__file__).parents[1] / "data" / "sound.yaml").read_text(encoding="utf-8")


def with_file(name: str) -> str:
    """The sound scenario in version 2, with this file attached to its first inject."""
    text = "    text: A国の艦船が甲海峡に集まり始めた。\n"
    attached = f'{text}    attachments: [{{file: "{name}", caption: 海図}}]\n'
    return SOUND.replace("schema: 1", "schema: 2").replace(text, attached)


def with_map(folder: Path, size: int) -> Path:
    """Write a scenario into the folder, with an attached map of so many bytes; give its file."""
    (folder / "files").mkdir()
    (folder / "files" / "map.png").write_bytes(b"x" * size)
    file = folder / "mine.yaml"
    file.write_text(with_file("files/map.png"), encoding="utf-8")
    return file


def begun(file: Path, machine: PhaseMachine) -> Play:
    return begin_headless(file.read_text(encoding="utf-8"), str(file), machine)


@pytest.mark.parametrize(
    "name",
    [
        "../map.png",
        "files/../map.png",
        "/map.png",
        "C:/map.png",
        "files\\\\map.png",
        "map.exe",
        "map",
        "./map.png",
        "",
    ],
)
def test_a_name_that_leads_outside_or_of_an_unknown_kind_is_refused(name: str) -> None:
    with pytest.raises(DataFileError):
        read_scenario(load_text(with_file(name), "f.yaml"))


@pytest.mark.parametrize("name", ["map.png", "files/地図.pdf", "a.b/c..d.JPG", "letter.eml", "area.geojson"])
def test_a_name_inside_the_folder_is_taken(name: str) -> None:
    assert read_scenario(load_text(with_file(name), "f.yaml")).files == (name,)


def test_a_file_that_is_there_is_told_nothing(tmp_path: Path, machine: PhaseMachine) -> None:
    assert check_file(with_map(tmp_path, 10), machine) == ()


def test_a_file_too_large_or_behind_a_link_that_leads_outside_is_told(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    inside = tmp_path / "here"
    inside.mkdir()
    file = with_map(inside, MAX_BYTES + 1)
    assert [finding.code for finding in check_file(file, machine)] == ["SH073"]
    target = inside / "files" / "map.png"
    target.rename(tmp_path / "map.png")
    target.symlink_to(tmp_path / "map.png")
    assert [finding.code for finding in check_file(file, machine)] == ["SH069"]
    target.unlink()
    target.mkdir()
    assert [finding.code for finding in check_file(file, machine)] == ["SH069"]


def test_a_link_that_leads_round_to_itself_is_told(tmp_path: Path, machine: PhaseMachine) -> None:
    file = with_map(tmp_path, 10)
    link = tmp_path / "files" / "map.png"
    link.unlink()
    link.symlink_to(link)
    findings = check_file(file, machine)
    assert [finding.code for finding in findings] == ["SH069"]
    assert "リンクがたどれません" in findings[0].message
    assert begun(file, machine).attached("files/map.png") is None


def test_a_small_file_is_kept_whole_in_the_first_record_and_survives_it(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    play = begun(with_map(tmp_path, 10), machine)
    assert play.attached("files/map.png") == b"x" * 10
    line = play.exercise.history.records[1].model_dump_json()
    reread = Record.model_validate_json(line)
    assert reread == play.exercise.history.records[1]
    assert reread.model_dump_json() == line


def test_a_large_file_is_kept_by_name_size_and_hash(tmp_path: Path, machine: PhaseMachine) -> None:
    play = begun(with_map(tmp_path, MAX_KEPT + 1), machine)
    assert play.attached("files/map.png") is None
    line = play.exercise.history.records[1].model_dump_json()
    assert f'"size":{MAX_KEPT + 1}' in line
    assert '"content"' not in line
    assert '"sha256":""' not in line


def test_a_file_that_is_gone_is_kept_by_its_name_and_the_play_goes_on(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    file = with_map(tmp_path, 10)
    (tmp_path / "files" / "map.png").unlink()
    play = begun(file, machine)
    assert '"file":"files/map.png","size":0,"sha256":""' in play.exercise.history.records[1].model_dump_json()
    assert play.advance().id == "ships"


def test_a_scenario_without_files_has_none_in_its_record(machine: PhaseMachine) -> None:
    play = begin_headless(SOUND, "f.yaml", machine)
    assert '"files"' not in play.exercise.history.records[1].model_dump_json()


def test_whom_the_inject_reaches_is_told_of_its_files(tmp_path: Path, machine: PhaseMachine) -> None:
    play = begun(with_map(tmp_path, 10), machine)
    play.advance()
    told = Visibility(play.script, play.exercise.history, ROOM).told(play.state.shown[0])
    assert isinstance(told, ToldInject)
    assert [attachment.label for attachment in told.attachments] == ["海図（map.png）"]


def test_files_are_kept_whole_as_long_as_they_fit_together_and_one_too_large_takes_no_room(
    tmp_path: Path,
) -> None:
    names = {"large": MAX_KEPT + 1, **dict.fromkeys("abcd", MAX_KEPT), "e": 1}
    assert 4 * MAX_KEPT == MAX_KEPT_TOGETHER
    for name, size in names.items():
        (tmp_path / name).write_bytes(bytes(size))
    contents = list(read_attachments(["none", *names], tmp_path))
    assert [content.size for content in contents] == [0, *names.values()]
    assert [content.file for content in contents if content.whole is not None] == ["a", "b", "c", "d"]
    assert all(content.sha256 for content in contents[1:])


def test_a_file_is_named_by_its_caption_and_its_own_name() -> None:
    assert Attachment(file="files/a/map.png", caption=" 海図 ").label == "海図（map.png）"
    assert Attachment(file="map.png").label == "map.png"
