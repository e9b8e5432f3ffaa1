"""What reading a date yields, for one expression and for the whole text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.region import Region

from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class DateReading:
    """A typed date as understood.

    date: the day, or None. recurring: "monthly:15", "monthly:last", "weekly:5" (ISO weekday), several joined
    by commas; the date is then None. again: where only a day of the month or of the week was named, how it comes again,
    in the same form. ambiguous: ask before using it. readings: up to three likely days for
    buttons, the likeliest first.
    """

    date: dt.date | None = None
    recurring: str | None = None
    ambiguous: bool = False
    readings: tuple[dt.date, ...] = ()
    again: str | None = None


class Setting(NamedTuple):
    """Where and when something was typed, and the words to read it with."""

    today: dt.date
    region: Region
    vocabulary: Vocabulary

    @property
    def day_first(self) -> bool:
        """Whether 1/12 is the first of December here."""
        return self.region not in (Region.MAINLAND, Region.TAIWAN)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one expression in a text means.

    weekday and month_day hold what a bare weekday or a bare day of the month requires of another date that
    stands beside it, as in "12月1号周二".
    """

    date: dt.date | None = None
    ambiguous: bool = False
    readings: tuple[dt.date, ...] = ()
    recurring: str | None = None
    weekday: int | None = None
    month_day: int | None = None

    def allows(self, day: dt.date) -> bool:
        """Whether a bare weekday or day of the month agrees with a date; False for any other expression."""
        if self.weekday is not None:
            return day.isoweekday() == self.weekday
        return self.month_day is not None and day.day == self.month_day

    @property
    def again(self) -> str | None:
        """How a bare weekday or day of the month comes again: "weekly:5", "monthly:15"."""
        if self.weekday is not None:
            return f"weekly:{self.weekday}"
        return None if self.month_day is None else f"monthly:{self.month_day}"

    @property
    def is_bare(self) -> bool:
        """Whether the expression is a weekday or a day of the month alone."""
        return self.weekday is not None or self.month_day is not None


NOTHING = Meaning()


def exact(day: dt.date | None) -> Meaning:
    """The very day; no date when the calendar has none."""
    return Meaning(date=day, readings=(day,)) if day else NOTHING


def doubtful(*likely: dt.date | None, default: dt.date | None = None) -> Meaning:
    """A question to ask, with the days it could be."""
    return Meaning(date=default, ambiguous=True, readings=tuple(dict.fromkeys(filter(None, likely))))
