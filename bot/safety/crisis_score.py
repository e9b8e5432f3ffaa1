"""What a linear model looks at in a text: runs of characters, words of the same meaning and rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from bot.content.crisis_weights import LETTERS, ROOT, CrisisWeights

RUN_LENGTHS = (1, 2, 3, 4)
"""Characters of a run that may have points."""

APART = (2, 3)
"""How far two characters stand apart that may have points as a pair, whatever is between them."""

PAIR = "\1"
"""Stands before the two characters of a pair."""

CLAUSE = re.compile(r"[^\n]+")

WHOLE = 120
"""Characters of a text that is also scored as a whole. Nearly all the labelled messages are this long at most."""

SHORT = 24
"""Characters up to which a text is scored as a whole only."""

PIECE = 20
"""Characters up to which clauses that follow each other are scored together: in a longer piece one of them drowns."""

ALONE = 8
"""Characters from which on a clause is scored by itself too; a shorter one only where a grave rule is met in it."""

SHOWN = str.maketrans({"\n": "|", "\0": "#"})
"""Ends of clauses and what was taken out, as they are written in the weights."""

HIGHEST = chr(LETTERS - 1)
"""The last letter that may be in a feature."""

Sums: TypeAlias = tuple[int, int, int, int]
"""Squared importance, and the points for distress, passive and active."""

BEGIN, END = "^", "$"
"""The ends of a part, as they are written in the weights."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and where it begins; ``whole`` when it is all of it."""

    start: int
    text: str
    whole: bool = False


def parts_of(own: str, grave: Collection[int] = ()) -> tuple[Part, ...]:
    """The whole of a short text, and the clauses of one that has several, each with those after it and alone.

    ``grave`` are the places where a rule of at least passive is met.
    """
    whole = (Part(0, own, whole=True),) if len(own) <= WHOLE else ()
    clauses = [Part(match.start(), match[0][:WHOLE]) for match in CLAUSE.finditer(own)]
    return whole if len(own) <= SHORT or (whole and len(clauses) < 2) else (*whole, *_pieces(own, clauses, grave))


def _pieces(own: str, clauses: Sequence[Part], grave: Collection[int]) -> Iterator[Part]:
    for index, clause in enumerate(clauses):
        here = range(clause.start, clause.start + len(clause.text))
        end = here.stop
        for later in clauses[index + 1 :]:
            if later.start + len(later.text) - clause.start > PIECE:
                break
            end = later.start + len(later.text)
        yield Part(clause.start, own[clause.start : end])
        if end > here.stop and (len(here) >= ALONE or any(place in here for place in grave)):
            yield clause


def runs(part: str) -> set[str]:
    """Every run of one to four characters, with ^ and $ for the ends of the part, as they are learnt."""
    marked = f"{BEGIN}{part.translate(SHOWN)}{END}"
    return {marked[start : start + length] for length in RUN_LENGTHS for start in range(len(marked) - length + 1)}


def pairs(part: str) -> set[str]:
    """Every two characters that stand APART, as they are learnt."""
    shown = part.translate(SHOWN)
    return {PAIR + one + other for far in APART for one, other in zip(shown, shown[far:], strict=False)}


def named(
    found: Iterable[tuple[int, str]], met: Iterable[tuple[str, ...]], letters: Mapping[str, str]
) -> Iterator[str]:
    """The lists that have a word in a part, each with those that come later, and what else is met.

    ``found`` are the lists, with the place of their first word; ``met`` the names of the rules met, each with its
    level, and of the shields; ``letters`` stand for the names of them all.
    """
    order = [letters[name] for _, name in sorted(found) if name in letters]
    for index, name in enumerate(order):
        yield name
        yield from (name + later for later in order[index + 1 :])
    for names in set(met):
        yield from (letters[name] for name in names if name in letters)


