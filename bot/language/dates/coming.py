"""The next day of each that comes again."""

from __future__ import annotations

from datetime import date, timedelta

from .arithmetic import month_end

_LAST = "last"


def coming(recurring: str, earliest: date) -> tuple[date, ...]:
    """The first day on or after ``earliest`` for each of "monthly:15,monthly:last,weekly:5", in order."""
    rules = (rule.partition(":") for rule in recurring.split(","))
    return tuple(sorted({_next(period, day, earliest) for period, _, day in rules}))


def _next(period: str, day: str, earliest: date) -> date:
    if period == "weekly":
        return earliest + timedelta(days=(int(day) - earliest.isoweekday()) % 7)
    this_month = _in_month(day, earliest)
    return this_month if this_month >= earliest else _in_month(day, month_end(earliest) + timedelta(days=1))


def _in_month(day: str, month: date) -> date:
    """The day of that number, the last one where the month is shorter."""
    last = month_end(month)
    return last if day == _LAST or int(day) > last.day else month.replace(day=int(day))
