"""The situation that a view asks about: phases put on and off by hand, which can always hold together."""

from __future__ import annotations

from simulator.doctrine import Doctrine, Phase
from simulator.doctrine.words import SITUATION
from simulator.machine import Configuration
from simulator.tui.asking.commands import TOGGLE
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.rows import RowText
from simulator.tui.kit.target import Target


def configured(names: frozenset[str]) -> Configuration:
    """The configuration of phase ids. Raises ValueError for ones that cannot hold together."""
    return Configuration.of(frozenset(Phase(name) for name in names))


def toggled(now: Configuration, phase: Phase) -> Configuration:
    """Another phase of the situation, or one beside it put on or off.

    武力攻撃発生 takes 存立危機 away, as in the machine. Raises ValueError, with the reason in Japanese, if
    存立危機 is asked for under it (IV.D ¶1).
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


def phase_choice(doctrine: Doctrine, now: Configuration, caps: Caps = as_described) -> list[Block]:
    """A row for each phase with its key, mark and clause."""
    rows = []
    for command, phase in zip(TOGGLE, Phase, strict=True):
        here = phase in now.phases
        line = RowText().add("●" if here else "○", "now" if here else "")
        line.add(phase.label, "now" if here else "strong", space=1)
        line.add(doctrine.profiles[phase].clause, "link", space=1)
        rows.append(line.block(label=caps(command), indent=2, target=Target("phase", phase.value)))
    return rows
