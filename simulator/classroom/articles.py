"""Rendered articles of what viewers are told, reused from screen to screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.classroom.markup import Html
from simulator.classroom.told import told_html
from simulator.exercise.told import Told
from simulator.language import current
from simulator.scenario import Scenario

MOST_KEPT = 4096  # rendered articles that are kept


@dataclass(frozen=True, slots=True)
class Articles:
    """Renders each thing once for each language and use, as long as its value stays the same object."""

    scenario: Scenario
    _rendered: dict[tuple[int, str, bool, bool], tuple[Told, Html]] = field(default_factory=dict)

    def article(
        self, told: Told, *, links: bool, form: Callable[[], Html] | None = None, own: str = ""
    ) -> Html:
        """One thing as in `told_html`.

        What `form` makes, and with `links` what `own` names, depends on the thing and the language alone.
        """
        key = (id(told), current(), links, form is not None)
        rendered = self._rendered.get(key)
        if rendered is None or rendered[0] is not told:
            if len(self._rendered) >= MOST_KEPT:
                self._rendered.clear()
            body = form() if form else None
            html = told_html(self.scenario, told, links=links, body=body, own=own)
            rendered = self._rendered[key] = (told, html)
        return rendered[1]
