"""Every diagnostic of `check`: one table of stable codes, and the finding that carries one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from simulator.language import msg, tr


class Severity(StrEnum):
    """An error stops a class; a warning is for the author to weigh."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The word for it."""
        return tr("誤り") if self is Severity.ERROR else tr("注意")


class Code(StrEnum):
    """Stable names of faults: 00–19 the file, 20–39 its form, 40–49 clauses, 50–79 names, 80– the run."""

    UNREADABLE = "SH001"
    NOT_UTF8 = "SH002"
    TOO_LARGE = "SH003"
    NOT_YAML = "SH004"
    CONTROL_CHARACTER = "SH005"
    DUPLICATE_KEY = "SH006"
    ALIAS = "SH007"
    TAG = "SH008"
    ODD_KEY = "SH009"
    SECOND_DOCUMENT = "SH010"
    TOO_DEEP = "SH011"
    NOT_A_SCENARIO = "SH012"
    NOT_HALF_WIDTH = "SH013"
    NO_BLANK = "SH014"
    SPECIAL_START = "SH015"
    ODD_BREAK = "SH016"
    CUT_BY_COMMENT = "SH017"
    MORE_FINDINGS = "SH018"

    MISSING_KEY = "SH020"
    UNKNOWN_KEY = "SH021"
    WRONG_TYPE = "SH022"
    UNKNOWN_WORD = "SH023"
    UNKNOWN_PHASE = "SH024"
    UNKNOWN_SEAT = "SH025"
    UNKNOWN_TRIGGER = "SH026"
    WRONG_TIME = "SH027"
    WRONG_ID = "SH028"
    EMPTY = "SH029"
    OUT_OF_RANGE = "SH030"
    UNKNOWN_KIND = "SH031"
    WRONG_CONDITION = "SH032"
    WRONG_EFFECT = "SH033"
    WRONG_COUNTRY = "SH034"
    NEWER_FORM = "SH035"
    WRONG_ATTACHMENT = "SH036"
    IMPOSSIBLE_DAY = "SH037"
    TIME_WITHOUT_BASIS = "SH038"
    HOUR_ALONE = "SH039"

    UNKNOWN_CLAUSE = "SH040"
    CLAUSE_SPELLING = "SH041"
    WRONG_QUOTE = "SH042"
    NO_CITATION = "SH043"
    CLAUSE_NOT_IN_FORCE = "SH044"
    NAMED_NOT_CITED = "SH045"

    DUPLICATE_STEP = "SH050"
    DUPLICATE_OPTION = "SH051"
    DUPLICATE_OBJECTIVE = "SH052"
    UNKNOWN_STEP = "SH053"
    UNKNOWN_FLAG = "SH054"
    UNKNOWN_CHOICE = "SH055"
    UNKNOWN_OBJECTIVE = "SH056"
    UNUSED_FLAG = "SH057"
    UNSERVED_OBJECTIVE = "SH058"
    SEAT_TWICE = "SH059"

    NO_RECEIVER = "SH060"
    RECEIVER_NOT_IN_USE = "SH061"
    DECIDER_NOT_IN_USE = "SH062"
    NO_REASON = "SH063"
    IMPOSSIBLE_START = "SH064"
    NOTHING_TO_ANSWER = "SH067"
    CLOSED_WITHOUT_CONDITION = "SH068"
    ATTACHMENT_MISSING = "SH069"

    REAL_COUNTRY = "SH070"
    UNDECLARED_COUNTRY = "SH071"
    UNUSED_COUNTRY = "SH072"
    ATTACHMENT_TOO_LARGE = "SH073"

    REFUSED_TRIGGER = "SH080"
    TOO_FEW_OPTIONS = "SH081"
    NO_WAY_ON = "SH082"
    UNREACHABLE_STEP = "SH083"
    DEAD_END = "SH084"
    ENDLESS_RING = "SH085"
    TIME_RUNS_BACK = "SH086"
    TOO_MANY_STATES = "SH087"
    LATE_BEGINNING = "SH088"
    NO_OPEN_OPTION = "SH089"
    OPTION_NEVER_OPEN = "SH090"
    LATE_MESSAGE = "SH091"

    @property
    def severity(self) -> Severity:
        """Whether it is an error or a warning."""
        return DIAGNOSTICS[self].severity

    @property
    def headline(self) -> str:
        """What it is called."""
        return tr(DIAGNOSTICS[self].title)


