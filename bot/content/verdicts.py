"""What a person is told about a message: words of verdicts and signals, how sure it is said, facts behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Breath, Bubble, Button, Entry, Line, ShortButton, Step, fits
from bot.content.crisis import Pattern
from bot.content.facts import FactId, Lender, by_region, listed
from bot.language.region import Region
from bot.marked_yaml import Loc

Headline = Annotated[Both, fits(16)]
"""What a message is, in one line over the signals."""

Reading = Annotated[Both, fits(16)]
"""One of two readings of a message that is not sure, or how sure it is."""


class Verdict(StrEnum):
    """What to make of a message, from the mildest to the gravest; unknown where nobody could read it."""

    UNKNOWN = "unknown"
    UNRELATED = "unrelated"
    ROUTINE = "routine"
    PRESSURE = "pressure"
    SUSPICIOUS = "suspicious"
    UNLAWFUL = "unlawful"

    @property
    def gravity(self) -> int:
        """Its place from mild to grave."""
        return list(Verdict).index(self)


class VerdictWords(Entry):
    """How a verdict is said, what to do and what not, and the other reading when it is not sure."""

    id: Verdict
    label: Button
    headline: Headline
    maybe: Reading
    do: Breath
    dont: Breath
    or_else: Verdict


class SignalWords(Entry):
    """How a signal is said in the card, its own advice, and the facts behind it by region."""

    id: Line
    verdict: Verdict
    label: ShortButton
    do: Breath | None = None
    dont: Breath | None = None
    log: Line | None = None
    reads: Literal["sum", "day"] | None = None
    court: bool = False
    facts: Mapping[Region, tuple[FactId, ...]]


class Card(Entry):
    """The templates a card is put together from."""

    shown: Both
    unquoted: Both
    advice: Both
    readings: Both


class Band(Entry):
    """How sure, in words, from this confidence on (0 to 1)."""

    from_: float = Field(alias="from", ge=0, le=1)
    say: Reading
    unsure: bool = False


class Sender(Entry):
    """Who may have sent a message, and which of its two readings that makes likelier."""

    id: Line
    label: Button
    reading: Literal["graver", "milder", "to_check"]
    court: bool = False


class Contacted(Entry):
    """Whom a message went to besides the person."""

    id: Line
    say: Step


class LenderKind(Entry):
    """A kind of lender as a button where it exists."""

    id: Lender
    label: Button
    regions: frozenset[Region]


class Danger(Entry):
    """When the emergency numbers come first: a signal, and words that say that it is near."""

    signals: frozenset[Line]
    now: tuple[Pattern, ...] = Field(min_length=1)

    @cached_property
    def _near(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.now))

    def is_near(self, text: str, signals: tuple[str, ...]) -> bool:
        """Whether a message with these signals says that somebody is coming now."""
        return not self.signals.isdisjoint(signals) and self._near.search(text) is not None


class DueWords(Entry):
    """The words beside which a plain reminder names the day something falls due."""

    words: tuple[Pattern, ...] = Field(min_length=1)

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Any of the words."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.words))


class Notice(Entry):
    """What tells a notice that was pasted from words of one's own: it is addressed to somebody, and nobody says I."""

    addressed: tuple[Pattern, ...] = Field(min_length=1)
    own: tuple[Pattern, ...] = Field(min_length=1)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        addressed, own = ("|".join(f"(?:{each})" for each in words) for words in (self.addressed, self.own))
        return re.compile(addressed), re.compile(own)

    def is_one(self, text: str) -> bool:
        """Whether a text is worded as a notice."""
        addressed, own = self._patterns
        return addressed.search(text) is not None and own.search(text) is None


class PaperWords(Entry):
    """What a paper would look like if real, and how to check it, in one region."""

    real: Bubble
    check: Bubble
    facts: tuple[FactId, ...]


class ClaimedPaper(Entry):
    """Somebody official a message claims to come from; a region without an entry of its own uses OTHER."""

    id: Line
    label: Button
    deadlines: bool = False
    by_region: Mapping[Region, PaperWords]

    def for_(self, region: Region) -> PaperWords:
        """The words of this region."""
        return self.by_region.get(region) or self.by_region[Region.OTHER]


class Verdicts(Entry):
    """content/verdicts.yaml."""

    card: Card
    bands: tuple[Band, ...] = Field(min_length=1)
    as_told: Reading
    verdicts: tuple[VerdictWords, ...]
    signals: tuple[SignalWords, ...]
    senders: tuple[Sender, ...]
    contacted: tuple[Contacted, ...]
    lenders: tuple[LenderKind, ...]
    danger: Danger
    due: DueWords
    notice: Notice
    papers: tuple[ClaimedPaper, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Every verdict has its words, every signal named its entry, and the last band reaches down to nothing."""
        known = {signal.id for signal in self.signals}
        missing = {*(verdict.value for verdict in set(Verdict) - {each.id for each in self.verdicts})}
        missing |= self.danger.signals - known
        if self.bands[-1].from_ > 0:
            missing.add("a band from 0")
        if missing:
            raise PydanticCustomError(
                "missing_words",
                "there are no words for {names}",
                {"names": ", ".join(sorted(missing)), "fix": "add them"},
            )
        return self

    def words_of(self, verdict: Verdict) -> VerdictWords:
        """The words of a verdict."""
        return next(each for each in self.verdicts if each.id is verdict)

    def shown(self, signals: tuple[str, ...], verdict: Verdict) -> tuple[SignalWords, ...]:
        """The words of the signals a verdict can rest on, the gravest first."""
        named = (each for each in self.signals if each.id in signals)
        return tuple(each for each in named if each.verdict.gravity <= verdict.gravity)

    def band_of(self, confidence: float) -> Band:
        """How a confidence between 0 and 1 is said."""
        return next((band for band in self.bands if confidence >= band.from_), self.bands[-1])

    def get_sender(self, sender: str) -> Sender:
        """The sender with this id. Raises KeyError."""
        return {each.id: each for each in self.senders}[sender]

    def get_paper(self, paper: str) -> ClaimedPaper:
        """The claimed paper with this id. Raises KeyError."""
        return {each.id: each for each in self.papers}[paper]

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for at, signal in enumerate(self.signals):
            yield from by_region(("signals", at, "facts"), signal.facts)
        for at, paper in enumerate(self.papers):
            for region, words in paper.by_region.items():
                yield from listed(("papers", at, "by_region", region.value, "facts"), words.facts)
