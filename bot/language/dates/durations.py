"""Reading how long something has lasted, in days: 逾期三个月, 45天, 半年, 一年多."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .dates import LONGEST_TEXT, vocabulary_of
from .lexicon import DateLexicon
from .numerals import numeral_value
from .scanning import levelled
from .vocabulary import Vocabulary

_YEAR = 365
_HALF_YEAR = 180

LONGEST_DAYS = 3650
"""Ten years, the longest length taken (product design, 4.0)."""


def read_duration_days(text: str, lexicon: DateLexicon) -> int | None:
    """The length in days, 0 to 3650, or None when there is none, two are named, or something is unexplained.

    A month counts 30 days, a year 365, half a year 180; 多 behind a figure leaves the figure, a bare number
    is days, and words for "not overdue" are 0.
    """
    if len(text) > LONGEST_TEXT:
        return None
    vocabulary = vocabulary_of(lexicon)
    plain = levelled(text, vocabulary)
    if _without(plain, lexicon.lengths.soft) in lexicon.lengths.none or plain in lexicon.lengths.none:
        return 0
    days = _total(plain, vocabulary)
    return days if days is not None and 0 <= days <= LONGEST_DAYS else None


def _total(plain: str, vocabulary: Vocabulary) -> int | None:
    pattern = _pattern(vocabulary)
    pieces = [_days(piece, vocabulary) for piece in pattern.finditer(plain)]
    rest = _without(pattern.sub("", plain), vocabulary.lexicon.lengths.soft)
    known = [piece for piece in pieces if piece is not None]
    if not pieces or len(known) < len(pieces) or rest or not _falling(known):
        return None
    return sum(known)


def _falling(pieces: list[int]) -> bool:
    """One length has ever smaller pieces, 一年三个月; 三个月四个月 are two."""
    return all(later < earlier for earlier, later in pairwise(pieces))


def _without(text: str, words: list[str]) -> str:
    return re.sub("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), "", text)


@lru_cache(maxsize=8)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = vocabulary.lexicon.lengths
    number = rf"\d+(?:\.\d+)?|[{vocabulary.numeral_characters}]+"
    units = "|".join(re.escape(unit) for unit in sorted(words.days, key=len, reverse=True))
    measure, more, half = "|".join(words.measure), "|".join(words.more), words.half
    return re.compile(
        rf"(?:(?P<number>{number})|(?P<halved>{half}))(?:{more})? ?"
        rf"(?:{measure})?(?P<extra>{half})?(?:{more})? ?(?P<unit>{units})"
        rf"(?P<and_half>{half})?(?:{more})?"
        rf"|^(?P<bare>\d+)$"
    )


def _days(piece: re.Match[str], vocabulary: Vocabulary) -> int | None:
    if piece["bare"]:
        return int(piece["bare"])
    each = vocabulary.lexicon.lengths.days[piece["unit"]]
    half = _HALF_YEAR if each == _YEAR else each // 2
    halves = sum(bool(piece[name]) for name in ("halved", "extra", "and_half"))
    number = _number(piece["number"], vocabulary)
    return None if number is None else int(number * each) + halves * half


def _number(text: str | None, vocabulary: Vocabulary) -> float | None:
    if text is None:
        return 0
    if text.isascii():
        return float(text)
    value, approximate = numeral_value(text, vocabulary.lexicon.numerals)
    return None if approximate else value
