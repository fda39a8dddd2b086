"""The exports for other programs have what we asked."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from simulator.study import AnswerOption, Bank, StudyQuestion
from simulator.study.exports import export
from tests.commands import Ran

HOSTILE = '~=#{}:\\ 甲\n乙 <b>&amp;</b> "引用" ::題:: [html] %50%'


@dataclass
class GiftQuestion:
    """A GIFT question as a program that knows only the rules of GIFT reads it."""

    title: str
    stem: str
    right: list[str]
    wrong: list[str]
    feedback: str


def read_gift(text: str) -> list[GiftQuestion]:
    """Read GIFT by its rules: blank lines between questions, a backslash takes the meaning from a sign."""
    questions = []
    for block in re.split(r"\n\s*\n", text.strip()):
        parts = re.split(r"(?<!\\)::", block, maxsplit=2)
        assert parts[0].strip() == ""
        stem, braced = part_at(parts[2], "{")
        body, behind = part_at(braced, "}")
        assert behind.strip() == ""
        answers, _, feedback = body.partition("####")
        options = re.split(r"(?<!\\)(?:\\\\)*(?=[~=])", answers)
        right = [unescaped(option.strip()[1:]) for option in options if option.strip().startswith("=")]
        wrong = [unescaped(option.strip()[1:]) for option in options if option.strip().startswith("~")]
        questions.append(
            GiftQuestion(
                unescaped(parts[1]),
                unescaped(stem.strip().removeprefix("[plain]")),
                right,
                wrong,
                unescaped(feedback.strip()),
            )
        )
    return questions


def part_at(text: str, sign: str) -> tuple[str, str]:
    """What stands before and after the first such sign that no backslash precedes."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == sign:
            return text[:at], text[at + 1 :]
        at += 1
    raise AssertionError(f"no {sign} in {text}")


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], text)


def hostile_question(bank: Bank) -> StudyQuestion:
    question = next(iter(bank.questions.values()))
    return replace(
        question,
        stem="問い",
        values=(),
        passage=HOSTILE,
        answer=AnswerOption(f"正{HOSTILE}"),
        wrong=(AnswerOption(f"誤{HOSTILE}"), AnswerOption("誤")),
    )


def test_gift_read_back_gives_the_same_questions(bank: Bank) -> None:
    questions = list(bank.questions.values())
    read = read_gift(export(bank, questions, "gift"))
    assert [gift.title for gift in read] == list(bank.questions)
    for gift, question in zip(read, questions, strict=True):
        assert gift.stem == "\n".join(part for part in (question.asked, question.passage) if part)
        assert bank.doctrine.document.sentence(question.sentence).text in gift.feedback
        if question.graded:
            assert gift.right == [question.answer.label]
            assert sorted(gift.wrong) == sorted(option.label for option in question.wrong)
        else:
            assert not gift.right
            assert not gift.wrong
            assert question.answer.label in gift.feedback


def test_signs_that_gift_gives_a_meaning_to_come_back_as_they_were(bank: Bank) -> None:
    question = hostile_question(bank)
    (gift,) = read_gift(export(bank, [question], "gift"))
    assert gift.stem == f"問い\n{HOSTILE}"
    assert gift.right == [question.answer.text]
    assert set(gift.wrong) == {f"誤{HOSTILE}", "誤"}


def test_anki_reads_a_note_a_line_with_its_id_and_tags(bank: Bank) -> None:
    questions = [*bank.questions.values(), hostile_question(bank)]
    header: list[str] = []
    notes: list[str] = []
    for line in export(bank, questions, "tsv").splitlines():
        (header if line.startswith("#") else notes).append(line)
    settings = dict(line[1:].split(":", 1) for line in header)
    assert (settings["separator"], settings["html"]) == ("tab", "true")
    assert settings["columns"].split("\t") == ["id", "front", "back", "tags"]
    assert (settings["guid column"], settings["tags column"]) == ("1", "4")
    assert len(notes) == len(questions)
    for line, question in zip(notes, questions, strict=True):
        name, front, back, tags = line.split("\t")
        assert name == question.id
        assert f"shishin::{question.kind}" in tags.split(" ")
        assert html.unescape(back.split("<br>")[0]) == question.answer.label.split("\n")[0]
        assert html.unescape(front.replace("<br>", "\n")).startswith(question.asked)
    assert "<b>" not in notes[-1]


