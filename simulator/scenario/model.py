"""The scenario format. Titles and descriptions are Japanese: editors show them.

The models hold both versions: version 2 only adds. What a file of version 1 may not write, and what it must,
stands in `version1.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticKnownError

from simulator.doctrine import Phase
from simulator.language import msg, tr
from simulator.machine import Trigger
from simulator.scenario.attachments import Attachment
from simulator.scenario.calendar import DATE, WEEKDAY, Beginning, beginning_of
from simulator.scenario.moments import FORM
from simulator.scenario.part import FacilitatorOnly, Id, Part, Text
from simulator.scenario.seats import AnySeat, Deciders, Entry, Receivers, joined, seats_of

SCHEMA = 2
KINDS = ("inject", "transition", "question", "decision", "note", "ending")

TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9])")


def seconds(value: object) -> object:
    """`0:40` (hours and minutes of scenario time) as seconds; other values go on to be refused."""
    match = TIME.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError(tr("時刻は「時:分」で書いてください（例 0:40、26:30）。"))
    return int(match[1]) * 3600 + int(match[2]) * 60


At = Annotated[
    int,
    BeforeValidator(seconds, json_schema_input_type=Annotated[str, Field(pattern=FORM)]),
    Field(
        title=msg("シナリオ時刻"),
        description=msg(
            "始まりからの時:分（例 0:40、26:30）。版 2 では T+0:40、+0:15（上のステップから）、"
            "2日目 09:00、5月22日 09:00 とも書ける。"
        ),
    ),
]


class Mode(StrEnum):
    """How an inject arrives."""

    REPORT = "report"
    PHONE = "phone"
    MESSAGE = "message"
    NEWS = "news"
    BRIEFING = "briefing"
    ORAL = "oral"
    EMAIL = "email"
    FAX = "fax"
    RADIO = "radio"
    SOCIAL = "social"
    ALERT = "alert"

    @property
    def label(self) -> str:
        """The mode's name."""
        return tr(_MODES[self])


_MODES = {
    Mode.REPORT: msg("報告"),
    Mode.PHONE: msg("電話"),
    Mode.MESSAGE: msg("通信文"),
    Mode.NEWS: msg("報道"),
    Mode.BRIEFING: msg("説明"),
    Mode.ORAL: msg("口頭"),
    Mode.EMAIL: msg("電子メール"),
    Mode.FAX: msg("ファクス"),
    Mode.RADIO: msg("無線"),
    Mode.SOCIAL: msg("SNS"),
    Mode.ALERT: msg("警報"),
}


class Cite(Part):
    """A clause, and words of it if it is quoted."""

    clause: Annotated[
        str, Field(min_length=1, title=msg("条項番号"), description=msg("IV.B.5 や IV.B.p2 など。"))
    ]
    quote: Annotated[
        str, Field(title=msg("引用"), description=msg("その条項にある語を一字一句そのまま。"))
    ] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        """A bare id is a citation without a quote."""
        return {"clause": value} if isinstance(value, str) else value


Cites = Annotated[
    tuple[Cite, ...],
    Field(title=msg("根拠の条項"), description=msg("番号だけ、又は {clause: …, quote: …}。")),
]


class Condition(Part):
    """When a step is played. Exactly one operator; data, never evaluated code."""

    phase: Annotated[Phase | None, Field(title=msg("この段階のとき"))] = None
    flag: Annotated[Id | None, Field(title=msg("この印が立っているとき"))] = None
    chosen: Annotated[
        str | None,
        Field(
            title=msg("この選択をしたとき"),
            description=msg("判断/選択肢（例 escort/accept）"),
            pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$",
        ),
    ] = None
    not_: Annotated[Condition | None, Field(alias="not", title=msg("そうでないとき"))] = None
    all: Annotated[tuple[Condition, ...] | None, Field(title=msg("すべて満たすとき"), min_length=1)] = None
    any: Annotated[tuple[Condition, ...] | None, Field(title=msg("どれかを満たすとき"), min_length=1)] = None

    @model_validator(mode="after")
    def _one_operator(self) -> Condition:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                tr("条件は phase flag chosen not all any のうち、ちょうど一つを書いてください。")
            )
        return self


