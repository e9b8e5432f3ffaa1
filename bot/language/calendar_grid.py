"""A month laid out in weeks, for the inline calendar."""

from __future__ import annotations

from calendar import Calendar
from datetime import date

_MONDAY_FIRST = Calendar(firstweekday=0)


def month_grid(year: int, month: int, first: date, last: date) -> tuple[tuple[date | None, ...], ...]:
    """The weeks of a month, Monday to Sunday: four to six rows of seven.

    None stands for a day of a neighbouring month and for one before first or after last (both included).
    Raises ValueError when there is no such month.
    """
    date(year, month, 1)
    return tuple(
        tuple(date(year, month, day) if day and first <= date(year, month, day) <= last else None for day in week)
        for week in _MONDAY_FIRST.monthdayscalendar(year, month)
    )
