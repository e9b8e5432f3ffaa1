"""Six ways to pay what cannot be paid at once, and the way a region itself has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import Field

from bot.content.both import Bubble, Button, Entry, Line, Say, Step
from bot.content.facts import FactId, listed
from bot.language.region import Region
from bot.marked_yaml import Loc


class Outlook(StrEnum):
    """What the budget leaves for a debt: nothing, next to nothing, something, or too little for 60 months."""

    NONE = "none"
    TIGHT = "tight"
    ROOM = "room"
    LONG = "long"


class PayingOption(Entry):
    """One way, with whom it suits, its papers and its catch."""

    id: Line
    label: Button
    fits: frozenset[Outlook]
    suits: Say
    papers: Say
    catch: Say


class Route(Entry):
    """The way a region has for some kinds of creditor."""

    id: Line
    region: Region
    kinds: frozenset[Line]
    label: Button
    steps: tuple[Step, ...] = Field(min_length=1, max_length=3)
    papers: tuple[Step, ...] = Field(min_length=1, max_length=6)
    catch: Bubble
    facts: tuple[FactId, ...] = Field(max_length=3)


class PayingOptions(Entry):
    """content/options.yaml."""

    options: tuple[PayingOption, ...]
    routes: tuple[Route, ...]
    agents: Mapping[Region, FactId]

    def option(self, id: str) -> PayingOption:  # noqa: A002  it is the field's name
        """The option of that id. Raises KeyError."""
        return {each.id: each for each in self.options}[id]

    def route(self, region: Region, kind: str) -> Route | None:
        """The way a region has for a kind of creditor."""
        return next((each for each in self.routes if each.region is region and kind in each.kinds), None)

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for at, route in enumerate(self.routes):
            yield from listed(("routes", at, "facts"), route.facts)
        for region, fact in self.agents.items():
            yield ("agents", region.value), fact
