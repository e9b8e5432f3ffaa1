"""Why a payment was missed, worded as one sentence a person can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Bubble, Button, Entry, Line, fits
from bot.content.facts import FactId, by_region
from bot.content.piles import Piles
from bot.language.region import Region, Script
from bot.marked_yaml import Loc

Fragment = Annotated[Both, fits(16)]
"""A piece of the reason sentence."""


class Since(Entry):
    """Since when, roughly."""

    id: Line
    fragment: Fragment


class Months(Entry):
    """A month of this year, of the last, or of one before, as it is said; slots {month} and {year}."""

    this_year: Fragment
    last_year: Fragment
    earlier: Fragment

    def of(self, month: date, today: date) -> Both:
        """The words for a month, seen from a day."""
        gone = today.year - month.year
        return self.this_year if gone == 0 else self.last_year if gone == 1 else self.earlier


class Phrase(Entry):
    """How it looks ahead; the fragment may have the slot {date}."""

    id: Line
    label: Button
    fragment: Fragment


class Cause(Entry):
    """One cause; a card with that id is shown first when there is one.

    ``words`` are those it is heard by in what somebody writes. Where there is an ``unsaid``, it stands for the fragment
    until the person says that it may be told.
    """

    id: Line
    label: Button
    fragment: Fragment
    unsaid: Fragment | None = None
    card: Line | None = None
    words: tuple[Line, ...] = ()


class Work(Entry):
    """How much work somebody who is ill can do; without a fragment nothing is said of it."""

    id: Line
    label: Button
    fragment: Fragment | None = None


class CauseCard(Entry):
    """What is said when a cause needs something else first; ``if_yes`` is the card for a yes to ``ask``."""

    id: Line
    say: tuple[Bubble, ...] = Field(min_length=1, max_length=3)
    ask: Bubble | None = None
    if_yes: Line | None = None
    facts: Mapping[Region, tuple[FactId, ...]]


class Causes(Entry):
    """content/causes.yaml; ``limit`` is the length of the reason sentence in characters."""

    limit: int = Field(gt=0)
    joiner: Line
    months: Months
    since_month: Fragment
    since: tuple[Since, ...]
    outlook: tuple[Phrase, ...]
    work: tuple[Work, ...]
    piles: Piles
    causes: tuple[Cause, ...]
    cards: tuple[CauseCard, ...]

    def card(self, card: str) -> CauseCard:
        """The card with this id. Raises KeyError."""
        return {each.id: each for each in self.cards}[card]

    def card_of(self, cause: str) -> CauseCard | None:
        """The card of a cause, or None when it needs none. Raises KeyError."""
        name = {each.id: each for each in self.causes}[cause].card
        return None if name is None else self.card(name)

    def fragments(self, causes: Sequence[str], *, told: bool) -> tuple[Both, ...]:
        """What is said of the causes, at least one of them; ``told`` says that illness may be named.

        Otherwise it is left out, or other words stand for it where it is the only cause. Raises KeyError.
        """
        by_id = {each.id: each for each in self.causes}
        chosen = [by_id[cause] for cause in causes]
        if not told:
            chosen = [cause for cause in chosen if cause.unsaid is None] or chosen
        return tuple(cause.fragment if told or cause.unsaid is None else cause.unsaid for cause in chosen)

    def reason(self, since: Both | None, parts: Sequence[Both | None], script: Script, region: Region) -> str:
        """One sentence without its full stop, within ``limit`` characters; what comes later is left out.

        ``since`` and ``parts``, at least one, are filled fragments in the order they are said.
        """
        first, *rest = filter(None, parts)
        sentence = "".join(part.for_(script, region) for part in (since, first) if part is not None)
        for part in rest:
            longer = f"{sentence}{self.joiner}{part.for_(script, region)}"
            sentence = longer if len(longer) <= self.limit else sentence
        return sentence

    def card_references(self) -> Iterator[tuple[Loc, str]]:
        """Every card named, with its place in the file."""
        for at, cause in enumerate(self.causes):
            if cause.card is not None:
                yield ("causes", at, "card"), cause.card
        for at, card in enumerate(self.cards):
            if card.if_yes is not None:
                yield ("cards", at, "if_yes"), card.if_yes

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for at, card in enumerate(self.cards):
            yield from by_region(("cards", at, "facts"), card.facts)
