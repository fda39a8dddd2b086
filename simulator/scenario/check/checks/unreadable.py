"""Why a text cannot be read as YAML, in words that an author can act on."""

from __future__ import annotations

import re

from simulator.language import msg, tr

# All that YAML 1.1 lets a stream hold, turned round.
NOT_ALLOWED = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SAYINGS = (
    (
        "mapping values are not allowed",
        msg("ここに「: 」があるため、値が途中で切れています"),
        msg("文の中に「: 」を書くときは、全体を引用符で囲むか「|」で次の行から書いてください。"),
    ),
    ("tab character", msg("字下げにタブがあります"), msg("半角の空白に直してください。")),
    (
        "cannot start any token",
        msg("ここでは使えない記号で値が始まっています"),
        msg("引用符で囲んでください（@ ` % で始まる文など）。"),
    ),
    (
        "unexpected end of stream",
        msg("引用符が閉じないまま、ファイルが終わりました"),
        msg("閉じ忘れた引用符を探してください。"),
    ),
    (
        "expected ',' or",
        msg("括弧の中が「,」でも閉じ括弧でもありません"),
        msg("「]」「}」の閉じ忘れと「,」の書き忘れを確かめてください。"),
    ),
    (
        "could not find expected ':'",
        msg("キーの後に「:」がありません"),
        msg("「キー: 値」の形に直してください。文の続きなら、字下げをそろえてください。"),
    ),
    (
        "did not find expected key",
        msg("字下げが、上のどの行ともそろっていません"),
        msg("前の行と字下げをそろえてください。「- 」の後のキーは縦にそろえます。"),
    ),
    (
        "did not find expected '-' indicator",
        msg("並びの途中に「- 」のない行があります"),
        msg("前の行と字下げをそろえるか、「- 」を付けてください。"),
    ),
    (
        "block sequence entries are not allowed",
        msg("ここに「- 」は書けません"),
        msg("「キー:」の次の行から「- 」を並べてください。"),
    ),
    (
        "escape character",
        msg("引用符の中に、使えない「\\」があります"),
        msg("「'」で囲むか「\\\\」と書いてください。"),
    ),
    ("tag handle", msg("タグは使えません"), msg("「!」を取り除くか、値を引用符で囲んでください。")),
    (
        "did not find expected node content",
        msg("値のあるはずのところに、ほかの記号があります"),
        msg("値を書くか、余分な記号を消してください。"),
    ),
)


def worded(problem: str) -> tuple[str, str]:
    """What is wrong and what to do, for a problem that PyYAML names in English."""
    for english, what, to_do in _SAYINGS:
        if english in problem:
            return tr("YAML として読めません。{what}。", what=tr(what)), tr(to_do)
    return (
        tr("YAML として読めません（{problem}）。", problem=problem),
        tr("前の行からの字下げ、「:」の後の空白、引用符と括弧の閉じ忘れを確かめてください。"),
    )
