"""The day and the hour at which a scenario begins, and scenario time as a day and an hour.

A date may go without its year, as it does in the plans of exercises; its months are then those of a
common year, unless the exercise begins on 29 February.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.language import msg, tr

DATE = re.compile(r"(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日")
WEEKDAY = re.compile(r"([月火水木金土日])(?:曜日?)?")
_DAYS = "月火水木金土日"
_WEEKDAYS = (msg("月曜"), msg("火曜"), msg("水曜"), msg("木曜"), msg("金曜"), msg("土曜"), msg("日曜"))
_COMMON_YEAR, _LEAP_YEAR = 2015, 2016
_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Beginning:
    """The moment of the fiction at which scenario time is 0: minutes of the day, and the day if it is said.

    `weekday` counts from Monday as 0.
    """

    minutes: int
    day: date | None = None
    weekday: int | None = None

    def at(self, seconds: float) -> str:
        """A time in the fiction: `14:10`, `2日目 09:00`, or with its day `5月22日 金曜 09:00`."""
        return " ".join(filter(None, self.day_and_hour(seconds)))

    def day_and_hour(self, seconds: float) -> tuple[str, str]:
        """The day in words, empty where it has no name, and the hour."""
        days, minute_of_day = divmod(self.minutes + int(seconds // 60), _DAY)
        hour = f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"
        if self.day is None and self.weekday is None:
            return (tr("{day}日目", day=days + 1) if days else ""), hour
        day_words = []
        if self.day is not None:
            day = self.day + timedelta(days=days)
            day_words.append(tr("{month}月{day}日", month=day.month, day=day.day))
        if self.weekday is not None:
            day_words.append(tr(_WEEKDAYS[(self.weekday + days) % 7]))
        return " ".join(day_words), hour


def minutes_of(clock: str) -> int:
    """The minutes of `08:00`."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def beginning_of(begins: str, day: str, weekday: str) -> Beginning:
    """The beginning as an author writes it. Raises ValueError for a day that does not exist."""
    match = DATE.fullmatch(day) if day else None
    weekday_match = WEEKDAY.fullmatch(weekday) if weekday else None
    number = _DAYS.index(weekday_match[1]) if weekday_match else None
    if match is None:
        return Beginning(minutes_of(begins), None, number)
    begun = date_of(match)
    if match[1] and number is None:
        number = begun.weekday()
    return Beginning(minutes_of(begins), begun, number)


def date_of(match: re.Match[str], year: int = _COMMON_YEAR) -> date:
    """The day of a match of `DATE`. Raises ValueError for a day that does not exist."""
    month, day = int(match[2]), int(match[3])
    if match[1]:
        year = int(match[1])
    elif (month, day) == (2, 29) and year == _COMMON_YEAR:
        year = _LEAP_YEAR
    return date(year, month, day)
