"""When a step is played or an option may be taken, and what taking it does."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from simulator.doctrine import Phase
from simulator.language import msg, tr
from simulator.machine import Trigger
from simulator.scenario.part import Id, Part


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
        operators = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(operators) != 1:
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
