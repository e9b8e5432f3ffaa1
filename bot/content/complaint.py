"""What a complaint is built of, and whom to send it to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from bot.content.both import Both, Bubble, Button, Entry, Line, Say
from bot.content.facts import FactId
from bot.language.region import Region
from bot.marked_yaml import Loc


class Goal(Entry):
    """Something to ask for."""

    id: Line
    label: Button
    ask: Both


class Sentences(Entry):
    """The sentences; ``entry`` is put together of the shorter ones, which are left out where nothing was told."""

    opening: Both
    nobody: Both
    overall: Both
    busiest: Both
    entry: Both
    who: Both
    about: Both
    third: Both
    said: Both
    not_borrower: Both
    quote: Both
    evidence: Both
    asking: Both
    more: Both


class Channel(Entry):
    """Somebody to send it to: the fact that speaks of it, and what to have at hand."""

    id: Line
    label: Button
    fact: FactId
    needs: Say


class Complaints(Entry):
    """content/complaint.yaml."""

    longest: int = Field(gt=0)
    longest_quote: int = Field(gt=0)
    goals: tuple[Goal, ...] = Field(min_length=1)
    sentences: Sentences
    grave: tuple[Line, ...]
    cost: Bubble
    channels: Mapping[Region, tuple[Channel, ...]]

    def fact_references(self) -> Iterator[tuple[Loc, FactId]]:
        """Every fact named, with its place in the file."""
        for region, channels in self.channels.items():
            for at, channel in enumerate(channels):
                yield ("channels", region.value, at, "fact"), channel.fact
