"""The scenario format as a whole. Titles and descriptions are Japanese: editors show them.

The models hold both versions: version 2 only adds. `version1.py` has what a file of version 1 may not
write, and what it must.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

from simulator.doctrine import Phase
from simulator.language import msg
from simulator.scenario.calendar import DATE, WEEKDAY, Beginning, beginning_of
from simulator.scenario.part import WHOLE, Id, Part, Text
from simulator.scenario.seats import AnySeat, SeatEntry, seats_of
from simulator.scenario.steps import Decision, Inject, Message, Step

SCHEMA = 2


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
    """A version, unchanged; refuses `true` and 1.0, which are equal to 1 in Python."""
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
    duration: Annotated[int, Field(gt=0, le=600, title=msg("予定の長さ（分）")), WHOLE]
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
    seats: Annotated[tuple[SeatEntry, ...], Field(min_length=1, title=msg("使う席"))]
    hotwash: Annotated[tuple[str, ...], Field(min_length=1, title=msg("振り返りの問い"))]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, title=msg("ステップ"))]

    @cached_property
    def beginning(self) -> Beginning:
        """The moment of the fiction at which scenario time is 0."""
        return beginning_of(self.begins, self.date or "", self.weekday or "")

    @cached_property
    def messages(self) -> dict[str, Inject]:
        """The messages that follow a choice, by id, as injects at the earliest time at which they are due."""
        injects: dict[str, Inject] = {}
        for step in self.steps:
            for option in step.options if isinstance(step, Decision) else ():
                for later in option.later:
                    injects_said = {
                        name: getattr(later, name) for name in (*Message.model_fields, "objectives", "notes")
                    }
                    inject = Inject.model_construct(
                        inject=later.inject, at=step.at + later.after, **injects_said
                    )
                    injects.setdefault(later.inject, inject)
        return injects

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that injects and messages bring, each once."""
        injects = [step for step in self.steps if isinstance(step, Inject)]
        injects_and_messages = [*injects, *self.messages.values()]
        return tuple(
            dict.fromkeys(
                attachment.file for inject in injects_and_messages for attachment in inject.attachments
            )
        )

    def caption(self, file: str) -> str:
        """What is said under a file, where it is first brought."""
        injects = [step for step in self.steps if isinstance(step, Inject)]
        injects_and_messages = [*injects, *self.messages.values()]
        captions = (
            attachment.caption.strip()
            for inject in injects_and_messages
            for attachment in inject.attachments
            if attachment.file == file
        )
        return next(captions, "")

    def seats_named(self, names: Iterable[str]) -> tuple[AnySeat, ...]:
        """The seats of these ids, as a record names them."""
        return seats_of(names, self.seats)
