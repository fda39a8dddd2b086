"""The places that a reader has visited, for going back and forward. Pure."""

from __future__ import annotations


class VisitedPlaces:
    """Places in the order visited. A new place after going back drops the places ahead."""

    LIMIT = 500

    def __init__(self) -> None:
        self._places: list[str] = []
        self._here = -1

    @property
    def here(self) -> str:
        """The present place; empty before the first."""
        return self._places[self._here] if self._here >= 0 else ""

    @property
    def can_go_back(self) -> bool:
        """Whether there is an older place."""
        return self._here > 0

    @property
    def can_go_on(self) -> bool:
        """Whether there is a place ahead."""
        return self._here < len(self._places) - 1

    def visit(self, place: str) -> None:
        """Go to a place; nothing changes if it is the present one."""
        if place == self.here:
            return
        self._places = [*self._places[: self._here + 1], place][-self.LIMIT :]
        self._here = len(self._places) - 1

    def back(self) -> str:
        """The place before, or the present one if there is none."""
        self._here -= self.can_go_back
        return self.here

    def forward(self) -> str:
        """The place after, or the present one if there is none."""
        self._here += self.can_go_on
        return self.here
