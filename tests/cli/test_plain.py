"""`play --plain`: line by line on standard input and output, recorded as on the screen."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise.events import Decided, Noted, Record
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from tests.cli.test_resume import keep
from tests.commands import Ran
from tests.exercise.sample import SAMPLE
from tests.terminal import terminal

Run = Callable[..., Ran]
PROGRAM = ("-m", "simulator")


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "sample.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite3"


@pytest.fixture
def plain(shishin: Run, scenario: str, journal: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Plays the sample with these lines typed."""

    def run(*lines: str, command: tuple[str, ...] = ("play", scenario), language: str = "ja") -> Ran:
        typed = "".join(f"{line}\n" for line in lines).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
        return shishin(*command, "--plain", "--journal", str(journal), "--lang", language)

    return run


def records(path: Path) -> list[Record]:
    journal = SqliteJournal(path, EXERCISES)
    try:
        return journal.read(journal.exercises()[0].id)
    finally:
        journal.close()


TO_THE_DECISION = ("", "", "", "")


def test_enter_shows_the_next_step_and_a_number_takes_an_option(
    plain: Callable[..., Ran], journal: Path
) -> None:
    ran = plain(*TO_THE_DECISION, "1", "q")
    assert ran.status == 0
    assert "T+0:20 判断 日本政府  どうするか。" in ran.out
    assert "1 重要な影響を与える事態とみる" in ran.out
    assert "段階 → 重要影響事態" in ran.out
    assert "IV.B による。" in ran.out
    taken = [record.event.option for record in records(journal) if isinstance(record.event, Decided)]
    assert taken == ["up"]


def test_what_only_the_facilitator_reads_is_not_told(plain: Callable[..., Ran]) -> None:
    ran = plain(*TO_THE_DECISION)
    assert "進行役だけの覚え" not in ran.out
    assert "調整する" not in ran.out


def test_feedback_and_clauses_of_an_option_come_only_after_it_was_chosen(plain: Callable[..., Ran]) -> None:
    decision = plain(*TO_THE_DECISION).out
    assert "様子を見る" in decision
    assert "IV.A のままである。" not in decision
    assert "重要な影響を与える事態」" not in decision


def test_the_model_answer_waits_for_the_next_enter(plain: Callable[..., Ran], journal: Path) -> None:
    to_the_question = (*TO_THE_DECISION, "1", "", "")
    question = plain(*to_the_question, "q").out
    assert "根拠はどの条項か。" in question
    assert "IV.C である。" not in question
    count = len(records(journal))
    journal.unlink()
    assert "解答の例 IV.C である。" in plain(*to_the_question, "", "q").out
    assert len(records(journal)) == count  # to hear the answer is no event


def test_the_end_of_the_input_leaves_with_the_record_kept_and_says_how_to_go_on(
    plain: Callable[..., Ran], journal: Path
) -> None:
    ran = plain(*TO_THE_DECISION)
    assert ran.status == 0
    (name,) = [word for word in ran.err.split() if word.startswith("20")]
    assert f"shishin resume {name} --plain --journal {journal}" in ran.err
    again = plain("2", command=("resume", name))
    assert "どうするか。" in again.out
    assert "IV.A のままである。" in again.out


def test_it_can_be_undone_and_redone(plain: Callable[..., Ran], journal: Path) -> None:
    ran = plain(*TO_THE_DECISION, "2", "u", "r", "u", "1")
    assert ran.out.count("どうするか。") == 3  # as it came, and after each undoing
    assert ran.out.count("IV.A のままである。") == 2  # as it was taken, and after redoing
    assert isinstance(records(journal)[-1].event, Decided)
    assert "これより前には戻れません" in plain("u").out


@pytest.mark.parametrize("lines", [("n 大事な点",), ("n", "大事な点"), ("ｎ　大事な点",)])
def test_a_note_is_kept(plain: Callable[..., Ran], journal: Path, lines: tuple[str, ...]) -> None:
    assert "メモを残しました" in plain("", *lines).out
    event = records(journal)[-1].event
    assert isinstance(event, Noted)
    assert event.text == "大事な点"


