"""Write the lock files: each library that `make` installs, with its files' hashes, for Python 3.11 and later.

`constraints.txt` is what whoever runs the program needs, the build backend included.
`constraints-dev.txt` adds what the tests and tools need, in the same versions.
What is locked stays; `--upgrade` takes the newest.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOR_RUNNING = ("report", "classroom", "study")


def lock(into: str, extras: tuple[str, ...], *options: str) -> None:
    """Resolve the project with these extras, and write what was found to a file."""
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml", "-"),
        *(part for extra in extras for part in ("--extra", extra)),
        *("--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-annotate", "--custom-compile-command", "make lock", "--output-file", into),
        *options,
    ]
    subprocess.run(command, cwd=ROOT, input="\n".join(backend), text=True, check=True)


if __name__ == "__main__":
    chosen = sys.argv[1:]
    lock("constraints.txt", FOR_RUNNING, *chosen)
    lock("constraints-dev.txt", ("dev",), "--constraint", "constraints.txt", *chosen)
