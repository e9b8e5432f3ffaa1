"""Days named without a year or without a month: which one is meant, seen from today."""

from __future__ import annotations

from datetime import date

from .arithmetic import DAYS_AHEAD, Occurrences, add_months, month_end, valid_date
from .reading import NOTHING, Meaning, Setting, doubtful, exact


def without_year(falls_on: Occurrences, today: date) -> Meaning:
    """The day this year if not gone, or within 183 days; else the one gone, asked about."""
    days = (*falls_on(today.year), *falls_on(today.year + 1))
    coming = next((day for day in days if day >= today), None)
    if coming and (coming.year == today.year or (coming - today).days <= DAYS_AHEAD):
        return exact(coming)
    gone = [day for day in days if day < today]
    return doubtful(*gone[-1:], coming, default=gone[-1] if gone else None)


def month_and_day(month: int, day: int, year: int | None, setting: Setting) -> Meaning:
    """A day of a named month; one the month does not have is asked about (30 February)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return NOTHING
    if year is not None:
        found = valid_date(year, month, day)
        return exact(found) if found else doubtful()
    return without_year(lambda of: tuple(filter(None, [valid_date(of, month, day)])), setting.today)


def end_of_month(month: int, year: int | None, setting: Setting) -> Meaning:
    """The last day of a named month."""
    if not 1 <= month <= 12:
        return NOTHING
    if year is not None:
        first = valid_date(year, month, 1)
        return exact(month_end(first)) if first else NOTHING
    return without_year(lambda of: (month_end(date(of, month, 1)),), setting.today)


def day_of_month(day: int, setting: Setting) -> Meaning:
    """A bare 15号: this month's if not gone, else the next month's; clipped and asked about."""
    if not 1 <= day <= 31:
        return NOTHING
    first = setting.today.replace(day=1)
    months = [first, add_months(first, 1), add_months(first, 2)]
    if day < setting.today.day:
        del months[0]
    found = [valid_date(month.year, month.month, day) for month in months if month]
    if found[0] or not months[0]:
        return Meaning(date=found[0], readings=tuple(filter(None, found[:1])), month_day=day)
    last = month_end(months[0])
    return Meaning(date=last, ambiguous=True, readings=(last, *filter(None, found[1:2])), month_day=day)


def day_of_relative_month(day: int, months: int, setting: Setting) -> Meaning:
    """A day of this, the next or another month counted from this one."""
    first = add_months(setting.today.replace(day=1), months)
    if not first or not 1 <= day <= 31:
        return NOTHING
    found = valid_date(first.year, first.month, day)
    last = month_end(first)
    return exact(found) if found else doubtful(last, default=last)
