"""Public holidays by region and year, each year with its source and the day it was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Entry, Line
from bot.content.facts import Verified
from bot.language.region import Region

BETWEEN = ".."


def _days(written: object) -> object:
    """``2027-02-05..2027-02-08`` as its days."""
    return [day for each in written for day in _span(str(each))] if isinstance(written, list) else written


def _span(written: str) -> Iterator[date]:
    first, _, last = written.partition(BETWEEN)
    day, end = date.fromisoformat(first), date.fromisoformat(last or first)
    while day <= end:
        yield day
        day += timedelta(days=1)


Days = Annotated[frozenset[date], BeforeValidator(_days)]


class YearOff(Entry):
    """The days of one year in one region, on top of Saturdays and Sundays."""

    region: Region
    year: int = Field(ge=2020, le=2100)
    rule: Line
    issuer: Line
    source: Line
    checked_on: date
    verified: Verified
    closed: Days
    worked: Days

    @model_validator(mode="after")
    def _of_that_year(self) -> Self:
        for day in sorted(self.closed | self.worked):
            if day.year != self.year:
                raise PydanticCustomError(
                    "other_year", "{day} is not in {year}", {"day": str(day), "year": self.year, "fix": "move it"}
                )
        return self


class DaysOff(Entry):
    """Every year that is known."""

    years: tuple[YearOff, ...]

    def closed(self, region: Region) -> frozenset[date]:
        """The public holidays of a region."""
        return frozenset(day for year in self.years if year.region is region for day in year.closed)

    def worked(self, region: Region) -> frozenset[date]:
        """Its weekend days on which people work."""
        return frozenset(day for year in self.years if year.region is region for day in year.worked)
