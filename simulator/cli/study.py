"""study: today's questions, on the screen or, without a terminal, line by line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import to_write
from simulator.cli.output import say, tell, typed_line
from simulator.cli.terminal import has_screen
from simulator.exercise.journal import JournalError
from simulator.language import tr, tr_count
from simulator.settings.server import Where
from simulator.study import load_bank
from simulator.study.answering import taken
from simulator.study.exports.shape import explained
from simulator.study.extra import lacking
from simulator.study.log import LEARNER, local_now, log_beside, open_log
from simulator.study.question import StudyQuestion

if TYPE_CHECKING:
    from simulator.study.session import Session

LONGEST_LINE = 2_000  # bytes of one line that are read


def study(arguments: argparse.Namespace) -> None:
    """Open the TUI on self-study, or ask line by line. Raises `RefusalError`, `WrongUseError`."""
    try:
        from simulator.study.session import Session  # noqa: PLC0415  needs the library of the extra
    except ModuleNotFoundError as error:
        raise RefusalError(lacking(error)) from error
    journal = to_write(arguments)
    learner = arguments.learner or LEARNER
    if not arguments.plain and has_screen():
        from simulator.cli.showing import show  # noqa: PLC0415
        from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

        show(ShishinApp(start="study", journal=journal, learner=learner))
        return
    try:
        log = open_log(log_beside(journal), local_now, learner)
    except JournalError as error:
        raise WrongUseError(str(error)) from error
    try:
        if log.notice:
            tell(log.notice)
        _ask(Session(load_bank(), log, first=_touched(journal)), arguments)
    except JournalError as error:
        raise RefusalError(str(error)) from error
    finally:
        log.close()


def _touched(journal: Where | None) -> frozenset[str]:
    from simulator.settings import default_journal  # noqa: PLC0415
    from simulator.study.recent import lately_touched  # noqa: PLC0415

    return lately_touched(load_bank().doctrine, journal if isinstance(journal, Path) else default_journal())


def _ask(session: Session, arguments: argparse.Namespace) -> None:
    """Ask until all are done or the input ends; an empty line shows the answer of an open question."""
    from simulator.cli.questions import wanted  # noqa: PLC0415

    if arguments.exam is not None:
        session.examine(_day(arguments.exam))
    session.begin(wanted(arguments, session.bank))
    if session.extra:
        say(tr("今日の分は済んでいます。そのほかの問いを出します。"))
    seed = arguments.seed
    while (question := session.current) is not None:
        say(tr("問 {number}（残り {left}）", number=session.done + 1, left=len(session.queue)))
        _put(question, seed)
        line = typed_line(LONGEST_LINE)
        if not line or line.strip() in ("q", "終了"):
            break
        option = taken(question, line, seed)
        if question.wrong and option is None:
            say(tr("番号か、選択肢の語で答えてください（q で終わる）。"))
            continue
        outcome = session.answer(option)
        say(said(question, right=outcome.right))
        say(tr("答え：{answer}", answer=question.answer.label), indent=2, hang=2)
        for words in explained(session.bank, question):
            say(words, indent=2, hang=2)
        session.go_on()
    say(tr_count("{count}問に答えました。", session.done))


def said(question: StudyQuestion, *, right: bool | None) -> str:
    """The words for right or wrong, or for an ungraded question."""
    if right is None:
        return (
            tr("採点しません。答えと比べてください。")
            if question.wrong
            else tr("思い出したものと比べてください。")
        )
    return tr("正しい。") if right else tr("ちがいます。")


def _put(question: StudyQuestion, seed: str) -> None:
    say(question.asked)
    if question.passage:
        say(question.passage, indent=2, hang=2)
    for number, option in enumerate(question.options(seed), 1):
        say(f"{number}. {option.label}", indent=2, hang=3)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text not in ("none", "なし") else ""
    except ValueError as error:
        raise WrongUseError(
            tr("試験の日「{text}」を読めません。2026-07-15 の形で書いてください。", text=text)
        ) from error
