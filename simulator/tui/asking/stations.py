"""The stations over a view on the text: the situation asked about, the present one, what is excluded."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from simulator.doctrine import Doctrine, Phase
from simulator.language import tr
from simulator.machine import Configuration
from simulator.tui.asking.situation import toggled
from simulator.tui.kit.band import Station

HERE, BEFORE, OPEN, AGAINST = "●", "◎", "○", "×"
_EXCLUDED = "sonritsu-under-attack"  # the only rule by which phases exclude each other


def asked_stations(
    doctrine: Doctrine, at: Configuration, now: Set[Phase] = frozenset()
) -> tuple[Station, ...]:
    """The phases asked about; `now` are those of the exercise below, if there is one."""
    return tuple(
        _station(
            doctrine,
            at,
            phase,
            tr("いま") if phase in now else tr("選んだ段階") if phase in at.phases else "",
        )
        for phase in Phase
    )


def passing_stations(
    doctrine: Doctrine, before: Configuration, after: Configuration, change: str
) -> tuple[Station, ...]:
    """The situations before and after, with the numbers of measures that come and end: `+5 -0`."""
    stations = []
    for phase in Phase:
        was, will = phase in before.phases, phase in after.phases
        word = tr("前も後も") if was and will else tr("前") if was else tr("後") if will else ""
        mark = BEFORE if was and not will else ""
        arrives = change if will and not was else ""
        station = _station(doctrine, after, phase, word, mark=mark, change=arrives, passed=was or will)
        stations.append(replace(station, before=bool(mark)))
    return tuple(stations)


def column_stations(doctrine: Doctrine, column: str, now: Set[Phase]) -> tuple[Station, ...]:
    """The phase of a column of the table; none for the column of a chapter."""
    chosen = Phase(column) if column in set(Phase) else None
    return tuple(
        Station(
            phase,
            HERE if phase is chosen else OPEN,
            tr("いま") if phase in now else tr("選んだ段階") if phase is chosen else "",
            doctrine.profiles[phase].clause,
            digit=str(number),
            here=phase is chosen,
        )
        for number, phase in enumerate(Phase, 1)
    )


def _station(  # noqa: PLR0913 - all facts that a station shows
    doctrine: Doctrine,
    at: Configuration,
    phase: Phase,
    word: str,
    *,
    mark: str = "",
    change: str = "",
    passed: bool = False,
) -> Station:
    here = phase in at.phases
    clause, refused = doctrine.profiles[phase].clause, False
    try:
        toggled(at, phase)
    except ValueError:
        refused = True
        rule = doctrine.refusals[_EXCLUDED]
        clause = doctrine.document.label(doctrine.document.unit(rule.citation.sentence).id)
    return Station(
        phase,
        mark or (HERE if here else AGAINST if refused else OPEN),
        word or (tr("選べない") if refused else ""),
        clause,
        digit=str(list(Phase).index(phase) + 1),
        change=change,
        here=here,
        passed=passed,
        refused=refused,
    )
