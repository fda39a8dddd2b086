"""Open self-study on a learner's log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from simulator.exercise.journal import JournalError
from simulator.settings import default_journal
from simulator.settings.server import Where
from simulator.study import load_bank
from simulator.study.extra import lacking
from simulator.study.log import LEARNER, local_now, log_beside, open_log
from simulator.study.recent import lately_touched
from simulator.tui.study.screen import StudyScreen


def study_screen(
    journal: Where | None, learner: str = "", clock: Callable[[], datetime] = local_now
) -> StudyScreen:
    """The screen of a learner's questions. Raises `LookupError` with what to say."""
    try:
        from simulator.study.session import Session  # noqa: PLC0415 - needs the library of the extra
    except ModuleNotFoundError as error:
        raise LookupError(lacking(error)) from error
    try:
        log = open_log(log_beside(journal), clock, learner or LEARNER)
    except JournalError as error:
        raise LookupError(str(error)) from error
    bank = load_bank()
    touched = lately_touched(bank.doctrine, journal if isinstance(journal, Path) else default_journal())
    return StudyScreen(Session(bank, log, first=touched))
