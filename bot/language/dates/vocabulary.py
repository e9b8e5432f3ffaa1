"""The lexicon laid out for scanning: every word with its kind, found longest first."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property
from itertools import product
from typing import NamedTuple

from .lexicon import DateLexicon
from .tokens import Kind


class Word(NamedTuple):
    """What a word is: its kind, its number, and for a weekday with a direction the weeks away."""

    kind: Kind
    value: int = 0
    weeks: int = 0


class Vocabulary:
    """All words of a lexicon; made once, then only read."""

    def __init__(self, lexicon: DateLexicon) -> None:
        self.lexicon = lexicon
        self.words = _compose(lexicon)
        self.counted = frozenset(lexicon.counted)
        self._lengths = _lengths_by_first(self.words)
        self._counted_lengths = _lengths_by_first(dict.fromkeys(lexicon.counted, Word(Kind.NO_DATE)))

    def longest(self, text: str, start: int) -> str:
        """The longest known word at a place, or the empty string."""
        return _longest(text, start, self._lengths, self.words)

    def longest_counted(self, text: str, start: int) -> str:
        """The longest word of a sum or count at a place, or the empty string."""
        return _longest(text, start, self._counted_lengths, self.counted)

    @cached_property
    def numeral(self) -> re.Pattern[str]:
        """A run of Chinese numerals."""
        return re.compile(f"[{self.numeral_characters}]+")

    @cached_property
    def numeral_characters(self) -> str:
        """All Chinese numerals."""
        numerals = self.lexicon.numerals
        return "".join((*numerals.digits, *numerals.tens, *numerals.scales))

    @cached_property
    def clock(self) -> re.Pattern[str]:
        """A time of day such as 三点半 or 15:30, which a date may carry and never is."""
        words = self.lexicon.clock
        number = rf"(?:\d{{1,2}}|[{self.numeral_characters}]{{1,3}})"
        ending = "|".join(
            (*words.half, *words.exact, rf"{number}(?:{'|'.join((*words.quarter, *words.minute_marks))})")
        )
        return re.compile(
            rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?z?"
            rf"|{number}(?:{'|'.join(words.marks)})(?![{words.not_after_mark}])"
            rf"(?:{ending}|{number}(?![{words.not_after_minutes}\d]))?"
        )


def _longest(text: str, start: int, lengths: dict[str, tuple[int, ...]], known: Container[str]) -> str:
    for length in lengths.get(text[start], ()):
        word = text[start : start + length]
        if word in known and not _cuts_latin(text, start, length):
            return word
    return ""


def _cuts_latin(text: str, start: int, length: int) -> bool:
    last = text[start + length - 1 : start + length + 1]
    return len(last) == 2 and last.isascii() and last.isalpha()


def _lengths_by_first(words: dict[str, Word]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(of, reverse=True)) for first, of in lengths.items()}


def _compose(lexicon: DateLexicon) -> dict[str, Word]:
    words = {name: Word(Kind.WEEKDAY, day) for name, day in lexicon.weekday_names.items()}
    words.update(_directed(lexicon))
    words.update(_recurring(lexicon))
    for kind, of in lexicon.words.items():
        words.update({word: Word(Kind[kind.upper()], value) for word, value in of.items()})
    for index, festival in enumerate(lexicon.festivals):
        words.update({name: Word(Kind.FESTIVAL, index) for name in festival.names})
    return words


def _weekdays(lexicon: DateLexicon) -> dict[str, int]:
    named = {f" {name}": day for name, day in lexicon.weekday_names.items()}
    stems = [stem for stem in lexicon.weekday_stems if stem != " "]
    return named | {stem + name: day for stem, (name, day) in product(stems, lexicon.weekdays.items())}


def _directed(lexicon: DateLexicon) -> dict[str, Word]:
    weekdays = _weekdays(lexicon)
    words = {name: Word(Kind.WEEKDAY, day) for name, day in weekdays.items() if name[0] != " "}
    for weeks, directions in lexicon.directions.items():
        for direction in directions:
            words.update({direction + stem: Word(Kind.MONTH_OFFSET, weeks) for stem in lexicon.month_stems})
            words.update({direction + stem: Word(Kind.WEEK_OFFSET, weeks) for stem in lexicon.week_stems})
            words.update({direction + name: Word(Kind.WEEKDAY_OFFSET, day, weeks) for name, day in weekdays.items()})
    return words


def _recurring(lexicon: DateLexicon) -> dict[str, Word]:
    words = {every: Word(Kind.EVERY) for every in lexicon.every}
    for every in lexicon.every:
        words.update({every + stem: Word(Kind.EVERY_MONTH) for stem in lexicon.month_stems})
        words.update({every + stem: Word(Kind.EVERY_WEEK) for stem in lexicon.week_stems})
        words.update({every + name: Word(Kind.EVERY_WEEKDAY, day) for name, day in _weekdays(lexicon).items()})
    return words
