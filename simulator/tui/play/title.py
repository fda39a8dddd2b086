"""The right end of the title line: view, time, speed, and whether the play is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import tr


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """The facts of the title line. While `looking` at an earlier moment, `at` and `fiction` are its times."""

    view: str
    at: str
    fiction: str
    wall: str
    speed: float
    kept: str
    running: bool = False
    waiting: bool = False
    ended: bool = False
    looking: bool = False
    elsewhere: bool = False


def standing_line(standing: TitleFacts, width: int) -> str:
    """The line in full, or without its less important words if it does not fit into `width` cells."""
    s = standing
    pace = "■" if s.ended else _running(s) if s.running else "‖"  # ⏸ is two cells wide in many terminals
    speed = f"{s.speed:g}×"
    if s.looking:
        words = _looking(elsewhere=s.elsewhere, short=width < 100)
        return f"{words}  {s.view}  {s.at}  {s.fiction}  {s.kept}"
    if width >= 130:
        end = tr("終わり") + "  " if s.ended else ""
        times = tr(
            "シナリオ時刻 {fiction}  {speed}  実時刻 {wall}", fiction=s.fiction, speed=speed, wall=s.wall
        )
        return tr(
            "{view}の画面  {end}{pace} {at}  {times}  {kept}",
            view=s.view,
            end=end,
            pace=pace,
            at=s.at,
            times=times,
            kept=s.kept,
        )
    if width >= 100:
        end = tr("終わり") + " " if s.ended else ""
        return tr(
            "{view}の画面  {end}{pace} {at}  時刻 {fiction}  {speed}  実 {wall}  {kept}",
            view=s.view,
            end=end,
            pace=pace,
            at=s.at,
            fiction=s.fiction,
            speed=speed,
            wall=s.wall,
            kept=s.kept,
        )
    return tr(
        "{view} {pace} {at} {fiction} {speed} 実{wall} {kept}",
        view=s.view,
        pace=tr("終わり") if s.ended else pace,
        at=s.at,
        fiction=s.fiction,
        speed=speed,
        wall=s.wall,
        kept=s.kept,
    )


def _running(standing: TitleFacts) -> str:
    """The clock's state, or that a decision waits."""
    return tr("判断待ち") if standing.waiting else "▶"


def _looking(*, elsewhere: bool, short: bool) -> str:
    """The note that an earlier moment is shown."""
    if elsewhere:
        return tr("別の分岐") if short else tr("別の分岐を見ています")
    return tr("前の時点") if short else tr("前の時点を見ています")
