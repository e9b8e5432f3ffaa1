"""The values an answer can have, and how they are written to JSON and read back unchanged."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

import orjson

from bot.language.money import Money

Value: TypeAlias = "str | int | bool | Decimal | Money | date | datetime | time | list[Value] | dict[str, Value] | None"

TAG, TAG_IN_JSON = "$", b'"$"'
"""A dict with this key alone is one of our types, written as [name, text]."""


def plain(value: Any) -> Value:
    """Turn what an action returned into values a session can keep: dataclasses become dicts."""
    if (
        value is None
        or isinstance(value, str | int | Money)
        or not (dataclasses.is_dataclass(value) or isinstance(value, list | tuple | Mapping))
    ):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def dumps(value: Any) -> bytes:
    """JSON with our types tagged, so that ``loads`` gives the same values back."""
    return orjson.dumps(
        value, default=_tagged, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
    )


def loads(data: bytes) -> Any:
    """Values from ``dumps``. Without a tag in the bytes there is nothing to look for."""
    plain_json = orjson.loads(data)
    return _untagged(plain_json) if TAG_IN_JSON in data else plain_json


def _tagged(value: Any) -> Any:
    match value:
        case Money():
            return {TAG: ["money", f"{value.amount} {value.currency}"]}
        case Decimal():
            return {TAG: ["decimal", str(value)]}
        case datetime():
            return {TAG: ["datetime", value.isoformat()]}
        case date():
            return {TAG: ["date", value.isoformat()]}
        case time():
            return {TAG: ["time", value.isoformat()]}
        case tuple() | frozenset():
            return list(value)
        case _ if isinstance(value, Mapping):
            return dict(value)
    raise TypeError(f"a session cannot keep a {type(value).__name__}")


def _untagged(value: Any) -> Any:
    if isinstance(value, dict):
        tagged = value.get(TAG) if len(value) == 1 else None
        if isinstance(tagged, list) and len(tagged) == 2 and tagged[0] in _READERS and isinstance(tagged[1], str):
            return _READERS[tagged[0]](tagged[1])
        return {key: _untagged(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_untagged(item) for item in value]
    return value


def _money(text: str) -> Money:
    amount, currency = text.split(" ")
    return Money(Decimal(amount), currency)


_READERS: dict[str, Any] = {
    "money": _money,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
