"""The keys of playing a scenario, and of the lists that lead there."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

NEXT = Command("play.next", "space", "next", msg("次へ"), msg("次のステップを、時刻を待たずに示す"), 0)
OPTIONS = tuple(
    Command(
        f"play.option_{number}",
        str(number),
        f"option({number})",
        msg("選ぶ"),
        msg("待っている判断で、選択肢 {number} を選ぶ"),
        0 if number == 1 else 9,
        cap="1-9" if number == 1 else "",
        places=(("number", str(number)),),
    )
    for number in range(1, 10)
)
DECIDE = Command(
    "play.decide",
    "enter",
    "decide",
    msg("決める"),
    msg("選んだ行の選択肢に決める"),
    1,
    unless=msg("選択肢の行を選んでから押してください。"),
)
PACE = Command("play.pace", "p", "pace", msg("時計"), msg("シナリオの時計を動かす、又は止める"), 1)
FASTER = Command(
    "play.faster",
    "plus,equals_sign",
    "speed(1)",
    msg("速く"),
    msg("時計を速くする（240× まで）"),
    4,
    unless=msg("時計を、これより速くはできません。"),
)
SLOWER = Command(
    "play.slower",
    "minus",
    "speed(-1)",
    msg("遅く"),
    msg("時計を遅くする（1× まで）"),
    5,
    unless=msg("時計を、これより遅くはできません。"),
)
TICK = Command(
    "play.tick",
    "x",
    "tick",
    msg("済"),
    msg("選んだ手順に済の印を付ける、又は外す"),
    3,
    unless=msg("済の印を付ける手順の行を選んでから押してください。"),
)
JUMP = Command(
    "play.jump", "T", "jump", msg("時点"), msg("示した時点の一覧から、又は時刻で、その時点を見る"), 3
)
REVEAL = Command(
    "play.reveal",
    "e",
    "reveal",
    msg("見せる"),
    msg("教室と席に伏せているもの（選択肢の条項、講評、解答の例）を、新しいものから一つ見せる"),
    2,
)
BLANK = Command(
    "play.blank", "0", "blank", msg("伏せる"), msg("教室の画面を何も出さない画面にする、又は戻す"), 9
)
FREEZE = Command(
    "play.freeze",
    "z",
    "freeze",
    msg("止めておく"),
    msg("教室の画面をいまの時点で止める、又は動かす（進行役は先を見られる）"),
    9,
)
TIMER = Command(
    "play.timer", "D", "timer", msg("討議の時計"), msg("話し合いの残り時間を、教室の画面にも出す"), 9
)
ROOM = Command(
    "play.room",
    "W",
    "room",
    msg("教室の画面"),
    msg("この画面を教室の画面にする、又は戻す"),
    9,
    unless=msg("この窓は教室の画面だけを見ています。"),
)
CLASSROOM = Command(
    "play.classroom", "B", "classroom", msg("教室"), msg("席をブラウザーに配る教室。入り方、人、答えと票"), 5
)
FORK = Command("play.fork", "f", "fork", msg("分ける"), msg("いま見ている時点から、別の分岐を始める"), 3)
BRANCHES = Command("play.branches", "b", "branches", msg("分岐"), msg("分岐の一覧。移る、二つを比べる"), 3)
COMPARE = Command(
    "branches.compare", "w", "compare", msg("比べる"), msg("選んだ分岐を、いまの分岐と並べて比べる"), 1
)
COPY_COMPARISON = Command(
    "comparison.copy", "c", "copy", msg("写す"), msg("二つの分岐の比較を、文字で写す"), 1
)
ASK = Command("play.ask", "t", "ask", msg("尋ねる"), msg("いまの段階について、本文に尋ねる"), 6)
HOLD = Command("play.hold", "h", "hold", msg("控える"), msg("次の状況付与を示さずに先へ進む"), 4)
HELD = Command("play.held", "H", "held", msg("控え"), msg("控えている状況付与の一覧。選んで示す"), 4)
ADD = Command("play.add", "i", "add", msg("付与"), msg("進行役が自分の状況付与を加える"), 4)
VIEW = Command(
    "play.view",
    "v",
    "view",
    msg("画面"),
    msg("各席の画面を順に切り替える（進行役の画面は出さない）"),
    2,
    unless=msg("替える席の画面がありません。"),
)
VIEWS = Command("play.views", "V", "views", msg("画面を選ぶ"), msg("進行役か席かを選んで、その画面にする"), 9)

TOGGLE = Command("form.toggle", "space", "mark", msg("選ぶ"), msg("選んだ行の印を付ける、又は外す"), 1)
GIVE = Command("form.give", "ctrl+s,f10", "give", msg("示す"), msg("この状況付与を示す"), 0)
