"""A time or a length written as people write it is told with the form that the format has for it."""

import pytest

from simulator.scenario.check.checks.time_words import number_meant, time_meant

TIMES = [
    ("+15分", "at", 2, "+0:15"),
    ("１５分後", "at", 2, "+0:15"),
    ("1時間30分後", "at", 2, "+1:30"),
    ("40分", "at", 1, "0:40"),
    ("+40分", "at", 1, "0:40"),
    ("+125分", "at", 2, "+2:05"),
    ("T+125分", "at", 2, "2:05"),
    ("2時間", "after", 2, "2:00"),
    ("30分後", "after", 2, "0:30"),
    ("翌日 11:00", "at", 2, "2日目 11:00"),
    ("初日 9時", "at", 2, "1日目 09:00"),
    ("2日目9時30分", "at", 2, "2日目 09:30"),
    ("9月1日9:10", "at", 2, "9月1日 09:10"),
    ("9/1 9:10", "at", 2, "9月1日 09:10"),
    ("5月22日（金）9:00", "at", 2, "5月22日 09:00"),
    ("D+1 6:00", "at", 2, "2日目 06:00"),
    ("午後2時", "at", 2, "1日目 14:00"),
    ("午後11時30分", "at", 2, "1日目 23:30"),
    ("午後12時", "begins", 2, "12:00"),
    ("翌々日 25時", "at", 2, ""),
    ("25時", "at", 2, ""),
    ("翌々日 9時", "at", 2, "3日目 09:00"),
    ("D+0 6:00", "at", 2, "1日目 06:00"),
    ("D+10 6:00", "at", 2, "11日目 06:00"),
    ("9時", "at", 1, ""),
    ("9時", "after", 2, ""),
    ("9:00", "begins", 1, "09:00"),
    ("午前9時", "begins", 2, "09:00"),
    ("25時", "begins", 2, ""),
    ("翌日 11:00", "at", 1, ""),  # version 1 has no days
    ("T0", "at", 1, "0:00"),
    ("T+2h", "at", 2, "2:00"),
    ("T+1時間30分", "at", 2, "1:30"),
    ("T+", "at", 2, ""),
    ("T", "at", 2, ""),
    ("昼過ぎ", "at", 2, ""),
    ("", "at", 2, ""),
    ("後", "at", 2, ""),
]


@pytest.mark.parametrize(("typed", "key", "version", "meant"), TIMES)
def test_a_time_as_people_write_it_is_taken_for_one_of_the_format(
    typed: str, key: str, version: int, meant: str
) -> None:
    assert time_meant(typed, key, version) == meant


@pytest.mark.parametrize(
    ("typed", "key", "number", "unit"),
    [
        ("15分", "within", "15", "分"),
        ("１５分以内", "within", "15", "分"),
        ("2時間", "duration", "120", "分"),
        ("2分", "countdown", "120", "秒"),
        ("90秒", "within", "", ""),
        ("十五分", "within", "", ""),
        ("15分", "title", "", ""),
    ],
)
def test_a_length_with_its_unit_is_taken_for_the_bare_number(
    typed: str, key: str, number: str, unit: str
) -> None:
    assert number_meant(typed, key) == (number, unit)
