"""The mutations of a module: where they are, and what the module is with one of them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

Place = tuple[int, int]  # line and column
# What changes nothing a test could see: names of types, caches, what a model or dataclass is made of.
_NO_DIFFERENCE = {"cache", "lru_cache", "dataclass", "override", "overload", "runtime_checkable"}
_LEFT_OUT = ("VariableReplacer", "VariableInserter", "NoOp")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One place where an operator changes a module."""

    module: Path
    operator: str
    occurrence: int
    line: int
    code: str  # that line, so that it is known again when others move

    @property
    def package(self) -> str:
        """The part of the core it is in."""
        return self.module.parts[1]

    @property
    def kind(self) -> str:
        """The operator, whatever it puts in the place."""
        return self.operator.split("_")[0]

    def made(self, source: str) -> str | None:
        """The module with it; None where the operator changes nothing after all, or makes no Python."""
        changed: str | None = mutate_code(source, get_operator(self.operator)(), self.occurrence)
        try:
            with warnings.catch_warnings(action="ignore"):  # of `is` beside a number
                compile(changed or "", "mutated", "exec", dont_inherit=True)
        except SyntaxError:  # such as `def f(a, /, b)`, where a sign is no operator
            return None
        return None if changed == source else changed

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.operator.removeprefix('core/')}"


def mutations(module: Path, source: str) -> Iterator[Mutation]:
    """Every mutation of a module that a test could notice, in a fixed order."""
    lines = source.splitlines()
    quiet = tuple(_quiet(ast.parse(source)))
    nodes = list(ast_nodes(get_ast(source)))
    for name in sorted(operator_names()):
        if name.endswith(_LEFT_OUT) or get_operator(name).arguments():
            continue
        operator = get_operator(name)()
        places = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, start in enumerate(places):
            if not any(first <= start < last for first, last in quiet):
                yield Mutation(
                    module, name, occurrence, start[0], lines[start[0] - 1].split("  #")[0].strip()
                )


def _quiet(tree: ast.AST) -> Iterator[tuple[Place, Place]]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _places([node.returns, *filter(_is_quiet, node.decorator_list)])
            case ast.ClassDef():
                yield from _places(filter(_is_quiet, node.decorator_list))
            case ast.arg():
                yield from _places([node.annotation])
            case ast.AnnAssign():
                alias = isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
                yield from _places([node.annotation, node.value if alias else None])
            case ast.Assign(targets=[ast.Name(id=name)]) if name == "model_config" or _is_type(node.value):
                yield from _places([node.value])
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from _places([node.test])
            case _:
                pass


def _is_quiet(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in _NO_DIFFERENCE


def _is_type(value: ast.expr) -> bool:
    """Whether an assignment names a union of types: `Wanted = NewWalk | NewPlay`, or what is annotated."""
    union = isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr)
    annotated = isinstance(value, ast.Subscript)
    return union or annotated


def _places(nodes: object) -> Iterator[tuple[Place, Place]]:
    for node in nodes:  # type: ignore[attr-defined]
        if node is not None:
            # A decorator begins with its sign.
            yield (node.lineno, max(0, node.col_offset - 1)), (node.end_lineno, node.end_col_offset)
