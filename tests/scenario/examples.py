"""The examples in `docs/diagnostics`, completed as its index says."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "diagnostics"
_FENCE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
_MARK = re.compile(r"# (SH\d{3}) (\d+):(\d+)( 全文)?\n")


@dataclass(frozen=True)
class Example:
    """A whole scenario; a bad one has a code and its place in the whole."""

    page: str
    text: str
    expected: str | None


def pages() -> list[Path]:
    return sorted(FOLDER.glob("SH*.md"))


def examples() -> list[Example]:
    header, tail = _FENCE.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    whole_scenarios = []
    for page in pages():
        whole = False
        for text in _FENCE.findall(page.read_text(encoding="utf-8")):
            mark = _MARK.match(text)
            whole = whole or bool(mark and mark[4])
            before, complete = ("", text) if whole else _completed(text, header, tail)
            expected = None
            if mark:
                expected = f"{mark[1]} {int(mark[2]) + before.count(chr(10))}:{mark[3]}"
            whole_scenarios.append(Example(page.stem, complete, expected))
    return whole_scenarios


def _completed(text: str, header: str, tail: str) -> tuple[str, str]:
    """What the index puts before the example, and the whole scenario."""
    keys = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    before = "".join(
        line for line in header.splitlines(keepends=True) if line.split(":", maxsplit=1)[0] not in keys
    )
    steps = "" if "steps" in keys else "steps:\n"
    after = "" if "- ending:" in text else tail
    return before, before + text + steps + after
