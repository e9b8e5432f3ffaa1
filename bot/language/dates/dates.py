"""Reading a date as a person types it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bot.language.region import Region

from .combining import NO_DATE, combined
from .lexicon import DateLexicon
from .reading import DateReading, Setting
from .scanning import levelled, scan
from .tokens import Kind
from .vocabulary import Vocabulary

LONGEST_TEXT = 500
"""Free text has at most this many characters (product design, 4.0); longer holds no date."""


def read_date(text: str, today: date, region: Region, lexicon: DateLexicon) -> DateReading:
    """Read one date, or a recurring day, from text in either script; never raises on any text.

    today is the day where the person is. What stays unexplained makes the reading ambiguous, or no date.
    """
    if len(text) > LONGEST_TEXT:
        return NO_DATE
    vocabulary = vocabulary_of(lexicon)
    tokens = [token for token in scan(levelled(text, vocabulary), vocabulary) if token.kind is not Kind.SKIP]
    return combined(tokens, Setting(today, region, vocabulary))


def vocabulary_of(lexicon: DateLexicon) -> Vocabulary:
    """The words of a lexicon laid out for scanning, made once for each."""
    return _by_identity(_Identity(lexicon))


class _Identity:
    """A lexicon compared by identity, as its lists cannot be hashed."""

    __slots__ = ("lexicon",)

    def __init__(self, lexicon: DateLexicon) -> None:
        self.lexicon = lexicon

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.lexicon is self.lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)


@lru_cache(maxsize=8)
def _by_identity(identity: _Identity) -> Vocabulary:
    return Vocabulary(identity.lexicon)
