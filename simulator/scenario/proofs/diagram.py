"""Sets of valuations of yes/no variables, as reduced ordered decision diagrams.

A scenario with fifteen three-way decisions that all matter to the end has 3^15 states; listing them would
take minutes. As a diagram such a set has a node or two a variable, because the decisions do not depend on
each other. A set is an int; equal sets are equal ints. Variables are numbers from 0 in the diagram's order.
"""

from __future__ import annotations

NOTHING, EVERYTHING = 0, 1


class DiagramTooLargeError(Exception):
    """The sets have grown beyond what can be searched."""


class Diagrams:
    """Sets over `size` variables. With `limit` nodes it is full, and raises `DiagramTooLargeError`."""

    def __init__(self, size: int, limit: int = 600_000) -> None:
        self.size = size
        self.limit = limit
        # (variable, set where it is false, set where it is true); the two ends come after every variable.
        self._nodes: list[tuple[int, int, int]] = [(size, 0, 0), (size, 1, 1)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        self._fixed: dict[tuple[int, int, bool], int] = {}
        self._counts: dict[int, int] = {}

    @property
    def used(self) -> int:
        """How many nodes there are: the measure of the work done."""
        return len(self._nodes)

    def has(self, variable: int) -> int:
        """All valuations in which the variable is true."""
        return self._node(variable, NOTHING, EVERYTHING)

    def both(self, one: int, other: int) -> int:
        """The intersection."""
        return self.choose(one, other, NOTHING)

    def either(self, one: int, other: int) -> int:
        """The union."""
        return self.choose(one, EVERYTHING, other)

    def without(self, one: int, other: int) -> int:
        """What is in `one` and not in `other`."""
        return self.choose(other, NOTHING, one)

    def outside(self, node: int) -> int:
        """The complement."""
        return self.choose(node, NOTHING, EVERYTHING)

    def _node(self, variable: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (variable, low, high)
        node = self._known.get(key)
        if node is None:
            if len(self._nodes) >= self.limit:
                raise DiagramTooLargeError
            node = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return node

    def choose(self, test: int, then: int, other: int) -> int:
        """Valuations of `then` that are in `test`, and those of `other` that are not."""
        if test == EVERYTHING or then == other:
            return then
        if test == NOTHING:
            return other
        if then == EVERYTHING and other == NOTHING:
            return test
        key = (test, then, other)
        chosen = self._chosen.get(key)
        if chosen is None:
            nodes = self._nodes
            variable = min(nodes[test][0], nodes[then][0], nodes[other][0])
            low, high = (
                self.choose(*(nodes[part][side] if nodes[part][0] == variable else part for part in key))
                for side in (1, 2)
            )
            chosen = self._chosen[key] = self._node(variable, low, high)
        return chosen

    def fix(self, node: int, variable: int, *, value: bool) -> int:
        """Valuations that are in the set once the variable is given this value."""
        top, low, high = self._nodes[node]
        if top > variable:
            return node
        if top == variable:
            return high if value else low
        key = (node, variable, value)
        fixed = self._fixed.get(key)
        if fixed is None:
            low, high = self.fix(low, variable, value=value), self.fix(high, variable, value=value)
            fixed = self._fixed[key] = self._node(top, low, high)
        return fixed

    def assign(self, node: int, variable: int, *, value: bool) -> int:
        """What the valuations of the set become when the variable is given this value."""
        forgotten = self.either(self.fix(node, variable, value=False), self.fix(node, variable, value=True))
        with_value = self.has(variable) if value else self.outside(self.has(variable))
        return self.both(forgotten, with_value)

    def count(self, node: int) -> int:
        """How many valuations are in the set."""
        return self._below(node) << self._nodes[node][0]

    def _below(self, node: int) -> int:
        """How many valuations of the node's own variable and those after it."""
        if node <= EVERYTHING:
            return node
        if node not in self._counts:
            top, low, high = self._nodes[node]
            self._counts[node] = sum(
                self._below(part) << (self._nodes[part][0] - top - 1) for part in (low, high)
            )
        return self._counts[node]
