"""The keys of self-study."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

NO_QUESTION = msg("いまは問いがありません。")  # why the keys for a question do nothing once all are done
ANSWER = tuple(
    Command(
        f"study.answer{number}",
        str(number),
        f"answer({number})",
        msg("答える"),
        msg("{number}番目の選択肢で答える。答えのあとは、{number}番目の覚え具合にする"),
        1 if number == 1 else 9,
        cap="1-4" if number == 1 else "",
        places=(("number", str(number)),),
        unless=msg("その番号の選択肢はありません。"),
    )
    for number in range(1, 5)
)
TYPE = Command(
    "study.type",
    "slash",
    "type",
    msg("打つ"),
    msg("選択肢の語か番号を打って答える"),
    3,
    unless=msg("いまは答えを待っている問いがありません。"),
)
GO_ON = Command(
    "study.next",
    "space",
    "go_on",
    msg("次へ"),
    msg("次の問いへ。開いた問いでは、答えを見る"),
    1,
    unless=msg("選択肢を選んで答えてから押してください。"),
)
TAKE_BACK = Command(
    "study.take_back",
    "u",
    "take_back",
    msg("取消"),
    msg("いまの答えを取り消して、同じ問いに答え直す"),
    5,
    unless=msg("取り消す答えはありません。"),
)
COMPLAIN = Command(
    "study.complain",
    "n",
    "complain",
    msg("おかしい"),
    msg("この問いはおかしいと書き残し、以後出さない"),
    5,
    unless=NO_QUESTION,
)
PROGRESS = Command(
    "study.progress", "m", "progress", msg("進み"), msg("進み具合を、機能 × 段階の表と週ごとの線で見る"), 3
)
