"""One name for one idea: no two public classes have the same name, whatever package they stand in."""

import ast
from collections import defaultdict
from pathlib import Path

import simulator

PACKAGE = Path(simulator.__file__).parent


def test_no_two_public_classes_have_the_same_name() -> None:
    """Classes inside others are told apart by these: `BlockView.Opened`, `Outline.Opened`."""
    places = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(file.relative_to(PACKAGE)))
    assert len(places) > 500
    assert {name: files for name, files in places.items() if len(files) > 1} == {}
