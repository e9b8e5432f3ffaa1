"""Reading a time of day: 下午3点, 三点半, 15:30, 朝早九點."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .dates import LONGEST_TEXT, vocabulary_of
from .lexicon import DateLexicon, DayPart
from .numerals import numeral_value
from .scanning import levelled
from .vocabulary import Vocabulary

_NOON = 12
_HOURS = 24
_MINUTES = 60
_QUARTER = 15
_FIVE = 5
_CLEAR_HOUR = 8
"""In figures with a colon 8:00 to 12:59 are as written; 3:00 may be either half of the day."""


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A typed time of day; None when ambiguous; up to two readings, the likelier first."""

    time: dt.time | None = None
    ambiguous: bool = False
    readings: tuple[dt.time, ...] = ()


class _Dial:
    """The patterns of clock times, made once from the words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.parts = {name: part for part in vocabulary.lexicon.day_parts for name in part.names}

    @cached_property
    def part(self) -> re.Pattern[str]:
        return re.compile(_any(list(self.parts)))

    @cached_property
    def clock(self) -> re.Pattern[str]:
        words = self.vocabulary.lexicon.clock
        number = rf"(?:\d{{1,2}}|[{self.vocabulary.numeral_characters}]{{1,3}})"
        fives = _any(words.five_minutes)
        minutes = (
            rf"(?P<half>{_any(words.half)})|(?P<exact>{_any(words.exact)})"
            rf"|(?P<quarters>{number}){_any(words.quarter)}"
            rf"|(?P<fives>{number}){fives}|{fives}(?P<fives_after>{number})"
            rf"|(?P<minutes>{number})(?:{_any(words.minute_marks)})?"
        )
        return re.compile(
            rf"(?:(?P<figures>\d{{1,2}}):(?P<after_colon>\d{{2}})(?::\d{{2}})?"
            rf"|(?P<less>{_any(words.before)}(?:(?P<less_quarters>{number}){_any(words.quarter)}"
            rf"|(?P<less_minutes>{number}){_any(words.minute_marks)}))?"
            rf"(?P<hour>{number}) ?(?:{_any(words.marks)})(?:{minutes})?|(?P<plain>\d{{1,2}})(?= ?[ap]\.?m))"
        )

    def number(self, text: str | None) -> int:
        """The number a group caught; none is zero."""
        if not text:
            return 0
        return int(text) if text.isascii() else numeral_value(text, self.vocabulary.lexicon.numerals)[0]


@lru_cache(maxsize=8)
def _dial(vocabulary: Vocabulary) -> _Dial:
    return _Dial(vocabulary)


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def read_time(text: str, lexicon: DateLexicon) -> TimeReading:
    """Read one time of day; a bare 三点 is ambiguous, and so are two times. Never raises."""
    if len(text) > LONGEST_TEXT:
        return TimeReading()
    dial = _dial(vocabulary_of(lexicon))
    plain = levelled(text, dial.vocabulary)
    clocks = list(dial.clock.finditer(plain))
    parts = list(dict.fromkeys(dial.part.findall(dial.clock.sub(" ", plain))))
    if not clocks:
        return _part_alone(parts, dial)
    readings = _readings(clocks[0], [dial.parts[name] for name in parts], dial)
    if len(clocks) > 1:
        readings = _both(clocks, parts, dial)
    settled = len(readings) == 1
    return TimeReading(readings[0] if settled else None, bool(readings) and not settled, readings[:2])


def _both(clocks: list[re.Match[str]], parts: list[str], dial: _Dial) -> tuple[dt.time, ...]:
    named = [dial.parts[name] for name in parts]
    firsts = [_readings(clock, named, dial)[:1] for clock in clocks]
    return tuple(dict.fromkeys(found for first in firsts for found in first))


def _part_alone(parts: list[str], dial: _Dial) -> TimeReading:
    hours = [dial.parts[name].alone for name in parts]
    if len(hours) == 1 and hours[0] is not None:
        return TimeReading(dt.time(hours[0]), readings=(dt.time(hours[0]),))
    return TimeReading()


def _readings(clock: re.Match[str], parts: list[DayPart], dial: _Dial) -> tuple[dt.time, ...]:
    hour, minute = _hour_and_minute(clock, dial)
    if hour > _HOURS or minute >= _MINUTES:
        return ()
    if parts:
        return _within(hour, minute, parts[0])
    figures = clock["figures"]
    as_written = figures and (len(figures) == 2 or hour >= _CLEAR_HOUR)
    if as_written or hour > _NOON or hour == 0 or (clock["hour"] or "").startswith("0"):
        return (dt.time(hour % _HOURS, minute),)
    return _likelier_first(hour, minute, dial.vocabulary.lexicon.clock.likely_hours)


def _hour_and_minute(clock: re.Match[str], dial: _Dial) -> tuple[int, int]:
    number = dial.number
    if clock["figures"]:
        return number(clock["figures"]), number(clock["after_colon"])
    if clock["plain"]:
        return number(clock["plain"]), 0
    fives = number(clock["fives"]) or number(clock["fives_after"])
    minute = number(clock["quarters"]) * _QUARTER + fives * _FIVE + number(clock["minutes"])
    minute += _MINUTES // 2 if clock["half"] else 0
    less = number(clock["less_quarters"]) * _QUARTER + number(clock["less_minutes"])
    if not less:
        return number(clock["hour"]), minute
    return (number(clock["hour"]) - 1) % _HOURS, max(_MINUTES - less, 0)


def _within(hour: int, minute: int, part: DayPart) -> tuple[dt.time, ...]:
    """The hour that lies in a part of the day: 晚上八点 is 20:00; 早上15点 is no time."""
    first, last = part.hours
    for candidate in (hour, hour + _NOON, hour + _HOURS):
        # Twelve at night is the midnight that ends the day.
        if first <= candidate <= last and not (hour == _NOON and candidate > _HOURS):
            return (dt.time(candidate % _HOURS, minute),)
    return ()


def _likelier_first(hour: int, minute: int, likely: tuple[int, int]) -> tuple[dt.time, ...]:
    both = (dt.time(hour % _HOURS, minute), dt.time((hour + _NOON) % _HOURS, minute))
    return tuple(sorted(both, key=lambda found: not likely[0] <= found.hour < likely[1]))
