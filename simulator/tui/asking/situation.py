"""The situation that a view asks about: phases chosen by hand that can hold together."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.doctrine.words import SITUATION
from simulator.machine import Configuration


def configured(names: frozenset[str]) -> Configuration:
    """The configuration of phase ids. Raises ValueError for ones that cannot hold together."""
    return Configuration.of(frozenset(Phase(name) for name in names))


def toggled(now: Configuration, phase: Phase) -> Configuration:
    """The configuration after choosing a phase of the situation, or adding or removing one beside it.

    武力攻撃発生 ends 存立危機, as in the machine. Raises ValueError, with the reason, if 存立危機 is chosen
    under it (IV.D ¶1).
    """
    if phase in SITUATION:
        survival = now.survival and phase is not Phase.HASSEI
        return Configuration(phase, survival=survival, disaster=now.disaster)
    if phase is Phase.SONRITSU:
        return Configuration(now.situation, survival=not now.survival, disaster=now.disaster)
    return Configuration(now.situation, survival=now.survival, disaster=not now.disaster)


def into(now: Configuration, phase: Phase) -> Configuration:
    """The nearest configuration in which a phase holds."""
    if phase in now.phases:
        return now
    try:
        return toggled(now, phase)
    except ValueError:
        return Configuration(Phase.HEIJI, survival=phase is Phase.SONRITSU, disaster=now.disaster)
