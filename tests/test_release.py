"""What is published: a wheel with its data, and an sdist built and tested without the repository."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("build", reason="the release is only built where `build` is installed (make test)")
pytest.importorskip("hatchling", reason="the release is only built where hatchling is installed (make test)")


def run(*arguments: str | Path, at: Path, path: Path) -> str:
    """Run Python in a folder, with one place alone before its libraries; gives what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=at,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel made from the sdist, not from the repository; no network is needed."""
    dist = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--no-isolation", "--outdir", dist, at=ROOT, path=ROOT)
    return dist


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the wheel as an installer lays them."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sdist")
    with tarfile.open(next(built.glob("*.tar.gz"))) as packed:
        packed.extractall(place, filter="data")
    (top,) = place.iterdir()
    return top


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("explain", "SH001"), "# SH001"),
        (("check", "01-full-arc"), ""),
        (("--lang", "en", "phases"), "Peacetime"),
        (("clause", "IV.B"), "IV.B"),
        (("play", "01-full-arc", "--headless", "--decide", "first"), "A国"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_an_installed_wheel_needs_nothing_of_the_repository(
    installed: Path, tmp_path: Path, command: tuple[str, ...], says: str
) -> None:
    assert says in run("-m", "simulator", *command, at=tmp_path, path=installed)


def test_a_type_checker_reads_the_types_of_an_installed_wheel(installed: Path) -> None:
    assert (installed / "simulator" / "py.typed").is_file()


def test_a_wheel_holds_the_package_alone(installed: Path) -> None:
    assert {place.name for place in installed.iterdir() if place.suffix != ".dist-info"} == {"simulator"}


def files(root: Path) -> set[str]:
    """What stands in the folders that are published, apart from what Python leaves there."""
    folders = (root / name for name in ("simulator", "scenarios", "tests", "docs", "tools"))
    places = (place.relative_to(root) for folder in folders for place in folder.rglob("*") if place.is_file())
    return {place.as_posix() for place in places if "__pycache__" not in place.parts}


def test_an_sdist_lacks_no_file_of_the_code_the_texts_and_the_tests(unpacked: Path) -> None:
    assert files(unpacked) == files(ROOT)


def test_the_tests_of_an_sdist_pass_without_the_repository(unpacked: Path) -> None:
    tests = ("tests/document/test_text.py", "tests/document/test_address.py", "tests/test_pins.py")
    ran = run("-m", "pytest", "-n", "0", *tests, at=unpacked, path=unpacked)
    assert "100%" in ran
