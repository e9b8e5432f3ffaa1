"""Words of reminders: time zones as buttons, ways to put one off, and the calendar file."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Button, Entry, Line


def _known(zone: str) -> str:
    if zone not in available_timezones():
        raise PydanticCustomError(
            "no_zone", "{zone} is no time zone", {"zone": zone, "fix": "write its IANA name, like Asia/Taipei"}
        )
    return zone


class ZoneName(Entry):
    """A time zone by its IANA name, and the cities people know it by."""

    id: Annotated[Line, AfterValidator(_known)]
    label: Button


class SnoozeWords(Entry):
    """How long to put a reminder off."""

    hour: Button
    tonight: Button
    tomorrow: Button


class FileWords(Entry):
    """What the calendar file says: nothing of money."""

    name: Both
    title: Both
    alarm: Both


class Lines(Entry):
    """Lines of the plan card and of the days ahead, with slots."""

    going: Both
    finished: Both
    missed: Both
    due: Both
    no_day: Both
    undo: Both


class Bands(Entry):
    """The three bands debts are looked after in (product design, F9 step 3)."""

    urgent: Both
    agreed: Both
    others: Both


class ReviewWords(Entry):
    """Lines of the look once a month, with slots: where a balance should stand, and how it compares with the last."""

    told: Both
    paid: Both
    less: Both
    more: Both
    same: Both
    added: Both


class PictureWords(Entry):
    """Words in the pictures of a plan, with slots; ``weekdays`` are seven characters from Monday on."""

    ahead: Both
    weekdays: Both
    month: Both
    count: Both
    due: Both
    together: Both
    today: Both
    clash: Both
    clash_one: Both
    more: Both
    progress: Both
    paid: Both
    left: Both
    done: Both
    made: Both


class ReminderWords(Entry):
    """The whole file."""

    zones: tuple[ZoneName, ...]
    snoozes: SnoozeWords
    file: FileWords
    lines: Lines
    bands: Bands
    review: ReviewWords
    pictures: PictureWords
