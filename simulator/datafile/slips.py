"""Find the slip of the pen behind a parser's complaint, and read on as if it were mended.

YAML's parser complains where it gives up, often at a correct line after the slip, and in its own words. So
each line before the complaint is tried with the usual slips mended, and a mend that lets the parser get
further has found the slip.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from simulator.datafile.faults import Fault, FaultKind, FilePosition
from simulator.datafile.lines import LINE_BREAK, shortened, split_lines
from simulator.language import msg, tr

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_SLIPS = 20  # mended in one file; after so many a person has enough to do
_LINES_BACK = 40  # how many lines before a complaint are tried
# Characters; longer lines are not typed, and the patterns take quadratic time in their blanks.
_LONGEST_LINE = 2_000
_LONGEST_KEY = 1024  # characters, for the parser (YAML 1.2, 7.4.2 and 8.2.2: implicit keys)
_AFTER_KEY = re.compile(r":(?:\s|$)")
_DEEP = 64  # levels, more than the loader reads; the parser takes quadratic time in them
_TRIED = 4 * 1024 * 1024  # characters given to the parser for one file in trying mends

_BLANK = r"[^\S\r\n]"
_INDENT = re.compile(rf"{_BLANK}*")
_KEY = re.compile(
    rf"(?P<before> *(?:- +)*[A-Za-z_][\w-]*){_BLANK}*(?P<colon>[:：])(?P<blank>{_BLANK}*)(?P<rest>.*)"
)
_DASH = re.compile(rf"(?P<before> *)(?P<dash>[-－−–—‐ー・•])(?P<blank>{_BLANK}*)(?P<rest>[^\s-].*)")
_VALUE = re.compile(r"(?P<before> *(?:- +)*(?:[\w-]+ *: +|\"[^\"]*\" *: +)?)(?P<value>\S.*?)\s*$")
_CURVED = re.compile("[“”„‟＂«»](?P<text>[^“”„‟＂«»]*)[“”„‟＂«»]|[‘’‚‛＇](?P<text2>[^‘’‚‛＇]*)[‘’‚‛＇]")
_CURVED_PAIR = re.compile("[\"'“”„‟«»‘’‚‛](?P<text>.*)[\"'“”„‟«»‘’‚‛]")
_NO_TEXT = re.compile(r"---( |$)|\.\.\.$|#|$")

_BLANKS = {
    "\t": msg("タブ"),
    "\u3000": msg("全角の空白（U+3000）"),
    "\u00a0": msg("改行しない空白（U+00A0）"),
}
# What a sign at the beginning of a value means to YAML.
_TAKEN_FOR = {
    "[": msg("並びの始まり"),
    "]": msg("並びの終わり"),
    "{": msg("組の始まり"),
    "}": msg("組の終わり"),
    ",": msg("並びの区切り"),
    '"': msg("引用符の始まり"),
    "'": msg("引用符の始まり"),
    "*": msg("別名"),
    "&": msg("目印"),
    "!": msg("タグ"),
    "|": msg("次の行から文を書く印"),
    ">": msg("次の行から文を書く印"),
    "?": msg("キーの印"),
    "-": msg("並びの印"),
    "%": msg("YAML への指図"),
    "@": msg("使い道の決まっていない記号"),
    "`": msg("使い道の決まっていない記号"),
}

# What the parser says (in English, when no slip was found), and what that means to an author.
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


@dataclass(frozen=True, slots=True)
class _Mend:
    """One change in one line (from 0) that may let the parser go on, and the fault that it mends."""

    line: int
    start: int
    end: int
    instead: str
    fault: Fault


class Mending:
    """A text that is mended slip by slip: `text` as mended so far, `faults` at the author's own places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self._mends: list[_Mend] = []
        self._left = _TRIED

    def mend(self, error: yaml.MarkedYAMLError) -> bool:
        """Find and mend the slip behind a complaint about the text; False if none explains it."""
        if len(self._mends) >= MAX_SLIPS:
            return False
        lines = split_lines(self.text)
        starts = [0, *(match.end() for match in LINE_BREAK.finditer(self.text))]
        complaint = _where(error)
        for number in _suspects(error, len(lines)):
            for mend in _mends(lines, number):
                self._left -= len(self.text)
                if self._left < 0:
                    return False
                start = starts[number]
                mended = self.text[: start + mend.start] + mend.instead + self.text[start + mend.end :]
                if _complaint_of(mended) > complaint:
                    self.text = mended
                    self.faults.append(replace(mend.fault, place=self.place(mend.fault.place)))
                    self._mends.append(mend)
                    return True
        return False

    def place(self, place: FilePosition) -> FilePosition:
        """Where the author wrote what stands at a place of the mended text."""
        column = place.column - 1
        for mend in reversed(self._mends):
            if mend.line != place.line - 1 or column <= mend.start:
                continue
            if column < mend.start + len(mend.instead):  # within what is quoted now
                column = min(max(mend.start, column - 1), mend.end)
            else:
                column -= len(mend.instead) - (mend.end - mend.start)
        return FilePosition(place.line, column + 1)


