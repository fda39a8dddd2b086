"""What `make` installs is the same everywhere: every library pinned, its files known by their hashes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOR_RUNNING = ("report", "classroom", "study")


def name(requirement: str) -> str:
    """The name of a library in a requirement, spelt as all tools compare it."""
    written = re.match(r"[\w.-]+", requirement)
    assert written, requirement
    return re.sub(r"[-_.]+", "-", written[0]).lower()


def locked(file: str) -> dict[str, tuple[str, int]]:
    """Each library of a lock file, with its version and how many hashes are known of it."""
    lines = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]
    libraries = {}
    for pin in pins:
        pinned = re.match(r"(\S+?)==(\S+)", pin)
        assert pinned, f"{file} does not pin {pin}"
        libraries[name(pinned[1])] = (pinned[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", pin)))
    return libraries


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_whoever_runs_the_program_gets_pinned_libraries_and_the_build_backend(
    pyproject: dict[str, Any],
) -> None:
    project = pyproject["project"]
    extras = [library for extra in FOR_RUNNING for library in project["optional-dependencies"][extra]]
    named = {
        name(library)
        for library in [*project["dependencies"], *extras, *pyproject["build-system"]["requires"]]
    }
    assert named <= set(locked("constraints.txt")), sorted(named - set(locked("constraints.txt")))


def test_whoever_tests_the_program_gets_every_extra_pinned(pyproject: dict[str, Any]) -> None:
    extras = pyproject["project"]["optional-dependencies"].values()
    named = {name(library) for extra in extras for library in extra} - {pyproject["project"]["name"]}
    assert named <= set(locked("constraints-dev.txt")), sorted(named - set(locked("constraints-dev.txt")))


def test_the_tests_run_with_the_versions_that_people_get() -> None:
    run, tested = locked("constraints.txt"), locked("constraints-dev.txt")
    assert run.items() <= tested.items(), sorted(run.items() - tested.items())


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-dev.txt"])
def test_every_pin_knows_the_hashes_of_its_files(file: str) -> None:
    assert locked(file)
    assert not [library for library, (_, hashes) in locked(file).items() if not hashes]


def test_every_extra_comes_with_the_tests(pyproject: dict[str, Any]) -> None:
    extras = pyproject["project"]["optional-dependencies"]
    (with_all,) = (library for library in extras["dev"] if library.startswith("shishin["))
    assert set(with_all[len("shishin[") : -1].split(",")) == set(extras) - {"dev"}
