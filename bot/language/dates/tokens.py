"""The parts a typed date is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a word does in a date; one letter each, so that a phrase can be matched as a string of them.

    The names in lower case are the names of the word lists in the lexicon.
    """

    NUMBER = "N"
    CLUSTER = "C"
    DIGITS = "G"
    DAY_OFFSET = "t"
    WEEK_OFFSET = "k"
    MONTH_OFFSET = "m"
    YEAR_OFFSET = "z"
    WEEKDAY = "W"
    WEEKDAY_OFFSET = "V"
    EVERY_WEEKDAY = "E"
    EVERY_WEEK = "K"
    EVERY_MONTH = "r"
    EVERY = "x"
    UNLISTED_RECURRENCE = "X"
    FESTIVAL = "F"
    ERA = "A"
    LUNAR = "l"
    LUNAR_MONTH = "O"
    LEAP = "I"
    FIRST_TENS = "c"
    DAY_MARK = "H"
    DAY_OR_DAYS = "R"
    MONTH_MARK = "M"
    MONTH_NAME = "J"
    YEAR_MARK = "y"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "U"
    YEARS = "Y"
    HOURS = "h"
    WORKDAYS = "j"
    QUARTERS = "Q"
    HALF = "S"
    HALF_MORE = "B"
    SOME_MORE = "b"
    SOME = "q"
    END = "e"
    MONTH_END = "L"
    EDGE_DAY = "D"
    PART = "P"
    AFTER = "a"
    BEFORE = "p"
    WITHIN = "i"
    WAIT = "g"
    DURING = "f"
    NOT_THIS = "n"
    EITHER = "o"
    THROUGH = "-"
    AND = ","
    VAGUE = "v"
    SKIP = "s"
    NO_DATE = "_"
    UNKNOWN = "u"


class Token(NamedTuple):
    """One part: its kind, the text it stands for, and the number in it (an offset, a day, an index).

    `parts` are the numbers of a cluster such as 12/1; `counts` tells that an unknown character follows a
    number, which is then most likely a count of something; `approximate` that it names two figures (两三).
    """

    kind: Kind
    text: str
    value: int = 0
    parts: tuple[int, ...] = ()
    approximate: bool = False
    counts: bool = False

    @property
    def in_digits(self) -> bool:
        """Whether a number was written 15 rather than 十五."""
        return self.text.isascii()
