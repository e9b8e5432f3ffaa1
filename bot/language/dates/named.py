"""Dates with their parts named: 2026年12月1日, 下个月10号, 明年春节, 农历八月初五, Dec 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .arithmetic import add_months, month_end, valid_date
from .festivals import festival_meaning
from .lunar import lunar_meaning
from .numeric import full_year, month_day_in_figures
from .reading import NOTHING, Meaning, Setting, doubtful, exact
from .tokens import Kind, Token
from .yearless import day_of_month, day_of_relative_month, end_of_month, month_and_day

_LAST = -1
_FIRST_TEN = 10


def year_in(tokens: Sequence[Token], setting: Setting) -> int | None:
    """The year an expression names, in any calendar or counted from this one."""
    era = next((token.value for token in tokens if token.kind is Kind.ERA), None)
    for number, mark in zip(tokens, [*tokens[1:], None], strict=False):
        if number.kind is Kind.YEAR_OFFSET:
            return setting.today.year + number.value
        if mark and mark.kind is Kind.YEAR_MARK:
            return full_year(number.value, era)
    return None


def _after_year(tokens: Sequence[Token]) -> list[Token]:
    rest = list(tokens)
    marks = [place for place, token in enumerate(rest) if token.kind in (Kind.YEAR_MARK, Kind.YEAR_OFFSET)]
    return [token for token in rest[marks[-1] + 1 if marks else 0 :] if token.kind is not Kind.LUNAR]


def year_month_day(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Month and day with or without a year; 八月十五 in numerals alone may be lunar and is asked about."""
    year = year_in(tokens, setting)
    month, _, day, *mark = _after_year(tokens)
    found = month_and_day(month.value, day.value, year, setting)
    if month.approximate or day.approximate:
        return doubtful(found.date)
    if mark or day.in_digits:
        return found
    return doubtful(found.date, lunar_meaning(month.value, day.value, year, setting).date)


def three_numbers(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Year, month and day with spaces for separators."""
    year, month, day = (token.value for token in tokens)
    return month_and_day(month, day, year, setting) if year >= 1000 else doubtful()


def month_edge(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """The last or the first day of a named month."""
    month, edge = _after_year(tokens)[0].value, tokens[-1]
    year = year_in(tokens, setting)
    if edge.kind is Kind.EDGE_DAY and edge.value != _LAST:
        return month_and_day(month, 1, year, setting)
    return end_of_month(month, year, setting)


def month_alone(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A month, or a part of it: asked about, with its first and last day."""
    month = _after_year(tokens)[0].value
    if not 1 <= month <= 12:
        return NOTHING
    year = year_in(tokens, setting)
    ends = (month_and_day(month, 1, year, setting), end_of_month(month, year, setting))
    return doubtful(*(end.date for end in ends))


def relative_month(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A month counted from this one, with a day, with its end, or alone (asked about)."""
    months = tokens[0].value
    if len(tokens) > 1:
        number, edge = tokens[1], tokens[-1]
        if number.kind is Kind.NUMBER:
            found = day_of_relative_month(number.value, months, setting)
            return doubtful(found.date) if number.approximate or found is NOTHING else found
        if edge.kind is Kind.EDGE_DAY and edge.value != _LAST:
            return day_of_relative_month(1, months, setting)
        if edge.kind in (Kind.END, Kind.MONTH_END, Kind.EDGE_DAY, Kind.WITHIN):
            return _relative_month_end(months, setting)
    return doubtful(add_months(setting.today, months)) if months > 0 else doubtful()


def day_then_month(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """The English order: "15th of next month"."""
    return relative_month([tokens[-1], tokens[0]], setting)


def _relative_month_end(months: int, setting: Setting) -> Meaning:
    first = add_months(setting.today.replace(day=1), months)
    return exact(month_end(first)) if first else NOTHING


def this_month_end(_tokens: Sequence[Token], setting: Setting) -> Meaning:
    """月底 is the last day of this month."""
    return exact(month_end(setting.today))


def same_day(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Today, months or years away: 下个月今天, 明年今天."""
    unit = 12 if tokens[0].kind is Kind.YEAR_OFFSET else 1
    day = add_months(setting.today, unit * tokens[0].value)
    return exact(day + timedelta(days=tokens[1].value)) if day else NOTHING


def year_alone(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A year, asked about unless its last or first day is named."""
    year = year_in(tokens, setting)
    if year is None:
        return doubtful()
    if tokens[-1].kind is Kind.EDGE_DAY:
        return exact(valid_date(year, 12, 31) if tokens[-1].value == _LAST else valid_date(year, 1, 1))
    whole = tokens[-1].kind in (Kind.END, Kind.WITHIN)
    return doubtful(valid_date(year, 12, 31) if whole else None)


def year_and_figures(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A year counted from this one, with figures: 明年3/5."""
    parts = tokens[1].parts
    if len(parts) != 2:
        return doubtful()
    return month_day_in_figures(*parts, year_in(tokens, setting), setting)


def festival(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A festival, in a named year or the one meant."""
    named = setting.vocabulary.lexicon.festivals[tokens[-1].value]
    return festival_meaning(named, year_in(tokens, setting), setting)


def lunar_date(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """A day of the Chinese calendar: 正月十五, 农历八月初五, 闰六月初一."""
    rest = [token for token in _after_year(tokens) if token.kind is not Kind.LEAP]
    numbers = [token.value for token in rest if token.kind in (Kind.LUNAR_MONTH, Kind.NUMBER)]
    month, day = numbers[0], numbers[1]
    leap = any(token.kind is Kind.LEAP for token in tokens)
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return NOTHING
    return lunar_meaning(month, day, year_in(tokens, setting), setting, leap=leap)


def lunar_day_alone(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """初五 without its month: asked about, with the next such day."""
    day = tokens[1].value
    if not 1 <= day <= _FIRST_TEN:
        return NOTHING
    coming = (lunar_meaning(month, day, None, setting).date for month in range(1, 13))
    return doubtful(*sorted(found for found in coming if found and found >= setting.today)[:1])


def english_date(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """The English forms: Dec 1, 1st of December, December 1, 2026."""
    month = next(token.value for token in tokens if token.kind is Kind.MONTH_NAME)
    numbers = [token.value for token in tokens if token.kind is Kind.NUMBER]
    if not numbers or numbers[0] > 31:
        return doubtful()
    year = full_year(numbers[1]) if len(numbers) > 1 else None
    return month_and_day(month, numbers[0], year, setting)


def bare_day(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """15号, this month's or the next one's."""
    found = day_of_month(tokens[0].value, setting)
    return doubtful(found.date) if tokens[0].approximate else found


def relative_day(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """今天, 明天, 大后天."""
    return exact(date.fromordinal(setting.today.toordinal() + tokens[0].value))
