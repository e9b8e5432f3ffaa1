"""What a linear model learnt about crisis words, as plain numbers: content/crisis/weights.bin."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from bot.errors import ContentError

HEADS = ("distress", "passive", "active")
"""What is scored: whether a text speaks for at least this level."""

STEP = 500
"""The file has whole numbers, in this many parts of what they stand for."""

LETTERS = 1 << 16
"""Letters that may be in a feature; rarer ones, beyond the basic plane, are in none."""

FIRST_NAME = 0xE000
"""Words of a list, rules and levels are written as one letter each, of those that stand for nothing else."""

QUIET = 200.0
"""Importance, squared, that every text has beside its own: or the few letters known of a short one would be loud."""

ROOT = 0


class UnknownCrisisWeights(ContentError):
    """The crisis weights cannot be read: run `python -m bot.safety.crisis_training` to make them again."""


@dataclass(frozen=True, slots=True, repr=False)
class Features:
    """The features letter by letter, each with its numbers: a tree laid out in arrays.

    As a dict of text 40,000 of them took 6 MB of every bot; laid out the 113,000 there are take less than 3.
    ``numbers`` gives each letter a small number, 0 for one that is in no feature. From node ``n`` letter ``c`` leads
    to ``base[n] + c`` when ``parent`` says so there. ``rows`` has of each node its importance and its points for HEADS.
    """

    numbers: Sequence[int]
    base: Sequence[int]
    parent: Sequence[int]
    rows: Sequence[int]

    def after(self, node: int, number: int) -> int:
        """The node that a letter leads to; ROOT when no feature goes on so."""
        there = self.base[node] + number
        return there if self.parent[there] == node else ROOT

    def number(self, letter: str) -> int:
        """The small number of a letter."""
        point = ord(letter)
        return self.numbers[point] if point < LETTERS else 0

    def row(self, feature: str) -> tuple[int, ...]:
        """The four numbers of a feature, all 0 when it has none."""
        node = ROOT
        for letter in feature:
            node = self.after(node, self.number(letter))
            if node == ROOT:
                return (0, 0, 0, 0)
        return tuple(self.rows[4 * node : 4 * node + 4])


NOTHING = Features(array("H", bytes(2 * LETTERS)), array("i", [0]), array("i", [-1]), array("h", [0, 0, 0, 0]))
"""No features at all."""


@dataclass(frozen=True, slots=True)
class CrisisWeights:
    """``names`` are the lists, rules and levels that features may speak of, in the order of their letters.

    ``start`` is where each head begins; 0 is the threshold of a text as a whole. A text of several clauses is read part
    by part too and gets a chance of a false alarm with each, so its parts need ``more`` for every doubling of them.
    """

    start: tuple[float, float, float] = (-1.0, -1.0, -1.0)
    more: float = 0.0
    names: Mapping[str, str] = field(default_factory=dict)
    features: Features = NOTHING

    def scores(self, sums: tuple[int, int, int, int]) -> tuple[float, float, float]:
        """How far a text is above the threshold of each head, from the squared importance and points of its features.

        They are scaled to length one before.
        """
        square, distress, passive, active = sums
        loud = 1 / (square + QUIET * STEP**2) ** 0.5
        first, second, third = self.start
        return first + loud * distress, second + loud * passive, third + loud * active


def lettered(names: Iterable[str]) -> dict[str, str]:
    """Names and the letters that stand for them."""
    return {name: chr(FIRST_NAME + index) for index, name in enumerate(names)}


def load_crisis_weights(path: Path) -> CrisisWeights:
    """Read the weights. Raises UnknownCrisisWeights when they are missing or of another make."""
    try:
        with path.open("rb") as file:
            head = orjson.loads(file.readline())
            first, second, third = map(float, head["start"])
            arrays = []
            for kind, length in zip("Hiih", head["lengths"], strict=True):
                each = array(kind)
                each.fromfile(file, length)
                arrays.append(least_first(each))
            features = Features(*arrays)
            return CrisisWeights((first, second, third), float(head["more"]), lettered(head["names"]), features)
    except (OSError, EOFError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnknownCrisisWeights from error


def least_first(each: array[int]) -> array[int]:
    """An array as it is in the file, or back: the same on nearly every machine."""
    if sys.byteorder == "little":
        return each
    turned = each[:]
    turned.byteswap()
    return turned
