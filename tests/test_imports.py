"""What a fresh process imports: light commands stay light, and the core never meets the screen."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CORE = [
    "datafile",
    "typography",
    "document",
    "doctrine",
    "machine",
    "scenario",
    "exercise",
    "journal",
    "study",
    "report",
]


SIMULATOR = Path(__file__).parent.parent / "simulator"
FACES = ("tui", "classroom", "cli")


def test_no_face_names_what_keeps_a_journal_in_a_file() -> None:
    """The protocol has all that a face asks of a journal, of whatever kind."""
    files = [file for face in FACES for file in (SIMULATOR / face).rglob("*.py")]
    assert len(files) > 200
    named = re.compile(r"Sqlite|journal\.sqlite")
    assert [str(file) for file in files if named.search(file.read_text("utf-8"))] == []


def imported(code: str) -> set[str]:
    """Top-level modules after running `code` in a fresh process."""
    script = (
        f"{code}\nimport sys\nprint('\\n'.join({{m.split('.')[0] for m in sys.modules}}), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(option: str) -> None:
    modules = imported(f"from simulator.cli import main\nmain([{option!r}])")
    assert not modules & {"textual", "rich", "pydantic", "transitions", "yaml", "uniseg", "sqlite3"}


def test_version_needs_no_parser() -> None:
    assert "argparse" not in imported("from simulator.cli import main\nmain(['--version'])")


def test_home_is_opened_without_the_parser_the_text_and_the_table_of_keys() -> None:
    """What the first painted frame does not need is loaded after it."""
    code = """
import sys
from simulator.cli import main, screens
screens.home = lambda arguments: None
main([])
import simulator.tui.app.shishin, simulator.tui.app.terminal, simulator.tui.home.screen
late = {"argparse", "simulator.cli.output", "simulator.document", "simulator.tui.app.keymap"}
print(*late & {*sys.modules})
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not ran.stdout.split()


def test_the_core_never_loads_the_screen() -> None:
    """Each part in its turn, the lowest first: one process tells which was the first to load it."""
    imports = "; ".join(
        f"import simulator.{part}; print('{part}', *{{'textual', 'rich'}} & set(sys.modules))"
        for part in CORE
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; {imports}"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n")[:-1] == CORE


def test_reading_the_text_needs_no_models() -> None:
    modules = imported("from simulator.cli import main\nmain(['search', 'ISR'])")
    assert not modules & {"textual", "pydantic", "transitions"}


def test_a_command_line_answer_never_loads_the_screen() -> None:
    modules = imported("from simulator.cli import main\nmain(['transition', 'heiji', 'juyo', '--json'])")
    assert not modules & {"textual", "rich"}


def test_a_journal_in_a_file_loads_nothing_of_a_server(tmp_path: Path) -> None:
    path = str(tmp_path / "journal.sqlite3")
    code = f"""
from simulator.cli import main
from simulator.journal import NewWalk, open_exercise
from pathlib import Path
open_exercise(NewWalk(), Path({path!r})).close()
main(["sessions", "--journal", {path!r}])
main(["journal", "check", {path!r}])
"""
    assert not imported(code) & {"psycopg", "psycopg_binary", "psycopg_c", "textual"}


def test_the_library_that_plans_days_is_loaded_by_whoever_studies_and_nobody_else() -> None:
    """Looking through all keys loads every screen, that of self-study too."""
    look = "from simulator.tui.app.keymap import places_of_commands\nplaces_of_commands()"
    for code in ("import simulator.tui.app.shishin", look, "import simulator.study, simulator.cli.questions"):
        assert "fsrs" not in imported(code)
    assert "fsrs" in imported("import simulator.study.session")


REPORT_LIBRARIES = {"docx", "openpyxl", "lxml"}


def test_no_library_for_documents_is_loaded_where_no_document_is_made() -> None:
    """Nor for a page, which needs none."""
    for arguments in (["play", "01-full-arc", "--headless", "--decide", "first"], ["phases"]):
        assert not imported(f"from simulator.cli import main\nmain({arguments!r})") & REPORT_LIBRARIES
    page = ["documents", "01-full-arc", "--for", "chart"]
    assert not imported(f"from simulator.cli import main\nmain({page!r})") & REPORT_LIBRARIES
    assert not imported("import simulator.tui.app.shishin") & REPORT_LIBRARIES


WEB = {"starlette", "uvicorn", "segno", "anyio", "h11"}


def test_the_libraries_of_a_class_in_browsers_are_loaded_only_where_one_is_opened() -> None:
    for code in ("import simulator.tui.app.shishin", "import simulator.cli.classroom"):
        assert not imported(code) & WEB
    served = imported("import simulator.classroom.serve")
    assert served >= {"starlette", "uvicorn"}
    assert "segno" not in served  # until a wall asks for the code as a picture
    assert not served & {"textual", "rich"}
