"""Amounts, dates and counts as the reader's place writes them; Babel knows how."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton, format_time
from babel.numbers import format_currency, format_decimal

from bot.language.money import CURRENCY_OF, Money
from bot.language.region import Region, Script

WHOLE = "#,##0.##"
"""Number pattern without empty decimals: people say 500, not 500.00."""


HALF_A_YEAR = 183
"""Days: within them a day of another year is told by its month alone."""


@dataclass(frozen=True, slots=True)
class Style:
    """How to write for one reader: their script and region."""

    script: Script
    region: Region
    today: dt.date | None = None
    """The reader's day: days far from it are written with their year."""

    @property
    def locale(self) -> Locale:
        """The CLDR locale nearest to this reader."""
        return _locale(self.script, self.region)

    @property
    def currency(self) -> str:
        """ISO 4217 code people here mean when they name none."""
        return CURRENCY_OF[self.region]

    def number(self, value: int | Decimal) -> str:
        """A number with grouping: 23,000."""
        return format_decimal(value, format=WHOLE, locale=self.locale)

    def spoken(self, value: Money) -> str:
        """A sum as it is read aloud in its own region: 500元; elsewhere with its currency's sign."""
        return f"{self.number(value.amount)}元" if value.currency == self.currency else self.money(value)

    def money(self, value: Money) -> str:
        """A sum with its currency as CLDR writes it where the reader lives: ¥500, HK$500, NT$500."""
        symbol_locale = "zh_Hant_HK" if value.currency == "TWD" else self.locale
        return format_currency(
            value.amount, value.currency, format="¤" + WHOLE, locale=symbol_locale, currency_digits=False
        )

    def date(self, value: dt.date) -> str:
        """Month, day and weekday; the year too where it is another and half a year or more away."""
        return format_skeleton("yMMMEd" if self._far(value) else "MMMEd", value, locale=self.locale)

    def _far(self, value: dt.date) -> bool:
        day = self.today
        return day is not None and value.year != day.year and abs((value - day).days) > HALF_A_YEAR

    def month_day(self, value: dt.date) -> str:
        """Month and day without the weekday: what is said aloud."""
        return format_skeleton("MMMd", value, locale=self.locale)

    def month(self, value: dt.date) -> str:
        """Year and month."""
        return format_skeleton("yMMM", value, locale=self.locale)

    def month_alone(self, value: dt.date) -> str:
        """The month without its year: 3月."""
        return format_skeleton("MMM", value, locale=self.locale)

    def full_date(self, value: dt.date) -> str:
        """Year, month and day."""
        return format_skeleton("yMMMd", value, locale=self.locale)

    def weekday(self, value: dt.date) -> str:
        """The day of the week, short."""
        return format_skeleton("E", value, locale=self.locale)

    def time(self, value: time) -> str:
        """Hours and minutes on a 24-hour clock."""
        return format_time(value, "HH:mm", locale=self.locale)

    def moment(self, value: datetime) -> str:
        """Date and time of an aware moment, as local to its own zone."""
        return f"{self.date(value.date())} {self.time(value.timetz().replace(tzinfo=None))}"

    def any(self, value: object) -> str:
        """Whatever a text shows without a filter."""
        match value:
            case Money():
                return self.spoken(value)
            case datetime():
                return self.moment(value)
            case dt.date():
                return self.date(value)
            case time():
                return self.time(value)
            case bool():
                return str(value)
            case int() | Decimal():
                return self.number(value)
        return str(value)


@lru_cache(maxsize=16)
def _locale(script: Script, region: Region) -> Locale:
    if script is Script.HANS:
        return Locale.parse("zh_Hans_CN")
    return Locale.parse("zh_Hant_HK" if region in {Region.HONG_KONG, Region.MACAU} else "zh_Hant_TW")
