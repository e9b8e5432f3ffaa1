"""Actions on the contact log: save an entry, list them, open one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.actions.cards import Item
from bot.actions.registry import Context, Done, action
from bot.content.contacts import Tap
from bot.language.money import Money
from bot.records.entry import NewRecord, Record

KIND = "contact"
NOON = time(12)
NEWEST = 10
"""Entries offered as buttons at once."""

SHORT_NAME = 8
"""Characters of a company's name on a button beside the date."""


@dataclass(frozen=True, slots=True)
class Taps:
    """What can be tapped while logging, as buttons."""

    channels: list[Item]
    lengths: list[Item]
    said: list[Item]
    outcomes: list[Item]


@dataclass(frozen=True, slots=True)
class Saved:
    """The number an entry got; none when the person has not allowed keeping records."""

    number: int | None


@dataclass(frozen=True, slots=True, repr=False)
class EntryLine:
    """An entry on a button."""

    id: str
    at: datetime
    approximate: bool
    channel: str
    company: str


@dataclass(frozen=True, slots=True, repr=False)
class EntryFound:
    """One entry, whole; what was not told is none."""

    number: int
    at: datetime
    approximate: bool
    channel: str
    minutes: str | None
    company: str | None
    said: list[str]
    words: str | None
    others: str | None
    demanded: Money | None
    deadline: date | None
    promised: Money | None
    promised_day: date | None
    outcome: str | None
    tension: int | None


@action("logs.taps")
def taps(context: Context) -> Taps:
    """The buttons of the log in the person's words."""
    known = context.library.contacts
    groups = (known.channels, known.lengths, known.said, known.outcomes)
    return Taps(*([Item(tap.id, context.words(tap.label)) for tap in group] for group in groups))


@action("logs.moment")
def moment(context: Context, when: str, day: date | None = None, clock: time | None = None) -> datetime:
    """The moment of a contact: now, or a day and time; noon where the time is not known, but never later than now."""
    if when == "now":
        return context.now
    chosen = day or context.now.date()
    if clock is None and chosen == context.now.date():
        return min(context.now, datetime.combine(chosen, NOON, context.now.tzinfo))
    return datetime.combine(chosen, clock or NOON, context.now.tzinfo)


@action("logs.future")
def is_future(context: Context, at: datetime) -> bool:
    """Whether a moment has not come yet (five minutes of grace for clocks that differ)."""
    return at > context.now + timedelta(minutes=5)


@action("logs.save", gives=Saved)
def save(
    context: Context,
    at: datetime,
    approximate: bool,
    channel: str,
    minutes: str | None = None,
    company: str | None = None,
    said: list[str] | None = None,
    words: str | None = None,
    others: str | None = None,
    demanded: Money | None = None,
    deadline: date | None = None,
    promised: Money | None = None,
    promised_day: date | None = None,
    outcome: str | None = None,
    tension: int | None = None,
) -> Done:
    """Keep a contact, if the person allows keeping records."""
    body = {name: value for name, value in locals().items() if name not in {"context", "at"}}
    if not context.session.me.get("consent_records"):
        return Done(Saved(None))
    number = max((record.number for record in context.records), default=0) + 1
    return Done(Saved(number), records=(NewRecord(KIND, at, body),))


@action("logs.list")
def list_entries(context: Context) -> list[EntryLine]:
    """The newest entries, newest first."""
    entries = [record for record in context.records if record.kind == KIND][-NEWEST:]
    return [_line(record, context.now) for record in reversed(entries)]


@action("logs.open")
def open_entry(context: Context, entry: str) -> EntryFound:
    """One entry by its button's id."""
    number = int(entry.removeprefix("n"))
    record = next(record for record in context.records if record.number == number)
    body: dict[str, Any] = {**record.body, **_shown(context, record.body)}
    return EntryFound(number=number, at=record.at.astimezone(context.now.tzinfo), **body)


def _shown(context: Context, body: Mapping[str, Any]) -> dict[str, Any]:
    """The taps of an entry in words."""
    known = context.library.contacts
    said = [known.label(known.said, tap) for tap in body.get("said") or []]
    return {
        "channel": _label(context, known.channels, body["channel"]) or body["channel"],
        "minutes": _label(context, known.lengths, body.get("minutes")),
        "outcome": _label(context, known.outcomes, body.get("outcome")),
        "said": [context.words(label) for label in said if label is not None],
    }


def _label(context: Context, group: tuple[Tap, ...], chosen: str | None) -> str | None:
    found = context.library.contacts.label(group, chosen)
    return None if found is None else context.words(found)


def _line(record: Record, now: datetime) -> EntryLine:
    body = record.body
    return EntryLine(
        f"n{record.number}",
        record.at.astimezone(now.tzinfo),
        bool(body["approximate"]),
        str(body["channel"]),
        str(body.get("company") or "")[:SHORT_NAME],
    )
