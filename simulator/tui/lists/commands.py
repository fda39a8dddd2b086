"""The keys of the lists of records and of exercises in progress."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

RENAME = Command(
    "records.rename",
    "N",
    "rename",
    msg("名を付ける"),
    msg("選んだ記録に題名を付ける"),
    2,
    unless=msg("記録が選ばれていません。"),
)
REMOVE = Command(
    "records.remove",
    "delete",
    "remove",
    msg("隠す"),
    msg("選んだ記録を一覧から隠す。何も消えない"),
    3,
    unless=msg("記録が選ばれていません。"),
)
RESTORE = Command(
    "records.undo",
    "u",
    "restore",
    msg("戻す"),
    msg("いま隠した記録を一覧に戻す"),
    3,
    unless=msg("この画面で隠した記録はありません。"),
)
EXPORT = Command(
    "records.export",
    "E",
    "export",
    msg("書き出す"),
    msg("選んだ記録を JSONL のファイルに書き出す"),
    3,
    unless=msg("記録が選ばれていません。"),
)
SORT = Command(
    "records.sort",
    "S",
    "sort",
    msg("並べ替え"),
    msg("最後に使った順、題名の順、始めた順を順に切り替える"),
    3,
    unless=msg("並べ替えるほどの記録がありません。"),
)
TAKE_OVER = Command(
    "rooms.take_over",
    "A",
    "take_over",
    msg("引き継ぐ"),
    msg("応答の絶えた機械から、選んだ演習を引き継いで続ける（先に確かめる）"),
    2,
    unless=msg("応答の絶えた機械の演習ではありません。"),
)
