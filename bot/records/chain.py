"""The hash chain over what may become evidence: each link holds the hash of the one before it.

A link is a file of canonical JSON: keys sorted, no blanks, UTF-8, one line with its newline. Its SHA-256 is told to
the person when the record is kept, so their own chat shows when its content was fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any

import orjson

from bot.language.money import Money
from bot.records.entry import NewRecord, Record

CONTACT, CORRECTION, ATTACHMENT, COMPLAINT, PAPER = "contact", "correction", "attachment", "complaint", "paper"

CHAINED = frozenset({CONTACT, CORRECTION, ATTACHMENT, COMPLAINT, PAPER})
"""Kinds of record that stand in the chain."""

SHOWN_DIGITS = 8
"""Digits of a hash told in the chat; the whole of it stands in the evidence pack."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a chain ends: the number of its newest record and the hash of its file."""

    number: int
    sha256: str


def record_file(number: int) -> str:
    """The name of a record's file in an evidence pack."""
    return f"records/{number:06}.json"


def original_file(number: int, ending: str) -> str:
    """The name of the original an attachment's record stands for; ``ending`` without the dot."""
    return f"originals/{number:06}.{ending}"


def link_bytes(record: Record, before: Link | None, **more: Any) -> bytes:
    """The file of a record; ``more`` adds keys (what was masked, the hash of the unmasked one)."""
    linked = None if before is None else {"file": record_file(before.number), "sha256": before.sha256}
    return canonical(
        {
            "at": record.at.astimezone(UTC),
            "before": linked,
            "body": record.body,
            "files": files_of(record),
            "kind": record.kind,
            "number": record.number,
            **more,
        }
    )


def files_of(record: Record) -> list[dict[str, str]]:
    """The originals a record vouches for, as its file names them."""
    body = record.body
    if record.kind != ATTACHMENT:
        return []
    return [{"file": original_file(record.number, str(body["ending"])), "sha256": str(body["sha256"])}]


def extend(last_number: int, before: Link | None, new: Iterable[NewRecord]) -> tuple[Record, ...]:
    """New records with their numbers, those that belong there linked to the chain."""
    added: list[Record] = []
    for number, each in enumerate(new, start=last_number + 1):
        record = Record(number, each.kind, each.at, each.body)
        if each.kind in CHAINED:
            hashed = sha256(link_bytes(record, before)).hexdigest()
            record = Record(number, each.kind, each.at, each.body, hashed)
            before = Link(number, hashed)
        added.append(record)
    return tuple(added)


def grown(records: tuple[Record, ...], new: Iterable[NewRecord]) -> tuple[Record, ...]:
    """Records, newest last, with new ones behind them: as storage will number and link them."""
    last = max((record.number for record in records), default=0)
    return (*records, *extend(last, end_of(records), new))


def end_of(records: Sequence[Record]) -> Link | None:
    """The newest link among records, newest last."""
    newest = next((record for record in reversed(records) if record.sha256), None)
    return None if newest is None else Link(newest.number, newest.sha256)


def canonical(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON: what is none is left out of a body, sums and moments are written as text."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _plain(value: Any) -> Any:
    match value:
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items() if item is not None}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value
