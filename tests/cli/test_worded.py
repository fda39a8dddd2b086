"""`--words` gives the words of the text for our codes, the same in every language."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from simulator.doctrine import Actor, Basis, Function, Manner, Phase
from tests.commands import Ran

CODES = {word.value for kind in (Actor, Basis, Manner, Function, Phase) for word in kind}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_has_words_for_its_headers_and_codes(shishin: Callable[..., Ran]) -> None:
    worded = rows(shishin("measures", "--csv", "--words").out)
    codes = rows(shishin("measures", "--csv").out)
    assert len(worded) == len(codes)
    assert worded[0]["文の番号"] == codes[0]["sentence"]
    for column in ("行う者", "主体", "支援", "言い方", "機能"):
        for row in worded:
            assert not set(row[column].split("、")) & CODES, row[column]
    assert any("平時（明文）" in row["段階と根拠"] for row in worded)


def test_data_have_words_for_codes_and_keep_their_keys(shishin: Callable[..., Ran]) -> None:
    plain, worded = (shishin("measures", "--json", *more).json for more in ((), ("--words",)))
    assert [measure.keys() for measure in plain] == [measure.keys() for measure in worded]
    assert plain[0]["id"] == worded[0]["id"]
    assert not {actor for measure in worded for actor in measure["actors"]} & CODES
    sheet = shishin("transition", "heiji", "juyo", "--json", "--words").json
    assert (sheet["from"], sheet["to"], sheet["basis"]) == ("平時", "重要影響事態", "明文")


def test_words_are_japanese_in_every_language_and_go_into_files(
    shishin: Callable[..., Ran], tmp_path: Path
) -> None:
    japanese = shishin("measures", "--csv", "--words").out
    assert shishin("--lang", "en", "measures", "--csv", "--words").out == japanese
    out = tmp_path / "measures.csv"
    assert shishin("measures", "--csv", "--words", "--out", str(out)).status == 0
    assert out.read_text("utf-8") == "\ufeff" + japanese


def test_lines_of_data_are_worded_one_by_one_and_words_need_data(shishin: Callable[..., Ran]) -> None:
    ran = shishin("play", "01-full-arc", "--headless", "--decide", "first", "--json", "--words")
    assert "平時" in ran.out.splitlines()[0]
    assert shishin("measures", "--words").status == 2
