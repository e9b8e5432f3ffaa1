"""Finding the cards on rights that what a person typed is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from bot.content.rights import LookingUp, Rights, RightsCard
from bot.language.simplified import simplified_characters

BEST = 3
"""Cards offered at once."""

GAP = "…"
"""Stands in a search word for up to four characters."""

ANYTHING = ".{0,4}"

WHOLE = "="
"""Before a search word that counts only when nothing else is typed: a collector's name is in many a question."""

CLEAR = 2
"""How many times the score of the second card makes the first one clear."""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of cards, the best first; ``sure`` when a search word matched; ``clear`` when the first stands alone."""

    cards: tuple[str, ...]
    sure: bool
    clear: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    words: tuple[tuple[re.Pattern[str], int], ...]
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finder:
    """The search words of one region, ready to be matched."""

    canonical: Canonical
    entries: tuple[_Entry, ...]

    def find(self, typed: str) -> Found:
        """The cards for what was typed; when no word matches, those that share most pairs of characters with it."""
        said = self.canonical.of(typed)
        scored = [(_score(entry, said), entry.id) for entry in self.entries]
        best = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
        if best:
            clear = len(best) == 1 or best[0][0] >= CLEAR * best[1][0]
            return Found(tuple(card for _, card in best[:BEST]), sure=True, clear=clear)
        near = sorted(self.entries, key=lambda entry: -len(entry.pairs & _pairs(said)))
        return Found(tuple(entry.id for entry in near[:BEST]), sure=False, clear=False)


def finder(rights: Rights, looking_up: LookingUp) -> Finder:
    """The search words of a region's cards with the synonyms applied."""
    canonical = canonical_of(looking_up)
    return Finder(canonical, tuple(_entry(card, canonical) for card in rights.cards))


@dataclass(frozen=True, slots=True)
class Canonical:
    """Rewrites a text so that words that mean the same are the same."""

    pattern: re.Pattern[str]
    first: dict[str, str]

    def of(self, text: str) -> str:
        """The text folded, with the first word of its line for every synonym."""
        return self.pattern.sub(lambda match: self.first[match.group()], folded(text))


def canonical_of(looking_up: LookingUp) -> Canonical:
    """The synonyms as one pattern, longer words first."""
    first = {folded(word): folded(line[0]) for line in looking_up.same for word in line}
    longest_first = sorted(first, key=len, reverse=True)
    return Canonical(re.compile("|".join(map(re.escape, longest_first))), first)


def folded(text: str) -> str:
    """A text without width, case, spaces and marks, in simplified characters; a per cent sign stays."""
    plain = normalize("NFKC", text).casefold().translate(simplified_characters())
    return "".join(char for char in plain if char.isalnum() or char == "%")


def _entry(card: RightsCard, canonical: Canonical) -> _Entry:
    titles = [text for _, text in card.title.wordings()]
    patterns = dict(_pattern(word, canonical) for word in (*titles, *card.words))
    compiled = tuple((re.compile(pattern), size) for pattern, size in patterns.items())
    return _Entry(card.id, compiled, _pairs(*_all_texts(card, canonical)))


def _pattern(word: str, canonical: Canonical) -> tuple[str, int]:
    """A search word as a pattern on canonical text, and how many characters it has."""
    parts = tuple(map(canonical.of, word.split(GAP)))
    pattern = ANYTHING.join(map(re.escape, parts))
    return (f"^{pattern}$" if word.startswith(WHOLE) else pattern), len("".join(parts))


def _all_texts(card: RightsCard, canonical: Canonical) -> Iterator[str]:
    yield from map(canonical.of, card.words)
    for both in (card.title, *card.texts()):
        yield canonical.of(both.zh_Hans)


def _score(entry: _Entry, said: str) -> int:
    """Longer words weigh more: the square of their length."""
    return sum(size**2 for pattern, size in entry.words if pattern.search(said))


def _pairs(*texts: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for text in texts for at in range(len(text) - 1))
