"""Where the three regions stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine.words import SITUATION, Phase, Region
from simulator.language import tr


@dataclass(frozen=True, slots=True)
class Configuration:
    """The situation's phase, and whether 存立危機 and 大規模災害 stand beside it.

    Raises ValueError for a combination that the text excludes: 存立危機 is only while Japan itself has
    not come under armed attack (IV.D ¶1).
    """

    situation: Phase = Phase.HEIJI
    survival: bool = False
    disaster: bool = False

    def __post_init__(self) -> None:
        if self.situation.region is not Region.SITUATION:
            raise ValueError(f"{self.situation} is no phase of the situation")
        if self.survival and self.situation is Phase.HASSEI:
            raise ValueError(tr("存立危機は、日本が武力攻撃を受けるに至っていないときに限る（IV.D ¶1）"))

    @property
    def phases(self) -> frozenset[Phase]:
        """All phases that hold, of whichever region."""
        return frozenset(
            {self.situation}
            | ({Phase.SONRITSU} if self.survival else set())
            | ({Phase.SAIGAI} if self.disaster else set())
        )

    @property
    def label(self) -> str:
        """The phases in the order of the text: `重要影響事態＋存立危機`."""
        return tr("＋").join(phase.label for phase in Phase if phase in self.phases)

    @classmethod
    def of(cls, phases: frozenset[Phase]) -> Configuration:
        """The configuration in which exactly these phases hold; 平時 if none of the situation is named.

        Raises ValueError if they cannot hold together.
        """
        situation = [phase for phase in SITUATION if phase in phases]
        if len(situation) > 1:
            names = tr("と").join(phase.label for phase in situation)
            raise ValueError(
                tr(
                    "{named}を同時には選べません。どれか一つにしてください。"
                    "情勢の段階を一つだけとするのは解釈で、並び立つかどうかは本文に定めがありません。",
                    named=names,
                )
            )
        return cls(
            situation[0] if situation else Phase.HEIJI,
            survival=Phase.SONRITSU in phases,
            disaster=Phase.SAIGAI in phases,
        )


START = Configuration()


def configurations() -> Iterator[Configuration]:
    """All that can be: 4 phases of the situation, with and without the other two, less two: 14."""
    for situation in SITUATION:
        for survival in (False, True) if situation is not Phase.HASSEI else (False,):
            for disaster in (False, True):
                yield Configuration(situation, survival, disaster)
