"""Lengths of time inside a date: 三天后, 两个月内, 一个月零三天前."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .arithmetic import add_length
from .reading import Meaning, Setting, doubtful, exact
from .tokens import Kind, Token
from .yearless import day_of_month

_MONTHS = {Kind.MONTHS: 1, Kind.QUARTERS: 3, Kind.YEAR_MARK: 12, Kind.YEARS: 12}
_DAYS = {Kind.DAYS: 1, Kind.DAY_OR_DAYS: 1, Kind.WEEKS: 7}
_VAGUE = (Kind.SOME, Kind.SOME_MORE, Kind.WORKDAYS, Kind.CLUSTER)
_HALF_MONTH = 15
_HOURS_A_DAY = 24
_SMALL_COUNT = 10


class Length(NamedTuple):
    """Months and days; vague when it names no exact number of them."""

    months: int = 0
    days: int = 0
    vague: bool = False

    def counted_from(self, today: date, sign: int) -> date | None:
        """The day this long after (sign 1) or before (sign -1) today; None beyond the calendar."""
        return add_length(today, sign * self.months, sign * self.days)


def length_of(tokens: Sequence[Token]) -> Length:
    """Add up the pieces of a length; half a year is six months, other halves are vague."""
    months = days = 0
    vague = False
    for number, unit, halves in _pieces(tokens):
        more = _piece(number, unit, halves)
        months, days, vague = months + more.months, days + more.days, vague or more.vague
    return Length(months, days, vague or any(token.kind in _VAGUE or token.approximate for token in tokens))


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, Kind, int]]:
    """Number, unit and halves: 一年半 is (1, year, 1), 半年 is (0, year, 1)."""
    number = halves = 0
    unit: Kind | None = None
    for token in tokens:
        if token.kind is Kind.NUMBER or (token.kind is Kind.HALF and unit is None):
            if unit is not None:
                yield number, unit, halves
                number, halves, unit = 0, 0, None
            number, halves = number + token.value, halves + (token.kind is Kind.HALF)
        elif token.kind is Kind.HALF:
            halves += 1
        elif token.kind not in (Kind.SOME, Kind.CLUSTER):
            unit = token.kind
    if unit is not None:
        yield number, unit, halves


def _piece(number: int, unit: Kind, halves: int) -> Length:
    if unit is Kind.HALF_MORE:
        return Length(number, _HALF_MONTH, vague=True)
    if unit is Kind.HOURS:
        return Length(0, number // _HOURS_A_DAY, vague=bool(number % _HOURS_A_DAY or halves))
    if unit in _MONTHS:
        months = _MONTHS[unit]
        half = Length(halves * months // 2, 0) if months % 2 == 0 else Length(0, halves * _HALF_MONTH, bool(halves))
        return Length(number * months + half.months, half.days, half.vague)
    return Length(0, number * _DAYS.get(unit, 1), vague=bool(halves))


def length_meaning(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A length with its direction: 后, 内 and 再过 count forward, 前 counts back; alone it is asked about."""
    body = [token for token in tokens if token.kind not in (Kind.WAIT, Kind.AFTER, Kind.WITHIN, Kind.BEFORE)]
    backward = tokens[-1].kind is Kind.BEFORE
    length = length_of(body)
    day = length.counted_from(setting.today, -1 if backward else 1)
    directed = len(body) < len(tokens)
    return exact(day) if directed and not length.vague else doubtful(day)


def days_or_day(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """15日前 is before the 15th, 三日后 in three days; 15日之后 and 三日前 may be either."""
    number, direction = tokens[0], tokens[-1]
    as_day = day_of_month(number.value, setting)
    backward = direction.kind is Kind.BEFORE
    as_length = add_length(setting.today, 0, -number.value if backward else number.value)
    if number.approximate:
        return doubtful(as_length)
    if backward:
        small = not number.in_digits and number.value <= _SMALL_COUNT
        return doubtful(as_day.date, as_length) if small else as_day
    plain = len(direction.text) == 1 or direction.kind is Kind.WITHIN
    return exact(as_length) if plain else doubtful(as_length, as_day.date)


def week_after(day: date) -> date:
    """The same weekday a week later; the last day of the calendar stays."""
    return day + timedelta(days=7) if day <= date.max - timedelta(days=7) else day
