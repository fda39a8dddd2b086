"""The journal that a list on a screen reads."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from simulator.exercise import Journal
from simulator.journal import default_journal, open_kept
from simulator.tui.kit.services import services


class KeptJournal:
    """The journal that was asked for, or the usual one; never created here."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._journal: Journal | None = None

    def open(self) -> Journal | None:
        """The journal, opened once; None while there is no file. Raises `JournalError`."""
        where = services(self._screen).journal_path or default_journal()
        if self._journal is None and not (isinstance(where, Path) and not where.exists()):
            opened = open_kept(where)
            self._journal = opened.journal
            if opened.notice:
                services(self._screen).say(opened.notice, warning=True)
        return self._journal

    @property
    def opened(self) -> Journal | None:
        """The journal, if it was opened before."""
        return self._journal

    def close(self) -> None:
        """Close what was opened."""
        if self._journal:
            self._journal.close()