class Diagnostic(NamedTuple):
    """What is the same in every finding of a code."""

    severity: Severity
    title: str


_E, _W = Severity.ERROR, Severity.WARNING

DIAGNOSTICS: dict[Code, Diagnostic] = {
    Code.UNREADABLE: Diagnostic(_E, msg("ファイルを読めない")),
    Code.NOT_UTF8: Diagnostic(_E, msg("UTF-8 でない")),
    Code.TOO_LARGE: Diagnostic(_E, msg("ファイルが大きすぎる")),
    Code.NOT_YAML: Diagnostic(_E, msg("YAML として読めない")),
    Code.CONTROL_CHARACTER: Diagnostic(_E, msg("制御文字がある")),
    Code.DUPLICATE_KEY: Diagnostic(_E, msg("キーが重複している")),
    Code.ALIAS: Diagnostic(_E, msg("目印や別名を使っている")),
    Code.TAG: Diagnostic(_E, msg("タグを使っている")),
    Code.ODD_KEY: Diagnostic(_E, msg("キーが文字列でない")),
    Code.SECOND_DOCUMENT: Diagnostic(_E, msg("二つ目の文書がある")),
    Code.TOO_DEEP: Diagnostic(_E, msg("入れ子が深すぎる")),
    Code.NOT_A_SCENARIO: Diagnostic(_E, msg("シナリオの形でない")),
    Code.NOT_HALF_WIDTH: Diagnostic(_E, msg("半角で書くところにほかの字がある")),
    Code.NO_BLANK: Diagnostic(_E, msg("「:」や「-」の後に空白がない")),
    Code.SPECIAL_START: Diagnostic(_E, msg("文が YAML の記号で始まる")),
    Code.ODD_BREAK: Diagnostic(_W, msg("目に見えない改行文字がある")),
    Code.CUT_BY_COMMENT: Diagnostic(_W, msg("「#」から後が捨てられる")),
    Code.MORE_FINDINGS: Diagnostic(_W, msg("ほかにも指摘がある")),
    Code.MISSING_KEY: Diagnostic(_E, msg("必要なキーがない")),
    Code.UNKNOWN_KEY: Diagnostic(_E, msg("使えないキー")),
    Code.WRONG_TYPE: Diagnostic(_E, msg("値の型が違う")),
    Code.UNKNOWN_WORD: Diagnostic(_E, msg("使えない語")),
    Code.UNKNOWN_PHASE: Diagnostic(_E, msg("段階の名でない")),
    Code.UNKNOWN_SEAT: Diagnostic(_E, msg("席の名でない")),
    Code.UNKNOWN_TRIGGER: Diagnostic(_E, msg("段階を動かす語でない")),
    Code.WRONG_TIME: Diagnostic(_E, msg("時刻の書き方が違う")),
    Code.WRONG_ID: Diagnostic(_E, msg("識別名の書き方が違う")),
    Code.EMPTY: Diagnostic(_E, msg("空である")),
    Code.OUT_OF_RANGE: Diagnostic(_E, msg("長すぎる、又は範囲の外")),
    Code.UNKNOWN_KIND: Diagnostic(_E, msg("ステップの種類が一つに決まらない")),
    Code.WRONG_CONDITION: Diagnostic(_E, msg("条件の演算子が一つでない")),
    Code.WRONG_EFFECT: Diagnostic(_E, msg("効果が一つでない")),
    Code.WRONG_COUNTRY: Diagnostic(_E, msg("架空の国の書き方が違う")),
    Code.NEWER_FORM: Diagnostic(_E, msg("書式の版 2 の書き方")),
    Code.WRONG_ATTACHMENT: Diagnostic(_E, msg("添付の書き方が違う")),
    Code.IMPOSSIBLE_DAY: Diagnostic(_E, msg("成り立たない日付")),
    Code.TIME_WITHOUT_BASIS: Diagnostic(_E, msg("どの時点か決まらない時刻")),
    Code.HOUR_ALONE: Diagnostic(_W, msg("日のある時刻に交じる、日のない時刻")),
    Code.UNKNOWN_CLAUSE: Diagnostic(_E, msg("条項がない")),
    Code.CLAUSE_SPELLING: Diagnostic(_W, msg("条項番号の書き方")),
    Code.WRONG_QUOTE: Diagnostic(_E, msg("引用がその条項にない")),
    Code.NO_CITATION: Diagnostic(_W, msg("根拠の条項がない")),
    Code.CLAUSE_NOT_IN_FORCE: Diagnostic(_W, msg("その段階で効いていない条項")),
    Code.NAMED_NOT_CITED: Diagnostic(_W, msg("述べた条項を引いていない")),
    Code.DUPLICATE_STEP: Diagnostic(_E, msg("ステップの識別名が重複している")),
    Code.DUPLICATE_OPTION: Diagnostic(_E, msg("選択肢の識別名が重複している")),
    Code.DUPLICATE_OBJECTIVE: Diagnostic(_E, msg("学習目標の識別名が重複している")),
    Code.UNKNOWN_STEP: Diagnostic(_E, msg("次のステップがない")),
    Code.UNKNOWN_FLAG: Diagnostic(_E, msg("立つことのない印")),
    Code.UNKNOWN_CHOICE: Diagnostic(_E, msg("判断か選択肢がない")),
    Code.UNKNOWN_OBJECTIVE: Diagnostic(_E, msg("学習目標がない")),
    Code.UNUSED_FLAG: Diagnostic(_W, msg("使われない印")),
    Code.UNSERVED_OBJECTIVE: Diagnostic(_E, msg("どのステップも扱わない学習目標")),
    Code.SEAT_TWICE: Diagnostic(_E, msg("席が重複している")),
    Code.NO_RECEIVER: Diagnostic(_E, msg("受け取る席のない状況付与")),
    Code.RECEIVER_NOT_IN_USE: Diagnostic(_E, msg("使わない席への状況付与")),
    Code.DECIDER_NOT_IN_USE: Diagnostic(_E, msg("使わない席の判断")),
    Code.NO_REASON: Diagnostic(_E, msg("段階を動かす理由がない")),
    Code.IMPOSSIBLE_START: Diagnostic(_E, msg("始まりの段階が成り立たない")),
    Code.NOTHING_TO_ANSWER: Diagnostic(_E, msg("解答の例も討議の点もない問い")),
    Code.CLOSED_WITHOUT_CONDITION: Diagnostic(_E, msg("条件のない、選べない理由")),
    Code.ATTACHMENT_MISSING: Diagnostic(_E, msg("添付のファイルがない")),
    Code.REAL_COUNTRY: Diagnostic(_E, msg("実在の国の名")),
    Code.UNDECLARED_COUNTRY: Diagnostic(_W, msg("宣言していない架空の国")),
    Code.UNUSED_COUNTRY: Diagnostic(_W, msg("文に出てこない架空の国")),
    Code.ATTACHMENT_TOO_LARGE: Diagnostic(_E, msg("添付のファイルが大きすぎる")),
    Code.REFUSED_TRIGGER: Diagnostic(_E, msg("そこでは退けられる段階の動き")),
    Code.TOO_FEW_OPTIONS: Diagnostic(_E, msg("選択肢が二つに満たない")),
    Code.NO_WAY_ON: Diagnostic(_E, msg("先へ進めない判断")),
    Code.UNREACHABLE_STEP: Diagnostic(_E, msg("届かないステップ")),
    Code.DEAD_END: Diagnostic(_E, msg("終わりのない行き止まり")),
    Code.ENDLESS_RING: Diagnostic(_E, msg("出口のない輪")),
    Code.TIME_RUNS_BACK: Diagnostic(_E, msg("シナリオ時刻の逆行")),
    Code.TOO_MANY_STATES: Diagnostic(_W, msg("調べ切れない")),
    Code.LATE_BEGINNING: Diagnostic(_W, msg("始まりが予定の長さより遅い")),
    Code.NO_OPEN_OPTION: Diagnostic(_E, msg("どの選択肢も選べない判断")),
    Code.OPTION_NEVER_OPEN: Diagnostic(_W, msg("選べることのない選択肢")),
    Code.LATE_MESSAGE: Diagnostic(_W, msg("終わりより後に届く知らせ")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at its place: lines and columns from 1, in characters; `end` is the column after the span.

    `source` is the line, or the part of a long line round the fault that begins at `source_column`;
    `message` says what is wrong, `advice` what to do; `nearest` are valid spellings, best first.
    """

    code: Code
    path: str
    line: int
    column: int
    end: int
    source: str
    message: str
    advice: str
    nearest: tuple[str, ...] = ()
    source_column: int = 1

    @property
    def severity(self) -> Severity:
        """Whether it is an error or a warning."""
        return self.code.severity

    @property
    def order(self) -> tuple[int, int, str]:
        """For sorting by place."""
        return self.line, self.column, self.code
