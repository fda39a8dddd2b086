"""The steps of a scenario: injects, transitions, questions, decisions, notes and endings, and their parts."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from simulator.language import msg, tr
from simulator.machine import Trigger
from simulator.scenario.attachments import Attachment
from simulator.scenario.conditions import Condition, Effect
from simulator.scenario.moments import FORM, ReadTime
from simulator.scenario.part import WHOLE, FacilitatorOnly, Id, Part, Text
from simulator.scenario.seats import Deciders, Receivers, joined

KINDS = ("inject", "transition", "question", "decision", "note", "ending")

TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9])")


def seconds(value: object) -> object:
    """`0:40` (hours and minutes of scenario time) as seconds; other values go on to be refused."""
    if isinstance(value, ReadTime):
        return int(value)
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
        WHOLE,
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
    countdown: Annotated[int | None, Field(gt=0, le=3600, title=msg("制限時間（秒）")), WHOLE] = None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.decision

    @property
    def decider(self) -> str:
        """The seats that take it, in words; several may decide together."""
        return joined(self.seats)

    @property
    def acknowledges(self) -> bool:
        """Whether there is nothing to choose: the seat says that it has taken note."""
        return len(self.options) == 1

    def option(self, name: str) -> Option:
        """The option with this id. Raises KeyError."""
        options = {option.id: option for option in self.options}
        return options[name]


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
