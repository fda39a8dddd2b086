"""Both languages say everything: no message missing, none left over, none frozen in the code."""

import ast
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from simulator.doctrine import Phase, load_doctrine
from simulator.doctrine.citing import cited_by
from simulator.language import LANGUAGES, current, speak, spoken, tr, tr_count
from simulator.machine import Configuration, PhaseMachine, Trigger
from simulator.tui.app.keymap import all_commands
from simulator.typography import cells
from tests.commands import Ran
from tests.language.leftover import ENGLISH, LETTERS, leftover

ROOT = Path(__file__).parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "make_catalogue.py"))
SIMULATOR = Path(__file__).parents[2] / "simulator"
SAY = {"tr", "tr_count", "msg"}
# Japanese that is no word of the chrome, and why.
NOT_CHROME = {
    "cli/argparser.py": "what argparse says in English, and its Japanese",
    "cli/study.py": "「終了」 and 「なし」, which people type",
    "cli/words.py": "names of phases that people type",
    "cli/machine.py": "「なし」, which people type for none",
    "doctrine/wording.py": "scripts of Japanese",
    "document/address.py": "spellings of clause numbers, and the citation, which is Japanese as the text is",
    "document/citation.py": "the citation, which is Japanese as the text is",
    "document/parse.py": "punctuation and headings of the text",
    "document/search.py": "spellings of clause numbers",
    "source.py": "the title of the text",
    "language/catalogue.py": "the name of the language",
    "language/kana.py": "kana",
    "report/msel/reading.py": "how people mark a decision or a question in a cell",
    "report/msel/columns.py": "headers of tables, which are data, and other words that people head them with",
    "report/msel/conditions.py": "conditions and effects as they stand in a cell, which are data",
    "report/msel/fields.py": "signs that say: as above, and the forms of a cell, which are data",
    "report/msel/sheet_words.py": "quotation marks round keys",
    "report/msel/values.py": "words that people use for kinds",
    "scenario/other_words.py": "words that people use for keys, kinds, means and seats",
    "scenario/check/checks/countries.py": "names of countries",
    "scenario/check/checks/time_words.py": "times and lengths as people write them",
    "doctrine/understanding.py": "words of asking, and kinds of characters",
    "document/folding.py": "variant forms of characters",
    "scenario/check/checks/valuations.py": "words that value",
    "scenario/valuations.py": "words that value",
    "scenario/calendar.py": "days and weekdays as they are written",
    "scenario/model.py": "how a fictional country is written",
    "scenario/moments.py": "days as they are written",
    "study/apart.py": "words of the text and marks of the blanks",
    "study/kinds/actors.py": "subjects as the text writes them",
    "study/kinds/cloze.py": "terms of the text",
    "study/kinds/comparing.py": "how phrases of the text are quoted",
    "study/kinds/deciding.py": "words of the text",
    "study/kinds/going_on.py": "the word of a heading",
    "study/kinds/listed.py": "terms of the text",
    "study/kinds/pairs.py": "subjects and words of the text",
    "study/kinds/places.py": "how a clause and its heading are written",
    "study/kinds/roles.py": "words of the text",
    "study/kinds/said.py": "terms of the text",
    "study/kinds/wording.py": "words of the text",
    "study/draw.py": "a subject as the text writes it",
    "study/rank.py": "words of the text",
    "study/sieves.py": "words and characters of the text",
    "study/question.py": "the blank",
    "typography/linebreak.py": "classes of characters",
    "typography/wrap.py": "classes of characters",
}


