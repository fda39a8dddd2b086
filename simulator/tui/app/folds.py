"""Which parts of transition sheets are folded, kept in the settings for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.language import tr
from simulator.settings.settings import FOLDED, SHEET_PARTS, Settings
from simulator.tui.kit.services import services

if TYPE_CHECKING:
    from textual.timer import Timer

    from simulator.tui.app.toolkit import ToolkitApp

QUIET = 2.0  # seconds without folding before it is written, so that no key waits for the disk


class AppFolds:
    """The folded parts as the settings give them, then as a person folds; written late, and at the end."""

    def __init__(self, app: ToolkitApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.folded = FOLDED if settings.folded is None else settings.folded
        self._kept = self.folded
        self._has_failed = False
        self._timer: Timer | None = None

    def toggle(self, part: str) -> None:
        """Fold a part, or unfold it."""
        self.folded ^= {part}
        if self._timer:
            self._timer.stop()
        self._timer = self.app.set_timer(QUIET, self.keep)

    def keep(self) -> None:
        """Write what has changed; that it cannot be kept is said once."""
        if self.folded == self._kept or self._has_failed:
            return
        from simulator.settings.write import SettingsError, keep  # noqa: PLC0415 - loaded when there is a change

        if not self.settings.sound:
            self._fail(tr("設定のファイルを読めないので、畳んだ所は残しません。"))
            return
        try:
            parts = [part for part in SHEET_PARTS if part in self.folded]
            keep(self.settings.path, "folded", [*parts, *self.settings.misspelt_folds])
        except SettingsError as error:
            self._fail(str(error))
        else:
            self._kept = self.folded

    def _fail(self, words: str) -> None:
        self._has_failed = True
        if not self.app.is_ending:
            services(self.app).say(words, warning=True)
