"""An exercise that does not fit its own scenario is not imported; a kept one opens as far as it fits."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import MemoryJournal, Play, Record, ScenarioClock
from simulator.journal import (
    EXERCISES,
    Busy,
    Continued,
    StartError,
    TransferError,
    export_lines,
    import_lines,
    mend_exercise,
    open_exercise,
    open_journal,
    try_hold,
)
from simulator.journal.notices import Salvaged
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from tests.commands import Ran
from tests.exercise.sample import SAMPLE

DATA = Path(__file__).parents[1] / "data" / "imports"
FAULTS = {
    "no-such-branch": "分岐 77 がありません",
    "endless-speed": "時計の速さ speed が 1〜240 でありません",
    "no-such-option": "判断「d」に選択肢「zz」はありません",
}
Run = Callable[..., Ran]


def lines_of(name: str) -> list[str]:
    return (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", FAULTS)
def test_it_is_refused_by_its_line_and_nothing_is_kept(name: str, tmp_path: Path, shishin: Run) -> None:
    journal = tmp_path / "j"
    ran = shishin("import", str(DATA / f"{name}.jsonl"), "--journal", str(journal))
    assert ran.status == 2
    assert "6行目" in ran.err
    assert FAULTS[name] in ran.err
    assert shishin("sessions", "--journal", str(journal)).out.strip() == "0件"


@pytest.mark.parametrize("name", FAULTS)
def test_one_taken_in_before_opens_as_far_as_it_can_and_hides_no_other(
    name: str, machine: PhaseMachine, tmp_path: Path, shishin: Run
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    records = [Record.model_validate_json(line) for line in lines_of(name)[1:]]
    unplayable = journal.adopt("bad", "試し", datetime(2026, 11, 27, tzinfo=UTC), records)
    Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock()).advance()
    journal.close()
    listed = shishin("sessions", "--journal", str(path))
    assert listed.status == 0
    assert "試しの筋書き" in listed.out
    ran = shishin("resume", unplayable, "--journal", str(path))
    assert ran.status == 0
    assert "初めから 4件を残し" in ran.err
    assert (FAULTS[name] if name != "endless-speed" else "中身が正しくありません") in ran.err
    again, notices = open_journal(path)
    assert notices == ()
    play = Play.resume(unplayable, machine, again, ScenarioClock())
    assert len(play.exercise.history.records) == 4
    play.decide(play.waiting.options[0].id) if play.waiting else play.advance()
    again.close()


def test_a_scenario_that_no_longer_loads_is_no_reason_to_cut_an_exercise(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    journal = SqliteJournal(tmp_path / "j", EXERCISES)
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    play.advance()
    first, *rest = journal.read(play.exercise.name)
    older = first.model_dump()
    older["event"]["script"]["source"] = SAMPLE.replace("schema: 1", "schema: 7")
    name = journal.adopt("older", "演習", first.wall, [Record.model_validate(older), *rest])
    assert mend_exercise(journal, name) is None
    journal.close()


def test_an_exercise_that_does_not_open_is_not_held_afterwards(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    started, *_ = journal.read(play.exercise.name)
    older = started.model_dump()
    older["event"]["script"]["source"] = SAMPLE.replace("schema: 1", "schema: 7")
    name = journal.adopt("older", "演習", started.wall, [Record.model_validate(older)])
    journal.close()
    with pytest.raises(StartError, match="older を開けません") as raised:
        open_exercise(Continued(name), path)
    assert raised.tb is not None  # keeps all that was opened from being collected
    held = try_hold(path, name)
    assert not isinstance(held, Busy)
    held.release()


def wrong(change: Callable[[dict[str, Any]], None], line: int) -> Callable[[list[Any]], None]:
    """Changes the event of one line of an export (the header is line 0)."""

    def apply(values: list[Any]) -> None:
        change(values[line]["event"])

    return apply


def instead(event: dict[str, Any], line: int) -> Callable[[list[Any]], None]:
    """Puts another event in one line of an export."""

    def apply(values: list[Any]) -> None:
        values[line]["event"] = event

    return apply


WRONG: dict[str, tuple[Callable[[list[Any]], None], str]] = {
    "a step shown that is not there": (
        wrong(lambda event: event.update(step="nowhere"), 2),
        "ステップ「nowhere」はシナリオにありません",
    ),
    "a step to come that is not there": (
        wrong(lambda event: event.update(next="nowhere"), 2),
        "ステップ「nowhere」はシナリオにありません",
    ),
    "a first step that is not there": (
        wrong(lambda event: event["script"].update(first="nowhere"), 1),
        "ステップ「nowhere」はシナリオにありません",
    ),
    "a decision that was not shown": (
        wrong(lambda event: event.update(waits=False, next="predicted"), 5),
        "判断「raise」は待っていません",
    ),
    "a step that waits and is no decision": (
        wrong(lambda event: event.update(waits=True), 3),
        "ステップ「report」は判断ではありません",
    ),
    "a source that is no scenario": (
        wrong(lambda event: event["script"].update(source="title: 題だけ"), 1),
        "シナリオの原文を読めません",
    ),
    "no scenario at all": (
        wrong(lambda event: event.update(script=None), 1),
        "シナリオのない演習の記録ではありません",
    ),
    "a note about what is not there": (
        wrong(lambda event: event.update(about=99), 7),
        "指す先の記録 99 がありません",
    ),
    "an inject released that was not held": (
        instead({"kind": "released", "step": "news"}, 7),
        "控えている状況付与ではありません",
    ),
    "an inject held that is none": (
        instead({"kind": "held", "step": "raise", "next": None}, 7),
        "控えられるのは状況付与だけです",
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_does_not_stand_in_the_scenario_is_refused(fault: str, machine: PhaseMachine) -> None:
    journal = MemoryJournal()
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    for _ in range(4):
        play.advance()
    play.decide("up")
    play.exercise.note("覚書", about=3)
    values = [json.loads(line) for line in export_lines(journal, play.exercise.name)]
    assert import_lines(MemoryJournal(), map(json.dumps, values))
    change, why = WRONG[fault]
    change(values)
    with pytest.raises(TransferError, match=why):
        import_lines(MemoryJournal(), map(json.dumps, values))


def test_the_words_say_what_was_kept() -> None:
    notice = Salvaged("x", (("x", 4),), (Path("a.jsonl"),), why="分岐 77 がありません")
    assert "続けられない記録がありました（分岐 77 がありません）" in notice.message
