"""The next weeks as a calendar page: which days have dues, which of them fall together, which are days off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reminders.due import Due
from bot.reminders.weeks import Week
from bot.reminders.working_days import WorkingDays

DAYS = 60
"""How far the calendar looks (product design, F9)."""

A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the page; ``within`` is false for the days before today and after the last."""

    day: date
    within: bool
    dues: tuple[Due, ...]
    together: bool
    off: bool


def weeks_ahead(
    today: date, dues: Iterable[Due], crowded: Sequence[Week], days: WorkingDays, span: int = DAYS
) -> list[list[Day]]:
    """Rows from Monday to Sunday that hold ``span`` days from today on."""
    last = today + timedelta(days=span - 1)
    first = today - timedelta(days=today.weekday())
    count = (last - first).days // A_WEEK + 1
    at = _by_day(due for due in dues if today <= due.day <= last)
    close = {due.key for week in crowded for due in week.dues}
    return [
        [_square(first + timedelta(weeks=row, days=n), today, last, at, close, days) for n in range(A_WEEK)]
        for row in range(count)
    ]


def _square(
    day: date, today: date, last: date, at: dict[date, tuple[Due, ...]], close: set[str], days: WorkingDays
) -> Day:
    dues = at.get(day, ())
    return Day(day, today <= day <= last, dues, any(due.key in close for due in dues), not days.works(day))


def _by_day(dues: Iterable[Due]) -> dict[date, tuple[Due, ...]]:
    at: dict[date, tuple[Due, ...]] = {}
    for due in dues:
        at[due.day] = (*at.get(due.day, ()), due)
    return at
