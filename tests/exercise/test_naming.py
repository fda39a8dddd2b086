"""What a person may write as a title."""

import pytest

from simulator.exercise.naming import LONGEST_TITLE, title_of


@pytest.mark.parametrize("title", ["演", "A国の演習", "演" * (LONGEST_TITLE - 1), "演" * LONGEST_TITLE])
def test_one_line_of_at_most_a_thousand_characters_is_a_title(title: str) -> None:
    assert title_of(f"  {title}\n") == title


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \u3000", "空です"),
        ("演" * (LONGEST_TITLE + 1), f"{LONGEST_TITLE}字まで"),
        ("一行\n二行", "改行"),
        ("演習\x1b", "制御文字"),
        ("演習\u2028続き", "改行"),
    ],
)
def test_what_is_no_title_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        title_of(text)
