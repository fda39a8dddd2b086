"""Run the tests on each Python from 3.11 to 3.14 that is on this machine, and name those that are not.

Each has an environment of its own under `.versions/`, made by the same make rules as everybody's.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def candidates(version: str) -> Iterator[Path]:
    """Where an interpreter of this version may be: on the path, or where pyenv and uv put theirs."""
    for folder in os.get_exec_path():
        yield Path(folder) / f"python{version}"
    for installer in (".pyenv/versions", ".local/share/uv/python"):
        yield from sorted((Path.home() / installer).glob(f"*{version}*/bin/python{version}"))


def python(version: str) -> Path | None:
    """An interpreter of this version that runs: pyenv's shims stand on the path for versions that do not."""
    question = "import sys, ensurepip, sqlite3, ssl, venv; print('%d.%d' % sys.version_info[:2])"
    for place in candidates(version):
        if place.is_file():
            ran = subprocess.run([place, "-c", question], capture_output=True, text=True, check=False)
            if ran.stdout.strip() == version:
                return place
    return None


def passes(version: str, interpreter: Path, tests: list[str]) -> bool:
    """Whether the tests pass on it; what they print is shown as it comes."""
    print(f"Python {version}: {interpreter}", flush=True)
    place = f".versions/{version}"
    (ROOT / ".versions").mkdir(exist_ok=True)
    command = ["make", "unit", f"VENV={place}", f"PYTHON={interpreter}", f"TESTS={' '.join(tests)}"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def main(tests: list[str]) -> int:
    """Exit status 0 if the tests pass on each Python found."""
    outcome = {}
    for version in VERSIONS:
        interpreter = python(version)
        if interpreter is None:
            outcome[version] = "not on this machine"
        else:
            outcome[version] = "passed" if passes(version, interpreter, tests) else "FAILED"
    for version, result in outcome.items():
        print(f"Python {version}: {result}")
    return 1 if "FAILED" in outcome.values() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
