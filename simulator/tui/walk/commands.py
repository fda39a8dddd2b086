"""The keys that only walking has."""

from __future__ import annotations

from simulator.language import msg
from simulator.machine import Trigger
from simulator.tui.kit.commands import Command

GO = tuple(
    Command(
        f"walk.{trigger.phase.value}",
        str(number),
        f"go('{trigger.phase.value}')",
        msg("段階"),
        msg("{phase}に入る") if number < 5 else msg("{phase}に入る、又は終える"),
        1 if number == 1 else 9,
        cap="1-6" if number == 1 else "",
        places=(("phase", trigger.phase.japanese),),
    )
    for number, trigger in enumerate(
        (
            Trigger.TO_HEIJI,
            Trigger.TO_JUYO,
            Trigger.TO_YOSOKU,
            Trigger.TO_HASSEI,
            Trigger.BEGIN_SONRITSU,
            Trigger.BEGIN_SAIGAI,
        ),
        1,
    )
)
TICK = Command(
    "walk.tick",
    "space,x",
    "tick",
    msg("済"),
    msg("選んだ手順に済の印を付ける、又は外す"),
    1,
    unless=msg("済の印を付ける手順の行を選んでから押してください。"),
)
