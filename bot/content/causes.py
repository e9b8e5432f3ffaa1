"""Why a payment was missed, worded as one sentence a person can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Bubble, Button, Entry, Line, fits
from bot.content.facts import FactId, by_region
from bot.language.region import Region, Script
from bot.marked_yaml import Loc

Fragment = Annotated[Both, fits(16)]
"""A piece of the reason sentence."""


class Phrase(Entry):
    """Since when, or how it looks ahead; the fragment may have the slot {date}."""

    id: Line
    label: Button
    fragment: Fragment


class Cause(Entry):
    """One cause; a card with that id is shown first when there is one."""

    id: Line
    label: Button
    fragment: Fragment
    card: Line | None = None


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
    since: tuple[Phrase, ...]
    outlook: tuple[Phrase, ...]
    causes: tuple[Cause, ...]
    cards: tuple[CauseCard, ...]

    def card(self, card: str) -> CauseCard:
        """The card with this id. Raises KeyError."""
        return {each.id: each for each in self.cards}[card]

    def card_of(self, cause: str) -> CauseCard | None:
        """The card of a cause, or None when it needs none. Raises KeyError."""
        name = {each.id: each for each in self.causes}[cause].card
        return None if name is None else self.card(name)

    def reason(
        self, causes: Sequence[str], since: Both | None, outlook: Both | None, script: Script, region: Region
    ) -> str:
        """One sentence without its full stop, within ``limit`` characters; what comes later is left out.

        ``causes`` are at least one id, in the person's order; ``since`` and ``outlook`` are filled fragments.
        Raises KeyError for an unknown id.
        """
        by_id = {each.id: each.fragment for each in self.causes}
        first, *rest = (by_id[cause] for cause in causes)
        sentence = "".join(part.for_(script, region) for part in (since, first) if part is not None)
        for part in filter(None, (*rest, outlook)):
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
