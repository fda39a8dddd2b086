"""The keys that walking and playing share."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

UNDO = Command(
    "walk.undo",
    "u",
    "undo",
    msg("戻す"),
    msg("直前の操作を取り消す。前の時点を見ているときは、そこまで戻す"),
    2,
)
REDO = Command("walk.redo", "r", "redo", msg("やり直す"), msg("取り消した操作をやり直す"), 4)
EARLIER = Command("walk.earlier", "left", "earlier", msg("前"), msg("前の時点を見る（記録は変わらない）"), 4)
LATER = Command("walk.later", "right", "later", msg("後"), msg("後の時点を見る"), 4)
ACTOR = Command("walk.actor", "a", "actor", msg("行う者"), msg("措置を、行う者で絞る"), 4)
MEASURES = Command(
    "play.measures", "s", "measures", msg("措置"), msg("いま効いている措置を一覧で見る。行う者で絞れる"), 2
)
RESCUE = Command(
    "walk.rescue",
    "R,f6",
    "rescue",
    msg("残す"),
    msg("記録されていない演習を、新しいファイルに残す"),
    0,
    unless=msg("演習は記録されています。残し直すものはありません。"),
)
NOTE = Command("walk.note", "n", "note", msg("メモ"), msg("いまの時点にメモを残す"), 3)
READ = Command("walk.read", "d", "read", msg("条文"), msg("いまの段階の条文を読む"), 5)
MATRIX = Command(
    "walk.matrix", "m", "matrix", msg("機能×段階"), msg("いまの段階から、機能 × 段階の表を開く"), 5
)
ASK = Command("walk.ask", "t", "ask", msg("尋ねる"), msg("いまの段階について、本文に尋ねる"), 4)
SYSTEMS = Command(
    "walk.systems", "y", "systems", msg("仕組み"), msg("いまの段階で、仕組みが何をするかを見る"), 5
)
CHANGES = Command(
    "walk.changes",
    "w",
    "changes",
    msg("変化"),
    msg("直前の遷移で何が加わり、続き、終わるかを比べる。絞り込みと、文言の違い"),
    3,
)
SECTION = Command(
    "walk.section",
    "right_square_bracket",
    "section(1)",
    msg("次の節"),
    msg("遷移の次の節へ"),
    5,
    unless=msg("移る節がありません。"),
)
SECTION_BACK = Command(
    "walk.section_back",
    "left_square_bracket",
    "section(-1)",
    msg("前の節"),
    msg("遷移の前の節へ"),
    9,
    unless=msg("移る節がありません。"),
)
LANES = Command(
    "walk.lanes",
    "l",
    "lanes",
    msg("分岐の線"),
    msg("時間の線で、隠れている分岐を順に出す"),
    5,
    unless=msg("時間の線に、隠れている分岐はありません。"),
)
SAVE_NOTE = Command("note.save", "ctrl+s,f10", "save", msg("残す"), msg("メモを残して閉じる"), 0)
