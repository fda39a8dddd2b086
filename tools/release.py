"""Build the wheel and the sdist into `dist/`, install each anew, and run the sdist's tests."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
PIP_QUIETLY = ("-m", "pip", "--disable-pip-version-check", "-q")


def run(*command: str | Path, at: Path) -> None:
    """Run it there; a status other than 0 ends this program."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=at, check=True)


def environment(at: Path) -> Path:
    """Make a new environment, and give its Python."""
    run(sys.executable, "-m", "venv", "venv", at=at)
    return at / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def try_wheel(wheel: Path, at: Path) -> None:
    """Install the wheel with what a person who runs it needs, and ask of it what lies in its data."""
    python = environment(at)
    run(python, *PIP_QUIETLY, "install", "--require-hashes", "-r", ROOT / "constraints.txt", at=at)
    run(python, *PIP_QUIETLY, "install", "--no-deps", wheel, at=at)
    for arguments in (("--version",), ("explain", "SH001"), ("check", "01-full-arc"), ("clause", "IV.B")):
        run(python, "-I", "-m", "simulator", *arguments, at=at)


def try_sdist(sdist: Path, at: Path, tests: list[str]) -> None:
    """Unpack the sdist, install it by its own files, and run the tests that came in it."""
    with tarfile.open(sdist) as packed:
        packed.extractall(at, filter="data")
    (unpacked,) = (place for place in at.iterdir() if (place / "pyproject.toml").is_file())
    run("make", "unit", f"PYTHON={sys.executable}", f"TESTS={' '.join(tests)}", at=unpacked)


def main(tests: list[str]) -> None:
    """Build both and try both."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, at=ROOT)
    with tempfile.TemporaryDirectory() as apart:
        for name in ("wheel", "sdist"):
            (Path(apart) / name).mkdir()
        try_wheel(next(DIST.glob("*.whl")), Path(apart) / "wheel")
        try_sdist(next(DIST.glob("*.tar.gz")), Path(apart) / "sdist", tests)
    print("dist/:", *sorted(made.name for made in DIST.iterdir()))


if __name__ == "__main__":
    main(sys.argv[1:])
