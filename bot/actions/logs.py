"""Actions on the contact log: save an entry, list them, open one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.cards import Item
from bot.actions.registry import Context, Done, action
from bot.content.contacts import Tap
from bot.language.money import Money
from bot.language.region import zone_of
from bot.records.chain import CONTACT, SHOWN_DIGITS, grown
from bot.records.contacts import Contact, contacts_in
from bot.records.entry import NewRecord, Record

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
    third: list[Item]
    outcomes: list[Item]


@dataclass(frozen=True, slots=True)
class Saved:
    """The number an entry got and the first digits of its hash; none when keeping records is not allowed."""

    number: int | None
    mark: str | None = None


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
    caller: str | None
    said: list[str]
    words: str | None
    third: list[str]
    others: str | None
    demanded: Money | None
    deadline: date | None
    promised: Money | None
    promised_day: date | None
    outcome: str | None
    corrected: list[int]
    added: bool
    originals: int


@action("logs.taps")
def taps(context: Context) -> Taps:
    """The buttons of the log in the person's words."""
    known = context.library.contacts
    groups = (known.channels, known.lengths, known.said, known.third, known.outcomes)
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
    caller: str | None = None,
    lender: str | None = None,
    said: list[str] | None = None,
    words: str | None = None,
    third: list[str] | None = None,
    others: str | None = None,
    demanded: Money | None = None,
    deadline: date | None = None,
    promised: Money | None = None,
    promised_day: date | None = None,
    outcome: str | None = None,
) -> Done:
    """Keep a contact, if the person allows keeping records."""
    told = {name: value for name, value in locals().items() if name not in {"context", "at"}}
    if not context.session.me.get("consent_records"):
        return Done(Saved(None))
    region = context.style.region
    body = {**told, "zone": zone_of(region), "region": region.value, "kept_at": context.now}
    return saved(context, NewRecord(CONTACT, at, body))


def saved(context: Context, record: NewRecord) -> Done:
    """Keep a record of the chain, and say under which number and fingerprint."""
    kept = grown(context.records, [record])[-1]
    return Done(Saved(kept.number, kept.sha256[:SHOWN_DIGITS]), records=(record,))


@action("logs.list")
def list_entries(context: Context) -> list[EntryLine]:
    """The newest entries, newest first."""
    entries = [record for record in context.records if record.kind == CONTACT][-NEWEST:]
    return [_line(record, context.now) for record in reversed(entries)]


@action("logs.open")
def open_entry(context: Context, entry: str) -> EntryFound | None:
    """One entry by its button's id, as it stands after its corrections; none when it is not among the newest."""
    number = int(entry.removeprefix("n"))
    found = next((contact for contact in contacts(context) if contact.number == number), None)
    if found is None:
        return None
    known = context.library.contacts
    return EntryFound(
        number=number,
        at=found.at,
        approximate=found.approximate,
        channel=_label(context, known.channels, found.channel) or found.channel,
        minutes=_label(context, known.lengths, found.minutes),
        company=found.company,
        caller=found.caller,
        said=_labels(context, known.said, found.said),
        words=found.words,
        third=_labels(context, known.third, found.third),
        others=found.others,
        demanded=found.demanded,
        deadline=found.deadline,
        promised=found.promised,
        promised_day=found.promised_day,
        outcome=_label(context, known.outcomes, found.outcome),
        corrected=list(found.corrected),
        added=bool(found.added),
        originals=len(found.originals),
    )


def contacts(context: Context) -> tuple[Contact, ...]:
    """The newest contacts a turn knows of, oldest first."""
    return contacts_in(context.records, ZoneInfo(zone_of(context.style.region)))


def _labels(context: Context, group: tuple[Tap, ...], chosen: Sequence[str]) -> list[str]:
    found = (_label(context, group, each) for each in chosen)
    return [label for label in found if label is not None]


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
