"""python -m bot read amounts | dates | replies | pictures."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.assembly import HOME
from bot.commands.jsonl import answer_lines
from bot.errors import BotError
from bot.language.region import Region
from bot.language.understanding import Readers, load_readers


class NotYet(BotError):
    """This is not there yet: docs/status.md says what is."""


def execute(asked: Namespace) -> int:
    """Answer standard input. Raises NotYet for what this version cannot read."""
    readers = load_readers(HOME.content)
    if asked.what == "amounts":
        return answer_lines(lambda line: read_amount(readers, line))
    if asked.what == "dates":
        return answer_lines(lambda line: read_date(readers, line))
    raise NotYet(f"`read {asked.what}` is not there yet: docs/status.md says what is.")


def read_amount(readers: Readers, line: dict[str, Any]) -> dict[str, Any]:
    """One amount: {"id", "value", "currency", "ambiguous"}."""
    read = readers.amount(str(line.get("text", "")), region_of(line))
    return {
        "id": line.get("id"),
        "value": _number(read.value),
        "currency": read.currency,
        "ambiguous": read.ambiguous,
    }


def read_date(readers: Readers, line: dict[str, Any]) -> dict[str, Any]:
    """One date: {"id", "date", "recurring", "ambiguous"}; today unless the line says otherwise."""
    today = date.fromisoformat(line["today"]) if line.get("today") else date.today()  # noqa: DTZ011 - the caller's day
    read = readers.date(str(line.get("text", "")), today, region_of(line))
    day = None if read.date is None else read.date.isoformat()
    return {"id": line.get("id"), "date": day, "recurring": read.recurring, "ambiguous": read.ambiguous}


def region_of(line: dict[str, Any]) -> Region:
    """The line's region; the mainland where it names none that is known."""
    try:
        return Region(str(line.get("region") or Region.MAINLAND))
    except ValueError:
        return Region.OTHER


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
