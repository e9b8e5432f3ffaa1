"""Cards on common situations: what a rule means for a person, what it does not, and the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Entry, Line, Say, ShortButton, fits
from bot.content.facts import FactId, listed
from bot.language.region import Region
from bot.marked_yaml import Loc

Title = Annotated[Both, fits(12)]
"""The name of a card: a button beside another one at 360 px (product design, 4.0)."""

Means = Annotated[Both, fits(94)]
"""What a rule means; title, label and the mark of what needs checking stand in the same bubble."""

MOST_FACTS = 2
"""Each fact shown is a bubble, and the question takes the third."""

FactIds = Annotated[tuple[FactId, ...], Field(max_length=MOST_FACTS)]


class RightsCard(Entry):
    """One situation; ``words`` are what people type, ``complain`` where to turn when the region's is not the place."""

    id: Line
    title: Title
    means: Means
    not_means: Say
    facts: FactIds = Field(min_length=1)
    words: tuple[Line, ...] = Field(min_length=1)
    complain: FactIds | None = None

    def texts(self) -> Iterator[Both]:
        """What it states."""
        yield self.means
        yield self.not_means


class Rights(Entry):
    """The cards of one region (content/rights), and the facts on where to complain there."""

    region: Region
    complain: FactIds
    cards: tuple[RightsCard, ...] = Field(min_length=1)

    def get(self, card: str) -> RightsCard | None:
        """The card with this id; None when this region has none."""
        return next((each for each in self.cards if each.id == card), None)

    def complaints(self, card: RightsCard) -> tuple[FactId, ...]:
        """Where to turn with this situation."""
        return self.complain if card.complain is None else card.complain

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        yield from listed(("complain",), self.complain)
        for at, card in enumerate(self.cards):
            yield from listed(("cards", at, "facts"), card.facts)
            yield from listed(("cards", at, "complain"), card.complain or ())


class LookingUp(Entry):
    """content/rights/looking_up.yaml: the button that turns the page, and words of which the first stands for all."""

    more: ShortButton
    same: tuple[Annotated[tuple[Line, ...], Field(min_length=2)], ...]
