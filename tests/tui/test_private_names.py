"""The toolkit's private names: one module uses them, and one that has gone is named here first."""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from textwrap import dedent

import pytest

import simulator.tui

USED = [
    ("textual._xterm_parser", "XTermParser"),  # what makes events of a terminal's bytes
    ("textual.app", "App._handle_exception"),  # learns of an error that nobody caught
    ("textual.app", "App._fatal_error"),  # prints its traceback
]
ALLOWED = "simulator.tui.app.toolkit"


@pytest.mark.parametrize(("module", "name"), USED)
def test_the_toolkit_still_has_the_private_name(module: str, name: str) -> None:
    owner: object = importlib.import_module(module)
    for part in name.split("."):
        assert hasattr(owner, part), f"{module}.{name} is gone"
        owner = getattr(owner, part)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"


def trees() -> Iterator[tuple[str, ast.Module]]:
    for module in walk_packages(simulator.tui.__path__, "simulator.tui."):
        file = import_module(module.name).__file__
        assert file
        yield module.name, ast.parse(Path(file).read_text("utf-8"))


def own_names(tree: ast.AST) -> set[str]:
    """The private names that a module or class gives: functions, and what it keeps in itself."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                names.add(name)
            case ast.ClassDef(body=body):
                for assigned in body:
                    match assigned:
                        case (
                            ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)])
                        ):
                            names.add(name)
    return {name for name in names if is_private(name)}


def test_only_one_module_imports_a_private_name_of_the_toolkit() -> None:
    imports = {
        (module, f"{node.module}.{alias.name}")
        for module, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("textual", "rich")
        for alias in node.names
        if is_private(alias.name) or any(map(is_private, (node.module or "").split(".")))
    }
    assert imports == {(ALLOWED, "textual._xterm_parser.XTermParser")}


def test_no_module_reads_a_private_name_that_is_none_of_ours() -> None:
    modules = dict(trees())
    ours = set[str]().union(*map(own_names, modules.values()))
    foreign = {
        (module, node.attr)
        for module, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in ours
    }
    assert foreign == {("simulator.tui.app.ending", "_exit")}  # of the operating system


@cache
def names_of(kind: type) -> set[str]:
    """The private names of a class alone, those of its instances too."""
    return {name for name in vars(kind) if is_private(name)} | own_names(
        ast.parse(dedent(inspect.getsource(kind)))
    )


def test_no_class_of_ours_takes_a_private_name_that_the_toolkit_has() -> None:
    """A name taken unawares would change what the toolkit does."""
    overridden = set()
    for module, tree in trees():
        for node in ast.walk(tree):
            kind = getattr(sys.modules[module], node.name, None) if isinstance(node, ast.ClassDef) else None
            for base in kind.__mro__[1:] if isinstance(kind, type) else ():
                if base.__module__.startswith("textual."):
                    common = own_names(node) & names_of(base)
                    overridden |= {(module, f"{base.__name__}.{name}") for name in common}
    assert overridden == {(ALLOWED, name) for module, name in USED if module == "textual.app"}
