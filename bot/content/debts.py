"""Who is owed, by region, and how a debt is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.content.both import Both, Button, Entry, Line, Step
from bot.content.facts import FactId, by_region
from bot.language.region import Region
from bot.marked_yaml import Loc


class DebtKindWords(Entry):
    """A kind of creditor where it exists, with the rules that differ for it."""

    id: Line
    label: Button
    regions: frozenset[Region]
    facts: Mapping[Region, tuple[FactId, ...]]


class Band(Entry):
    """One of the bands debts are shown in."""

    id: Line
    label: Button


class CardLine(Entry):
    """A line of a debt's card, shown where ``slot`` is known."""

    slot: Line
    say: Step


class DebtWords(Entry):
    """content/debts.yaml."""

    kinds: tuple[DebtKindWords, ...]
    bands: tuple[Band, ...]
    card: tuple[CardLine, ...]
    button: Both
    unknown_balance: Button

    def kind(self, id: str, region: Region) -> DebtKindWords:  # noqa: A002  it is the field's name
        """The kind in a region, or as it is called anywhere else. Raises KeyError."""
        named = [kind for kind in self.kinds if kind.id == id]
        here = [kind for kind in named if region in kind.regions]
        return {kind.id: kind for kind in (*named, *here)}[id]

    def here(self, region: Region) -> tuple[DebtKindWords, ...]:
        """The kinds a region has."""
        return tuple(kind for kind in self.kinds if region in kind.regions)

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for at, kind in enumerate(self.kinds):
            yield from by_region(("kinds", at, "facts"), kind.facts)
