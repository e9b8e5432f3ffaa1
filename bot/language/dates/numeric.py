"""Dates in figures: 12/1, 2026-12-01, 115/12/1, 20261201."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.region import Region

from .arithmetic import near_enough, valid_date
from .reading import NOTHING, Meaning, Setting, doubtful, exact
from .tokens import Kind, Token
from .yearless import day_of_month, month_and_day

REPUBLIC = 1911
"""Year 115 of Taiwan's calendar is 2026."""

_CENTURY = 2000


def full_year(year: int, era: int | None = None) -> int:
    """A year as typed: 26 and 115 are 2026, 2026 is itself; with an era its years are added."""
    if era is not None:
        return year + era
    if year < 100:
        return _CENTURY + year
    return year + REPUBLIC if year < 200 else year


def cluster_meaning(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Two or three numbers with one separator; "10-15号" is a range, "12.1号" is not."""
    cluster = next(token for token in tokens if token.kind is Kind.CLUSTER)
    if len(cluster.parts) == 3:
        return _three(cluster.parts, setting)
    first, second = cluster.parts
    if tokens[-1] is not cluster and "-" in cluster.text:
        return doubtful(day_of_month(first, setting).date, day_of_month(second, setting).date)
    return month_day_in_figures(first, second, None, setting)


def month_day_in_figures(first: int, second: int, year: int | None, setting: Setting) -> Meaning:
    """Month first on the mainland and in Taiwan; elsewhere day first, and asked about."""
    if first >= 1000 or second >= 1000:
        month = second if first >= 1000 else first
        return doubtful() if 1 <= month <= 12 else NOTHING
    orders = [(second, first), (first, second)] if setting.day_first else [(first, second), (second, first)]
    possible = [order for order in orders if 1 <= order[0] <= 12 and 1 <= order[1] <= 31]
    if not possible:
        return NOTHING
    meanings = [month_and_day(month, day, year, setting) for month, day in possible]
    if not setting.day_first or len(possible) == 1 or first == second:
        return meanings[0]
    return doubtful(meanings[0].date, meanings[1].date, default=meanings[0].date)


def _three(parts: tuple[int, ...], setting: Setting) -> Meaning:
    first, second, third = parts
    if 100 <= first < 200 or first >= 1000:
        return month_and_day(second, third, full_year(first), setting)
    if third >= 1000 and max(first, second) < 100:
        return month_day_in_figures(first, second, third, setting)
    if max(parts) >= 100:
        return NOTHING
    return _short_year(first, second, third, setting)


def _short_year(first: int, second: int, third: int, setting: Setting) -> Meaning:
    """Years of two figures: in front on the mainland and in Taiwan, else behind, if near enough."""
    front = month_and_day(second, third, _CENTURY + first, setting)
    behind = month_day_in_figures(first, second, _CENTURY + third, setting)
    for meaning in [behind, front] if setting.day_first else [front, behind]:
        if meaning.date and near_enough(meaning.date, setting.today):
            return meaning
    return NOTHING


def digits_meaning(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Figures alone: eight are a date, in Taiwan seven too; six are asked about."""
    figures = tokens[0].text
    if len(figures) == 8:
        found = _figures(figures, 4, 0)
        return exact(found) if found and near_enough(found, setting.today) else NOTHING
    if len(figures) == 7 and setting.region is Region.TAIWAN:
        found = _figures(figures, 3, REPUBLIC)
        return exact(found) if found and near_enough(found, setting.today) else NOTHING
    if len(figures) == 6:
        found = _figures(figures, 2, _CENTURY)
        return doubtful(found) if found and near_enough(found, setting.today) else NOTHING
    return NOTHING


def _figures(figures: str, year: int, era: int) -> date | None:
    return valid_date(int(figures[:year]) + era, int(figures[year : year + 2]), int(figures[year + 2 :]))


def two_numbers(tokens: Sequence[Token], setting: Setting) -> Meaning:
    """Two numbers with a space between: asked about when they could be a month and a day."""
    found = month_day_in_figures(tokens[0].value, tokens[1].value, None, setting)
    return doubtful(found.date) if found.date else NOTHING


def bare_number(token: Token, setting: Setting) -> Meaning:
    """A number and nothing else: 15 may be the 15th, 1201 the first of December; both are asked about."""
    if len(token.text) == 4 and token.in_digits:
        found = month_and_day(int(token.text[:2]), int(token.text[2:]), None, setting)
        return doubtful(found.date) if found.date else NOTHING
    found = day_of_month(token.value, setting)
    return doubtful(found.date) if found.date else NOTHING