class Effect(Part):
    """What an option does: fires a trigger of the machine, or raises or lowers a flag. And why."""

    trigger: Annotated[
        Trigger | None,
        Field(
            title=msg("段階を動かす"),
            description="heiji juyo yosoku hassei sonritsu saigai end_sonritsu end_saigai",
        ),
    ] = None
    set: Annotated[Id | None, Field(title=msg("印を立てる"))] = None
    clear: Annotated[Id | None, Field(title=msg("印を下ろす"))] = None
    because: Annotated[str, Field(title=msg("なぜそうなるか"))] = ""

    @model_validator(mode="after")
    def _one_effect(self) -> Effect:
        if sum(part is not None for part in (self.trigger, self.set, self.clear)) != 1:
            raise ValueError(tr("効果は trigger set clear のうち、ちょうど一つを書いてください。"))
        return self


class StepBase(Part):
    """What every step has."""

    at: At
    when: Annotated[
        Condition | None, Field(title=msg("行う条件"), description=msg("満たさなければ飛ばして次へ進む。"))
    ] = None
    next: Annotated[
        Id | None, Field(title=msg("次のステップ"), description=msg("書かなければ、すぐ下のステップ。"))
    ] = None
    objectives: Annotated[tuple[Id, ...], Field(title=msg("関わる学習目標"))] = ()
    notes: Annotated[
        str, Field(title=msg("進行役の覚え"), description=msg("席には見せない。")), FacilitatorOnly
    ] = ""