def unreadable(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """The fault of a complaint that no slip explains, for a text of these lines.

    A complaint about the end of the text is placed where the part that is never closed begins.
    """
    count = len(lines)
    mark = error.problem_mark or error.context_mark
    if error.context_mark and (mark is None or mark.line >= count or _is_about_its_beginning(error)):
        mark = error.context_mark
    place = FilePosition(mark.line + 1, mark.column + 1) if mark and mark.line < count else FilePosition(1, 1)
    problem = f"{error.problem or ''} {error.context or ''}"
    if "could not find expected ':'" in problem and _is_long_key(lines[place.line - 1 :], place):
        message = tr("YAML として読めません。{what}。", what=tr("キーが長すぎます"))
        advice = tr(
            "「:」の前は{most}字までです。長い文は、短いキーの値として書いてください。", most=_LONGEST_KEY
        )
        return Fault(FaultKind.NOT_YAML, place, 1, message, advice)
    for english, complaint, to_do in _SAYINGS:
        if english in problem:
            message = tr("YAML として読めません。{what}。", what=tr(complaint))
            return Fault(FaultKind.NOT_YAML, place, 1, message, tr(to_do))
    advice = tr("前の行からの字下げ、「:」の後の空白、引用符と括弧の閉じ忘れを確かめてください。")
    return Fault(FaultKind.NOT_YAML, place, 1, tr("YAML として読めません。"), advice)


def straightened(text: str) -> str:
    """A word with full-width letters, digits and signs, and curved quotes, as a keyboard writes them."""
    narrow = "".join(chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char for char in text)
    narrow = narrow.replace("\u3000", " ").replace("、", ", ").strip()
    curved = _CURVED_PAIR.fullmatch(narrow)
    return curved["text"] if curved else narrow


def _is_about_its_beginning(error: yaml.MarkedYAMLError) -> bool:
    """Whether the complaint is about a part that begins at the context's mark and is never closed."""
    problem = error.problem or ""
    return "could not find expected ':'" in problem or "unexpected end of stream" in problem


def _is_long_key(lines: Sequence[str], place: FilePosition) -> bool:
    """Whether a key that the parser gave up begins at a place of the first of these lines."""
    colon = _AFTER_KEY.search(lines[0], place.column - 1) if lines else None
    return colon is not None and colon.start() - (place.column - 1) > _LONGEST_KEY


def _where(error: yaml.MarkedYAMLError) -> int:
    """The line (from 0) that a mend must let the parser pass."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and _is_about_its_beginning(error):
        mark = error.context_mark
    return mark.line if mark else 0


def _suspects(error: yaml.MarkedYAMLError, count: int) -> Iterator[int]:
    """The lines that may hold the slip, the likeliest first."""
    complaint = min(_where(error), count - 1)
    yield complaint
    begun = error.context_mark.line if error.context_mark else complaint
    if begun < complaint - _LINES_BACK:
        yield begun
    yield from range(complaint - 1, max(-1, complaint - _LINES_BACK), -1)


def _complaint_of(text: str) -> float:
    """The line (from 0) of the first complaint about a text; infinite if it can be read, or goes too deep."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEP:
                break
    except yaml.MarkedYAMLError as error:
        return _where(error)
    return math.inf


def _mends(lines: list[str], number: int) -> Iterator[_Mend]:
    """What may be mended in a line, the surest first."""
    line = lines[number]
    if not line.strip() or len(line) > _LONGEST_LINE:
        return
    yield from _indents(lines, number)
    for slip in (_key_slip(line), _dash_slip(line), *_value_slips(line)):
        if slip:
            start, end, instead, kind, fault_start, message, advice = slip
            place = FilePosition(number + 1, fault_start + 1)
            mended = shortened((line[:start] + instead + line[end:]).strip())
            instruction = tr("{advice}「{mended}」と書いてください。", advice=advice, mended=mended)
            yield _Mend(
                number,
                start,
                end,
                instead,
                Fault(kind, place, max(1, end - fault_start), message, instruction),
            )


def _indents(lines: list[str], number: int) -> Iterator[_Mend]:
    """A line indented by something else than blanks: by as many cells, or like its neighbours."""
    line = lines[number]
    indent = _INDENT.match(line)
    width = len(indent[0]) if indent else 0
    odd = next((index for index, char in enumerate(line[:width]) if char != " "), None)
    if odd is None:
        return
    char = line[odd]
    cells = sum(2 if blank == "\u3000" else 1 for blank in line[:width])
    neighbours = [
        _blanks(near) for near in (*lines[number + 1 : number + 2], *lines[max(0, number - 1) : number])
    ]
    for blanks in dict.fromkeys([*([cells] if "\t" not in line[:width] else []), *neighbours, cells]):
        kind = FaultKind.NOT_YAML if char == "\t" else FaultKind.NOT_HALF_WIDTH
        message = tr("字下げに、{blank}があります。", blank=_blank_name(char))
        advice = tr("字下げは半角の空白だけで書きます。半角の空白 {count} 個に直してください。", count=blanks)
        fault = Fault(kind, FilePosition(number + 1, odd + 1), width - odd, message, advice)
        yield _Mend(number, 0, width, " " * blanks, fault)


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blank_name(char: str) -> str:
    name = _BLANKS.get(char)
    return tr(name) if name else tr("半角でない空白（U+{code:04X}）", code=ord(char))


_Slip = tuple[int, int, str, FaultKind, int, str, str]


def _key_slip(line: str) -> _Slip | None:
    """A key whose colon is full-width, or is not followed by a blank."""
    match = _KEY.match(line)
    if not match:
        return None
    colon, value, blank = match.start("colon"), match["rest"], match["blank"]
    key = match["before"].split()[-1]
    ending = " " if value else ""
    if match["colon"] == "：":
        message = tr("キー「{key}」の後のコロンが全角（：）です。", key=key)
        advice = tr("半角の「:」と半角の空白にします。")
        return colon, match.end("blank"), ":" + ending, FaultKind.NOT_HALF_WIDTH, colon, message, advice
    if not value or blank[:1] in (" ", "\t"):
        return None
    if blank:
        message = tr("キー「{key}」の「:」の後に、{blank}があります。", key=key, blank=_blank_name(blank[0]))
        advice = tr("半角の空白にします。")
        return colon + 1, match.end("blank"), " ", FaultKind.NOT_HALF_WIDTH, colon + 1, message, advice
    message = tr("キー「{key}」の「:」の後に、空白がありません。", key=key)
    advice = tr("「:」の後に半角の空白を入れます。")
    return colon + 1, colon + 1, " ", FaultKind.NO_BLANK, colon, message, advice


def _dash_slip(line: str) -> _Slip | None:
    """An entry of a list whose dash is full-width, or is not followed by a blank."""
    match = _DASH.match(line)
    if not match or _NO_TEXT.match(line):
        return None
    dash_start, dash, blank = match.start("dash"), match["dash"], match["blank"]
    if dash != "-":
        message = tr("並びの印「{dash}」が半角の「-」ではありません。", dash=dash)
        advice = tr("半角の「-」と半角の空白にします。")
        return dash_start, match.end("blank"), "- ", FaultKind.NOT_HALF_WIDTH, dash_start, message, advice
    if blank[:1] in (" ", "\t"):
        return None
    if blank:
        message = tr("「-」の後に、{blank}があります。", blank=_blank_name(blank[0]))
        advice = tr("半角の空白にします。")
        return (
            dash_start + 1,
            match.end("blank"),
            " ",
            FaultKind.NOT_HALF_WIDTH,
            dash_start + 1,
            message,
            advice,
        )
    message = tr("「-」の後に、空白がありません。")
    return (
        dash_start + 1,
        dash_start + 1,
        " ",
        FaultKind.NO_BLANK,
        dash_start,
        message,
        tr("「-」の後に半角の空白を入れます。"),
    )


def _value_slips(line: str) -> Iterator[_Slip]:
    """Mends of a value that YAML does not read as the text that its author means."""
    match = _VALUE.match(line)
    if not match or not match["before"].strip() or _NO_TEXT.match(match["value"]):
        return
    value, start, end = match["value"], match.start("value"), match.end("value")
    if curved := _CURVED.match(value):
        text = curved["text"] or curved["text2"] or ""
        message = tr("引用符が「{mark}」です。YAML はこれを引用符と見ません。", mark=value[0])
        advice = tr("半角の引用符にします。")
        mended = quoted(text if curved.end() == len(value) else value)
        yield start, end, mended, FaultKind.NOT_HALF_WIDTH, start, message, advice
    if value[0] in "\"'" and value.count(value[0]) % 2:
        message = tr("引用符「{mark}」が閉じていません。", mark=value[0])
        yield end, end, value[0], FaultKind.NOT_YAML, start, message, tr("同じ行で閉じます。")
    for opening, closing in ("[]", "{}"):
        if value[0] == opening and value.count(opening) > value.count(closing):
            message = tr("「{opening}」が閉じていません。", opening=opening)
            advice = tr("「{closing}」で閉じます。", closing=closing)
            yield end, end, closing, FaultKind.NOT_YAML, start, message, advice
    if value[0] in _TAKEN_FOR and not _complete(value):
        meaning = tr(_TAKEN_FOR[value[0]])
        message = tr("値が「{sign}」で始まるので、{what}として読まれます。", sign=value[0], what=meaning)
        advice = tr("この記号で始まる文は、全体を引用符で囲みます。")
        yield start, end, quoted(value), FaultKind.SPECIAL_START, start, message, advice
        return
    if cut := re.search(r":(?=\s|$)", value):
        message = tr("YAML として読めません。{what}。", what=tr(_SAYINGS[0][1]))
        advice = tr("文の中に「: 」を書くときは、全体を引用符で囲みます。")
        yield start, end, quoted(value), FaultKind.NOT_YAML, start + cut.start(), message, advice
    if cut := re.search(r"(?<=\s)#", value):
        message = tr("「#」から行の終わりまでは注釈として捨てられ、次の行の文が続きません。")
        advice = tr("続きのある文の中に「#」を書くときは、全体を引用符で囲むか「|」で次の行から書きます。")
        hash_start = start + cut.start()
        yield hash_start, hash_start + 1, "＃", FaultKind.NOT_YAML, hash_start, message, advice


def _complete(value: str) -> bool:
    """Whether a value that begins with a sign is a whole collection or a whole quoted text."""
    if value[0] in "[{":
        return value[-1] == {"[": "]", "{": "}"}[value[0]]
    return value[0] in "\"'" and len(value) > 1 and value[-1] == value[0]


def quoted(value: str) -> str:
    """The value in quotes, to the letter."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
