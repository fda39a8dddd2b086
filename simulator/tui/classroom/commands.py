"""The keys of the class."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

SHOW = Command(
    "classroom.show",
    "e",
    "show",
    msg("見せる"),
    msg("選んだ問いへの教室の答えを、教室の画面に見せる、又は隠す"),
    1,
    unless=msg("教室に尋ねたものは、まだありません。"),
)
