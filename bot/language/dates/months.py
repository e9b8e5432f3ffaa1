"""Reading a month as a person types it: 今年三月, 去年10月, 半年前, 上个月, 过年后."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.region import Region

from .arithmetic import add_months, monday_of, valid_date
from .dates import LONGEST_TEXT, read_date, vocabulary_of
from .festivals import festival_meaning
from .grammar import LENGTH
from .lengths import length_of
from .lexicon import DateLexicon
from .lunar import falls_on
from .named import year_in
from .reading import Setting
from .scanning import levelled, scan
from .tokens import Kind, Token

_YEAR = re.compile("A?Ny|z")
_MONTH = re.compile("(?:A?Ny|z)?(?:N[ML]|J)")
_LENGTH = re.compile(LENGTH)
_LINGERS = 12
"""Months: a length in years names no month, so it is asked back."""
_ANY_YEAR = (1, 6, 12)
"""The months offered where a year alone is named."""
_FIRST_YEAR = 100
"""Fewer are a length of time: 两年."""
_NEW_YEAR = (1, 1)


@dataclass(frozen=True, slots=True)
class MonthReading:
    """The months a text may mean, by their first days, the likeliest first; ``sure`` when there is nothing to ask."""

    months: tuple[date, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """What was typed: levelled, in tokens, when and where, and whether a month gone by is asked for."""

    plain: str
    tokens: Sequence[Token]
    setting: Setting
    past: bool

    @property
    def kinds(self) -> str:
        return "".join(token.kind for token in self.tokens)

    @property
    def year(self) -> int | None:
        match = _YEAR.search(self.kinds)
        return None if match is None else year_in(self.tokens[match.start() : match.end()], self.setting)

    def month(self, month: int, year: int | None) -> date | None:
        """The month of a year, or the one meant: the last such, or the next where one to come is asked for."""
        today = self.setting.today.replace(day=1)
        if year is not None:
            return valid_date(year, month, 1)
        this = valid_date(today.year, month, 1)
        turn = -1 if self.past and this and this > today else 1 if not self.past and this and this < today else 0
        return valid_date(today.year + turn, month, 1)


def read_month(text: str, today: date, region: Region, lexicon: DateLexicon, *, past: bool) -> MonthReading:
    """Read a month from text in either script; never raises on any text.

    A day counts as its month, a length of time from today, back where ``past``.
    """
    if len(text) > LONGEST_TEXT:
        return MonthReading()
    vocabulary = vocabulary_of(lexicon)
    plain = levelled(text, vocabulary)
    tokens = [token for token in scan(plain, vocabulary) if token.kind is not Kind.SKIP]
    typed = _Text(plain, tokens, Setting(today, region, vocabulary), past)
    for reader in (_named, _counted, _lasting, _festival, _part_of_year, _year_alone):
        if found := reader(typed):
            return found
    read = read_date(text, today, region, lexicon)
    return _of([read.date] if read.date else read.readings, sure=read.date is not None and not read.ambiguous)


def _of(days: Iterable[date | None], *, sure: bool) -> MonthReading:
    months = tuple(dict.fromkeys(day.replace(day=1) for day in days if day))
    return MonthReading(months[:3], sure and len(months) == 1)


def _named(typed: _Text) -> MonthReading | None:
    """Months by number or name, with or without a year, and figures such as 2025/3."""
    found: list[date | None] = []
    for match in _MONTH.finditer(typed.kinds):
        tokens = typed.tokens[match.start() : match.end()]
        number = tokens[-1] if tokens[-1].kind is Kind.MONTH_NAME else tokens[-2]
        if number.approximate or not 1 <= number.value <= 12:
            return MonthReading()
        found.append(typed.month(number.value, year_in(tokens, typed.setting)))
    figures = (token.parts for token in typed.tokens if token.kind is Kind.CLUSTER)
    found += [valid_date(*parts, 1) for parts in figures if len(parts) == 2 and parts[0] >= 1000]
    return _of(found, sure=True) if found else None


def _counted(typed: _Text) -> MonthReading | None:
    """上个月, 这个月, 上周."""
    today = typed.setting.today
    days = [add_months(today.replace(day=1), each.value) for each in typed.tokens if each.kind is Kind.MONTH_OFFSET]
    days += [monday_of(today, each.value) for each in typed.tokens if each.kind is Kind.WEEK_OFFSET]
    return _of(days, sure=True) if days else None


def _lasting(typed: _Text) -> MonthReading | None:
    """半年前, or 半年 alone: as long as that from today."""
    match = _LENGTH.search(typed.kinds)
    if match is None or any(token.kind is Kind.NUMBER and token.value >= _FIRST_YEAR for token in typed.tokens):
        return None
    tokens = typed.tokens[match.start() : match.end()]
    length = length_of(tokens)
    back = typed.past or typed.kinds[match.end() :].startswith(Kind.BEFORE)
    in_years = length.months >= _LINGERS and not any(token.kind is Kind.MONTHS for token in tokens)
    day = length.counted_from(typed.setting.today, -1 if back else 1)
    return _of([day], sure=not length.vague and not in_years)


def _part_of_year(typed: _Text) -> MonthReading | None:
    """年底, 夏天, 过年后: asked back, with the months it may be."""
    lexicon = typed.setting.vocabulary.lexicon
    if any(word in typed.plain for word in lexicon.new_year):
        return _around_new_year(typed)
    part = next((part for part in lexicon.year_parts if any(word in typed.plain for word in part.words)), None)
    return None if part is None else _of((typed.month(month, typed.year) for month in part.months), sure=False)


def _around_new_year(typed: _Text) -> MonthReading:
    """The month the lunar new year falls in, and the one behind it."""
    today, falls = typed.setting.today, falls_on(*_NEW_YEAR)
    years = [typed.year] if typed.year is not None else [today.year, today.year - 1 if typed.past else today.year + 1]
    days = [day for year in years for day in falls(year)]
    fitting = [day for day in days if typed.year is not None or (day <= today) == typed.past]
    return _of([month for day in fitting[:1] for month in (day, add_months(day, 1))], sure=False)


def _festival(typed: _Text) -> MonthReading | None:
    """The month of a festival; asked back when something follows it, as in 国庆后."""
    found = next((token for token in typed.tokens if token.kind is Kind.FESTIVAL), None)
    if found is None:
        return None
    festival = typed.setting.vocabulary.lexicon.festivals[found.value]
    meant = festival_meaning(festival, typed.year or typed.setting.today.year, typed.setting).date
    if meant is None:
        return MonthReading()
    month = meant if typed.year else typed.month(meant.month, None)
    return _of([month], sure=typed.tokens[-1] is found)


def _year_alone(typed: _Text) -> MonthReading | None:
    """去年, 2024年: asked back, with its beginning, middle and end."""
    if typed.year is None:
        return None
    return _of((typed.month(month, typed.year) for month in _ANY_YEAR), sure=False)
