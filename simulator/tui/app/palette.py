"""The palette: every action that works now, phases, clauses, scenarios, and the steps of the screen below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from simulator.document import load_guidelines
from simulator.language import tr
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.content import pieces
from simulator.tui.kit.finding import Place, best
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.services import Services, services
from simulator.tui.reader import places as known
from simulator.typography import fit, wrap

SHOWN = 40  # places offered; nobody reads more
FRAME = 8  # cells beside a row: the frame of the window, its margins and the scroll bar
LEAST = 20  # cells of a row where the window is not laid out yet
NAMED = 40  # cells of the typed words in the message that nothing was found, so that the message itself fits


class PlaceProvider(Provider):
    """Finds places by name, by reading in kana, and by id."""

    async def startup(self) -> None:
        """Collect the actions once: they do not change while the palette is open."""
        self._actions = list(actions(services(self.screen), self.screen))
        self._places: list[Place] = []

    async def discover(self) -> Hits:
        """What the palette offers before anything is typed: the actions."""
        for place in self._actions:
            title, about = self._lines(place)
            yield DiscoveryHit(title, place.open, place.title, about)

    async def search(self, query: str) -> Hits:
        """The places that fit the words, or a message that none do."""
        if not self._places:  # loaded only once something is typed
            self._places = list(places(services(self.screen), self.screen))
        scored = list(scored_by(services(self.screen), query, [*self._actions, *self._places]))
        for score, place in scored:
            title, about = self._lines(place)
            yield Hit(score, title, place.open, place.title, about)
        if not scored:
            words = tr("「{query}」に当たるものはありません", query=fit(query, NAMED))
            yield Hit(0.1, pieces((words, "quiet")), lambda: None, query)

    def _lines(self, place: Place) -> tuple[Content, str]:
        """Title and line about a place, broken as Japanese is: the toolkit lets lines begin with 、."""
        box = self.app.screen.query_one_optional("#--input")
        room = max(LEAST, (box.region.width if box else 0) - FRAME)
        shown = f"{place.title}  {place.key}" if place.key else place.title
        title = _broken(shown, room)
        head = len(title) - len(place.key)
        return pieces(title[:head], (title[head:], "key")), _broken(place.about, room)


def scored_by(app: Services, query: str, places: Iterable[Place]) -> Iterator[tuple[float, Place]]:
    """What the words find among the `places` places and in the text, with scores.

    Each is there once: only the better of two that lead to the same target, and no sentence of a paragraph
    that is listed.
    """
    document = load_guidelines()
    scored = best(query, places)[:SHOWN]
    if clause := known.named(app, query):
        scored = [(2.0, clause), *(entry for entry in scored if entry[1].title != clause.title)]
    if len(scored) < known.FEW:
        scored += [(0.31, place) for place in known.taken(app, query)]
        scored += [(0.3, place) for place in known.meant(app, query)]
    leads = {place.leads for _, place in scored}
    seen: set[str] = set()
    for score, place in scored:
        is_in_listed = document.is_sentence(place.leads) and document.unit(place.leads).id in leads
        if place.id not in seen and not is_in_listed:
            seen.add(place.id)
            yield score, place


def _broken(text: str, room: int) -> str:
    return "\n".join(text[line.start : line.end].rstrip() for line in wrap(text, room))


def actions(app: Services, screen: Screen[object]) -> Iterator[Place]:
    """Every action that works now, except moving in a list, which nobody looks up by name."""
    for command, key in offered_commands(screen):
        if command.id != "app.palette" and not command.id.startswith("list."):
            press = partial(app.simulate_key, key)
            title, about, cap = command.label, command.help, command.cap_for(key)
            # Six of them have the same name 段階, so their help is shown as the title.
            if "phase" in dict(command.places):
                title, about, cap = about, title, keycap(key)
            yield Place(title, about, command.id, press, cap)


def places(app: Services, screen: Screen[object]) -> Iterator[Place]:
    """Steps of the screen below, phases, functions, scenarios, clauses and measures."""
    yield from getattr(screen, "places", tuple)()
    for kind in (known.phases, known.functions, known.measures, known.scenarios, known.clauses):
        yield from kind(app)