def test_the_page_needs_nothing_else_and_shows_words_as_words(bank: Bank) -> None:
    text = export(bank, [hostile_question(bank), *list(bank.questions.values())[:5]], "html")
    assert text.startswith("<!doctype html>")
    assert "<b>" not in text
    assert not re.search(r"https?:|<script|src=", text)
    assert text.count("<article>") == 6


def test_json_holds_all_of_a_question(bank: Bank) -> None:
    shapes = json.loads(export(bank, list(bank.questions.values()), "json"))
    for shape in shapes:
        assert shape["quote"] in shape["text"]
        assert not shape["options"] or shape["answer"] in shape["options"]


@pytest.mark.parametrize("form", ["gift", "tsv", "html", "json"])
def test_an_export_is_the_same_in_both_languages_and_every_time(
    shishin: Callable[..., Ran], form: str
) -> None:
    call = ("questions", "--as", form, "--count", "12", "--seed", "x")
    japanese, english = shishin(*call), shishin(*call, "--lang", "en")
    assert japanese.status == 0
    assert japanese.out == english.out
    assert japanese.out.count("\n") > 10


def test_the_audit_says_how_many_of_each_kind_and_what_the_sieves_held_back(
    shishin: Callable[..., Ran],
) -> None:
    ran = shishin("questions", "--audit", "--as", "json")
    assert ran.status == 0
    assert sum(ran.json["by_kind"].values()) == ran.json["questions"]
    assert all(count > 0 for count in ran.json["by_kind"].values())
    assert sum(ran.json["dropped"].values()) > 100
    assert all(figure["holds"] for figure in ran.json["figures"])
    assert "問" in shishin("questions", "--audit").out


def test_questions_are_chosen_by_kind_phase_function_and_clause(shishin: Callable[..., Ran]) -> None:
    def asked(*options: str) -> list[dict[str, object]]:
        return list(shishin("questions", "--as", "json", *options).json)

    assert {question["kind"] for question in asked("--kind", "who", "--kind", "主体")} == {"who", "lead"}
    assert all("sonritsu" in question["phases"] for question in asked("--phase", "存立危機"))  # type: ignore[operator]
    assert all("cyber" in question["functions"] for question in asked("--function", "サイバー"))  # type: ignore[operator]
    assert all(str(question["sentence"]).startswith("IV.B.3") for question in asked("--clause", "IV.B.3"))


def test_a_file_is_written_where_it_is_asked_for(shishin: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "問い.gift"
    ran = shishin("questions", "--as", "gift", "--clause", "IV.B", "--out", str(out))
    assert (ran.status, ran.out) == (0, "")
    before = out.read_text("utf-8")
    assert read_gift(before)
    refused = shishin("questions", "--clause", "IV.C", "--out", str(out))
    assert refused.status == 2
    assert out.read_text("utf-8") == before
    assert shishin("questions", "--clause", "IV.C", "--out", str(out), "--force").status == 0
    assert read_gift(out.read_text("utf-8")) != read_gift(before)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--kind", "なぞ"), 2),
        (("--phase", "なぞ"), 2),
        (("--clause", "IX"), 2),
        (("--kind", "decide", "--function", "cbrn"), 1),
        (("--as", "h5p"), 2),
        (("--count", "0"), 2),
        (("--out", "問い.docx"), 2),
        (("--as", "gift", "--out", "/ない/所/問い.gift"), 2),
    ],
)
def test_what_cannot_be_asked_is_said(
    shishin: Callable[..., Ran], options: tuple[str, ...], status: int
) -> None:
    ran = shishin("questions", *options)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err
