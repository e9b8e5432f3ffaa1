"""The words by which a typed sum is read, from ``content/reading/amounts.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.language.amounts.spelling import fold
from bot.language.region import Region
from bot.language.words_file import read_words

LOCAL = "LOCAL"
"""Key of the currency words that take the region's currency."""

Words = tuple[str, ...]

WORD_KINDS = (
    "half", "point", "open_inside", "dollar_signs", "tenths", "hundredths", "whole", "ordinals",
    "share_before", "share_words", "shares", "interest", "codes", "open_words", "open_before",
    "open_after", "negative", "opposite", "negations", "corrections", "products", "sums_signs", "each",
    "every", "nothing", "nothing_phrases", "unable", "refused_behind", "measures", "product_measures",
    "particles", "fillers", "plain_words", "punctuation", "connectors",
)  # fmt: skip
"""Lists of words, each of which a token can be; no word stands in two of them."""

SHARED_KINDS = ("open_adjacent", "date_before")
"""Lists whose words may also be of another kind: 周 is a measure too, 成 a share."""


class Rate(BaseModel):
    """A period other than a month, and how many of it make one (empty: no monthly reading)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_month: str
    words: Words


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word is: its kind, and the value it carries (a number, a code, or the word)."""

    word: str
    kind: str
    value: Decimal | str


class AmountLexicon(BaseModel):
    """Every word list of the reader; the YAML file explains each of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    variants: dict[str, str]
    digits: dict[str, int]
    units: dict[str, int]
    large_units: dict[str, int]
    letters: dict[str, int]
    slang: dict[str, int]
    slang_regions: tuple[Region, ...]
    slang_everywhere: Words
    bare_unit_regions: tuple[Region, ...]
    half: Words
    point: Words
    currencies: dict[str, Words]
    dollar_signs: Words
    dollar_sign_regions: tuple[Region, ...]
    known_currencies: Words
    tenths: Words
    hundredths: Words
    whole: Words
    measures: Words
    product_measures: Words
    date_before: Words
    ordinals: Words
    shares: Words
    share_before: Words
    share_words: Words
    interest: Words
    codes: Words
    code_links: Words
    open_inside: Words
    open_first: Words
    open_last: Words
    open_words: Words
    open_before: Words
    open_adjacent: Words
    open_after: Words
    negative: Words
    opposite: Words
    negations: Words
    corrections: Words
    products: Words
    sums_signs: Words
    connectors: Words
    each: Words
    every: Words
    month_words: Words
    rates: dict[str, Rate]
    slash_periods: dict[str, str]
    nothing: Words
    nothing_phrases: Words
    lone: Words
    unable: Words
    refused_behind: Words
    particles: Words
    fillers: Words
    plain_words: Words
    punctuation: Words
    clause_ends: Words = Field(min_length=1)

    @model_validator(mode="after")
    def _each_word_once(self) -> AmountLexicon:
        kinds: dict[str, str] = {}
        clashes = [
            f"{entry.word} is in {kinds[entry.word]} and in {entry.kind}"
            for entry in self._entries()
            if kinds.setdefault(entry.word, entry.kind) != entry.kind and entry.kind not in SHARED_KINDS
        ]
        if clashes:
            raise ValueError("; ".join(clashes))
        return self

    @cached_property
    def spelling(self) -> MappingProxyType[int, str]:
        """Table of character variants, as ``str.translate`` takes it."""
        return MappingProxyType({ord(key): value for key, value in self.variants.items()})

    @cached_property
    def entries(self) -> MappingProxyType[str, Entry]:
        """Folded word -> what it is."""
        table: dict[str, Entry] = {}
        for entry in self._entries():
            table.setdefault(entry.word, entry)
        return MappingProxyType(table)

    @cached_property
    def lengths(self) -> MappingProxyType[str, tuple[int, ...]]:
        """First character -> the lengths of the folded words beginning with it, longest first."""
        table: dict[str, set[int]] = {}
        for word in self.entries:
            table.setdefault(word[0], set()).add(len(word))
        return MappingProxyType({first: tuple(sorted(found, reverse=True)) for first, found in table.items()})

    @cached_property
    def numeral_characters(self) -> frozenset[str]:
        """Characters a Chinese numeral is written with."""
        return frozenset([*self.digits, *self.units, *self.large_units])

    @cached_property
    def measure_characters(self) -> frozenset[str]:
        """The measures of one character, such as 天, 月 and 年."""
        return frozenset(word for word in self.folded(self.measures) if len(word) == 1)

    def folded(self, words: Words) -> frozenset[str]:
        """The words as they appear in a folded text."""
        return frozenset(fold(word, self.spelling) for word in words)

    @cached_property
    def sets(self) -> MappingProxyType[str, frozenset[str]]:
        """Folded word lists the grammar asks about by name."""
        names = (
            "month_words", "code_links", "lone", "clause_ends", "slang_everywhere", "open_first", "open_last",
            "date_before",
        )  # fmt: skip
        named = {name: self.folded(getattr(self, name)) for name in names}
        named["open_just_before"] = self.folded((*self.open_adjacent, *self.open_inside))
        return MappingProxyType(named)

    def _entries(self) -> Iterator[Entry]:
        yield from self._numeral_entries()
        for code, words in self.currencies.items():
            yield from self._listed("currency", words, code)
        for period, rate in self.rates.items():
            yield from self._listed("rate", rate.words, period)
        for kind in (*WORD_KINDS, *SHARED_KINDS):
            yield from self._listed(kind, getattr(self, kind))

    def _numeral_entries(self) -> Iterator[Entry]:
        for kind, table in (
            ("digit", self.digits),
            ("unit", self.units),
            ("large", self.large_units),
            ("letter", self.letters),
            ("slang", self.slang),
        ):
            for word, value in table.items():
                yield Entry(fold(word, self.spelling), kind, Decimal(value))

    def _listed(self, kind: str, words: Words, value: str | None = None) -> Iterator[Entry]:
        for word in words:
            spelled = fold(word, self.spelling)
            yield Entry(spelled, kind, spelled if value is None else value)


def load_amount_lexicon(path: Path) -> AmountLexicon:
    """Read the lexicon. Raises ContentError naming file, line and column of every problem."""
    return read_words(AmountLexicon, path)
