"""Say a pydantic error in Japanese, at the line and column where it stands."""

from __future__ import annotations

import difflib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from simulator.datafile.faults import DataFileError, Problem
from simulator.datafile.loader import DataFile
from simulator.language import msg, tr

T = TypeVar("T")
_EXPECTED = {
    "string_type": msg("文字列"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), msg("整数")),
    **dict.fromkeys(("bool_type", "bool_parsing"), msg("真偽")),
    **dict.fromkeys(("model_type", "dict_type", "model_attributes_type"), msg("「キー: 値」の並び")),
}


def validated(file: DataFile, adapter: TypeAdapter[T], context: object = None) -> T:
    """The file's value as the adapter's type. Raises `DataFileError` with every problem."""
    try:
        return adapter.validate_python(file.data, context=context)
    except ValidationError as error:
        raise DataFileError(*problems(error, file)) from error


def problems(error: ValidationError, file: DataFile) -> list[Problem]:
    """Each pydantic error as a problem in the file, in the file's order."""
    problems = [_problem(detail, file) for detail in error.errors(include_url=False) if not is_echo(detail)]
    return sorted(problems, key=lambda problem: problem.place)


def is_echo(detail: ErrorDetails) -> bool:
    """Whether a list counts as empty only because its entries were refused: they are told themselves."""
    return detail["type"] == "too_short" and bool(detail["input"])


def type_label(value: object) -> str:
    """What kind of value it is, in the language spoken."""
    for kind, label in ((bool, tr("真偽")), (int | float, tr("数")), (str, tr("文字列")), (list, tr("並び"))):
        if isinstance(value, kind):
            return label
    return tr("空") if value is None else tr("「キー: 値」の並び")


def _problem(detail: ErrorDetails, file: DataFile) -> Problem:
    loc = detail["loc"]
    place = file.key_place(loc) if detail["type"] == "extra_forbidden" else file.place(loc)
    return Problem(file.path, place, _message(detail))


def _message(detail: ErrorDetails) -> str:
    name = next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    context = detail.get("ctx", {})
    value = detail["input"]
    if expected := _EXPECTED.get(detail["type"]):
        return tr(
            "「{name}」は{wanted}にしてください（今は{given}）。",
            name=name,
            wanted=tr(expected),
            given=type_label(value),
        )
    match detail["type"]:
        case "missing":
            return tr("「{name}」がありません。書き加えてください。", name=name)
        case "extra_forbidden":
            return tr("「{name}」というキーは使えません。つづりを確かめるか、消してください。", name=name)
        case "enum" | "literal_error":
            allowed = [
                word.strip("' ") for word in str(context.get("expected", "")).replace(" or ", ",").split(",")
            ]
            word = value if isinstance(value, str) else ""
            close = difflib.get_close_matches(word, allowed, n=1)
            hint = tr("「{close}」でしょうか。", close=close[0]) if close else ""
            return tr(
                "「{given}」は使えません。{hint}使える語: {allowed}",
                given=word or type_label(value),
                hint=hint,
                allowed=" ".join(allowed),
            )
        case "list_type" | "tuple_type":
            return tr("「{name}」は並び（- で始まる行）にしてください。", name=name)
        case "too_short" | "string_too_short":
            return tr("「{name}」が空です。一つ以上書いてください。", name=name)
        case "string_too_long":
            return tr("「{name}」が長すぎます（上限 {get} 字）。", name=name, get=context.get("max_length"))
        case "value_error":  # the message comes from our own models
            return tr("「{name}」を読めません: {detail}", name=name, detail=context.get("error", ""))
        case _:  # all others have only the library's English message
            return tr("「{name}」の値が正しくありません。書き方を確かめてください。", name=name)
