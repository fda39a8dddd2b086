"""An exercise as lines of JSON, to carry from one journal to another.

The first line is a header, then one record a line. What comes in may be anything: every line is checked, and
nothing is kept unless all of them stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from simulator.exercise.events import Record, Started
from simulator.exercise.journal import Journal, JournalError, Kept
from simulator.exercise.naming import LONGEST_TITLE
from simulator.exercise.replay import Replay
from simulator.language import tr

LONGEST_LINE = 4 << 20  # characters; the first record holds a scenario's whole source
MOST_RECORDS = 200_000  # ten times a very long exercise
LARGEST = 256 << 20  # characters in all
_ID = r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}"


def _not_reserved(name: str) -> str:
    """Windows takes these for devices, with any ending; files are named after an exercise."""
    if re.fullmatch(r"(?i:con|prn|aux|nul|com\d|lpt\d)", name.partition(".")[0]):
        raise ValueError(tr("「{name}」は、Windows がほかの用に取っておく名です。", name=name))
    return name


class TransferError(ValueError):
    """A line that cannot be taken in; `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(tr("{line}行目: {what}", line=line, what=what))
        self.line = line


class Header(BaseModel):
    """The first line. `records` says how many follow, so that a file broken off is noticed."""

    model_config = ConfigDict(frozen=True)

    shishin: Literal["exercise"] = "exercise"
    v: Literal[1] = 1
    id: Annotated[str, Field(pattern=f"^{_ID}$"), AfterValidator(_not_reserved)]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    began: AwareDatetime
    records: int | None = None


class _Sort(BaseModel):
    shishin: str
    v: int


def export_lines(journal: Journal, exercise: str) -> Iterator[str]:
    """The lines of an exercise, without line ends. Raises `JournalError` before the first."""
    records = journal.read(exercise)
    kept = next((kept for kept in journal.exercises() if kept.id == exercise), None)
    if kept is None:
        raise JournalError(tr("演習 {exercise} はこの記録にありません。", exercise=exercise))
    return _lines(kept, records)


def _lines(kept: Kept, records: list[Record]) -> Iterator[str]:
    header = Header.model_construct(id=kept.id, title=kept.title, began=kept.began, records=len(records))
    yield header.model_dump_json()
    for record in records:
        yield record.model_dump_json()


def import_lines(journal: Journal, lines: Iterable[str]) -> str:
    """Take an exercise in and give its id, a new one if it was taken.

    Raises `TransferError` for the first wrong line, and `JournalError`; then nothing was kept.
    """
    header, records = read_lines(lines)
    return journal.adopt(header.id, header.title, header.began, records)


def read_lines(lines: Iterable[str], *, strict: bool = True) -> tuple[Header, list[Record]]:
    """The exercise that lines hold. `strict`: its scenario must load, too. Raises `TransferError`."""
    numbered = ((at, line) for at, line in enumerate(_bounded(lines), 1) if line.strip())
    at, first = next(numbered, (1, ""))
    header = _header(at, first)
    replay, records = Replay(strict=strict), list[Record]()
    for at, line in numbered:
        if len(records) >= MOST_RECORDS:
            raise TransferError(at, tr("記録が多すぎます（{most}件まで）。", most=MOST_RECORDS))
        records.append(_record(at, line, replay))
    if header.records not in (None, len(records)):
        raise TransferError(
            at + 1,
            tr(
                "途中で切れています。記録は {records}件のはずですが {count}件です。",
                records=header.records,
                count=len(records),
            ),
        )
    if not records:
        raise TransferError(at + 1, tr("記録が一件もありません。"))
    return header, records


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines of a file that may be anything. Raises `TransferError`."""
    at = 0
    while data := file.readline(4 * LONGEST_LINE + 1):
        at += 1
        if len(data) > 4 * LONGEST_LINE:
            raise TransferError(at, tr("行が長すぎます。"))
        try:
            yield data.decode("utf-8-sig" if at == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise TransferError(at, tr("UTF-8 ではありません。")) from error


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    total = 0
    for at, line in enumerate(lines, 1):
        total += len(line)
        if len(line) > LONGEST_LINE:
            raise TransferError(at, tr("行が長すぎます。"))
        if total > LARGEST:
            raise TransferError(at, tr("ファイルが大きすぎます。"))
        yield line


def _header(at: int, line: str) -> Header:
    try:
        sort = _Sort.model_validate_json(line)
    except (ValidationError, UnicodeEncodeError) as error:
        raise TransferError(at, tr("指針シミュレータの演習ではありません。")) from error
    if sort.shishin != "exercise":
        raise TransferError(at, tr("指針シミュレータの演習ではありません。"))
    if sort.v != 1:
        raise TransferError(at, tr("版 {v} の演習です。指針シミュレータを更新してください。", v=sort.v))
    try:
        return Header.model_validate_json(line)
    except ValidationError as error:
        raise TransferError(
            at, tr("見出しの {places} が正しくありません。", places=_places(error))
        ) from error


def _record(at: int, line: str, replay: Replay) -> Record:
    try:
        record = Record.model_validate_json(line)
    except UnicodeEncodeError as error:
        raise TransferError(at, tr("文字として正しくないものがあります。")) from error
    except ValidationError as error:
        places = _places(error)
        if places:
            raise TransferError(at, tr("記録の {places} が正しくありません。", places=places)) from error
        raise TransferError(at, tr("JSON として読めません。")) from error
    if record.seq == 1 and not isinstance(record.event, Started):
        raise TransferError(at, tr("最初の記録が演習の始まりではありません。"))
    if record.wall.tzinfo is None:
        raise TransferError(at, tr("時刻 wall に時差がありません。"))
    fault = replay.fault(record)
    if fault:
        raise TransferError(at, tr("{fault}。", fault=fault))
    return record


def _places(error: ValidationError) -> str:
    found = (".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False))
    return tr("、").join(dict.fromkeys(place for place in list(found)[:3] if place))
