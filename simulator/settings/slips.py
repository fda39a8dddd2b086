"""What is wrong in a file that is not valid TOML: the line, the column, and what to write there.

The parser's own words are English and name its rules. People slip with signs of a Japanese keyboard, curly
quotes, values without quotes: so the line at fault is looked at first, the complaint second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.language import msg, tr

_PLACE = re.compile(r"\((?:at line (\d+), column (\d+)|at end of document)\)")
_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'|#[^\n]*")
_LOOKALIKES = {
    **dict.fromkeys("＝：", "="),
    **dict.fromkeys("“”„‟″＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("［【", "["),
    **dict.fromkeys("］】", "]"),
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
    **dict.fromkeys("，、", ","),
    **dict.fromkeys("．。", "."),
    "＃": "#",
}
_BLANKS = {"\u3000", "\u00a0", "\u2003", "\u2002", "\u2009", "\u200b", "\ufeff"}
_TOO_MANY_DIGITS = re.compile(r"\d[\d_]{4000,}")
_ADVICE = (
    ("Expected '=' after a key", msg('名のあとに = がありません。「名 = "値"」と書いてください。')),
    ("Expected ']", msg("表の名が ] で閉じていません。「[keys]」のように書いてください。")),
    ("Invalid value", msg('値として読めません。文字は "…" で囲んでください。')),
    ("Invalid date", msg('日付として読めません。文字は "…" で囲んでください。')),
    ("Invalid initial character", msg('名として読めません。英数字・_・- でない名は "…" で囲んでください。')),
    (
        "Invalid statement",
        msg('行の初めとして読めません。名が英数字・_・- でなければ "…" で囲んでください。'),
    ),
    (
        "Expected newline or end",
        msg("値のあとに、余計なものがあります。一行に一つずつ書くか、余計なところを消してください。"),
    ),
    ("Unclosed array", msg("並びが ] で閉じていません。終わりに ] を書いてください。")),
    ("Unclosed inline table", msg("表が閉じていません。終わりに、閉じる波括弧を書いてください。")),
    (
        r"Illegal character '\n'",
        msg("文字列が、行の終わりまで閉じていません。終わりの引用符を書いてください。"),
    ),
    ("Unterminated string", msg("文字列が閉じていません。終わりの引用符を書いてください。")),
    ("Expected \"'", msg("文字列が閉じていません。終わりの引用符を書いてください。")),
    ("Expected '", msg("文字列が閉じていません。終わりの引用符を書いてください。")),
    ("Unescaped", msg("文字列の中の \\ を読めません。\\\\ と書くか、'…' で囲んでください。")),
    ("Invalid hex", msg("文字列の中の \\ を読めません。\\\\ と書くか、'…' で囲んでください。")),
    ("Escaped character", msg("文字列の中の \\ を読めません。\\\\ と書くか、'…' で囲んでください。")),
    ("Illegal character", msg("使えない制御文字があります。消してください。")),
    ("Found invalid character", msg("使えない制御文字があります。消してください。")),
    ("Duplicate inline table key", msg("同じ名が二度あります。一つだけ残してください。")),
    ("Cannot ", msg("同じ名か表が、前にもあります。一つだけ残してください。")),
)
_UNKNOWN = msg('TOML の書き方ではありません。「名 = "値"」か「[表の名]」と書いてください。')


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip and what to write instead, said in the language spoken when it is shown."""

    line: int
    column: int
    text: str
    found: str = ""
    wanted: str = ""

    def __str__(self) -> str:
        return tr(self.text, found=self.found, wanted=self.wanted)


def slip(text: str, error: Exception) -> Slip:
    """What made the parser raise `error` on `text`, whose lines end in a line feed alone."""
    if isinstance(error, RecursionError):
        message = msg("括弧の入れ子が深すぎます。減らしてください。")
        return Slip(*_deepest(text), message)
    match = _PLACE.search(str(error))
    if match is None and (digits := _TOO_MANY_DIGITS.search(text)):
        return Slip(*_place(text, digits.start()), msg("数が長すぎます。短くしてください。"))
    offset = _index(text, int(match[1]), int(match[2])) if match and match[1] else len(text)
    if lookalike := _lookalike(text, offset):
        return lookalike
    complaint = str(error)
    message = next((message for begin, message in _ADVICE if complaint.startswith(begin)), _UNKNOWN)
    line, column = _place(text, offset)
    line_text = text.split("\n")[line - 1]
    if complaint.startswith("Invalid value") and not line_text[column - 1 :].strip():
        message = msg('= のあとに値がありません。「名 = "値"」と書いてください。')
    if complaint.startswith(("Cannot ", "Duplicate")):  # found only after the value
        column = len(line_text) - len(line_text.lstrip()) + 1
    return Slip(line, column, message)


def _lookalike(text: str, offset: int) -> Slip | None:
    """The first sign before or at the fault, in its line, that only looks like one of TOML's."""
    begin = text.rfind("\n", 0, offset) + 1
    if offset >= len(text.rstrip()):  # at the end of the file: the last line that is not empty
        begin = text.rfind("\n", 0, len(text.rstrip())) + 1
    end = text.find("\n", begin)
    line = text[begin : end if end >= 0 else len(text)]
    bare = _STRING_OR_COMMENT.sub(lambda match: " " * len(match[0]), line)
    for column, sign in enumerate(bare, 1):
        number = text.count("\n", 0, begin) + 1
        if sign in _BLANKS:
            message = msg("半角でない空白（{found}）があります。半角の空白にしてください。")
            return Slip(number, column, message, f"U+{ord(sign):04X}")
        if sign in _LOOKALIKES:
            message = msg("「{found}」は TOML の記号ではありません。半角の {wanted} にしてください。")
            return Slip(number, column, message, sign, _LOOKALIKES[sign])
    if colon := re.match(r"[ \t]*[\w.\"'-]+[ \t]*(:)", line):
        message = msg('「{found}」ではなく {wanted} で値を書いてください（名 = "値"）。')
        return Slip(text.count("\n", 0, begin) + 1, colon.start(1) + 1, message, ":", "=")
    return None


def _deepest(text: str) -> tuple[int, int]:
    """The line with the most brackets."""
    lines = text.split("\n")
    number = max(range(len(lines)), key=lambda index: lines[index].count("[") + lines[index].count("{"))
    return number + 1, 1


def _index(text: str, line: int, column: int) -> int:
    """Where a line and column, both from 1, stand in the text."""
    offset = 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
    return min(offset + column - 1, len(text))


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1; for the end of the text, those of the last line that is not empty."""
    offset = min(offset, len(text.rstrip()))
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
