"""An exercise as lines of JSON, to carry from one journal to another.

The first line is a header, then one record a line, then the class where there was one (`attending.py`); an
exercise with a class is of version 2, any other of version 1. Input is not trusted: every line is checked,
and nothing is kept unless all lines are valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from simulator.exercise.events import Record, Started
from simulator.exercise.journal import Journal, JournalError, Kept
from simulator.exercise.naming import LONGEST_TITLE
from simulator.exercise.replay import Replay
from simulator.exercise.roll import Attendance, Erased
from simulator.journal.attending import ClassReader, attendance_of, lines_of_class
from simulator.language import tr

LONGEST_LINE = 4 << 20  # characters; the first record holds a scenario's whole source
MOST_RECORDS = 200_000  # ten times a very long exercise
LARGEST = 256 << 20  # characters in all
_ID = r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}"


def _not_reserved(name: str) -> str:
    """Refuse names that Windows reserves for devices, with any ending; files are named after an exercise."""
    if re.fullmatch(r"(?i:con|prn|aux|nul|com\d|lpt\d)", name.partition(".")[0]):
        raise ValueError(tr("「{name}」は、Windows がほかの用に取っておく名です。", name=name))
    return name


def _is_none(value: object) -> bool:
    """Whether to leave a field out, so that an exercise without a class is written to the byte as before."""
    return value is None


class TransferError(ValueError):
    """A line that cannot be imported; `line` counts from 1."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(tr("{line}行目: {what}", line=line, what=fault))
        self.line = line


class ExportHeader(BaseModel):
    """The first line. `records` says how many follow, so that a truncated file is noticed.

    So do `people` and `responses` in version 2.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    shishin: Literal["exercise"] = "exercise"
    v: Literal[1, 2] = 1
    id: Annotated[str, Field(pattern=f"^{_ID}$"), AfterValidator(_not_reserved)]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    began: AwareDatetime
    records: int | None = None
    people: Annotated[int | None, Field(exclude_if=_is_none)] = None
    responses: Annotated[int | None, Field(exclude_if=_is_none)] = None

    @model_validator(mode="after")
    def _whole(self) -> ExportHeader:
        """Check that version 2 gives the number of lines of each kind, and version 1 has no class."""
        numbers = (self.people, self.responses)
        if self.v == 1 and numbers != (None, None):
            raise ValueError(numbers)
        if self.v > 1 and None in (self.records, *numbers):
            raise ValueError(numbers)
        return self


class Read(NamedTuple):
    """An exercise as read from lines."""

    header: ExportHeader
    records: list[Record]
    attendance: Attendance


class _Sort(BaseModel):
    shishin: str
    v: int


def export_lines(journal: Journal, exercise: str) -> Iterator[str]:
    """The lines of an exercise, without line ends. Raises `JournalError` before the first."""
    records = journal.read(exercise)
    kept = next((kept for kept in journal.exercises() if kept.id == exercise), None)
    if kept is None:
        raise JournalError(tr("演習 {exercise} はこの記録にありません。", exercise=exercise))
    return _lines(kept, records, attendance_of(journal, exercise))


def _lines(kept: Kept, records: list[Record], attendance: Attendance) -> Iterator[str]:
    header = ExportHeader.model_construct(
        v=2 if attendance else 1,
        id=kept.id,
        title=kept.title,
        began=kept.began,
        records=len(records),
        people=len(attendance.people) if attendance else None,
        responses=len(attendance.responses) if attendance else None,
    )
    yield header.model_dump_json()
    for record in records:
        yield record.model_dump_json()
    yield from lines_of_class(attendance)


def import_lines(journal: Journal, lines: Iterable[str]) -> str:
    """Take an exercise in and give its id, a new one if the id is in use.

    Raises `TransferError` for the first wrong line, and `JournalError`; nothing is kept then.
    """
    header, records, attendance = read_lines(lines)
    return journal.adopt(header.id, header.title, header.began, records, attendance)


def read_lines(lines: Iterable[str], *, strict: bool = True) -> Read:
    """The exercise that lines hold. `strict`: its scenario must load, too. Raises `TransferError`."""
    numbered = ((number, line) for number, line in enumerate(_bounded(lines), 1) if line.strip())
    number, first_line = next(numbered, (1, ""))
    header = _header(number, first_line)
    replay, records, class_reader = Replay(strict=strict), list[Record](), ClassReader()
    for number, line in numbered:
        if header.v > 1 and len(records) == header.records:
            if reason := class_reader.fault(line):
                raise TransferError(number, tr("{fault}。", fault=reason))
            continue
        if len(records) >= MOST_RECORDS:
            raise TransferError(number, tr("記録が多すぎます（{most}件まで）。", most=MOST_RECORDS))
        records.append(_record(number, line, replay))
    if header.records not in (None, len(records)):
        raise TransferError(
            number + 1,
            tr(
                "途中で切れています。記録は {records}件のはずですが {count}件です。",
                records=header.records,
                count=len(records),
            ),
        )
    if header.v > 1 and class_reader.counts != (header.people, header.responses):
        raise TransferError(
            number + 1,
            tr(
                "途中で切れています。教室の {people}人、答え {responses}件のはずです。",
                people=header.people,
                responses=header.responses,
            ),
        )
    if not records:
        raise TransferError(number + 1, tr("記録が一件もありません。"))
    return Read(header, records, class_reader.attendance)


def without_class(lines: Iterable[str]) -> tuple[str, list[str], Erased]:
    """The exercise's id, its lines without any person, and how many there were. Raises `TransferError`.

    Its records stay to the byte, also where another version wrote them.
    """
    all_lines = [line.rstrip("\n") for line in _bounded(lines) if line.strip()]
    header = _header(1, all_lines[0] if all_lines else "")
    if header.v == 1 or header.records is None:
        return header.id, all_lines, Erased()
    read_lines(all_lines, strict=False)  # raises if a line is not valid
    header_without_class = ExportHeader.model_construct(
        v=1, id=header.id, title=header.title, began=header.began, records=header.records
    )
    erased = Erased(header.people or 0, header.responses or 0)
    return header.id, [header_without_class.model_dump_json(), *all_lines[1 : header.records + 1]], erased


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines of an untrusted file. Raises `TransferError`."""
    number = 0
    while data := file.readline(4 * LONGEST_LINE + 1):
        number += 1
        if len(data) > 4 * LONGEST_LINE:
            raise TransferError(number, tr("行が長すぎます。"))
        try:
            yield data.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise TransferError(number, tr("UTF-8 ではありません。")) from error


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    total = 0
    for number, line in enumerate(lines, 1):
        total += len(line)
        if len(line) > LONGEST_LINE:
            raise TransferError(number, tr("行が長すぎます。"))
        if total > LARGEST:
            raise TransferError(number, tr("ファイルが大きすぎます。"))
        yield line


