"""What weighs on somebody, sorted into three piles: theirs to decide, the creditor's to agree to, not to change now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.content.both import Both, Entry, Line, fits
from bot.language.region import Region, Script

Label = Annotated[Both, fits(8)]
SmallStep = Annotated[Both, fits(12)]
Request = Annotated[Both, fits(24)]
"""What the creditor is asked to agree to, said in a script."""


class Pile(StrEnum):
    """Where a thing can be put."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


class Thing(Entry):
    """One thing to sort: of these ``causes``, of all without any; the smallest step, and what to ask the creditor."""

    id: Line
    label: Label
    step: SmallStep
    request: Request
    causes: tuple[Line, ...] = ()


class Piles(Entry):
    """The things, how many are asked about at ``most``, and the line said back for each pile.

    Slots: {things} in all, {step} in ``mine``, {request} in ``theirs``.
    """

    most: int = Field(gt=0, le=6)
    things: tuple[Thing, ...]
    mine: Both
    theirs: Both
    later: Both

    def fitting(self, causes: Sequence[str]) -> tuple[Thing, ...]:
        """The things to sort for these causes: what belongs to one of them first."""
        own = [thing for cause in causes for thing in self.things if cause in thing.causes]
        general = [thing for thing in self.things if not thing.causes]
        return tuple(dict.fromkeys((*own, *general)))[: self.most]

    def thing(self, identity: str) -> Thing:
        """The thing with this id. Raises KeyError."""
        return {each.id: each for each in self.things}[identity]

    def said(self, put: Sequence[tuple[Pile, Thing]], script: Script, region: Region) -> str:
        """The piles said back, a line each; what is empty is left out."""
        lines = []
        for pile, line in ((Pile.MINE, self.mine), (Pile.THEIRS, self.theirs), (Pile.LATER, self.later)):
            things = [thing for where, thing in put if where is pile]
            if things:
                words = "、".join(thing.label.for_(script, region) for thing in things)
                step, request = (each.for_(script, region) for each in (things[0].step, things[0].request))
                lines.append(line.for_(script, region).format(things=words, step=step, request=request))
        return "\n".join(lines)
