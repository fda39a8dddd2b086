"""The page of each diagnostic: why it is one, an example that has it, and one that has not."""

from __future__ import annotations

from pathlib import Path

from simulator.scenario.check.diagnostics import Code


def pages_folder() -> Path:
    """The folder of the pages: beside this module in an install, `docs/diagnostics` in a checkout."""
    package = Path(__file__).parent
    installed = package / "pages"
    return installed if installed.is_dir() else package.parents[2] / "docs" / "diagnostics"


def diagnostic_page(code: Code) -> str:
    """The page as Markdown, in Japanese. Raises OSError where it was not installed."""
    return (pages_folder() / f"{code.value}.md").read_text(encoding="utf-8")
