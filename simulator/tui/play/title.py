"""The right end of the title line: whose screen, which time, how fast, and whether it is recorded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What the line says. While `looking` at an earlier moment, `at` and `fiction` are that moment's."""

    view: str
    at: str
    fiction: str
    wall: str
    speed: float
    kept: str
    running: bool = False
    ended: bool = False
    looking: bool = False
    elsewhere: bool = False


def standing_line(standing: Standing, width: int) -> str:
    """The line in full, or, in fewer cells than `width`, with the words left out that one can do without."""
    s = standing
    pace = "■" if s.ended else "▶" if s.running else "‖"  # ⏸ is two cells wide in many terminals
    speed = f"{s.speed:g}×"
    if s.looking:
        words = "別の筋" if s.elsewhere else "前の時点"
        words += "を見ています" if width >= 100 else ""
        return f"{words}  {s.view}  {s.at}  {s.fiction}  {s.kept}"
    if width >= 130:
        end = "終わり  " if s.ended else ""
        times = f"シナリオ時刻 {s.fiction}  {speed}  実時刻 {s.wall}"
        return f"{s.view}の画面  {end}{pace} {s.at}  {times}  {s.kept}"
    if width >= 100:
        end = "終わり " if s.ended else ""
        return f"{s.view}の画面  {end}{pace} {s.at}  時刻 {s.fiction}  {speed}  実 {s.wall}  {s.kept}"
    return f"{s.view} {'終わり' if s.ended else pace} {s.at} {s.fiction} {speed} 実{s.wall} {s.kept}"
