"""The keys of the three views on the text."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.tui.commands import Command

LEFT = Command("matrix.left", "h,left", "left", "左右", "左の段階へ", 3, cap="h l")
RIGHT = Command("matrix.right", "l,right", "right", "右", "右の段階へ", 9)
COPY = Command("matrix.copy", "c", "copy", "写す", "選んだ欄を、条項とともに写し取る", 2)
CSV = Command("matrix.csv", "e", "csv", "CSV", "表を CSV のファイルにする（いまのフォルダに新しく作る）", 2)

TOGGLE = tuple(
    Command(
        f"situation.{phase.value}",
        str(number),
        f"situation('{phase.value}')",
        "段階",
        f"{phase.label}の場合を見る" if number < 5 else f"{phase.label}を並べて見る、又は外す",
        1 if number == 1 else 9,
        cap="1-6" if number == 1 else "",
    )
    for number, phase in enumerate(Phase, 1)
)
WORDS = Command("ask.words", "slash", "words", "語", "尋ねる語を打つ。打つそばから答えが変わる", 1)
ACTOR = Command("ask.actor", "a", "actor", "行う者", "行う者を選ぶ", 2)
FUNCTION = Command("ask.function", "f", "function", "機能", "機能を選ぶ", 2)
CLEAR = Command("ask.clear", "x", "clear", "消す", "語・行う者・機能を消す（段階は残る）", 4)
