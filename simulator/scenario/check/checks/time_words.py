"""Times and lengths as people write them, in the forms of the format: what was meant, to be suggested."""

from __future__ import annotations

import re
import unicodedata

_HOUR = r"(?P<half>午前|午後)?(?P<hour>[0-9]{1,2})(?::|時)(?P<minute>[0-5]?[0-9])?分?"
_CLOCK = re.compile(_HOUR)
_ON_DAY = re.compile(
    rf"(?:(?P<number>[0-9]{{1,3}})日目|D\+(?P<after>[0-9]{{1,2}})|(?P<word>初日|当日|翌日|翌々日)|"
    rf"(?P<month>[0-9]{{1,2}})(?:月|/)(?P<date>[0-9]{{1,2}})日?)\s*(?:\(.\))?\s*{_HOUR}"
)
_SPAN = re.compile(
    r"\+?(?:(?P<hours>[0-9]{1,3})時間)?(?:(?P<minutes>[0-9]{1,4})(?:分|min))?(?:後|以内)?", re.IGNORECASE
)
_SINCE = re.compile(
    r"T(?:0|\+?(?:(?P<hours>[0-9]{1,3})(?:h|時間))?(?:(?P<minutes>[0-9]{1,4})(?:m|min|分))?)", re.IGNORECASE
)
_WORDS = {"初日": 1, "当日": 1, "翌日": 2, "翌々日": 3}
_UNITS = {"秒": 1, "分": 60, "時間": 3600}
_MEASURED = re.compile(r"(?P<number>[0-9]{1,5})\s*(?P<unit>秒|分|時間)(?:以内)?")
_UNIT_OF = {"within": "分", "duration": "分", "countdown": "秒"}


def time_meant(written: str, name: str, version: object) -> str:
    """The time in a form that the field of this name takes; empty where nobody can tell."""
    text = unicodedata.normalize("NFKC", written).strip()
    if name == "begins":
        clock = _CLOCK.fullmatch(text)
        return _clock(clock) if clock else ""
    since = _SINCE.fullmatch(text) if name == "at" else None
    if since and (since["hours"] or since["minutes"] or text[1:] == "0"):
        minutes = int(since["hours"] or 0) * 60 + int(since["minutes"] or 0)
        return f"{minutes // 60}:{minutes % 60:02}"
    span = _SPAN.fullmatch(text)
    if span and (span["hours"] or span["minutes"]):
        minutes = int(span["hours"] or 0) * 60 + int(span["minutes"] or 0)
        time = f"{minutes // 60}:{minutes % 60:02}"
        counted = name == "at" and version != 1 and (text.endswith("後") or text.startswith("+"))
        return f"+{time}" if counted else time
    if name != "at" or version == 1:
        return ""
    if day := _ON_DAY.fullmatch(text):
        clock_said = _clock(day)
        return f"{_day(day)} {clock_said}" if clock_said else ""
    clock = _CLOCK.fullmatch(text)
    return f"1日目 {_clock(clock)}" if clock and _clock(clock) else ""


def number_meant(written: str, name: str) -> tuple[str, str]:
    """The bare number that a field wants of `15分`, and its unit; empty where it is none."""
    match = _MEASURED.fullmatch(unicodedata.normalize("NFKC", written).strip())
    unit = _UNIT_OF.get(name, "")
    if not match or not unit:
        return "", ""
    seconds = int(match["number"]) * _UNITS[match["unit"]]
    count, remainder = divmod(seconds, _UNITS[unit])
    return ("", "") if remainder else (str(count), unit)


def _clock(match: re.Match[str]) -> str:
    """`09:05`; empty for no hour of a day."""
    hour = int(match["hour"]) + (12 if match["half"] == "午後" and int(match["hour"]) < 12 else 0)
    return f"{hour:02}:{int(match['minute'] or 0):02}" if hour < 24 else ""


def _day(match: re.Match[str]) -> str:
    if match["month"]:
        return f"{int(match['month'])}月{int(match['date'])}日"
    if match["after"]:
        return f"{int(match['after']) + 1}日目"
    return f"{_WORDS[match['word']] if match['word'] else int(match['number'])}日目"
