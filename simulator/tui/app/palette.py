"""The palette: every action that works now, phases, clauses, scenarios, and the steps of the screen below."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from simulator.document import load_guidelines
from simulator.document.address import ClauseError
from simulator.language import tr
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.content import pieces
from simulator.tui.kit.finding import Place, best
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.services import Services, services
from simulator.tui.reader.clause_text import title_of
from simulator.typography import fit

SHOWN = 40  # more nobody reads
FEW = 5  # with fewer places found, those are offered too that the words are taken to mean
NEAREST = 5  # sentences that say most of the words
NAMED = 40  # cells of the words looked for, where none were found: what is said of them must be seen too


class PlaceProvider(Provider):
    """Finds places by kanji, by their reading in kana, and by id."""

    async def startup(self) -> None:
        """What there is does not change while the palette is open."""
        self._actions = list(actions(services(self.screen), self.screen))
        self._places: list[Place] = []

    async def discover(self) -> Hits:
        """What the palette offers before anything is typed: the actions."""
        for place in self._actions:
            yield DiscoveryHit(_shown(place), place.open, place.title, place.about)

    async def search(self, query: str) -> Hits:
        """What fits the words; that nothing does is said too."""
        if not self._places:  # only who types pays for these
            self._places = list(places(services(self.screen), self.screen))
        found = best(query, [*self._actions, *self._places])[:SHOWN]
        if clause := _clause(services(self.screen), query):
            found = [(2.0, clause), *(entry for entry in found if entry[1].title != clause.title)]
        if len(found) < FEW:
            found += [(0.3, place) for place in _taken(services(self.screen), query)]
        for score, place in _each_once(found):
            yield Hit(score, _shown(place), place.open, place.title, place.about)
        if not found:
            words = tr("「{query}」に当たるものはありません", query=fit(query, NAMED))
            yield Hit(0.1, pieces((words, "quiet")), lambda: None, query)


def _each_once(found: list[tuple[float, Place]]) -> Iterator[tuple[float, Place]]:
    """The places, the better of two that lead to the same one."""
    seen: set[str] = set()
    for score, place in found:
        if place.id not in seen:
            seen.add(place.id)
            yield score, place


def _shown(place: Place) -> Content:
    return pieces(place.title, (f"  {place.key}" if place.key else "", "key"))


def actions(app: Services, screen: Screen[object]) -> Iterator[Place]:
    """Every action that works now, without the moves in a list, which nobody looks up by name."""
    for command, key in offered_commands(screen):
        if command.id != "app.palette" and not command.id.startswith("list."):
            press = partial(app.simulate_key, key)
            title, about, cap = command.label, command.help, command.cap_for(key)
            if "phase" in dict(command.places):  # six are called 段階, and what they do is what one looks for
                title, about, cap = about, title, keycap(key)
            yield Place(title, about, command.id, press, cap)


def places(app: Services, screen: Screen[object]) -> Iterator[Place]:
    """Steps of the screen below, phases, functions, scenarios, clauses and measures."""
    yield from getattr(screen, "places", tuple)()
    yield from _phases(app)
    yield from _functions(app)
    yield from _scenarios(app)
    for unit in load_guidelines().clauses():
        yield Place(
            title_of(unit), tr("条項を開く"), unit.id, partial(app.doors.open_clause, unit.id), weight=0.9
        )


def _functions(app: Services) -> Iterator[Place]:
    from simulator.doctrine import Function, load_doctrine  # noqa: PLC0415 - only who types pays

    for function in Function:
        ask = partial(app.doors.open_ask, frozenset(), function.value)
        yield Place(function.label, tr("この機能を本文に尋ねる"), function.value, ask)
    for measure in load_doctrine().measures:
        show = partial(app.doors.open_clause, measure.sentence, (measure.quote,))
        yield Place(tr(measure.title), tr("措置の文を開く"), measure.sentence, show, weight=0.6)


def _phases(app: Services) -> Iterator[Place]:
    from simulator.doctrine import load_doctrine  # noqa: PLC0415 - only who types pays

    for profile in load_doctrine().profiles.values():
        about = tr("段階の条項 {clause} を開く", clause=profile.clause)
        yield Place(
            profile.phase.label, about, profile.phase.value, partial(app.doors.open_clause, profile.clause)
        )


def _scenarios(app: Services) -> Iterator[Place]:
    from simulator.scenario import load_scenario, scenario_files  # noqa: PLC0415 - only who types pays

    for path in scenario_files():
        try:
            title = load_scenario(path).title
        except ValueError:  # the list of scenarios says what is wrong with it
            continue
        yield Place(
            title, tr("シナリオを演習する"), path.stem, partial(app.doors.open_play, path), weight=0.95
        )


def _taken(app: Services, query: str) -> Iterator[Place]:
    """What asking the text understands by the words, if all are known.

    The clauses that words of everyday use, law or newspapers mean, and the sentences that say most of them.
    """
    from simulator.doctrine.ranking import ranked  # noqa: PLC0415 - only who types pays
    from simulator.doctrine.understanding import understand  # noqa: PLC0415

    document = load_guidelines()
    understood = understand(document, query)
    for term in () if understood.unknown else understood.terms:
        relation = term.relation.label if term.relation else ""
        for name in term.clauses or term.nearest if term.relation else ():
            title = f"{document.label(name)} {document.unit(name).heading}"
            # Not the word typed: the toolkit reads this line as markup.
            about = tr(
                "本文の「{words}」（{relation}）", words=tr("」「").join(term.taken), relation=relation
            )
            yield Place(title, about if term.taken else relation, name, partial(app.doors.open_clause, name))
    for near in () if understood.unknown else ranked(document, query, understood)[:NEAREST]:
        show = partial(app.doors.open_clause, near.sentence, (near.text,))
        yield Place(document.label(near.sentence), near.text, near.sentence, show)


def _clause(app: Services, query: str) -> Place | None:
    """The clause that the words name in any spelling: `第IV章C.2`, `iv.c.2`."""
    document = load_guidelines()
    try:
        name = document.resolve(query)
    except ClauseError:
        return None
    unit = document.unit(name)
    title = title_of(unit) if unit.id == name and unit.kind.is_clause else document.label(name)
    return Place(title, tr("条項を開く"), name, partial(app.doors.open_clause, name))
