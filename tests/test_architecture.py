"""docs/architecture.md speaks of what is there: each file, folder and name that it mentions exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("simulator", "tests", "tools", "docs")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for part in PARTS
    for path in (ROOT / part).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
) + [path.name for path in ROOT.iterdir() if path.is_file()]
FOLDERS = {folder.as_posix() for file in FILES for folder in Path(file).parents}
WORDS = {
    word
    for file in [*FILES, "pyproject.toml"]
    if file.endswith((".py", ".toml"))
    for word in re.findall(r"\w+", (ROOT / file).read_text(encoding="utf-8"))
    if file != Path(__file__).relative_to(ROOT).as_posix()
}
ON_A_MACHINE = {"study.db"}  # made where the program runs
MENTIONED = dict.fromkeys(
    re.findall(r"`([^`\n]+)`", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
)


def missing(mentioned: str) -> list[str]:
    """What of a mention is not there: a file, a folder, words of a name; commands are passed over."""
    if re.fullmatch(r"[\w./-]+\.(?:py|md|yaml|toml|txt|po|mo|json|db)", mentioned):
        there = any(f"/{file}".endswith(f"/{mentioned}") for file in FILES) or mentioned in ON_A_MACHINE
        return [] if there else [mentioned]
    if re.fullmatch(r"[\w./-]+/", mentioned):
        there = any(f"/{folder}/".endswith(f"/{mentioned}") for folder in FOLDERS)
        return [] if there else [mentioned]
    if re.fullmatch(r"[\w.]+(?:\(.*\))?", mentioned):
        return [word for word in re.findall(r"\w+", mentioned.partition("(")[0]) if word not in WORDS]
    return []


@pytest.mark.parametrize("mentioned", MENTIONED)
def test_what_the_architecture_mentions_is_there(mentioned: str) -> None:
    assert missing(mentioned) == []


def test_what_is_gone_would_be_found() -> None:
    assert len(MENTIONED) > 150
    for gone in ("was_never_there.py", "nowhere/", "Play.was_never", "was_never(x)"):
        assert missing(gone), gone
