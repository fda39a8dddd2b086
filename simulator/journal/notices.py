"""What to tell about a journal that was opened: what was damaged, mended, or is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from simulator.language import tr, tr_count


class Notice(Protocol):
    """Something to tell."""

    @property
    def message(self) -> str:
        """All of it in words."""
        ...


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was kept of something damaged, and where the rest lies.

    `exercise` is None where the file itself was damaged. `kept` counts the records by exercise; `cut` names
    the exercises with further records beyond a gap, `lost` those without any record left. `why` is set where
    the records are unchanged but do not fit together. Nothing lies aside where the file was gone.
    """

    exercise: str | None
    kept: tuple[tuple[str, int], ...]
    aside: tuple[Path, ...]
    cut: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    why: str = ""

    @property
    def message(self) -> str:
        """All of it in words."""
        where = tr("、").join(str(place) for place in self.aside)
        if self.exercise is not None and self.why:
            return tr_count(
                "演習 {exercise} には続けられない記録がありました（{why}）。"
                "初めから {count}件を残し、それより後を {where} に移しました。",
                dict(self.kept)[self.exercise],
                exercise=self.exercise,
                why=self.why,
                where=where,
            )
        if self.exercise is not None:
            return tr_count(
                "演習 {exercise} の記録が途中で壊れていました。"
                "初めから {count}件を残し、それより後を {where} に移しました。",
                dict(self.kept)[self.exercise],
                exercise=self.exercise,
                where=where,
            )
        records = sum(number for _, number in self.kept)
        message = (
            tr_count(
                "記録のファイルが壊れていました。"
                "読めた演習 {count}件（記録 {records}件）で作り直し、"
                "元のファイルを {where} に残しました。",
                len(self.kept),
                records=records,
                where=where,
            )
            if where
            else tr_count(
                "記録のファイルがなくなっていたので、"
                "控えから、演習 {count}件（記録 {records}件）で作り直しました。",
                len(self.kept),
                records=records,
            )
        )
        if self.cut:
            message = tr(
                "{before}途中までになった演習: {names}。", before=message, names=tr("、").join(self.cut)
            )
        if self.lost:
            message = tr(
                "{before}記録を読めなかった演習: {names}。", before=message, names=tr("、").join(self.lost)
            )
        return message


@dataclass(frozen=True, slots=True)
class Restored:
    """Damaged records (or the title) of an exercise that were restored from a backup."""

    exercise: str
    records: int

    @property
    def message(self) -> str:
        """All of it in words."""
        return tr_count(
            "演習 {exercise} の傷んだ記録 {count}件を、控えから元どおりにしました。",
            self.records,
            exercise=self.exercise,
        )


@dataclass(frozen=True, slots=True)
class Unlogged:
    """A file that was copied while in use, or that lost its log: it lacks the last records."""

    path: Path

    @property
    def message(self) -> str:
        """All of it in words."""
        return tr(
            "{path}: 使っている間に写されたか、{log} が失われたファイルです。"
            "最後のいくつかの記録は入っていません。元の場所に {log} があれば、一緒に写してください。",
            path=self.path,
            log=f"{self.path.name}-wal",
        )


@dataclass(frozen=True, slots=True)
class Emptied:
    """A journal file that was found empty."""

    path: Path

    @property
    def message(self) -> str:
        """All of it in words."""
        return tr(
            "{path}: 空のファイルでした（0 バイト）。記録があったのなら、失われています。", path=self.path
        )
