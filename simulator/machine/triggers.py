"""What can be asked of the machine."""

from __future__ import annotations

from enum import StrEnum

from simulator.doctrine.words import Phase, Region
from simulator.language import tr


class Trigger(StrEnum):
    """Enter a phase of the situation, or begin or end what stands beside it."""

    TO_HEIJI = "heiji"
    TO_JUYO = "juyo"
    TO_YOSOKU = "yosoku"
    TO_HASSEI = "hassei"
    BEGIN_SONRITSU = "sonritsu"
    END_SONRITSU = "end_sonritsu"
    BEGIN_SAIGAI = "saigai"
    END_SAIGAI = "end_saigai"

    @property
    def phase(self) -> Phase:
        """The phase that begins or ends."""
        return Phase(self.value.removeprefix("end_"))

    @property
    def region(self) -> Region:
        """The region in which something would move."""
        return self.phase.region

    @property
    def ends(self) -> bool:
        """Whether the phase would end."""
        return self.value.startswith("end_")

    @property
    def label(self) -> str:
        """What a person would call it."""
        if self.region is Region.SITUATION:
            return tr("{phase}へ", phase=self.phase.label)
        text = tr("{phase}を終える", phase=self.phase.label)
        return text if self.ends else tr("{phase}に入る", phase=self.phase.label)
