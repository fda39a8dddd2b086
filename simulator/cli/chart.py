"""The machine as a Mermaid state diagram: three regions side by side."""

from __future__ import annotations

from simulator.doctrine import Doctrine, Phase, Region, Transition
from simulator.doctrine.passages import NONE
from simulator.language import tr


def mermaid(doctrine: Doctrine) -> str:
    """`stateDiagram-v2` text; each arrow has the basis of its transition."""
    lines = ["stateDiagram-v2", "    direction LR"]
    for region in Region:
        phases = [phase for phase in Phase if phase.region is region]
        states = [phase.value for phase in phases]
        lines += [f'    state "{region.label}" as {region.value} {{']
        if region is not Region.SITUATION:
            none = f"{region.value}_{NONE}"
            lines.append(f'        state "{tr("なし")}" as {none}')
            states.insert(0, none)
        for phase in phases:
            clause = doctrine.profiles[phase].clause
            lines.append(f'        state "{phase.label} {clause}" as {phase.value}')
        lines.append(f"        [*] --> {states[0]}")
        lines += [
            f"        {_name(s.source, region)} --> {_name(s.target, region)}: {_label(s)}"
            for s in doctrine.transitions.values()
            if Phase(s.source if s.source != NONE else s.target).region is region
        ]
        lines.append("    }")
    return "\n".join(lines) + "\n"


def _name(state: str, region: Region) -> str:
    return f"{region.value}_{NONE}" if state == NONE else state


def _label(sheet: Transition) -> str:
    by = tr("（{cause}による）", cause=sheet.cause.label) if sheet.cause else ""
    return f"{sheet.basis.label}{by}"
