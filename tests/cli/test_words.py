"""What a call says wrongly is answered with what was perhaps meant, in the language spoken."""

from collections.abc import Callable

import pytest

from tests.commands import Ran

Run = Callable[..., Ran]


def test_an_unknown_command_is_answered_with_the_nearest_and_all(shishin: Run) -> None:
    ran = shishin("mesures")
    assert ran.status == 2
    assert ran.err.startswith("コマンド「mesures」はありません。近いもの: measures、msel。")
    assert "あるもの: walk、play、" in ran.err
    assert "近いもの" not in shishin("fooo").err


def test_the_help_names_the_list_of_commands_once(shishin: Run) -> None:
    out = shishin("--help").out
    assert "命令" not in out
    assert out.count("コマンド") == 1
    assert shishin("--lang", "en", "--help").out.count("Commands") == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("transition", "heji", "juyo"), "There is no phase “heji”. Did you mean “heiji” or “hassei”? "),
        (
            ("measures", "--function", "logistic"),
            "There is no function “logistic”. Did you mean “logistics”? ",
        ),
        (("measures", "--actor", "sdff"), "There is no actor “sdff”. Did you mean “sdf”? "),
    ],
)
def test_in_english_a_wrong_word_is_answered_in_english_each_thing_once(
    shishin: Run, words: tuple[str, ...], answer: str
) -> None:
    ran = shishin("--lang", "en", *words)
    assert ran.status == 2
    assert ran.err.startswith(answer)
    assert not {"「", "」", "、"} & set(ran.err)


def test_a_japanese_name_that_is_nearly_right_leads_to_its_id(shishin: Run) -> None:
    assert "「logistics」でしょうか" in shishin("measures", "--function", "後方支緩").err
