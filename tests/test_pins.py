"""What `make` installs is the same everywhere: every library named is pinned."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def name(requirement: str) -> str:
    """The name of a library in a requirement, spelt as all tools compare it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_library_named_in_pyproject_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {name(one) for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    pinned = {name(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    assert named <= pinned, sorted(named - pinned)
