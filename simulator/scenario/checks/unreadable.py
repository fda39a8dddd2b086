"""Why a text cannot be read as YAML, in words that an author can act on."""

from __future__ import annotations

import re

# All that YAML 1.1 lets a stream hold, turned round.
NOT_ALLOWED = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SAYINGS = (
    (
        "mapping values are not allowed",
        "ここに「: 」があるため、値が途中で切れています",
        "文の中に「: 」を書くときは、全体を引用符で囲むか「|」で次の行から書いてください。",
    ),
    ("tab character", "字下げにタブがあります", "半角の空白に直してください。"),
    (
        "cannot start any token",
        "ここでは使えない記号で値が始まっています",
        "引用符で囲んでください（@ ` % で始まる文など）。",
    ),
    (
        "unexpected end of stream",
        "引用符が閉じないまま、ファイルが終わりました",
        "閉じ忘れた引用符を探してください。",
    ),
    (
        "expected ',' or",
        "括弧の中が「,」でも閉じ括弧でもありません",
        "「]」「}」の閉じ忘れと「,」の書き忘れを確かめてください。",
    ),
    (
        "could not find expected ':'",
        "キーの後に「:」がありません",
        "「キー: 値」の形に直してください。文の続きなら、字下げをそろえてください。",
    ),
    (
        "did not find expected key",
        "字下げが、上のどの行ともそろっていません",
        "前の行と字下げをそろえてください。「- 」の後のキーは縦にそろえます。",
    ),
    (
        "did not find expected '-' indicator",
        "並びの途中に「- 」のない行があります",
        "前の行と字下げをそろえるか、「- 」を付けてください。",
    ),
    (
        "block sequence entries are not allowed",
        "ここに「- 」は書けません",
        "「キー:」の次の行から「- 」を並べてください。",
    ),
    ("escape character", "引用符の中に、使えない「\\」があります", "「'」で囲むか「\\\\」と書いてください。"),
    ("tag handle", "タグは使えません", "「!」を取り除くか、値を引用符で囲んでください。"),
    (
        "did not find expected node content",
        "値のあるはずのところに、ほかの記号があります",
        "値を書くか、余分な記号を消してください。",
    ),
)


def said_in_japanese(problem: str) -> tuple[str, str]:
    """What is wrong and what to do, for a problem that PyYAML names in English."""
    for english, what, to_do in _SAYINGS:
        if english in problem:
            return f"YAML として読めません。{what}。", to_do
    return (
        f"YAML として読めません（{problem}）。",
        "前の行からの字下げ、「:」の後の空白、引用符と括弧の閉じ忘れを確かめてください。",
    )