class Looked:
    """A text looked up in the weights once, so that each of its parts is only added up.

    Of every place: the nodes of the runs that begin there, what the first one, two, three and four of them come to
    (their squared importance and their points), the nodes of the pairs that begin there, and where the same letter
    stood before.
    """

    def __init__(self, own: str, weights: CrisisWeights) -> None:
        self._weights, self._features = weights, weights.features
        numbers = self._features.numbers
        self._numbers = [numbers[ord(letter)] if letter <= HIGHEST else 0 for letter in own.translate(SHOWN)]
        self._before = _before(self._numbers)
        self._nodes: list[list[int]] = []
        self._sums: list[list[Sums]] = []
        for at in range(len(own)):
            self._look(at)
        self._pairs = {far: self._pairs_of(far) for far in APART}

    def _pairs_of(self, far: int) -> list[int]:
        base, parent, numbers = self._features.base, self._features.parent, self._numbers
        first = self._features.after(ROOT, self._features.number(PAIR))
        if first == ROOT:
            return []
        ahead = base[first]
        begun = [there if parent[there := ahead + number] == first else ROOT for number in numbers]
        return [
            there if node and parent[there := base[node] + other] == node else ROOT
            for node, other in zip(begun, numbers[far:], strict=False)
        ]

    def _look(self, at: int) -> None:
        """Walk the runs that begin at a place; the one loop that every letter of every message goes through."""
        base, parent, rows = self._features.base, self._features.parent, self._features.rows
        nodes, sums, node = [], [], ROOT
        square = distress = passive = active = 0
        for number in self._numbers[at : at + RUN_LENGTHS[-1]]:
            there = base[node] + number
            if parent[there] != node:
                break
            node = there
            importance, one, two, three = rows[4 * node : 4 * node + 4]
            square, distress = square + importance * importance, distress + one
            passive, active = passive + two, active + three
            nodes.append(node)
            sums.append((square, distress, passive, active))
        self._nodes.append(nodes)
        self._sums.append(sums)

    def scores(self, part: Part, names: Iterable[str]) -> tuple[float, float, float]:
        """What a part of the text and the features with names come to, each feature once."""
        start, end = part.start, part.start + len(part.text)
        square, distress, passive, active = self._inside(start, end)
        rows = self._features.rows
        apart = (self._pairs[far][start : max(start, end - far)] for far in APART)
        for node in {*self._at_the_ends(start, end), *self._named(names), *chain.from_iterable(apart)}:
            importance, one, two, three = rows[4 * node : 4 * node + 4]
            square, distress = square + importance * importance, distress + one
            passive, active = passive + two, active + three
        return self._weights.scores((square, distress, passive, active))

    def _inside(self, start: int, end: int) -> Sums:
        """The runs of a part that do not meet its ends."""
        square = distress = passive = active = 0
        sums, before = self._sums, self._before
        for at in range(start, end):
            ways = sums[at]
            if ways:
                one, two, three, four = ways[: end - at][-1]
                square, distress, passive, active = square + one, distress + two, passive + three, active + four
                if before[at] >= start:
                    again = self._again(at, start, end)
                    if again:
                        one, two, three, four = ways[again - 1]
                        square, distress, passive, active = square - one, distress - two, passive - three, active - four
        return square, distress, passive, active

    def _again(self, at: int, start: int, end: int) -> int:
        """How many of the runs at a place the part had before."""
        here, earlier, most = self._nodes[at][: end - at], self._before[at], 0
        while earlier >= start and most < len(here):
            there, earlier = self._nodes[earlier], self._before[earlier]
            # The longer run goes through the shorter: where the next one is the same, so are all before.
            while most < min(len(here), len(there)) and here[most] == there[most]:
                most += 1
        return most

    def _at_the_ends(self, start: int, end: int) -> Iterator[int]:
        """The runs of a part that its beginning or its end is in."""
        most, after = RUN_LENGTHS[-1], self._features.after
        last = self._features.number(END)
        for at in range(max(start, end - most + 1), end):
            if len(self._nodes[at]) >= end - at:
                yield after(self._nodes[at][end - at - 1], last)
        yield after(ROOT, last)
        node = after(ROOT, self._features.number(BEGIN))
        for at in range(start, min(start + most - 1, end)):
            if node == ROOT:
                return
            yield node
            node = after(node, self._numbers[at])
        yield node
        if node and end - start < most - 1:
            yield after(node, last)

    def _named(self, names: Iterable[str]) -> Iterator[int]:
        """The nodes of features that are names."""
        numbers, base, parent = self._features.numbers, self._features.base, self._features.parent
        for name in names:
            node = ROOT
            for letter in name:
                there = base[node] + numbers[ord(letter)]
                if parent[there] != node:
                    node = ROOT
                    break
                node = there
            yield node


def _before(numbers: Sequence[int]) -> list[int]:
    """Of every place where the same letter stood before; -1 when nowhere."""
    latest: dict[int, int] = {}
    places = []
    for at, number in enumerate(numbers):
        places.append(latest.get(number, -1))
        latest[number] = at
    return places


def meanings(own: str, words: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[tuple[int, str], ...]:
    """Every place in a text of a word of a list, with the list's name; ``words`` by their first letter."""
    return tuple(
        (at, name)
        for at, letter in enumerate(own)
        if letter in words
        for word, name in words[letter]
        if own.startswith(word, at)
    )