def _header(number: int, line: str) -> ExportHeader:
    try:
        sort = _Sort.model_validate_json(line)
    except (ValidationError, UnicodeEncodeError) as error:
        raise TransferError(number, tr("指針シミュレータの演習ではありません。")) from error
    if sort.shishin != "exercise":
        raise TransferError(number, tr("指針シミュレータの演習ではありません。"))
    if sort.v not in (1, 2):
        raise TransferError(number, tr("版 {v} の演習です。指針シミュレータを更新してください。", v=sort.v))
    try:
        return ExportHeader.model_validate_json(line)
    except ValidationError as error:
        raise TransferError(
            number, tr("見出しの {places} が正しくありません。", places=_places(error) or "people, responses")
        ) from error


def _record(number: int, line: str, replay: Replay) -> Record:
    try:
        record = Record.model_validate_json(line)
    except UnicodeEncodeError as error:
        raise TransferError(number, tr("文字として正しくないものがあります。")) from error
    except ValidationError as error:
        places = _places(error)
        if places:
            raise TransferError(number, tr("記録の {places} が正しくありません。", places=places)) from error
        raise TransferError(number, tr("JSON として読めません。")) from error
    if record.seq == 1 and not isinstance(record.event, Started):
        raise TransferError(number, tr("最初の記録が演習の始まりではありません。"))
    if record.wall.tzinfo is None:
        raise TransferError(number, tr("時刻 wall に時差がありません。"))
    fault = replay.fault(record)
    if fault:
        raise TransferError(number, tr("{fault}。", fault=fault))
    return record


def _places(error: ValidationError) -> str:
    places = (".".join(str(part) for part in fault["loc"]) for fault in error.errors(include_input=False))
    return tr("、").join(dict.fromkeys(place for place in list(places)[:3] if place))
