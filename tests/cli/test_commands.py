"""The commands and shapes of the contract."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator import __version__
from simulator.document import Document
from simulator.tui.app.shishin import ShishinApp
from simulator.typography import cells
from tests.commands import Ran

Run = Callable[..., Ran]
ROOT = Path(__file__).parents[2]


def quoted(document: Document, value: Any) -> int:
    """Count the citations in a JSON value; each must be verbatim."""
    if isinstance(value, list):
        return sum(quoted(document, item) for item in value)
    if not isinstance(value, dict):
        return 0
    count = 0
    if "sentence" in value and "quote" in value:
        assert value["quote"] in document.sentence(value["sentence"]).text
        count = 1
    return count + sum(quoted(document, item) for item in value.values())


def test_transition_has_the_shape_of_the_contract(shishin: Run, document: Document) -> None:
    sheet = shishin("transition", "heiji", "juyo", "--json").json
    assert (sheet["from"], sheet["to"], sheet["basis"]) == ("heiji", "juyo", "text")
    assert set(sheet["condition"][0]) == {"sentence", "quote"}
    assert {"order", "title", "actors", "sentence", "quote", "scope", "condition"} <= set(sheet["steps"][0])
    assert [step["order"] for step in sheet["steps"]] == list(range(1, len(sheet["steps"]) + 1))
    assert {step["scope"] for step in sheet["steps"]} == {"general", "specific"}
    assert {"measure", "basis", "ground"} <= set(sheet["continues"][0])
    assert sheet["comes"]
    assert [change["ground"]["quote"] for change in sheet["lapses"]] == ["平時において"]
    assert {step["basis"] for step in sheet["steps"]} == {"text", "reading"}
    assert sheet["silent"]
    assert quoted(document, sheet) > 80


def test_a_way_down_is_silent(shishin: Run) -> None:
    sheet = shishin("transition", "武力攻撃発生", "平時", "--json").json
    assert sheet["basis"] == "silent"
    assert sheet["condition"] == []
    assert "本文に定めなし" in shishin("transition", "hassei", "heiji").out


def test_measures_have_the_shape_of_the_contract(shishin: Run, document: Document) -> None:
    measures = shishin("measures", "--json").json
    assert len(measures) == 203
    keys = ["id", "sentence", "quote", "actors", "lead", "support", "conditions", "function", "acm", "phases"]
    assert all(set(keys) <= set(measure) for measure in measures)
    for measure in measures:
        chapter = measure["sentence"].split(".")[0]
        assert ("scope" in measure) == (chapter in {"V", "VII", "VIII"})
        assert bool(measure["phases"]) != ("scope" in measure)
    assert quoted(document, measures) > 700


def test_measures_are_filtered_by_situation_actor_and_function(shishin: Run) -> None:
    measures = shishin(
        "measures", "--at", "juyo", "sonritsu", "--actor", "自衛隊", "--function", "sar", "--json"
    ).json
    assert {measure["sentence"] for measure in measures} == {"IV.B.4.p1.s2", "IV.D.2.p1.s1"}


def test_phases_that_cannot_stand_together_are_refused_with_the_clause(shishin: Run) -> None:
    ran = shishin("measures", "--at", "hassei", "sonritsu")
    assert ran.status == 1
    assert "IV.D ¶1" in ran.err


def test_document_is_the_whole_text_as_units(shishin: Run, document: Document) -> None:
    units = shishin("document", "--json").json
    assert [unit["id"] for unit in units] == [unit.id for unit in document.units]
    assert set(units[0]) == {"id", "kind", "clause", "heading", "text", "sentences"}
    assert all("".join(s["text"] for s in unit["sentences"]) == unit["text"] for unit in units)


def test_errata_list_what_was_corrected_and_what_was_doubted(shishin: Run) -> None:
    errata = shishin("document", "--errata", "--json").json
    assert {"unit", "wrong", "right", "certainty", "reason"} <= set(errata["corrections"][0])
    assert errata["doubted"]
    assert "搜 → 捜" in shishin("document", "--errata").out


def test_a_clause_shows_its_text_and_all_that_cites_it(shishin: Run) -> None:
    clause = shishin("clause", "第IV章C.2.b.iii", "--json").json
    assert clause["id"] == "IV.C.2.b.iii"
    assert len(clause["units"]) == 5
    assert any(entry["kind"] == "措置" for entry in clause["cited_by"])
    out = shishin("clause", "IV.C.2.b.iii", "¶2").out
    assert "主体的に" in out
    assert "米軍は" not in out.split("この条項を引くもの")[0]


def test_an_unknown_clause_says_the_nearest(shishin: Run) -> None:
    ran = shishin("clause", "IV.C.9")
    assert ran.status == 2
    assert ran.out == ""
    assert "近いもの: IV.C" in ran.err


def test_search_marks_the_words(shishin: Run) -> None:
    hit = shishin("search", "後方支援", "相互", "--json").json[0]
    assert hit["id"] == "IV.A.6.p1"
    assert "後方支援" in [hit["shown"][a:b] for a, b in hit["marks"]]
    assert "【後方支援】" in shishin("search", "後方支援").out
    assert shishin("search", "存在しない語").status == 1


def test_phases_lists_regions_phases_and_transitions(shishin: Run) -> None:
    chart_data = shishin("phases", "--json").json
    assert [phase["id"] for phase in chart_data["phases"]] == [
        "heiji",
        "juyo",
        "yosoku",
        "hassei",
        "sonritsu",
        "saigai",
    ]
    assert len(chart_data["transitions"]) == 17
    chart = shishin("phases", "--format", "mermaid").out
    assert chart.startswith("stateDiagram-v2\n")
    assert chart.count("-->") == 17 + 3
    assert "juyo --> heiji: 定めなし" in chart


def test_ask_gives_what_the_text_provides(shishin: Run, document: Document) -> None:
    answer = shishin("ask", "--function", "facilities", "--at", "juyo", "--json").json
    assert not answer["silent"]
    assert "IV.B.7.p1.s1" in {p["sentence"] for p in answer["provisions"]}
    assert any(c["sentence"] == "II.D.s1" for c in answer["premises"])
    assert quoted(document, answer) > 10


def test_ask_says_when_the_text_is_silent_and_where_it_is_not(shishin: Run) -> None:
    answer = shishin("ask", "機雷掃海", "--at", "heiji", "--json").json
    assert answer["silent"]
    assert list(answer["elsewhere"]) == ["sonritsu"]
    out = shishin("ask", "機雷掃海", "--at", "heiji").out
    assert "本文に定めなし" in out
    assert "IV.D.3" in out


@pytest.mark.parametrize("at", [("--at", "hassei", "saigai"), ("--at", "hassei", "--at", "saigai")])
def test_a_situation_is_all_the_phases_named_however_they_are_given(
    shishin: Run, at: tuple[str, ...]
) -> None:
    assert shishin("ask", "機雷掃海", *at, "--json").json["at"] == ["hassei", "saigai"]
    assert (
        shishin("measures", *at, "--json").json == shishin("measures", "--at", "hassei,saigai", "--json").json
    )


def test_ask_wants_a_question(shishin: Run) -> None:
    assert shishin("ask").status == 2


def test_matrix_shows_ports_surveyed_offered_and_provided(shishin: Run) -> None:
    rows = {row["function"]: row["cells"] for row in shishin("matrix", "--json").json}
    in_peace, important, under_attack = (
        [measure["sentence"] for measure in rows["facilities"][phase]["own"]]
        for phase in ("heiji", "juyo", "hassei")
    )
    assert "IV.A.7.p1.s2" in in_peace
    assert "IV.B.7.p1.s1" in important
    assert "IV.C.2.c.iv.p1.s1" in under_attack


@pytest.mark.parametrize(("command", "count"), [("measures", 1 + 203), ("matrix", 1 + 22)])
def test_csv_has_a_header_and_equal_rows(shishin: Run, command: str, count: int) -> None:
    rows = list(csv.reader(io.StringIO(shishin(command, "--csv").out)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == count
    assert shishin(command, "--csv", "--json").status == 2


def test_without_a_terminal_the_first_scenario_is_played(shishin: Run) -> None:
    ran = shishin()
    assert ran.status == 0
    assert ran.out.startswith("離島周辺の緊張")
    assert "教育用" in ran.out
    assert "振り返り" in ran.out


def test_without_a_library_the_walk_is_printed(shishin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.scenario.scenario_files", list)
    ran = shishin()
    for step in ("平時 → 重要影響事態", "重要影響事態 → 武力攻撃予測", "武力攻撃予測 → 武力攻撃発生"):
        assert step in ran.out


def test_the_walk_itself_wants_a_terminal_and_says_what_to_do(shishin: Run) -> None:
    ran = shishin("walk")
    assert ran.status == 2
    assert "shishin（引数なし）" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["transition", "heiji", "sonritsu"], "none sonritsu"),
        (["transition", "heiji"], "次の引数が要ります: TO"),
        (["transition", "heiji", "jyuyo"], "「juyo」でしょうか"),
        (["measures", "--actor", "海上保安庁"], "行う者「海上保安庁」はありません"),
        (["measures", "--function", "logistic"], "「logistics」"),
        (["nosuch"], "コマンド「nosuch」はありません"),
        (["--nosuch"], "分からない引数です"),
    ],
)
def test_wrong_use_is_said_in_japanese_with_status_two(shishin: Run, arguments: list[str], says: str) -> None:
    ran = shishin(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert says in ran.err


def test_a_refused_transition_names_the_clause_with_status_one(shishin: Run) -> None:
    ran = shishin("transition", "hassei", "sonritsu")
    assert ran.status == 1
    assert "IV.D.p1.s1" in ran.err


@pytest.mark.parametrize(
    "command",
    [
        *("walk", "play", "resume", "sessions", "export", "import", "check", "paths", "schema"),
        *("phases", "transition", "measures", "ask", "matrix", "document", "clause", "search"),
    ],
)
def test_every_command_has_help(shishin: Run, command: str) -> None:
    ran = shishin(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"使い方: shishin {command}")


def test_the_version_is_told(shishin: Run) -> None:
    assert shishin("--version").out == f"shishin {__version__}\n"


def test_under_a_server_of_browsers_the_screens_open_without_a_terminal(
    shishin: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    begin = ShishinApp.__init__

    def note_start(app: ShishinApp, **options: Any) -> None:
        opened.append(options["start"])
        begin(app, **options)

    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    monkeypatch.setattr(ShishinApp, "__init__", note_start)
    monkeypatch.setattr(ShishinApp, "run", lambda _: None)
    assert shishin("walk", "--at", "juyo").status == 0
    assert shishin("play", "01-full-arc").status == 0
    assert opened == ["walk", "play"]


@pytest.mark.parametrize("command", ["", "walk", "play", "check", "transition", "measures", "ask", "import"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_help_is_at_most_80_cells_wide(shishin: Run, command: str, language: str) -> None:
    ran = shishin(*filter(None, [command, "--help", "--lang", language]))
    assert ran.status == 0
    assert max(map(cells, ran.out.splitlines())) <= 80


def test_a_clause_id_is_found_by_the_search(shishin: Run) -> None:
    ran = shishin("search", "IV.B.6")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("IV.B.6  後方支援")
    assert [hit["id"] for hit in shishin("search", "第IV章B.6", "--json").json] == ["IV.B.6"]


def test_a_wrong_clause_is_answered_with_each_thing_once(shishin: Run) -> None:
    ran = shishin("clause", "4.B.6")
    assert ran.status == 2
    assert "近いもの: IV.B.6、V.A.6。" in ran.err
    assert "IV.B.6.p1" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize(
    "call", [["--help"], ["search", "後方支援"], ["matrix", "--csv"], ["check", "tests/data/broken"]]
)
@pytest.mark.parametrize("words_too", [False, True])
def test_writing_to_a_full_device_ends_with_2(call: list[str], words_too: bool) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        error = full if words_too else subprocess.DEVNULL
        ran = subprocess.run(
            [sys.executable, "-m", "simulator", *call], stdout=full, stderr=error, check=False, cwd=ROOT
        )
    assert ran.returncode == 2
