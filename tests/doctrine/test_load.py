"""A claim that misquotes the text, or cites what is not there, cannot load; the error names its line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from simulator.datafile import DataFileError
from simulator.doctrine.book import DATA, read_doctrine
from simulator.doctrine.claims import Encoding
from simulator.document import Document


@pytest.fixture
def spoil(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the data, change one place of one file, and give the folder of the copy."""

    def change(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(DATA, folder)
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "measures/4E-disaster.yaml",
            "災害救援活動を実施する\n      actors",
            "災害救難活動を実施する\n      actors",
            "の文にありません",
        ),
        ("measures/4E-disaster.yaml", "sentence: IV.E.p1.s2", "sentence: IV.E.p9.s2", "本文にありません"),
        (
            "measures/4E-disaster.yaml",
            "text: 日本において大規模災害が",
            "text: 日本で大規模災害が",
            "一致しません",
        ),
        ("measures/4E-disaster.yaml", "function: other", "function: logistic", "「logistics」でしょうか"),
        ("measures/4E-disaster.yaml", "actors: [japan]", "actors: [nihon]", "使えません"),
        ("measures/4E-disaster.yaml", "title: ", "titel: ", "「titel」というキーは使えません"),
        ("transitions.yaml", "sentence: IV.B.p1.s1", "sentence: IV.B.s1", "近いもの: IV.B"),
        ("transitions.yaml", "sentence: IV.B.p1.s1", "sentence: IV.B.p1", "「IV.B.p1.s1」のように"),
        ("continuations.yaml", "section: III.A", "section: III.Z", "本文にありません"),
        ("phases.yaml", "平時からの協力的措置}", "平時の協力的措置}", "の文にありません"),
        ("systems.yaml", "basis: text", "basis: texts", "「text」でしょうか"),
    ],
)
def test_a_fault_is_named_by_file_line_and_column(
    document: Document, spoil: Callable[[str, str, str], Path], name: str, old: str, new: str, says: str
) -> None:
    folder = spoil(name, old, new)
    with pytest.raises(DataFileError, match=says) as caught:
        read_doctrine(folder, document)
    assert re.match(rf"{re.escape(str(folder / name))}:\d+:\d+: ", str(caught.value))


def test_a_sentence_left_out_is_missed(document: Document, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    file = folder / "measures/4E-disaster.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("- sentence: IV.E.p2.s2")], encoding="utf-8")
    with pytest.raises(DataFileError, match=r"足りない文: IV\.E\.p2\.s2。"):
        read_doctrine(folder, document)


def test_a_sentence_treated_twice_is_told(document: Document, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    file = folder / "measures/4E-disaster.yaml"
    text = file.read_text(encoding="utf-8")
    entry = text[text.index("- sentence: IV.E.p2.s2") :]
    file.write_text(f"{text.rstrip()}\n{entry}", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"余分か重複: IV\.E\.p2\.s2。"):
        read_doctrine(folder, document)


def test_an_entry_is_a_measure_or_a_reason_and_not_both(
    document: Document, spoil: Callable[[str, str, str], Path]
) -> None:
    folder = spoil("measures/4E-disaster.yaml", "  measures:", "  none: 何も定めない。\n  measures:")
    with pytest.raises(DataFileError, match="一方だけ"):
        read_doctrine(folder, document)


def test_all_faults_are_told_at_once(document: Document, spoil: Callable[[str, str, str], Path]) -> None:
    folder = spoil("phases.yaml", "quote: 平時からの協力的措置}", "quote: 一つ目の誤り}")
    file = folder / "phases.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("quote: 自国の基準に従い}", "quote: 二つ目の誤り}"), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_doctrine(folder, document)
    assert len(caught.value.problems) == 2


def test_what_is_left_to_somebodys_own_decision_must_stand_among_the_qualifiers() -> None:
    claim = {
        "title": "題",
        "quote": "語",
        "actors": ["japan"],
        "conditions": ["does"],
        "function": "other",
    }
    with pytest.raises(ValidationError, match="discretion の語は qualifiers にも"):
        Encoding.model_validate({**claim, "discretion": ["各々の決定により"]})
