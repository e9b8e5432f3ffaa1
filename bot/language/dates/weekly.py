"""Days of the week: 周五, 下周五, 这周日."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .arithmetic import monday_of
from .lengths import week_after
from .reading import NOTHING, Meaning, Setting, doubtful, exact
from .tokens import Kind, Token

_SATURDAY = 6
_SUNDAY = 7


def bare_weekday(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """The next such day on or after today; today itself is asked about."""
    weekday, today = tokens[0].value, setting.today
    day = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    if day > today:
        return Meaning(date=day, readings=(day,), weekday=weekday)
    return Meaning(date=day, ambiguous=True, readings=(day, week_after(day)), weekday=weekday)


def weekday_of_week(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A day of this, the next or another week; an English "next Friday" may be the coming one."""
    weeks, weekday = tokens[0].parts[0], tokens[0].value
    day = _day(weeks, weekday, setting)
    if tokens[0].in_digits and weeks == 1 and (day - setting.today).days > 7:
        return doubtful(day - timedelta(days=7), day)
    return exact(day)


def day_of_week(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A week and what stands behind it: a day, 内 (its Sunday), or 末 or nothing (asked about)."""
    weeks, last = tokens[0].value, tokens[-1]
    if last.kind is Kind.WEEKDAY or (last.kind is Kind.NUMBER and 1 <= last.value <= _SUNDAY):
        return exact(_day(weeks, last.value, setting))
    if last.kind is Kind.NUMBER:
        return NOTHING
    if last.kind is Kind.WITHIN:
        return exact(_day(weeks, _SUNDAY, setting))
    if last.kind is Kind.END:
        return doubtful(_day(weeks, _SATURDAY, setting), _day(weeks, _SUNDAY, setting))
    return doubtful(setting.today + timedelta(weeks=weeks)) if weeks > 0 else doubtful()


def several_weekdays(tokens: Sequence[Token], _setting: Setting) -> Meaning:
    """Weekdays run together, 周一三五: asked about; there is no eighth."""
    days = str(tokens[1].value)
    return doubtful() if all(1 <= int(day) <= _SUNDAY for day in days) else NOTHING


def _day(weeks: int, weekday: int, setting: Setting) -> date:
    return monday_of(setting.today, weeks) + timedelta(days=weekday - 1)
