"""What the models refuse is said in Japanese, in the file's own forms and never in Python's."""

from enum import Enum
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from simulator.datafile import DataFileError, load_text
from simulator.datafile.validation import validated


class Colour(Enum):
    RED = "red"
    TRUE = "true"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)

    name: str = ""
    count: int = 0
    sure: bool = True
    colour: Colour = Colour.RED
    word: Literal["news", "note"] = "news"
    words: tuple[Literal["news", "note"], ...] = Field(("news",), min_length=1)
    inner: "Part | None" = None
    small: int = Field(0, lt=5)
    id: str = Field("a", pattern="^[a-z]$")
    ruled: str = ""

    @field_validator("ruled")
    @classmethod
    def _rule(cls, value: str) -> str:
        if value:
            raise ValueError("ここには書けません。")
        return value


PART = TypeAdapter(Part)


def problems(text: str) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        validated(load_text(text, "f"), PART)
    return [str(problem).removeprefix("f:") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: true", "1:7: 「name」は文字列にしてください（今は真偽）。"),
        ("name: 1.10", "1:7: 「name」は文字列にしてください（今は数）。"),
        ("name: [news]", "1:7: 「name」は文字列にしてください（今は並び）。"),
        ("name:", "1:6: 「name」は文字列にしてください（今は空）。"),
        ("name: {a: b}", "1:7: 「name」は文字列にしてください（今は「キー: 値」の並び）。"),
        ("count: x", "1:8: 「count」は整数にしてください（今は文字列）。"),
        ("count: 1.5", "1:8: 「count」は整数にしてください（今は数）。"),
        ("sure: news", "1:7: 「sure」は真偽にしてください（今は文字列）。"),
        ("inner: [news]", "1:8: 「inner」は「キー: 値」の並びにしてください（今は並び）。"),
        ("colour: true", "1:9: 「真偽」は使えません。使える語: red true"),
        ("word: [news]", "1:7: 「並び」は使えません。使える語: news note"),
        ("word: newz", "1:7: 「newz」は使えません。「news」でしょうか。使える語: news note"),
        ("ruled: x", "1:8: 「ruled」を読めません: ここには書けません。"),
        ("small: 7", "1:8: 「small」の値が正しくありません。書き方を確かめてください。"),
        ("id: AA", "1:5: 「id」の値が正しくありません。書き方を確かめてください。"),
    ],
)
def test_a_refusal_is_in_japanese_and_in_the_form_of_the_file(text: str, message: str) -> None:
    assert problems(text) == [message]


def test_a_list_whose_entry_was_refused_is_not_called_empty_as_well() -> None:
    assert problems("words: [newz]") == ["1:9: 「newz」は使えません。「news」でしょうか。使える語: news note"]
    assert problems("words: []") == ["1:8: 「words」が空です。一つ以上書いてください。"]
