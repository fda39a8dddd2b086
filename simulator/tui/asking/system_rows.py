"""The standing systems in a situation: who takes part, what each does, how strongly, on what basis."""

from __future__ import annotations

from simulator.doctrine import Doctrine, Phase, System
from simulator.doctrine.claims import SystemPart
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, basis_look, cited, heading, place
from simulator.tui.kit.target import Target


def system_rows(doctrine: Doctrine, phases: frozenset[Phase]) -> list[Block]:
    """Every system of the text: its parts in this situation, then those independent of phases."""
    rows: list[Block] = []
    for system in doctrine.systems:
        rows.append(heading(f"{tr(system.name)}  {system.clause}", gap=1 if rows else 0))
        rows.append(Block(tr("参加 {participants}", participants=tr(system.participants)), indent=2))
        rows.append(cited(doctrine.document, system.participants_ground, system.id))
        rows += [
            _part(doctrine, system, number, part)
            for number, part in enumerate((*system.in_phases(phases), *_apart(system)))
        ]
    return rows


def _apart(system: System) -> tuple[SystemPart, ...]:
    """The parts independent of phases: international activities, the framework."""
    return tuple(part for part in system.parts if part.scope)


def _part(doctrine: Doctrine, system: System, number: int, part: SystemPart) -> Block:
    line = RowText().add(tr(part.role), "strong").row()
    line.add(part.basis.label, basis_look(part.basis)).add(
        tr("強さ {strength}", strength=tr(part.strength))
    ).add(_reach(part), "quiet")
    line.row().add(f"「{part.quote}」", basis_look(part.basis))
    line.add(place(doctrine.document, part.sentence), "link", space=1)
    if part.why:
        line.row().add(tr("理由 {why}", why=tr(part.why)), "quiet")
    target = Target("cite", part.sentence, part.quote, f"{system.id}{number}")
    return line.block(label="・", indent=3, target=target)


def _reach(part: SystemPart) -> str:
    """Where a part applies: a scope, some phases, or all."""
    if part.scope:
        return tr("段階によらない（{scope}）", scope=part.scope.label)
    if part.phases:
        return tr("・").join(phase.label for phase in part.phases)
    return tr("どの段階にも")
