"""The keys of papers, ratings and reasons."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

PAPERS = Command(
    "reports.papers",
    "o",
    "papers",
    msg("文書"),
    msg("報告や授業の文書を作る。評定と改善計画を書く"),
    4,
    unless=msg("文書にする記録が選ばれていません。"),
)
REASON = Command(
    "reports.reason",
    "Y",
    "reason",
    msg("理由"),
    msg("組の理由を一行書いて、待っている判断を決める"),
    2,
    unless=msg("いまは判断を待っていません。"),
)
KEEP = Command("reports.keep", "ctrl+s,f10", "keep", msg("残す"), msg("書いたものを演習の記録に残す"), 0)
MARK = Command(
    "reports.mark",
    "space",
    "mark",
    msg("選ぶ"),
    msg("選んだ行の学習目標や評定に印を付ける"),
    1,
    unless=msg("印を付ける行の枠に移ってから押してください。"),
)
