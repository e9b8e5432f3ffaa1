"""Actions on the cards on rights: find one by what was typed, list them, open one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.cards import Item, Reference, references
from bot.actions.registry import Context, action
from bot.content.rights import RightsCard

PAGE = 8
"""Cards on buttons at once: four rows of two."""

MORE = "more"
"""The button that turns the page."""


@dataclass(frozen=True, slots=True)
class FoundCards:
    """The cards that fit, as buttons; ``card`` when it is clearly one, ``sure`` when a search word matched."""

    card: str | None
    cards: list[Item]
    sure: bool


@dataclass(frozen=True, slots=True)
class OpenCard:
    """One card; ``certain`` when every fact behind it was read; ``complain`` is where to turn, perhaps nowhere."""

    title: str
    means: str
    not_means: str
    certain: bool
    facts: list[Reference]
    complain: list[Reference]


@action("rights.find")
def find(context: Context, words: str) -> FoundCards:
    """The three cards that fit best what was typed, or the one whose button was tapped; none where there are none."""
    rights = context.library.rights.get(context.style.region)
    if rights is None:
        return FoundCards(None, [], sure=False)
    if rights.get(words) is not None:
        return FoundCards(words, [], sure=True)
    found = context.library.finders[context.style.region].find(words)
    cards = [card for card in map(rights.get, found.cards) if card is not None]
    return FoundCards(found.cards[0] if found.clear else None, [_item(context, card) for card in cards], found.sure)


@action("rights.list")
def list_cards(context: Context, page: int = 1) -> list[Item]:
    """A page of cards as buttons, the last one turns the page; after the last page comes the first."""
    rights = context.library.rights.get(context.style.region)
    cards = rights.cards if rights is not None else ()
    if len(cards) <= PAGE:
        return [_item(context, card) for card in cards]
    pages = -(-len(cards) // PAGE)
    first = (page - 1) % pages * PAGE
    return [
        *(_item(context, card) for card in cards[first : first + PAGE]),
        Item(MORE, context.words(context.library.looking_up.more)),
    ]


@action("rights.open")
def open_card(context: Context, card: str) -> OpenCard | None:
    """One card by its button's id; none when the person's region has no such card any more."""
    rights = context.library.rights.get(context.style.region)
    found = rights.get(card) if rights is not None else None
    if rights is None or found is None:
        return None
    facts = references(context, found.facts)
    return OpenCard(
        title=context.words(found.title),
        means=context.words(found.means),
        not_means=context.words(found.not_means),
        certain=all(fact.certain for fact in facts),
        facts=facts,
        complain=references(context, rights.complaints(found)),
    )


def _item(context: Context, card: RightsCard) -> Item:
    return Item(card.id, context.words(card.title))
