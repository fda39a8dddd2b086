"""Where scenarios are found: a path, or a name in the library that ships."""

from __future__ import annotations

from pathlib import Path

# The scenarios that ship; no import overwrites them. A checkout may have others in the same folder.
SHIPPED = (
    "01-full-arc.yaml",
    "02-grey-zone-at-sea.yaml",
    "03-evacuation-and-refugees.yaml",
    "04-ballistic-missiles.yaml",
    "05-islands-land-cross-domain.yaml",
    "06-survival-mines-escort.yaml",
    "07-earthquake-in-tension.yaml",
    "08-cyber-and-space.yaml",
    "09-alliance-daily-work.yaml",
    "10-flood-beside-a-rising-threat.yaml",
)
SUFFIXES = (".yaml", ".yml")


def library_folder() -> Path:
    """The folder of the shipped scenarios: beside the package in an install, at the top of a checkout."""
    package = Path(__file__).parent
    installed = package / "library"
    return installed if installed.is_dir() else package.parent.parent / "scenarios"


def scenario_files(folder: Path | None = None) -> list[Path]:
    """The scenario files of a folder (the library by default), by name; `.YAML` is as good as `.yaml`."""
    place = folder or library_folder()
    return sorted(path for path in place.glob("*") if _is_scenario(path))


def _is_scenario(path: Path) -> bool:
    """Whether a file is read as a scenario: hidden files, such as macOS puts beside each file, are not."""
    return not path.name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file()


def find_scenario(name: str) -> Path | None:
    """The file that a person means by a path or by a library name; None if there is none."""
    path = Path(name)
    if path.exists() and not path.is_dir():  # also a pipe or a device, which the reader then refuses
        return path
    for file in scenario_files() if library_folder().is_dir() else []:
        if name in (file.stem, file.name):
            return file
    return None


def is_shipped(path: Path) -> bool:
    """Whether a file is one of the scenarios that ship."""
    return path.name in SHIPPED and path.resolve().parent == library_folder().resolve()
