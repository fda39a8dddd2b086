"""A scenario with a word of its own in every field that only the facilitator may see."""

from typing import Any

from simulator.scenario import Decision, Inject, Question, Scenario

SECRET = "金糸雀"  # no scenario and no clause has the word


def marked(scenario: Scenario) -> Scenario:
    """The scenario with a word of its own in every field that only the facilitator may see."""
    steps: list[Any] = []
    for number, step in enumerate(scenario.steps):
        update: dict[str, Any] = {"notes": f"{SECRET}覚え{number}"}
        if isinstance(step, Inject):
            tick = f"{SECRET}評価の点{number}"
            update["expect"] = ({"text": f"{SECRET}対応{number}", "within": 10, "ticks": [tick]},)
            update["problems"] = (f"{SECRET}問題{number}",)
        if isinstance(step, Question):
            update["answer"] = f"{SECRET}解答{number}"
            update["cites"] = ({"clause": f"{SECRET}解答の条項{number}"},)
        if isinstance(step, Decision):
            update["options"] = tuple(
                {
                    **option.model_dump(by_alias=True),
                    "feedback": f"{SECRET}講評{number}",
                    "cites": [{"clause": f"{SECRET}選択肢の条項{number}"}],
                }
                for option in step.options
            )
        dumped = step.model_dump(by_alias=True, exclude_none=True) | update
        dumped["at"] = f"{step.at // 3600}:{step.at // 60 % 60:02}"
        steps.append(dumped)
    whole = scenario.model_dump(by_alias=True, exclude_none=True) | {"steps": steps}
    whole["objectives"] = [{"id": objective.id, "text": f"{SECRET}目標"} for objective in scenario.objectives]
    return Scenario.model_validate(whole)
