"""What the cards on rights must keep: enough of them, every number from a fact, search words that tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bot.content.both import Both
from bot.content.facts import Fact, FactId
from bot.content.problems import Problem, problem_at
from bot.content.rights import Rights, RightsCard
from bot.content.rights_search import GAP, folded
from bot.language.region import Region
from bot.marked_yaml import Marked

CARDS_WANTED = {Region.MAINLAND: 12, Region.TAIWAN: 12, Region.HONG_KONG: 12}
"""At least so many situations a person can look up; where little was checked there may be fewer."""

CARDS_OF_A_WORD = 3
"""A word that stands in more cards than are offered at once finds nothing."""

SHORTEST_WORD = 2
"""One character stands in too many sentences."""

NUMBER = re.compile(r"\d[\d,]*")


def rights_problems(source: Marked, rights: Rights, facts: Mapping[FactId, Fact]) -> Iterator[Problem]:
    """Every problem of one file; ``facts`` are those of its region."""
    wanted = CARDS_WANTED.get(rights.region, 1)
    if len(rights.cards) < wanted:
        yield problem_at(source, ("cards",), f"{len(rights.cards)} cards, {wanted} wanted", "write the missing ones")
    ids = Counter(card.id for card in rights.cards)
    for at, card in enumerate(rights.cards):
        if ids[card.id] > 1:
            yield problem_at(source, ("cards", at, "id"), f"a second card {card.id}", "rename one of them")
        yield from _foreign_facts(source, at, card, facts)
        yield from _numbers(source, at, card, facts)
    yield from _words(source, rights)


def _foreign_facts(source: Marked, at: int, card: RightsCard, facts: Mapping[FactId, Fact]) -> Iterator[Problem]:
    for number, fact in enumerate(card.facts):
        if fact not in facts:
            where = ("cards", at, "facts", number)
            yield problem_at(source, where, f"{fact} is no fact of this region", "use one of the region's facts")


def _numbers(source: Marked, at: int, card: RightsCard, facts: Mapping[FactId, Fact]) -> Iterator[Problem]:
    """A number that none of the card's facts says, by script."""
    known = [facts[fact] for fact in card.facts if fact in facts]
    behind = [both for fact in known for both in (fact.say, fact.not_mean) if both is not None]
    said = _numbers_of(*behind) | {number for fact in known for number in NUMBER.findall(fact.rule)}
    for both in card.texts():
        for number in sorted(_numbers_of(both) - said):
            fix = "take it out, or name the fact that says it"
            yield problem_at(source, ("cards", at), f"no fact of {card.id} says {number}", fix)


def _numbers_of(*texts: Both) -> set[str]:
    return {number for both in texts for _, text in both.wordings() for number in NUMBER.findall(text)}


def _words(source: Marked, rights: Rights) -> Iterator[Problem]:
    by_card = [{GAP.join(map(folded, word.split(GAP))) for word in card.words} for card in rights.cards]
    cards_of = Counter(word for words in by_card for word in words)
    for at, words in enumerate(by_card):
        loc = ("cards", at, "words")
        for word in sorted(words):
            if len(word) < SHORTEST_WORD:
                yield problem_at(source, loc, f"{word} is too short to tell cards apart", "write two characters")
            elif cards_of[word] > CARDS_OF_A_WORD:
                yield problem_at(source, loc, f"{word} stands in {cards_of[word]} cards", "leave it where it fits best")
        if words and all(cards_of[word] > 1 for word in words):
            yield problem_at(source, loc, "no word of this card is its own", "add one that no other card has")
