"""An inject of the facilitator's own while it is being written."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import tr
from simulator.scenario import AnySeat, Mode
from simulator.tui.kit.blocks import Block


@dataclass(frozen=True, slots=True)
class InjectDraft:
    """The content of the form, and whether to show it as an inject."""

    sender: str = ""
    seats: frozenset[AnySeat] = frozenset()
    mode: Mode = Mode.REPORT
    text: str = ""
    give: bool = False


def choice_rows(draft: InjectDraft, seats: tuple[AnySeat, ...]) -> list[Block]:
    """Rows of seats to tick and of modes, one of them chosen; the targets are the seats and modes."""
    rows = [Block(tr("受け取る席"), look="heading")]
    for seat in seats:
        mark = "☑" if seat in draft.seats else "☐"
        rows.append(Block(seat.label, label=mark, indent=2, target=seat))
    rows.append(Block(tr("伝わり方"), look="heading"))
    for mode in Mode:
        mark = "●" if mode is draft.mode else "○"
        rows.append(Block(mode.label, label=mark, indent=2, target=mode))
    return rows
