"""When a step is played, and what an option does, in words."""

from __future__ import annotations

from simulator.language import tr
from simulator.scenario import Decision, Effect, Scenario
from simulator.scenario.conditions import Condition


def condition_named(condition: Condition, scenario: Scenario) -> str:
    """A condition in words; decisions and options by what they say."""
    if condition.phase is not None:
        return tr("{phase}のとき", phase=condition.phase.label)
    if condition.flag is not None:
        return tr("印 {flag} が立っているとき", flag=condition.flag)
    if condition.chosen is not None:
        return tr("「{option}」を選んだとき", option=_option(condition.chosen, scenario))
    if condition.not_ is not None:
        return tr("そうでないとき（{condition}）", condition=condition_named(condition.not_, scenario))
    if condition.all is not None:
        parts = tr("、かつ").join(condition_named(part, scenario) for part in condition.all)
        return tr("次のすべて: {parts}", parts=parts)
    parts = tr("、又は").join(condition_named(part, scenario) for part in condition.any or ())
    return tr("次のどれか: {parts}", parts=parts)


def effect_named(effect: Effect) -> str:
    """What an effect does, and why."""
    if effect.trigger is not None:
        words = effect.trigger.label
    elif effect.set is not None:
        words = tr("印 {flag} を立てる", flag=effect.set)
    else:
        words = tr("印 {flag} を下ろす", flag=effect.clear)
    return (
        tr("{effect}（{why}）", effect=words, why=effect.because.strip()) if effect.because.strip() else words
    )


def _option(chosen: str, scenario: Scenario) -> str:
    """The words of `decision/option`."""
    name, _, option = chosen.partition("/")
    for step in scenario.steps:
        if isinstance(step, Decision) and step.id == name:
            return next((offered.text.strip() for offered in step.options if offered.id == option), chosen)
    return chosen
