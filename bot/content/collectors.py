"""Who may be calling, how to check them and who can agree to anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from bot.content.both import Both, Button, Entry, Line, Step
from bot.content.facts import FactId, listed
from bot.language.region import Region
from bot.marked_yaml import Loc


class HowToVerify(Entry):
    """What to do about this kind of caller in one region."""

    verify: tuple[Step, ...] = Field(min_length=1, max_length=3)
    can_agree: Step
    complain_to: Step
    facts: tuple[FactId, ...]

    def texts(self) -> tuple[Both, ...]:
        """Every text of the card."""
        return (*self.verify, self.can_agree, self.complain_to)


class CollectorKind(Entry):
    """One kind of caller; a region without an entry of its own uses OTHER."""

    id: Line
    label: Button
    by_region: Mapping[Region, HowToVerify]

    def for_(self, region: Region) -> HowToVerify:
        """The card of this region."""
        return self.by_region.get(region) or self.by_region[Region.OTHER]


class Collectors(Entry):
    """content/collectors.yaml."""

    collectors: tuple[CollectorKind, ...]

    def cards(self) -> Iterator[tuple[Loc, HowToVerify]]:
        """Every card, with its place in the file."""
        for at, kind in enumerate(self.collectors):
            for region, card in kind.by_region.items():
                yield ("collectors", at, "by_region", region.value), card

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for loc, card in self.cards():
            yield from listed((*loc, "facts"), card.facts)

    def get(self, kind: str) -> CollectorKind:
        """The kind with this id. Raises KeyError."""
        return {each.id: each for each in self.collectors}[kind]
