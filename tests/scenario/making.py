"""Scenarios for tests, from a few words."""

from typing import Any

from simulator.scenario import Scenario
from simulator.scenario.load import adapter

Map = dict[str, Any]


def source(*steps: Map, **keys: Any) -> Map:
    """The values of a scenario file with these steps; every other key has a plain value unless given."""
    return {
        "schema": 1,
        "title": "試し",
        "summary": "試しの想定。",
        "objectives": [{"id": "one", "text": "目標"}],
        "audience": "学生",
        "difficulty": "basic",
        "duration": 60,
        "seats": ["japan_government"],
        "hotwash": ["何が変わったか"],
        "steps": list(steps),
        **keys,
    }


def scenario(*steps: Map, **keys: Any) -> Scenario:
    """A scenario with these steps, read from its `source`."""
    return adapter().validate_python(source(*steps, **keys))


def note(name: str, **keys: Any) -> Map:
    return {"note": name, "at": "0:00", "text": "区切り", **keys}


def ending(name: str, **keys: Any) -> Map:
    return {"ending": name, "at": "0:00", "title": "終わり", "text": "終わり", **keys}


def transition(name: str, trigger: str, **keys: Any) -> Map:
    return {"transition": name, "at": "0:00", "trigger": trigger, "because": "想定", **keys}


def decision(name: str, **options: Map) -> Map:
    """A decision with its options as `name={…}`; `when`, `next` and `at` are keys of the decision."""
    keys: Map = {key: options.pop(key) for key in ("when", "next", "at") if key in options}
    return {
        "decision": name,
        "at": "0:00",
        "seat": "japan_government",
        "text": "どうするか",
        "options": [option(key, **value) for key, value in options.items()],
        **keys,
    }


def option(name: str, **keys: Any) -> Map:
    return {"id": name, "text": "する", "feedback": "そうした。", **keys}


def fires(trigger: str) -> Map:
    return {"trigger": trigger, "because": "想定"}
