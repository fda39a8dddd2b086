"""The help of `?` on input fields and their keys, for which the toolkit has no descriptions."""

from __future__ import annotations

from simulator.language import msg

# By the id of the field.
FIELDS = {
    "search": msg(
        "条文を探す欄。打つそばから当たりが並ぶ。条項番号なら、その条項が初めに出る。Enter で開く。"
    ),
    "ask-words": msg("尋ねる語の欄。打つそばから答えが変わる。Enter で答えへ移る。"),
    "study-words": msg("答えを打つ欄。選択肢の語か番号を打ち、Enter で答える。"),
    "jump-time": msg("時刻の欄。0:40 のように打ち、{prompt_accept} でその時点を見る。"),
    "prompt": msg("題にあるものを書く欄。{prompt_accept} で決める。"),
    "note": msg("メモを書く欄。Enter で改行する。"),
    "inject-sender": msg("発信者を書く欄。空なら「進行役」になる。Enter か {pane_next} で次の欄へ。"),
    "inject-text": msg("本文を書く欄。Enter で改行し、{pane_next} で次の欄へ。"),
}
PALETTE = msg("操作・段階・条項・シナリオ・ステップを、漢字・かな・番号で探す。↑ ↓ で選び、Enter で開く。")
KEYS = (
    ("← →", msg("字を移る")),
    ("Home End", msg("行の初め、終わりへ")),
    ("⇧← ⇧→", msg("語を選ぶ")),
    ("^w ^u ^k", msg("前の語、行の前、行の後ろを消す")),
    ("^x ^v", msg("選んだ語を切り取る、貼り付ける")),
)
