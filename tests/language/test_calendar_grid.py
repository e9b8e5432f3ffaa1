"""The month of the inline calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.calendar_grid import month_grid

ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_a_month_starts_under_its_weekday():
    """December 2026 begins on a Tuesday."""
    grid = month_grid(2026, 12, date.min, date.max)

    assert grid[0] == (None, *(date(2026, 12, day) for day in range(1, 7)))
    assert grid[-1] == (*(date(2026, 12, day) for day in range(28, 32)), None, None, None)


def test_days_outside_the_allowed_span_are_empty():
    """First and last are themselves allowed."""
    grid = month_grid(2026, 11, date(2026, 11, 24), date(2026, 11, 26))

    assert [day for week in grid for day in week if day] == [date(2026, 11, day) for day in (24, 25, 26)]


@given(ANY_DAY, ANY_DAY, ANY_DAY)
def test_every_allowed_day_stands_once_in_its_weekday_column(month: date, first: date, last: date):
    """Weeks have seven columns, Monday first, and nothing is lost."""
    grid = month_grid(month.year, month.month, first, last)
    start = month.replace(day=1)
    expected = [day for day in (start + timedelta(days=n) for n in range(31)) if day.month == month.month]

    assert [day for week in grid for day in week if day] == [day for day in expected if first <= day <= last]
    assert {len(week) for week in grid} == {7}
    assert all(day.weekday() == column for week in grid for column, day in enumerate(week) if day)


def test_a_month_that_does_not_exist_is_refused():
    """The thirteenth month is a mistake of the caller."""
    with pytest.raises(ValueError, match="month"):
        month_grid(2026, 13, date.min, date.max)
