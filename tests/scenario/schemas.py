"""As much of a JSON Schema validator as the scenario's schema needs; an unknown keyword is an error."""

import re
from typing import Any

_DESCRIBING = {"$schema", "$defs", "title", "description", "default"}
_TYPES: dict[str, type | tuple[type, ...]] = {"object": dict, "array": list, "string": str, "integer": int}


def valid(schema: Any, value: Any, root: Any) -> bool:
    """Whether a value fits; no value fits `False` in place of a schema."""
    if schema is False:
        return False
    return all(
        _fits(key, rule, schema, value, root) for key, rule in schema.items() if key not in _DESCRIBING
    )


def _fits(key: str, rule: Any, schema: Any, value: Any, root: Any) -> bool:
    mapping = value if isinstance(value, dict) else {}
    size = len(value) if isinstance(value, str | list | dict) else 0
    match key:
        case "$ref":
            return valid(root["$defs"][rule.removeprefix("#/$defs/")], value, root)
        case "if":
            return not valid(rule, value, root) or valid(schema["then"], value, root)
        case "then":
            return True
        case "type":
            return isinstance(value, _TYPES[rule]) and not isinstance(value, bool)
        case "properties":
            return all(valid(part, mapping[name], root) for name, part in rule.items() if name in mapping)
        case "required":
            return all(name in mapping for name in rule)
        case "additionalProperties":
            return set(mapping) <= set(schema["properties"])
        case "items":
            return all(valid(rule, item, root) for item in (value if isinstance(value, list) else ()))
        case "anyOf":
            return any(valid(part, value, root) for part in rule)
        case "oneOf":
            return sum(valid(part, value, root) for part in rule) == 1
        case "enum":
            return value in rule
        case "const":
            return bool(value == rule)
        case "pattern":
            return not isinstance(value, str) or bool(re.search(rule, value))
        case "minLength" | "minItems" | "minProperties":
            return bool(size >= rule)
        case "maxLength" | "maxItems" | "maxProperties":
            return bool(size <= rule)
        case "exclusiveMinimum":
            return not isinstance(value, int) or bool(value > rule)
        case "maximum":
            return not isinstance(value, int) or bool(value <= rule)
    raise AssertionError(key)