def test_an_empty_note_is_not_kept(plain: Callable[..., Ran], journal: Path) -> None:
    assert "残しません" in plain("", "n", "").out
    assert not any(isinstance(record.event, Noted) for record in records(journal))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("3", "選択肢は 1–2 です"),
        ("0", "選択肢は 1–2 です"),
        ("9" * 5000, "選択肢は 1–2 です"),
        ("", "判断を先に選んでください（1–2）"),
        ("zz", "「zz」は分かりません"),
        ("\x1b[2J", "は分かりません"),
        ("d IV.Z", "IV.Z"),
        ("t", "尋ねる語を打ってください"),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    plain: Callable[..., Ran], journal: Path, line: str, says: str
) -> None:
    ran = plain(*TO_THE_DECISION, line, "q")
    assert ran.status == 0
    assert says in ran.out
    assert "\x1b" not in ran.out
    assert len(records(journal)) == 5


def test_a_number_without_a_decision_is_said(plain: Callable[..., Ran]) -> None:
    assert "いまは判断を待っていません" in plain("1").out


def test_full_width_digits_choose_too(plain: Callable[..., Ran]) -> None:
    assert "IV.A のままである。" in plain(*TO_THE_DECISION, "２").out


def test_clauses_are_read_and_the_text_is_asked(plain: Callable[..., Ran]) -> None:
    ran = plain("d iv.b", "t 後方支援")
    assert "同盟は、日本の平和及び安全に重要な影響を与える事態に対処する。" in ran.out
    assert "この条項を引くもの" not in ran.out  # steps to come stand among them
    assert "IV.A.6" in ran.out


def test_the_end_brings_the_questions_of_the_hot_wash(plain: Callable[..., Ran]) -> None:
    ran = plain(*TO_THE_DECISION, "1", "", "", "", "", "2", "", "")
    assert "終わり" in ran.out
    assert "・何が変わったか" in ran.out
    assert "シナリオは終わっています。u で戻り、q で終えます。" in ran.out


def test_it_speaks_english_too(plain: Callable[..., Ran]) -> None:
    ran = plain(*TO_THE_DECISION, "u", "n x", language="en")
    assert "Number (1–2)>" in ran.out
    assert "Undone." in ran.out
    assert "To go on: shishin resume" in ran.err


@pytest.mark.parametrize("option", ["--headless", "--json"])
def test_it_does_not_go_with_playing_unseen(shishin: Run, scenario: str, option: str) -> None:
    assert shishin("play", scenario, "--plain", option).status == 2


def test_a_walk_is_not_taken_up_line_by_line(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "walked"
    ran = shishin("resume", keep(path), "--plain", "--journal", str(path))
    assert ran.status == 1
    assert "段階を歩いた記録" in ran.err


def test_lines_from_a_pipe_play_it(scenario: str, journal: Path) -> None:
    ran = subprocess.run(
        [sys.executable, *PROGRAM, "play", scenario, "--plain", "--journal", str(journal), "--lang", "ja"],
        input=b"\n\n\n\n1\n",
        capture_output=True,
        check=True,
    )
    shown = ran.stdout.decode()
    assert "段階 → 重要影響事態" in shown
    assert "\x1b" not in shown


def test_a_dumb_terminal_is_played_line_by_line(
    scenario: str, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (*PROGRAM, "play", scenario, "--journal", str(journal), "--lang", "ja")
    with terminal(*arguments, kind="dumb") as shown:
        shown.wait_for("> ")
        shown.type("\n")
        shown.wait_for("始まり。")
        shown.type("\n\n\n")
        shown.wait_for("番号（1–2）>")
        shown.type("1\n")
        shown.wait_for("重要影響事態")
        shown.type("\x04")  # the end of the input, as one types it
        assert shown.ended() == 0
    assert "shishin resume" in shown.shown
    assert "\x1b" not in shown.shown


def test_a_terminal_taken_away_leaves_the_record(scenario: str, journal: Path) -> None:
    with terminal(*PROGRAM, "play", scenario, "--plain", "--journal", str(journal)) as shown:
        shown.wait_for(">")
        shown.type("\n")
        shown.wait_for("始まり。")
        shown.hang_up()
        shown.ended()
    assert len(records(journal)) == 2
