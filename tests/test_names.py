"""One name for one idea: whatever is public below the faces has its name to itself, in all packages."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator

PACKAGE = Path(simulator.__file__).parent
FACES = {"cli", "classroom", "tui", "__main__.py"}  # `check` is a command of two kinds of files there


def aliases(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The type aliases that a statement makes, each with what it stands for."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            pass
        case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"), value=value):
            pass
        case _:
            return
    if value is not None and name[0].isupper() and not name.isupper():
        yield name, ast.unparse(value)


def named_types(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Every public name of a class (protocols and enums too) or alias, with what it stands for.

    Two aliases that are written alike stand for the same. Classes inside classes are left out: the outer name
    tells them apart (`BlockView.Opened`, `Outline.Opened`).
    """
    ideas = defaultdict(set)
    for file in sorted(package.rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                ideas[node.name].add(f"class in {file.relative_to(package)}")
            for name, meaning in aliases(node):
                ideas[name].add(meaning)
    return ideas


def public_functions(package: Path = PACKAGE) -> dict[str, list[str]]:
    """The functions of the modules below the faces, with the files that have one of the name."""
    places = defaultdict(list)
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package)
        if place.parts[0] in FACES:
            continue
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                places[node.name].append(str(place))
    return places


def test_no_two_public_types_have_the_same_name() -> None:
    ideas = named_types()
    assert len(ideas) > 560
    assert {"Journal", "Basis", "Told", "Event"} <= set(ideas)  # a protocol, an enum, and two aliases
    assert {name: meanings for name, meanings in ideas.items() if len(meanings) > 1} == {}


def test_no_two_public_functions_below_the_faces_have_the_same_name() -> None:
    places = public_functions()
    assert len(places) > 500
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


@pytest.mark.parametrize(
    "second",
    [
        "class Part: ...",
        "class Part(Protocol): ...",
        "class Part(Enum): ...",
        "Part = str | int",
        "Part: TypeAlias = dict[str, str]",
    ],
)
def test_a_second_idea_of_a_name_is_found_whatever_it_is(second: str, tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text("class Part: ...\ndef taken(): ...\n", "utf-8")
    (tmp_path / "second.py").write_text(f"{second}\ndef taken(): ...\n", "utf-8")
    assert len(named_types(tmp_path)["Part"]) == 2
    assert len(public_functions(tmp_path)["taken"]) == 2
