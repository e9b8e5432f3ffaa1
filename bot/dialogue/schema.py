"""The JSON Schema of a flow file, for editors; made from the models, so it is never behind them."""

from __future__ import annotations

from typing import Any

from bot.dialogue.model import Flow

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLE = "A dialogue flow"


def flow_schema() -> dict[str, Any]:
    """The schema of a flow file (JSON Schema 2020-12), with the models' docstrings as descriptions."""
    schema = Flow.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **_tidied(schema), "title": TITLE}


def _tidied(node: Any) -> Any:
    """Titles repeat the keys and nulls stand for keys that are left out: both are noise in an editor."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidied(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if kept.get("default", ...) is None:
        del kept["default"]
    return _without_null(kept)


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    arms = [arm for arm in node.get("anyOf", []) if arm != {"type": "null"}]
    if "anyOf" not in node or len(arms) == len(node["anyOf"]):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**arms[0], **rest} if len(arms) == 1 else {**rest, "anyOf": arms}
