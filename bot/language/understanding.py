"""How typed amounts, dates, times and lengths are read: the readers with their lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.language.amounts import AmountLexicon, AmountReading, load_amount_lexicon, read_amount
from bot.language.dates import (
    DateLexicon,
    DateReading,
    MonthReading,
    TimeReading,
    load_date_lexicon,
    read_date,
    read_duration_days,
    read_month,
    read_time,
)
from bot.language.passing import PassingWords, load_passing_words
from bot.language.region import Region


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers a conversation uses."""

    amounts: AmountLexicon
    dates: DateLexicon
    passing: PassingWords

    def amount(self, text: str, region: Region) -> AmountReading:
        """The sum a text names."""
        return read_amount(text, region, self.amounts)

    def month(self, text: str, today: date, region: Region, *, past: bool) -> MonthReading:
        """The month a text names, one gone by where ``past``."""
        return read_month(text, today, region, self.dates, past=past)

    def date(self, text: str, today: date, region: Region) -> DateReading:
        """The day a text names."""
        return read_date(text, today, region, self.dates)

    def time(self, text: str) -> TimeReading:
        """The time of day a text names."""
        return read_time(text, self.dates)

    def days(self, text: str) -> int | None:
        """The length of time a text names, in days."""
        return read_duration_days(text, self.dates)

    def passes(self, text: str) -> bool:
        """Whether a text says no more than that the question stays unanswered."""
        return self.passing.named(text)


def load_readers(content: Path) -> Readers:
    """The readers with the lexicons of content/reading/."""
    reading = content / "reading"
    return Readers(
        load_amount_lexicon(reading / "amounts.yaml"),
        load_date_lexicon(reading / "dates.yaml"),
        load_passing_words(reading / "passing.yaml"),
    )
