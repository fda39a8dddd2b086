"""The times of steps as authors write them, each as the one meaning that it has: time since the beginning.

`0:40` and `T+0:40` are that time itself, `+0:15` is counted from the step above, `2日目 09:00` and
`5月22日 09:00` are an hour of a day. The models know the first form only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from simulator.datafile import Loc
from simulator.language import tr
from simulator.scenario.calendar import DATE, WEEKDAY, Beginning, beginning_of, date_of, minutes_of

_DAY = r"[0-9]{1,3}日目|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日"
_PLAIN = re.compile(r"(?P<from>T\+|\+)?(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9])")
_OF_A_DAY = re.compile(rf"(?P<day>{_DAY}) +(?P<clock>[0-9]{{1,2}}:[0-5][0-9])")
FORM = rf"^(?:(?:T\+|\+)?[0-9]{{1,3}}:[0-5][0-9]|(?:{_DAY}) +(?:[01]?[0-9]|2[0-3]):[0-5][0-9])$"
_MIDNIGHT = 24 * 60  # minutes


class ReadTime(int):
    """Seconds since the beginning, read from any form of a time. The models take it as it is.

    No text of the models' own form would do: `50日目 09:00` is more hours than that form has digits for.
    """


@dataclass(frozen=True, slots=True)
class TimeFault:
    """A day or time without a meaning here; `basis` says whether it had one if the file said more."""

    loc: Loc
    basis: bool
    message: str
    advice: str


class _MeaninglessError(ValueError):
    """A time cannot be read against this scenario; the words say why, and what to do."""

    def __init__(self, message: str, advice: str, *, basis: bool) -> None:
        super().__init__(message)
        self.message, self.advice, self.basis = message, advice, basis


def with_times(data: Any) -> tuple[Any, list[TimeFault]]:
    """A file's plain value with every step's time as the models take it, and what means nothing.

    A value that is a time in no form is left as it is, for the models to refuse.
    """
    if not isinstance(data, dict) or data.get("schema") == 1:
        return data, []
    beginning, faults = _beginning(data)
    steps = data.get("steps")
    if not isinstance(steps, list):
        return data, faults
    previous: int | None = None
    timed: list[Any] = []
    for index, step in enumerate(steps):
        written = step.get("at") if isinstance(step, dict) else None
        if not isinstance(written, str):
            timed.append(step)
            continue
        try:
            minutes = _minutes(written, beginning, previous, first=index == 0)
        except _MeaninglessError as error:
            faults.append(TimeFault(("steps", index, "at"), error.basis, error.message, error.advice))
            minutes = previous or 0
        if minutes is None:
            timed.append(step)
            continue
        previous = minutes
        timed.append({**step, "at": ReadTime(minutes * 60)})
    return {**data, "steps": timed}, faults


def written_beginning(data: dict[str, Any]) -> Beginning:
    """When the scenario of a file's plain value begins, as far as that can be read."""
    return _beginning(data)[0]


def minutes_since(written: object, beginning: Beginning, previous: int | None) -> int | None:
    """The minutes since the beginning that a time means below a step of `before`; None for none."""
    try:
        return (
            _minutes(written, beginning, previous, first=previous is None)
            if isinstance(written, str)
            else None
        )
    except _MeaninglessError:
        return None


def of_a_day(written: str) -> bool:
    """Whether a time is written as a clock's hour of a day."""
    return _OF_A_DAY.fullmatch(written) is not None


def hour_alone(written: str, beginning: Beginning, previous: int) -> int | None:
    """What a bare `09:15` would mean as a clock's hour of the day of the step above.

    In minutes since the beginning, as `before` is; None where that is earlier than the step above, or the
    same time as the one written.
    """
    plain = _PLAIN.fullmatch(written)
    if plain is None or plain["from"] or int(plain["hours"]) >= 24:
        return None
    minutes = int(plain["hours"]) * 60 + int(plain["minutes"])
    midnight = (previous + beginning.minutes) // _MIDNIGHT * _MIDNIGHT - beginning.minutes
    clock_hour = midnight + minutes
    return clock_hour if clock_hour >= max(previous, 0) and clock_hour != minutes else None


