"""Days of the Chinese calendar, as Gregorian dates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lunardate import LunarDate

from .arithmetic import Occurrences
from .reading import Meaning, Setting, doubtful, exact
from .yearless import without_year

YEARS = range(1901, 2099)
"""The lunar years the tables of the library hold."""


@lru_cache(maxsize=4096)
def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian date of a lunar day, or None when that year has no such day."""
    if year not in YEARS:
        return None
    try:
        found = LunarDate(year, month, day, leap).to_solar_date()
    except ValueError:
        return None
    return found if isinstance(found, date) else None


def before_new_year(year: int, days: int) -> date | None:
    """A day counted back from the lunar new year that ends the lunar year."""
    new_year = lunar_day(year + 1, 1, 1)
    return new_year - timedelta(days=days) if new_year else None


def falls_on(month: int, day: int, *, leap: bool = False) -> Occurrences:
    """When a lunar day falls in a Gregorian year; its last months may come twice or not at all."""

    def in_year(year: int) -> tuple[date, ...]:
        days = (lunar_day(lunar_year, month, day, leap=leap) for lunar_year in (year - 1, year))
        return tuple(found for found in days if found and found.year == year)

    return in_year


def lunar_meaning(month: int, day: int, year: int | None, setting: Setting, *, leap: bool = False) -> Meaning:
    """A lunar day without its year, or with one: asked about when the lunar and the Gregorian year differ."""
    if year is None:
        return without_year(falls_on(month, day, leap=leap), setting.today)
    return in_named_year(falls_on(month, day, leap=leap)(year), lunar_day(year, month, day, leap=leap), setting)


def in_named_year(gregorian: tuple[date, ...], lunar: date | None, setting: Setting) -> Meaning:
    """The day of a year, when "this year's" by the lunar and by the Gregorian calendar agree."""
    days = tuple(dict.fromkeys((*gregorian, *filter(None, [lunar]))))
    if len(days) == 1:
        return exact(days[0])
    return doubtful(*sorted(days, key=lambda day: (day < setting.today, abs(day - setting.today))))
