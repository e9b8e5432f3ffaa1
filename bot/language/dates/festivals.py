"""Festivals: when they fall, by the calendar and the region that keep them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.language.region import Region

from . import lunar
from .arithmetic import Occurrences, valid_date
from .lexicon import Festival, FestivalDay, SolarTerm
from .reading import Meaning, Setting, doubtful, exact
from .yearless import without_year

_DAYS_A_YEAR = 0.2422
"""What a year has above 365 days."""


def festival_meaning(festival: Festival, year: int | None, setting: Setting) -> Meaning:
    """The festival of a year, or the one meant when none is named."""
    day = festival.regions.get(_keeper(setting.region), festival)
    if year is None:
        return without_year(_falls_on(day), setting.today)
    if day.before_new_year is not None:
        ending = lunar.before_new_year(year, day.before_new_year)
        return lunar.in_named_year(_falls_on(day)(year), ending, setting)
    if day.lunar:
        return lunar.lunar_meaning(*day.lunar, year, setting)
    days = _falls_on(day)(year)
    return exact(days[0]) if days else doubtful()


def _keeper(region: Region) -> Region:
    """Macau keeps the days Hong Kong keeps."""
    return Region.HONG_KONG if region is Region.MACAU else region


def _falls_on(day: FestivalDay) -> Occurrences:
    if day.lunar:
        return lunar.falls_on(*day.lunar)
    return lambda year: tuple(found for found in _in_gregorian(day, year) if found and found.year == year)


def _in_gregorian(day: FestivalDay, year: int) -> tuple[date | None, ...]:
    if day.before_new_year is not None:
        return (lunar.before_new_year(year - 1, day.before_new_year),)
    if day.weekday:
        return (_nth_weekday(year, *day.weekday),)
    if day.term:
        return (_solar_term(year, day.term),)
    return (valid_date(year, *day.solar) if day.solar else None,)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7, weeks=which - 1)


def _solar_term(year: int, term: SolarTerm) -> date | None:
    """The day of a solar term in this century, by its constant and the drift of the calendar."""
    of_century = year - 2000
    return valid_date(year, term.month, int(of_century * _DAYS_A_YEAR + term.constant) - of_century // 4)
