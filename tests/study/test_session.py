"""A sitting: each answer is kept at once, missed questions come again, and further ones can be asked."""

import io
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from simulator.doctrine import Phase, load_doctrine
from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteLog
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from simulator.study import Bank
from simulator.study.choosing import QuestionFilter
from simulator.study.events import Recall
from simulator.study.log import open_log
from simulator.study.question import QuestionKind
from simulator.study.recent import lately_touched
from simulator.study.session import Session
from tests.commands import Ran
from tests.study.watch import Watch


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def session(bank: Bank, tmp_path: Path, watch: Watch) -> Iterator[Session]:
    log = open_log(tmp_path / "study.db", watch)
    yield Session(bank, log)
    log.close()


def test_what_was_missed_comes_again_at_the_end(session: Session) -> None:
    session.begin(QuestionFilter())
    missed = session.current
    assert missed
    session.answer(missed.wrong[0] if missed.graded else None)
    asked = [missed]
    while (question := session.go_on()) and len(asked) < 20:
        asked.append(question)
        session.answer(question.answer)
    assert asked[-1] == missed
    assert len(asked) == 9


def test_a_rating_takes_the_place_of_the_answers_own(session: Session) -> None:
    session.begin(QuestionFilter())
    session.answer(session.current.answer)  # type: ignore[union-attr]
    before = session.progress.known[session.queue[0].id]
    session.rate(Recall.EASY)
    after = session.progress.known[session.queue[0].id]
    assert after.asked == before.asked == 1
    assert after.due > before.due


def test_an_answer_taken_back_is_asked_again(session: Session) -> None:
    session.begin(QuestionFilter())
    question = session.current
    session.answer(None)
    session.take_back()
    assert session.current == question
    assert session.progress.known == {}


def test_when_the_day_is_done_more_can_be_asked_for(session: Session) -> None:
    session.begin(QuestionFilter())
    while session.queue:
        session.answer(session.queue[0].answer)
        session.go_on()
    session.begin(QuestionFilter(kinds=frozenset({QuestionKind.REQUEST})))
    assert session.extra
    assert session.queue
    assert {question.kind for question in session.queue} == {QuestionKind.REQUEST}


def test_a_bad_question_goes_and_the_next_one_comes(session: Session) -> None:
    session.begin(QuestionFilter(phases=frozenset({Phase.SONRITSU})))
    bad = session.current
    assert bad
    session.complain("答えが二つある")
    assert session.current != bad
    assert bad.id in session.progress.complaints


def test_only_answered_questions_are_counted_as_answered(session: Session) -> None:
    session.begin(QuestionFilter())
    session.complain("読めない")
    assert session.done == 0
    session.answer(None)
    session.complain("答えが二つある")
    assert session.done == 1


def test_three_days_of_the_calendar(session: Session, watch: Watch) -> None:
    """A student's first three days: new ones each day, and what was missed once more the same day."""
    asked_by_day = []
    missed = ""
    for _ in range(3):
        session.begin(QuestionFilter())
        asked: list[str] = []
        while session.queue and len(asked) < 40:
            question = session.queue[0]
            asked.append(question.id)
            miss = not missed and question.graded and len(asked) > 1
            missed = question.id if miss else missed
            session.answer(question.wrong[0] if miss else question.answer)
            session.go_on()
            watch.at += timedelta(minutes=1)
        asked_by_day.append(asked)
        watch.at = watch.at.replace(hour=12, minute=0) + timedelta(days=1)
    assert len(asked_by_day[0]) == 9
    assert asked_by_day[0][-1] == missed
    assert not set(asked_by_day[1]) & (set(asked_by_day[0]) - {missed})
    assert all(len(asked) >= 8 for asked in asked_by_day)


def test_after_a_class_what_it_touched_comes_first(bank: Bank, tmp_path: Path, watch: Watch) -> None:
    doctrine, path = load_doctrine(), scenario_files()[0]
    journal = SqliteLog(tmp_path / "journal.sqlite3", EXERCISES)
    play = Play.begin(path.read_text("utf-8"), str(path), PhaseMachine(doctrine), journal, ScenarioClock())
    while not play.ended and not play.waiting:
        play.advance()
    journal.hold(play.exercise.name)
    journal.close()
    touched = lately_touched(doctrine, tmp_path / "journal.sqlite3")
    assert touched
    log = open_log(tmp_path / "study.db", watch)
    session = Session(bank, log, first=touched)
    session.begin(QuestionFilter())
    touched_first = [question.sentence in touched for question in session.queue]
    assert touched_first == sorted(touched_first, reverse=True)
    assert sum(touched_first) > len(touched_first) / 2  # what others of them give away waits for another day
    log.close()


@pytest.mark.parametrize("content", [None, b"", b"nothing of ours" * 100])
def test_a_journal_that_cannot_be_read_touches_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "journal.sqlite3"
    if content is not None:
        path.write_bytes(content)
    assert lately_touched(load_doctrine(), path) == frozenset()


def typed(lines: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(lines), encoding="utf-8")


def test_a_line_that_is_no_text_is_no_answer_and_ends_nothing(
    shishin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", typed(b"\xff\xfe\nq\n"))
    ran = shishin("study", "--kind", "lead", "--journal", str(tmp_path / "journal.sqlite3"))
    assert ran.status == 0, ran.err
    assert "番号か、選択肢の語で答えてください" in ran.out


def test_line_by_line_without_a_terminal(
    shishin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ("study", "--kind", "lead", "--journal", str(tmp_path / "journal.sqlite3"))
    monkeypatch.setattr("sys.stdin", typed("なぞの語\n1\n2\nq\n".encode()))
    ran = shishin(*call)
    assert ran.status == 0, ran.err
    assert "番号か、選択肢の語で答えてください" in ran.out
    assert "2問に答えました" in ran.out
    assert "（指針 " in ran.out
    monkeypatch.setattr("sys.stdin", typed(b""))
    assert "0問に答えました" in shishin(*call, "--exam", "2027-01-01").out
    assert (tmp_path / "study.db").exists()


def test_an_examination_day_that_is_none_is_said(shishin: Callable[..., Ran], tmp_path: Path) -> None:
    ran = shishin("study", "--exam", "明日", "--journal", str(tmp_path / "journal.sqlite3"))
    assert (ran.status, ran.out) == (2, "")
    assert "2026-07-15" in ran.err


def test_without_the_extra_it_says_how_to_install_it(
    shishin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("fsrs", "simulator.study.s"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fsrs", None)
    ran = shishin("study")
    assert ran.status == 1
    assert "pip install 'shishin[study]'" in ran.err
