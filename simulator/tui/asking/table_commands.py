"""The keys of function × phase, in a module of their own: home names them without loading the phases."""

from __future__ import annotations

from simulator.language import msg
from simulator.tui.kit.commands import Command

LEFT = Command("matrix.left", "left", "left", msg("左右"), msg("左の段階へ"), 3, cap="← →")
RIGHT = Command("matrix.right", "right", "right", msg("右"), msg("右の段階へ"), 9)
COPY = Command("matrix.copy", "c", "copy", msg("写す"), msg("選んだ欄を、条項とともに写し取る"), 2)
CSV = Command(
    "matrix.csv", "E", "csv", "CSV", msg("表を CSV のファイルにする（いまのフォルダに新しく作る）"), 2
)
