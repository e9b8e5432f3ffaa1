"""A calendar file (RFC 5545) of dues: neutral titles, no sums, alarms before each, the same entry updated in place.

An entry keeps its UID for good; when its moment changes its SEQUENCE grows by one, and when it is due no more it is
sent once more as cancelled. So a file that is opened again changes a phone's calendar and never doubles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:  # loaded with the first file that is made: most people never ask for one
    from icalendar import Alarm, Event

PRODUCT = "-//huankouqi//reminders//ZH"
LONG = timedelta(minutes=15)
EVE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One due in the calendar: ``name`` is its own for good, ``start`` is aware, ``alarms`` are spans before it."""

    name: str
    start: datetime
    alarms: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a file said of an entry: when it starts, its sequence, and whether it was taken back."""

    start: datetime
    sequence: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the file says: nothing of money."""

    calendar: str
    title: str
    alarm: str


def sequenced(entries: Iterable[Entry], before: Mapping[str, Sent]) -> dict[str, Sent]:
    """What the next file says of each entry, given what the last one said; what is not due any more is taken back."""
    now: dict[str, Sent] = {}
    for entry in entries:
        known = before.get(entry.name)
        if known is None:
            now[entry.name] = Sent(entry.start)
        elif known.start == entry.start and not known.gone:
            now[entry.name] = known
        else:
            now[entry.name] = Sent(entry.start, known.sequence + 1)
    taken_back = {name: _taken_back(known) for name, known in before.items() if name not in now}
    return {**now, **taken_back}


def calendar_file(
    owner: str, entries: Iterable[Entry], sent: Mapping[str, Sent], words: Words, zone: str, stamp: datetime
) -> bytes:
    """The file. ``owner`` is a random name that keeps the UIDs of two people apart; ``stamp`` is when it is made.

    Every entry of ``sent`` is in it, those taken back as cancelled. Times stand in ``zone``, which is described in the
    file for programs that do not know it.
    """
    from icalendar import Calendar  # noqa: PLC0415  see above

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.calendar)
    calendar.add("x-wr-timezone", zone)
    alarms = {entry.name: entry.alarms for entry in entries}
    for name, known in sorted(sent.items(), key=lambda each: (each[1].start, each[0])):
        calendar.add_component(_event(owner, name, known, alarms.get(name, ()), words, stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(owner: str, name: str, known: Sent, alarms: tuple[timedelta, ...], words: Words, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415  see above

    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{owner}/{name}')}@huankouqi")
    event.add("sequence", known.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", known.start)
    event.add("dtend", known.start + LONG)
    event.add("summary", words.title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if known.gone else "CONFIRMED")
    for before in () if known.gone else alarms:
        event.add_component(_alarm(before, words))
    return event


def _alarm(before: timedelta, words: Words) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415  see above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.alarm)
    alarm.add("trigger", -before)
    return alarm


def _taken_back(known: Sent) -> Sent:
    return known if known.gone else Sent(known.start, known.sequence + 1, gone=True)
