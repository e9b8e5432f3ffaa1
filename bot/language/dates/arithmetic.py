"""Calendar arithmetic: months that clip, weeks that start on Monday, the five years a date may be away."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

YEARS_AWAY = 5
"""How far a date may lie in the past or the future (product design, 4.0)."""

DAYS_AHEAD = 183
"""How far ahead a day named without its year may lie in the next one: half a year."""

Occurrences = Callable[[int], tuple[date, ...]]
"""The days on which something falls in a Gregorian year, in order."""


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    if MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def month_end(day: date) -> date:
    """The last day of the month a day is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date | None:
    """Move by months, clipping to the last day of a shorter one; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_length(day: date, months: int, days: int) -> date | None:
    """Move by months, then by days; None beyond the calendar."""
    moved = add_months(day, months)
    try:
        return moved + timedelta(days=days) if moved else None
    except OverflowError:
        return None


def monday_of(today: date, weeks: int) -> date:
    """The Monday of the week that many weeks away."""
    return today + timedelta(days=1 - today.isoweekday(), weeks=weeks)


def near_enough(day: date, today: date) -> bool:
    """Whether a day lies within five years of today, both ends included."""
    earliest, latest = add_months(today, -12 * YEARS_AWAY), add_months(today, 12 * YEARS_AWAY)
    return (earliest or date.min) <= day <= (latest or date.max)
