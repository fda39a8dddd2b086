"""An exercise is exported as lines and imported unchanged; a wrong line is refused by its number."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, JournalError, MemoryJournal, VirtualClock
from simulator.journal import TransferError, export_lines, import_lines, lines_of, open_journal, transfer
from simulator.machine import START, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())


def walk() -> tuple[Exercise, MemoryJournal]:
    journal = MemoryJournal()
    exercise = Exercise.begin(MACHINE, journal, VirtualClock(), title="歩く", start=START)
    exercise.fire(Trigger.TO_JUYO)
    exercise.note("覚書")
    return exercise, journal


ACTS = st.lists(
    st.one_of(st.sampled_from(list(Trigger)), st.just("undo"), st.just("redo"), st.text(max_size=20)),
    max_size=30,
)


@given(ACTS)
def test_what_was_exported_is_imported_to_the_same_state(sequence: list[str]) -> None:
    exercise, journal = walk()
    for act in sequence:
        if act == "undo":
            exercise.undo()
        elif act == "redo":
            exercise.redo()
        elif act in list(Trigger):
            exercise.fire(Trigger(act))
        else:
            exercise.note(act)
    lines = list(export_lines(journal, exercise.name))
    elsewhere = MemoryJournal()
    name = import_lines(elsewhere, lines)
    assert name == exercise.name
    again = Exercise.resume(name, MACHINE, elsewhere, VirtualClock())
    assert again.state == exercise.state
    assert (again.history.undo_to, again.history.redo_to) == (
        exercise.history.undo_to,
        exercise.history.redo_to,
    )
    assert list(export_lines(elsewhere, name)) == lines


def test_the_first_line_says_what_this_is() -> None:
    exercise, journal = walk()
    header, *records = export_lines(journal, exercise.name)
    assert json.loads(header) == {
        "shishin": "exercise",
        "v": 1,
        "id": "20150427-000000",
        "title": "歩く",
        "began": "2015-04-27T00:00:00Z",
        "records": 3,
    }
    assert len(records) == 3


def test_an_exercise_imported_beside_itself_has_a_name_of_its_own() -> None:
    exercise, journal = walk()
    assert import_lines(journal, list(export_lines(journal, exercise.name))) == "20150427-000000-2"


def test_there_is_no_exporting_what_is_not_there() -> None:
    with pytest.raises(JournalError, match="ありません"):
        export_lines(MemoryJournal(), "x")


def lines_with_changed(line: int, **values: object) -> list[str]:
    exercise, journal = walk()
    lines = list(export_lines(journal, exercise.name))
    lines[line - 1] = json.dumps({**json.loads(lines[line - 1]), **values})
    return lines


def lines_without(*lines: int) -> list[str]:
    exercise, journal = walk()
    return [
        text for number, text in enumerate(export_lines(journal, exercise.name), 1) if number not in lines
    ]


def lines_with_replaced(line: int, text: str) -> list[str]:
    lines = lines_without()
    lines[line - 1] = text
    return lines


IMPOSSIBLE = {"kind": "started", "v": 1, "title": "x", "phases": ["hassei", "sonritsu"]}


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ([], 1, "指針シミュレータの演習ではありません"),
        (["[" * 100_000], 1, "指針シミュレータの演習ではありません"),
        (["\ud800"], 1, "指針シミュレータの演習ではありません"),
        (lines_with_changed(1, shishin="scenario"), 1, "指針シミュレータの演習ではありません"),
        (lines_with_changed(1, v=3), 1, "版 3"),
        (lines_with_changed(1, v=2), 1, "people, responses"),
        (lines_with_changed(1, people=0), 1, "people, responses"),
        (lines_with_changed(1, v=2, people=1, responses=0), 5, "教室の 1人、答え 0件のはずです"),
        (lines_with_changed(1, v=2, people=-1, responses=0), 5, "教室の"),
        (lines_with_changed(1, id="../../x"), 1, "id"),
        (lines_with_changed(1, id="x\n"), 1, "id"),
        (lines_with_changed(1, title="題" * 2000), 1, "title"),
        (lines_with_changed(1, began="2015-04-27T00:00:00"), 1, "began"),
        (lines_with_changed(1, records=9), 5, "途中で切れています"),
        (lines_without(4), 4, "途中で切れています"),
        (lines_without(2), 2, "通し番号が 1 でなく 2"),
        (lines_without(2, 3, 4), 2, "途中で切れています"),
        (lines_with_replaced(3, "{"), 3, "JSON"),
        (lines_with_replaced(3, '{"a":' * 50_000), 3, "JSON"),
        (lines_with_replaced(3, '"\\ud800"'), 3, "JSON"),
        (lines_with_changed(3, seq=7), 3, "通し番号"),
        (lines_with_changed(3, parent=2), 3, "前の記録 2"),
        (lines_with_changed(3, parent=None), 3, "前の記録"),
        (lines_with_changed(3, elapsed=float("nan")), 3, "elapsed"),
        (lines_with_changed(3, elapsed=-1), 3, "elapsed"),
        (lines_with_changed(3, wall="2015-04-27T00:00:00"), 3, "時差"),
        (lines_with_changed(3, event={"kind": "of 2030"}), 3, "event"),
        (lines_with_changed(3, event={"kind": "head", "v": 1, "to": 99, "tip": 1}), 3, "99"),
        (
            lines_with_changed(2, event={"kind": "noted", "v": 1, "text": "x"}),
            2,
            "演習の始まりではありません",
        ),
        (lines_with_changed(2, event=IMPOSSIBLE), 2, "成り立ちません"),
        (
            lines_with_changed(3, seq="x", parent="x", wall="x", elapsed="x"),
            3,
            "記録の seq、parent、wall が正しく",
        ),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_nothing_is_kept(
    lines: list[str], line: int, why: str
) -> None:
    journal = MemoryJournal()
    with pytest.raises(TransferError, match=why) as refused:
        import_lines(journal, lines)
    assert refused.value.line == line
    assert journal.exercises() == []


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_without()
    for limit, why in (("MOST_RECORDS", "多すぎ"), ("LONGEST_LINE", "長すぎ"), ("LARGEST", "大きすぎ")):
        with monkeypatch.context() as patch:
            patch.setattr(transfer, limit, 2)
            with pytest.raises(TransferError, match=why):
                import_lines(MemoryJournal(), lines)


def test_a_file_may_have_windows_line_ends_and_must_be_utf_8() -> None:
    data = "\r\n".join(lines_without()).encode("utf-8-sig")
    assert import_lines(MemoryJournal(), lines_of(io.BytesIO(data))) == "20150427-000000"
    with pytest.raises(TransferError, match="2行目: UTF-8"):
        list(lines_of(io.BytesIO(b"{}\n\xff\xfe\n")))


def test_an_import_that_the_disk_refuses_leaves_nothing(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "journal.sqlite3")
    journal._db.execute("PRAGMA max_page_count = 7")
    exercise, source = walk()
    exercise.note("長い" * 20_000)
    with pytest.raises(JournalError, match="空き容量がありません"):
        import_lines(journal, list(export_lines(source, exercise.name)))
    assert journal.exercises() == []


@pytest.mark.parametrize("name", ["CON", "nul.2015", "Lpt1"])
def test_a_name_that_windows_keeps_for_a_device_is_not_taken_in(name: str) -> None:
    with pytest.raises(TransferError):
        import_lines(MemoryJournal(), lines_with_changed(1, id=name))
    assert import_lines(MemoryJournal(), lines_with_changed(1, id=f"x{name}")) == f"x{name}"


@pytest.mark.parametrize(("length", "line"), [(40, None), (41, 2)])
def test_a_line_may_be_as_long_as_its_limit_in_any_letters_and_no_byte_longer(
    monkeypatch: pytest.MonkeyPatch, length: int, line: int | None
) -> None:
    monkeypatch.setattr(transfer, "LONGEST_LINE", 10)  # letters; one takes four bytes at most
    file = io.BytesIO(b"short\n" + b"x" * (length - 1) + b"\n" + b"last\n")
    if line is None:
        assert [len(text) for text in lines_of(file)] == [6, length, 5]
    else:
        with pytest.raises(TransferError, match="行が長すぎます") as refused:
            list(lines_of(file))
        assert refused.value.line == line


def test_a_file_with_no_record_is_told_at_the_line_where_the_first_should_stand() -> None:
    header = '{"shishin":"exercise","v":1,"id":"one","title":"演習","began":"2026-04-01T12:00:00Z"}'
    with pytest.raises(TransferError, match="記録が一件もありません") as refused:
        import_lines(MemoryJournal(), [header])
    assert refused.value.line == 2


def test_the_limits_of_an_import_are_those_that_the_readme_tells() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert transfer.MOST_RECORDS == 20 * 10_000
    assert "二十万件" in readme
    assert f"{transfer.LARGEST // 1024**2} MB" in readme
