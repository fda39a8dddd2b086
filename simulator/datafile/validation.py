"""Say a pydantic error in Japanese, at the line and column where it stands."""

from __future__ import annotations

import difflib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from simulator.datafile.faults import DataFileError, Problem
from simulator.datafile.loader import DataFile
from simulator.language import tr

T = TypeVar("T")


def validated(file: DataFile, adapter: TypeAdapter[T], context: object = None) -> T:
    """The file's value as the adapter's type. Raises `DataFileError` with every problem."""
    try:
        return adapter.validate_python(file.data, context=context)
    except ValidationError as error:
        raise DataFileError(*problems(error, file)) from error


def problems(error: ValidationError, file: DataFile) -> list[Problem]:
    """Each pydantic error as a problem in the file, in the file's order."""
    found = [_problem(detail, file) for detail in error.errors(include_url=False)]
    return sorted(found, key=lambda problem: problem.place)


def _problem(detail: ErrorDetails, file: DataFile) -> Problem:
    loc = detail["loc"]
    place = file.key_place(loc) if detail["type"] == "extra_forbidden" else file.place(loc)
    return Problem(file.path, place, _message(detail))


def _message(detail: ErrorDetails) -> str:
    name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    context = detail.get("ctx", {})
    given = detail["input"]
    match detail["type"]:
        case "missing":
            return tr("「{name}」がありません。書き加えてください。", name=name)
        case "extra_forbidden":
            return tr("「{name}」というキーは使えません。つづりを確かめるか、消してください。", name=name)
        case "enum" | "literal_error":
            allowed = [
                word.strip("' ") for word in str(context.get("expected", "")).replace(" or ", ",").split(",")
            ]
            close = difflib.get_close_matches(str(given), allowed, n=1)
            hint = tr("「{close}」でしょうか。", close=close[0]) if close else ""
            return tr(
                "「{given}」は使えません。{hint}使える語: {allowed}",
                given=given,
                hint=hint,
                allowed=" ".join(allowed),
            )
        case "string_type":
            return tr("「{name}」は文字列にしてください（今は {given!r}）。", name=name, given=given)
        case "list_type" | "tuple_type":
            return tr("「{name}」は並び（- で始まる行）にしてください。", name=name)
        case "too_short" | "string_too_short":
            return tr("「{name}」が空です。一つ以上書いてください。", name=name)
        case "string_too_long":
            return tr("「{name}」が長すぎます（上限 {get} 字）。", name=name, get=context.get("max_length"))
        case _:
            return tr("「{name}」を読めません: {detail}", name=name, detail=detail["msg"])
