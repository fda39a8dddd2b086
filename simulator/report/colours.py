"""Colours of the phases on paper, distinct also in grey, and a readable text colour for each."""

from __future__ import annotations

from simulator.doctrine import Phase

FILL = {
    Phase.HEIJI: "EEF3F7",
    Phase.JUYO: "CFE0EC",
    Phase.YOSOKU: "8FB4CF",
    Phase.HASSEI: "2F5E83",
    Phase.SONRITSU: "E9C9A0",
    Phase.SAIGAI: "CFE3C4",
}
INK = {phase: "FFFFFF" if phase is Phase.HASSEI else "1B2330" for phase in Phase}
