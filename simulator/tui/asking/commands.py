"""The keys of the three views on the text."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.language import msg
from simulator.tui.kit.commands import Command

ASK_CELL = Command(
    "matrix.ask", "t", "ask", msg("尋ねる"), msg("選んだ欄の機能について、その段階で本文に尋ねる"), 2
)
TOGGLE = tuple(
    Command(
        f"situation.{phase.value}",
        str(number),
        f"situation('{phase.value}')",
        msg("段階"),
        msg("{phase}の場合を見る") if number < 5 else msg("{phase}を並べて見る、又は外す"),
        1 if number == 1 else 9,
        cap="1-6" if number == 1 else "",
        places=(("phase", phase.japanese),),
    )
    for number, phase in enumerate(Phase, 1)
)
WORDS = Command("ask.words", "slash", "words", msg("語"), msg("尋ねる語を打つ。打つそばから答えが変わる"), 1)
ACTOR = Command("ask.actor", "a", "actor", msg("行う者"), msg("行う者を選ぶ"), 2)
FUNCTION = Command("ask.function", "F", "function", msg("機能"), msg("機能を選ぶ"), 2)
BASIS = Command(
    "changes.basis", "G", "basis", msg("根拠"), msg("明文だけ、解釈だけ、両方を順に切り替える"), 2
)
TURN = Command("changes.turn", "X", "turn", msg("逆向き"), msg("前と後を入れ替える"), 3)
CLEAR = Command(
    "ask.clear",
    "backspace,delete",
    "clear",
    msg("消す"),
    msg("語・行う者・機能を消す（段階は残る）"),
    4,
    unless=msg("消す絞り込みはありません。"),
)
