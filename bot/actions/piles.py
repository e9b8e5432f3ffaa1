"""Actions that sort what weighs on somebody into three piles; nothing of it is kept but one request for the script."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.registry import Context, action
from bot.content.piles import Pile, Thing


@dataclass(frozen=True, slots=True)
class ThingToSort:
    """The next thing, as it is asked about."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Sorted:
    """The piles in one bubble, and what to ask the creditor; none where nothing was put there."""

    say: str | None
    request: str | None


@action("piles.next")
def next_thing(context: Context, causes: list[str], put: list[str]) -> ThingToSort | None:
    """The next thing to sort for these causes; none when all are."""
    done = {each.partition(":")[2] for each in put}
    left = (thing for thing in context.library.causes.piles.fitting(causes) if thing.id not in done)
    thing = next(left, None)
    return None if thing is None else ThingToSort(thing.id, context.words(thing.label))


@action("piles.put")
def put_thing(context: Context, put: list[str], thing: str, pile: str) -> list[str]:  # noqa: ARG001
    """The things put so far with one more: mine, theirs or later."""
    return [*put, f"{Pile(pile)}:{thing}"]


@action("piles.say")
def say_piles(context: Context, put: list[str]) -> Sorted:
    """The piles said back: the smallest step of what is theirs to decide, what to ask the creditor, what can wait."""
    piles = context.library.causes.piles
    found = [_thing(context, each) for each in put]
    theirs = next((thing for pile, thing in found if pile is Pile.THEIRS), None)
    said = piles.said(found, context.style.script, context.style.region)
    return Sorted(said or None, None if theirs is None else context.words(theirs.request))


def _thing(context: Context, put: str) -> tuple[Pile, Thing]:
    pile, _, identity = put.partition(":")
    return Pile(pile), context.library.causes.piles.thing(identity)