def english() -> Any:
    """The catalogue of English as Babel reads it."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    """A message, or its forms for one and for several."""
    return (words,) if isinstance(words, str) else tuple(words)


def frozen(path: Path) -> Iterator[str]:
    """Japanese words in a file that are no docstring and go through none of the three functions."""
    tree = ast.parse(path.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and LETTERS.search(node.value)
        ):
            continue
        above = parents[node]
        if isinstance(above, ast.Expr):
            continue  # a docstring
        if isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id in SAY:
            continue
        yield f"{path.name}:{node.lineno}: {node.value[:40]}"


def test_every_message_is_in_the_catalogue_and_none_is_left_over_or_unfinished(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert TOOL["main"](["--check"]) == 0, capsys.readouterr().err


def test_the_check_finds_what_is_missing() -> None:
    catalogue, faults = english(), TOOL["faults"]
    assert not list(faults(catalogue))
    entry = next(message for message in catalogue if message.id == "行が長すぎます。")
    entry.string = ""
    assert list(faults(catalogue)) == ["not translated: 行が長すぎます。"]
    entry.string = "cannot be {opened}"
    assert "other places" in next(faults(catalogue))


def test_no_words_of_the_chrome_are_frozen_in_the_code() -> None:
    frozen_words = [
        words
        for path in sorted(SIMULATOR.rglob("*.py"))
        if path.relative_to(SIMULATOR).as_posix() not in NOT_CHROME
        for words in frozen(path)
    ]
    assert not frozen_words


def test_english_is_english_but_for_what_is_quoted_or_typed() -> None:
    allowed = ("機雷掃海", "防衛省", "報道機関", "平時, ", "自衛隊, ", "後方支援, ", "第IV章", "国")
    japanese = []
    for entry in english():
        for form in forms(entry.string):
            plain = re.sub(r"「[^」]*」", "", form)
            for words in allowed:
                plain = plain.replace(words, "")
            if entry.id and LETTERS.search(plain) and "→" not in plain:
                japanese.append(form)
    assert not japanese


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.id)
def test_every_command_has_a_short_label_and_a_line_of_help_in_both(command, language: str) -> None:  # type: ignore[no-untyped-def]
    with spoken(language):
        assert 1 <= cells(command.label) <= 16
        assert cells(command.help) > cells(command.label) or command.label == command.help
    with spoken("ja"):
        japanese = command.help
    with spoken("en"):
        assert command.help != japanese


def test_a_count_takes_the_form_of_its_number() -> None:
    with spoken("en"):
        assert (tr_count("{count}本", 1), tr_count("{count}本", 9)) == ("1 scenario", "9 scenarios")
    assert (tr_count("{count}本", 1), tr_count("{count}本", 9)) == ("1本", "9本")


def test_empty_words_stay_empty_and_unknown_words_stay_as_they_are() -> None:
    with spoken("en"):
        assert tr("") == ""
        assert tr("目録にない語") == "目録にない語"
        assert tr("目録にない {word}", word="{brace}") == "目録にない {brace}"


def test_a_language_that_is_not_there_is_refused_and_the_one_before_comes_back() -> None:
    with pytest.raises(KeyError):
        speak("fr")
    with pytest.raises(RuntimeError), spoken("en"):
        raise RuntimeError
    assert current() == "ja"


def test_what_was_said_in_one_language_is_not_said_again_in_the_other(machine: PhaseMachine) -> None:
    attack = Configuration(Phase.HASSEI)
    refused = machine.fire(attack, Trigger.BEGIN_SONRITSU)
    with spoken("en"):
        assert machine.fire(attack, Trigger.BEGIN_SONRITSU) == refused
        english = refused.said  # type: ignore[union-attr]
        citing = cited_by(load_doctrine(), "IV.B.6")[0].kind
    assert refused.said != english  # type: ignore[union-attr]
    assert cited_by(load_doctrine(), "IV.B.6")[0].kind != citing


DATA = [
    ("phases", "--json"),
    ("transition", "heiji", "juyo", "--json"),
    ("transition", "none", "saigai", "--json"),
    ("measures", "--json"),
    ("measures", "--csv"),
    ("ask", "後方支援", "--at", "hassei", "--json"),
    ("matrix", "--json"),
    ("matrix", "--csv"),
    ("document", "--json"),
    ("document", "--errata", "--json"),
    ("clause", "IV.C.2", "--json"),
    ("search", "後方支援", "--json"),
    ("paths", "01-full-arc", "--json"),
    ("play", "01-full-arc", "--headless", "--decide", "first", "--json"),
]


@pytest.mark.parametrize("arguments", DATA, ids=" ".join)
def test_data_is_the_same_in_both_languages(shishin: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    japanese, english = (shishin(*arguments, "--lang", language) for language in LANGUAGES)
    assert japanese.status == english.status
    assert japanese.out == english.out


TEXT = [
    ("phases",),
    ("phases", "--format", "mermaid"),
    ("transition", "heiji", "hassei"),
    ("measures", "--at", "sonritsu"),
    ("ask", "--function", "cyber", "--at", "juyo"),
    ("matrix",),
    ("clause", "IV.C.2.b.iii"),
    ("paths", "01-full-arc"),
    ("schema",),
    ("settings", "--keys"),
    ("--help",),
]


@pytest.mark.parametrize("arguments", TEXT, ids=" ".join)
def test_in_english_only_the_text_and_the_scenarios_are_japanese(
    shishin: Callable[..., Ran], arguments: tuple[str, ...]
) -> None:
    ran = shishin(*arguments, "--lang", "en")
    assert ran.status == 0
    joined = re.sub(r"\n +", "", ran.out)
    assert not leftover(joined)


def test_findings_of_check_come_in_english(shishin: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("schema: 1\ntitle: 題\ncolour: red\n", "utf-8")
    ran = shishin("check", str(file), "--lang", "en", "--json")
    assert ran.status == 1
    for finding in ran.json["findings"]:
        for words in (finding["title"], finding["message"], finding["advice"]):
            assert not LETTERS.search(re.sub(r"“[^”]*”", "", words)), words
