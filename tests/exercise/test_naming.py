"""What a person may write as a title, and names of ours in the language spoken."""

import pytest

from simulator.exercise.naming import FACILITATOR, LONGEST_TITLE, MAIN, branch_name, shown_name, title_of
from simulator.language import speak


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


def test_our_own_names_are_shown_in_the_language_spoken_and_a_persons_words_as_they_are() -> None:
    names = (MAIN, FACILITATOR, branch_name(12), "三組の演習", "分岐その2")
    assert [shown_name(name) for name in names] == list(names)
    speak("en")
    main, facilitator, branch, *others = map(shown_name, names)
    assert all(map(str.isascii, (main, facilitator, branch)))
    assert "12" in branch
    assert others == ["三組の演習", "分岐その2"]
