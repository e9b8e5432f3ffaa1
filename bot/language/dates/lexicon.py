"""The words dates are written in, read from content and checked."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from bot.language.region import Region
from bot.language.words_file import read_words

from .tokens import Kind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Numerals(_Part):
    """Chinese numerals: 0 to 9, the contracted tens, and the powers of ten below ten thousand."""

    digits: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]


class SolarTerm(_Part):
    """A solar term: its month, and the constant of the twenty-first century for its day."""

    month: int
    constant: float


class FestivalDay(_Part):
    """When a festival is: exactly one of the fields is given.

    solar and lunar are (month, day); weekday is (month, ISO weekday, which one); before_new_year counts
    days back from the first day of the lunar year.
    """

    solar: tuple[int, int] | None = None
    lunar: tuple[int, int] | None = None
    weekday: tuple[int, int, int] | None = None
    before_new_year: int | None = None
    term: SolarTerm | None = None


class Festival(FestivalDay):
    """A festival, its names, and the regions that keep it on another day."""

    names: list[str]
    regions: dict[Region, FestivalDay] = {}


class DayPart(_Part):
    """A part of the day: the hours it covers, 24 and above after midnight, and its hour when alone."""

    names: list[str]
    hours: tuple[int, int]
    alone: int | None = None


class Clock(_Part):
    """Words of the clock."""

    marks: list[str]
    minute_marks: list[str]
    quarter: list[str]
    half: list[str]
    exact: list[str]
    not_after_mark: str
    not_after_minutes: str
    five_minutes: list[str]
    before: list[str]
    likely_hours: tuple[int, int]


class Lengths(_Part):
    """Words of a length of time; `days` is how many days each unit stands for."""

    days: dict[str, int]
    half: str
    measure: list[str]
    more: list[str]
    none: list[str]
    soft: list[str]


class YearPart(_Part):
    """A part of a year, and the months it may mean, the likeliest first."""

    words: list[str]
    months: list[int]


class DateLexicon(_Part):
    """Every word the readers of dates, times and lengths know."""

    fold: list[str]
    numerals: Numerals
    directions: dict[int, list[str]]
    every: list[str]
    month_stems: list[str]
    week_stems: list[str]
    weekday_stems: list[str]
    weekdays: dict[str, int]
    weekday_names: dict[str, int]
    words: dict[str, dict[str, int]]
    counted: list[str]
    money_signs: list[str]
    not_a_day: str
    not_a_weekday: str
    festivals: list[Festival]
    year_parts: list[YearPart]
    new_year: list[str]
    day_parts: list[DayPart]
    clock: Clock
    lengths: Lengths

    @field_validator("words", mode="before")
    @classmethod
    def _lists_carry_no_value(cls, words: dict[str, list[str] | dict[str, int]]) -> dict[str, dict[str, int]]:
        return {name: dict.fromkeys(of, 0) if isinstance(of, list) else of for name, of in words.items()}

    @field_validator("words")
    @classmethod
    def _names_are_kinds(cls, words: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        unknown = sorted(name for name in words if name.upper() not in Kind.__members__)
        if unknown:
            raise ValueError(f"no such kind of word: {', '.join(unknown)}")
        return words

    @field_validator("fold")
    @classmethod
    def _folds_are_pairs(cls, fold: list[str]) -> list[str]:
        if wrong := [pair for pair in fold if len(pair) != 2]:
            raise ValueError(f"a fold is two characters: {', '.join(wrong)}")
        return fold

    @cached_property
    def folding(self) -> dict[int, str]:
        """The table for str.translate that brings traditional characters to the lexicon's."""
        return {ord(pair[0]): pair[1] for pair in self.fold}


def load_date_lexicon(path: Path) -> DateLexicon:
    """Read the lexicon. Raises ContentError naming file, line and column of every problem."""
    return read_words(DateLexicon, path)
