"""Everything as plain values in sections: what data.json holds and the page shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from bot.export.everything import SECRET, Everything
from bot.export.file_names import name_in_archive
from bot.language.money import Money
from bot.safety.phone_numbers import cover_phones

Sections: TypeAlias = dict[str, Any]


def sections_of(kept: Everything, *, phones: bool) -> Sections:
    """Plain values by section; without ``phones`` mobile numbers are covered in every text."""
    found: Sections = {
        "settings": {**kept.me, "pin_set": bool(kept.me.get("pin"))},
        "records": [_record(record) for record in kept.records],
        "finances": kept.finances,
        "timers": [dataclasses.asdict(timer) for timer in kept.timers],
        "conversation": kept.session,
        "waiting": {"messages": kept.outgoing, "jobs": kept.jobs},
        "files": [
            {**_fields(file), "file": name_in_archive(number, file)} for number, file in enumerate(kept.files, start=1)
        ],
    }
    plain = {name: plain_value(value) for name, value in found.items()}
    return plain if phones else {name: _covered(value) for name, value in plain.items()}


def plain_value(value: Any) -> Any:
    """A value as JSON has it: sums as amount and currency, moments as ISO 8601, and nothing that is secret.

    What is known about a person stands in earlier points of a conversation as well.
    """
    match value:
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(name): plain_value(item) for name, item in value.items() if name not in SECRET}
        case list() | tuple() | set() | frozenset():
            return [plain_value(item) for item in value]
    return value


def _record(record: Any) -> dict[str, Any]:
    return {**_fields(record), "body": record.body}


def _fields(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}


def _covered(value: Any) -> Any:
    if isinstance(value, str):
        return cover_phones(value)
    if isinstance(value, dict):
        return {name: item if name in _EXACT else _covered(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_covered(item) for item in value]
    return value


_EXACT = frozenset({"sha256", "id", "file", "at", "due", "expires", "version"})
"""What only looks like a number: hashes, ids, moments."""