class Expected(Part):
    """A response that is expected: within how many minutes, and what an evaluator ticks."""

    text: Annotated[
        str, Field(min_length=1, title=msg("予期される対応"), description=msg("席に期待する対応。"))
    ]
    within: Annotated[
        int | None,
        Field(
            gt=0,
            le=1440,
            title=msg("期限（分）"),
            description=msg("届いてから何分以内か。シナリオ時刻の分。"),
        ),
    ] = None
    ticks: Annotated[
        tuple[str, ...],
        Field(title=msg("評価者が見る点"), description=msg("評価者が、できたかどうかを付ける点。")),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        """A bare text is a response without a window."""
        return {"text": value} if isinstance(value, str) else value

    @property
    def said(self) -> str:
        """The response with its window."""
        text = self.text.strip()
        if self.within is None:
            return text
        return tr("{response}（{minutes}分以内）", response=text, minutes=self.within)


class Message(Part):
    """What an inject says, to whom, and what it is expected to bring."""

    sender: Annotated[str, Field(alias="from", min_length=1, title=msg("発信者"))]
    to: Annotated[Receivers, Field(title=msg("受け取る席"))]
    mode: Annotated[Mode, Field(title=msg("伝わり方"))]
    subject: Annotated[str, Field(title=msg("件名"), description=msg("電子メールなどの件名。（版 2）"))] = ""
    place: Annotated[
        str, Field(title=msg("場所"), description=msg("起きている場所を語で書く（例 乙県の県道）。（版 2）"))
    ] = ""
    text: Text
    attachments: Annotated[
        tuple[Attachment, ...],
        Field(max_length=8, title=msg("添付"), description=msg("届くファイル。八つまで。（版 2）")),
    ] = ()
    expect: Annotated[
        tuple[Expected, ...],
        Field(title=msg("予期される対応"), description=msg("席には見せない。")),
        FacilitatorOnly,
    ] = ()
    problems: Annotated[
        tuple[str, ...],
        Field(title=msg("予期される問題"), description=msg("席には見せない。（版 2）")),
        FacilitatorOnly,
    ] = ()
    cites: Cites = ()


class Inject(StepBase, Message):
    """状況付与。"""

    inject: Id

    @property
    def id(self) -> str:
        """The step's id."""
        return self.inject


class Later(Message):
    """A message that an option brings, so long after it was taken."""

    inject: Id
    after: Annotated[
        int,
        BeforeValidator(seconds, json_schema_input_type=Annotated[str, Field(pattern=rf"^{TIME.pattern}$")]),
        Field(title=msg("選んでからの間"), description=msg("選んでから届くまでの時:分（例 0:30）。")),
    ]
    objectives: Annotated[tuple[Id, ...], Field(title=msg("関わる学習目標"))] = ()
    notes: Annotated[
        str, Field(title=msg("進行役の覚え"), description=msg("席には見せない。")), FacilitatorOnly
    ] = ""


class TransitionStep(StepBase):
    """段階が動く。"""

    transition: Id
    trigger: Annotated[Trigger, Field(title=msg("段階を動かす"))]
    because: Annotated[str, Field(title=msg("何がそうさせたか"))] = ""
    cites: Cites = ()

    @property
    def id(self) -> str:
        """The step's id."""
        return self.transition


class Question(StepBase):
    """討議の問い。"""

    question: Id
    text: Text
    answer: Annotated[
        str,
        Field(min_length=1, title=msg("解答の例"), description=msg("席には見せない。")),
        FacilitatorOnly,
    ] = ""
    points: Annotated[
        tuple[str, ...],
        Field(
            title=msg("討議の点"),
            description=msg("決まった解答のない問いで話し合う点。席にも見せる。（版 2）"),
        ),
    ] = ()
    cites: Cites = ()

    @property
    def id(self) -> str:
        """The step's id."""
        return self.question


class Option(Part):
    """One way to decide."""

    id: Id
    text: Text
    when: Annotated[
        Condition | None,
        Field(title=msg("選べる条件"), description=msg("満たさないあいだは選べない。（版 2）")),
    ] = None
    closed: Annotated[
        str,
        Field(
            title=msg("選べない理由"),
            description=msg(
                "条件を満たさないとき、選べない選択肢として、この理由とともに示す。なければ隠す。（版 2）"
            ),
        ),
    ] = ""
    effects: Annotated[tuple[Effect, ...], Field(title=msg("効果"))] = ()
    feedback: Annotated[str, Field(min_length=1, title=msg("講評"), description=msg("選んだ後に示す。"))] = ""
    cites: Cites = ()
    later: Annotated[
        tuple[Later, ...],
        Field(
            max_length=20,
            title=msg("後で届く知らせ"),
            description=msg("選んだ後、間をおいて届く状況付与。（版 2）"),
        ),
    ] = ()
    next: Annotated[Id | None, Field(title=msg("次のステップ"))] = None


class Decision(StepBase):
    """判断。"""

    decision: Id
    seats: Annotated[Deciders, Field(alias="seat", title=msg("判断する席"))]
    text: Text
    options: Annotated[tuple[Option, ...], Field(title=msg("選択肢"))]
    countdown: Annotated[int | None, Field(gt=0, le=3600, title=msg("制限時間（秒）"))] = None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.decision

    @property
    def decider(self) -> str:
        """Whose decision it is, in words; it may be several seats' together."""
        return joined(self.seats)

    @property
    def acknowledges(self) -> bool:
        """Whether there is nothing to choose: the seat says that it has taken note."""
        return len(self.options) == 1

    def option(self, name: str) -> Option:
        """The option with this id. Raises KeyError."""
        found = {option.id: option for option in self.options}
        return found[name]


class Note(StepBase):
    """進行の区切り、説明。"""

    note: Id
    text: Text

    @property
    def id(self) -> str:
        """The step's id."""
        return self.note


class Ending(StepBase):
    """終わり。ここで演習は終わり、振り返りに移る。"""

    ending: Id
    title: Annotated[str, Field(min_length=1, title=msg("この終わりの名"))]
    text: Text

    @property
    def id(self) -> str:
        """The step's id."""
        return self.ending


def kind_of(value: Any) -> str | None:
    """Which kind of step a mapping is: the first kind's key in it."""
    if isinstance(value, dict):
        return next((kind for kind in KINDS if kind in value), None)
    return next((kind for kind in KINDS if hasattr(value, kind)), None)


Step = Annotated[
    Annotated[Inject, Tag("inject")]
    | Annotated[TransitionStep, Tag("transition")]
    | Annotated[Question, Tag("question")]
    | Annotated[Decision, Tag("decision")]
    | Annotated[Note, Tag("note")]
    | Annotated[Ending, Tag("ending")],
    Discriminator(kind_of),
]


class Objective(Part):
    """A learning objective."""

    id: Id
    topic: Annotated[
        str,
        Field(
            title=msg("主題"),
            description=msg("席にも見せる主題。書けば、目標の文（text）は進行役だけが見る。（版 2）"),
        ),
    ] = ""
    text: Text

    @property
    def shown(self) -> str:
        """What everybody may read: the topic, or the statement of an objective that has none."""
        return self.topic or self.text


def _number(version: Any) -> Any:
    """A version as it stands; `true` and 1.0 equal 1, and are none."""
    if isinstance(version, bool | float):
        raise PydanticKnownError("literal_error", {"expected": "1 or 2"})
    return version


class Scenario(Part):
    """A whole scenario."""

    version: Annotated[
        Literal[1, 2],
        BeforeValidator(_number, json_schema_input_type=Literal[1, 2]),
        Field(alias="schema", title=msg("書式の版")),
    ]
    title: Annotated[str, Field(min_length=1, max_length=40, title=msg("題"))]
    summary: Text
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1, title=msg("学習目標"))]
    audience: Annotated[str, Field(min_length=1, title=msg("対象"))]
    difficulty: Annotated[Literal["basic", "standard", "advanced"], Field(title=msg("難しさ"))]
    duration: Annotated[int, Field(gt=0, le=600, title=msg("予定の長さ（分）"))]
    countries: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Z]国$")], ...],
        Field(title=msg("架空の国"), description=msg("A国、B国 など。")),
    ] = ()
    begins: Annotated[
        str,
        Field(
            pattern=r"^[0-2][0-9]:[0-5][0-9]$",
            title=msg("始まりの時刻"),
            description=msg("想定の中の時刻（例 08:00）。"),
        ),
    ] = "08:00"
    date: Annotated[
        Annotated[str, Field(pattern=rf"^{DATE.pattern}$")] | None,
        Field(
            title=msg("始まりの日"),
            description=msg("想定の中の日（例 5月21日、2026年5月21日）。年はなくてもよい。（版 2）"),
        ),
    ] = None
    weekday: Annotated[
        Annotated[str, Field(pattern=rf"^{WEEKDAY.pattern}$")] | None,
        Field(
            title=msg("始まりの曜日"),
            description=msg("想定の中の曜日（例 木）。日に年があれば、書かなくてもよい。（版 2）"),
        ),
    ] = None
    start: Annotated[tuple[Phase, ...], Field(title=msg("始まりの段階"))] = (Phase.HEIJI,)
    seats: Annotated[tuple[Entry, ...], Field(min_length=1, title=msg("使う席"))]
    hotwash: Annotated[tuple[str, ...], Field(min_length=1, title=msg("振り返りの問い"))]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, title=msg("ステップ"))]

    @cached_property
    def beginning(self) -> Beginning:
        """The moment of the fiction at which scenario time is 0."""
        return beginning_of(self.begins, self.date or "", self.weekday or "")

    @cached_property
    def messages(self) -> dict[str, Inject]:
        """The messages that follow a choice, by id, as injects at the earliest time at which they are due."""
        found: dict[str, Inject] = {}
        for step in self.steps:
            for option in step.options if isinstance(step, Decision) else ():
                for later in option.later:
                    said = {
                        name: getattr(later, name) for name in (*Message.model_fields, "objectives", "notes")
                    }
                    inject = Inject.model_construct(inject=later.inject, at=step.at + later.after, **said)
                    found.setdefault(later.inject, inject)
        return found

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that injects and messages bring, each once."""
        injects = [step for step in self.steps if isinstance(step, Inject)]
        said = [*injects, *self.messages.values()]
        return tuple(dict.fromkeys(each.file for inject in said for each in inject.attachments))

    def caption(self, file: str) -> str:
        """What is said under a file, where it is first brought."""
        injects = [step for step in self.steps if isinstance(step, Inject)]
        said = [*injects, *self.messages.values()]
        captions = (each.caption.strip() for one in said for each in one.attachments if each.file == file)
        return next(captions, "")

    def seats_named(self, names: Iterable[str]) -> tuple[AnySeat, ...]:
        """The seats of these ids, as a record names them."""
        return seats_of(names, self.seats)