def day_and_hour(minutes: int, beginning: Beginning) -> str:
    """A time since the beginning in the form of an hour of a day: `9月1日 09:15`, or `2日目 09:15`."""
    days, minute_of_day = divmod(beginning.minutes + minutes, _MIDNIGHT)
    clock = f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"
    if beginning.day is None:
        return f"{days + 1}日目 {clock}"
    day = beginning.day + timedelta(days=days)
    return f"{day.month}月{day.day}日 {clock}"


def _beginning(data: dict[str, Any]) -> tuple[Beginning, list[TimeFault]]:
    """When the scenario begins, as far as that can be read; the models report the rest."""
    begins, day, weekday = (data.get(key, "") for key in ("begins", "date", "weekday"))
    begins = begins if isinstance(begins, str) and re.fullmatch("[0-2][0-9]:[0-5][0-9]", begins) else "08:00"
    day = day if isinstance(day, str) and DATE.fullmatch(day) else ""
    weekday = weekday if isinstance(weekday, str) and WEEKDAY.fullmatch(weekday) else ""
    try:
        beginning = beginning_of(begins, day, weekday)
    except ValueError:
        message = tr("「{day}」という日はありません。", day=day)
        return beginning_of(begins, "", ""), [
            TimeFault(("date",), False, message, tr("月と日を確かめてください。"))
        ]
    if day.find("年") > 0 and weekday and beginning.day and beginning.day.weekday() != beginning.weekday:
        true_weekday = beginning_of(begins, day, "").at(0).split(" ")[1]
        message = tr(
            "{day}は{right}で、「{weekday}」ではありません。", day=day, right=true_weekday, weekday=weekday
        )
        advice = tr("日付か曜日を直してください。年を書かなければ、曜日は自由に決められます。")
        return beginning, [TimeFault(("weekday",), False, message, advice)]
    return beginning, []


def _minutes(written: str, beginning: Beginning, previous: int | None, *, first: bool) -> int | None:
    """Minutes since the beginning; None if it is not a time. Raises `_MeaninglessError`."""
    if plain := _PLAIN.fullmatch(written):
        minutes = int(plain["hours"]) * 60 + int(plain["minutes"])
        if plain["from"] != "+":
            return minutes
        if first:
            message = tr("「{at}」は、すぐ上のステップからの間ですが、これが最初のステップです。", at=written)
            raise _MeaninglessError(message, tr("最初のステップは「0:00」などと書いてください。"), basis=True)
        return minutes + (previous or 0)
    of_day = _OF_A_DAY.fullmatch(written)
    if of_day is None or minutes_of(of_day["clock"]) >= _MIDNIGHT:
        return None
    minutes = _day(of_day["day"], beginning) * _MIDNIGHT + minutes_of(of_day["clock"]) - beginning.minutes
    if minutes < 0:
        start = beginning.at(0)
        message = tr("「{at}」は、始まり（{start}）より前です。", at=written, start=start)
        raise _MeaninglessError(message, tr("日と時刻を確かめるか、始まりを早めてください。"), basis=True)
    return minutes


def _day(written: str, beginning: Beginning) -> int:
    """How many days after the first one. Raises `_MeaninglessError`."""
    if written.endswith("日目"):
        return int(written.removesuffix("日目")) - 1
    if beginning.day is None:
        message = tr("「{day}」が始まりから何日目か、決まりません。", day=written)
        raise _MeaninglessError(
            message, tr("いちばん上に「date: 5月21日」のように、始まりの日を書いてください。"), basis=True
        )
    match = DATE.fullmatch(written)
    try:
        day = date_of(match, beginning.day.year) if match else beginning.day
        if match and not match[1] and day < beginning.day:  # past the end of the year
            day = date_of(match, beginning.day.year + 1)
    except ValueError:
        message = tr("「{day}」という日はありません。", day=written)
        raise _MeaninglessError(message, tr("月と日を確かめてください。"), basis=False) from None
    return (day - beginning.day) // timedelta(days=1)
