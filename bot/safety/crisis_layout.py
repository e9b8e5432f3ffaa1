"""Lays the learnt features out as they are kept: content/crisis/weights.bin. Only training needs it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from bot.content.crisis_weights import LETTERS, ROOT, CrisisWeights, Features, least_first

MOST = 32_767
"""The greatest number of the file."""


def laid_out(rows: Mapping[str, Sequence[int]]) -> Features:
    """Features with their four numbers, laid out: the largest branchings first, each where it fits."""
    numbers = array("H", bytes(2 * LETTERS))
    often = Counter(letter for feature in rows for letter in feature if ord(letter) < LETTERS)
    # The commonest get the smallest numbers: branchings of neighbours leave fewer gaps.
    letters = sorted(often, key=lambda letter: (-often[letter], letter))
    for index, letter in enumerate(letters):
        numbers[ord(letter)] = index + 1
    tree = _tree(feature for feature in rows if all(ord(letter) < LETTERS for letter in feature))
    return _Layout(tree, numbers, len(letters) + 1).of(rows)


def _tree(features: Iterable[str]) -> dict[str, list[str]]:
    """Every beginning of a feature with the letters that may come next."""
    tree: dict[str, set[str]] = {"": set()}
    for feature in features:
        for end in range(len(feature)):
            tree.setdefault(feature[:end], set()).add(feature[end])
    return {beginning: sorted(following) for beginning, following in tree.items()}


class _Layout:
    """Finds a place for every branching."""

    def __init__(self, tree: Mapping[str, Sequence[str]], numbers: array[int], widest: int) -> None:
        self._tree, self._numbers, self._widest = tree, numbers, widest
        self._taken = bytearray(2)
        self._first_free = 1
        self._found: dict[int, int] = {}

    def of(self, rows: Mapping[str, Sequence[int]]) -> Features:
        places, bases = {"": ROOT}, dict[int, int]()
        parents: dict[int, int] = {}
        for depth in range(max(map(len, self._tree), default=0) + 1):
            here = [beginning for beginning in self._tree if len(beginning) == depth]
            for beginning in sorted(here, key=lambda each: (-len(self._tree[each]), each)):
                node = places[beginning]
                following = sorted((self._numbers[ord(letter)], letter) for letter in self._tree[beginning])
                bases[node] = self._place([number for number, _ in following])
                for number, letter in following:
                    places[beginning + letter] = there = bases[node] + number
                    parents[there] = node
        size = max(places.values()) + self._widest + 1
        return Features(
            self._numbers,
            array("i", (bases.get(node, 0) for node in range(size))),
            array("i", (parents.get(node, -1) for node in range(size))),
            _rows({places[feature]: row for feature, row in rows.items() if feature in places}, size),
        )

    def _place(self, following: Sequence[int]) -> int:
        while self._first_free < len(self._taken) and self._taken[self._first_free]:
            self._first_free += 1
        base = self._found.get(len(following), max(0, self._first_free - following[0]))
        while any(self._is_taken(base + number) for number in following):
            base += 1
        if len(following) > 1:
            self._found[len(following)] = base
        self._taken.extend(bytes(max(0, base + following[-1] + 1 - len(self._taken))))
        for number in following:
            self._taken[base + number] = 1
        return base

    def _is_taken(self, place: int) -> bool:
        return place == ROOT or (place < len(self._taken) and bool(self._taken[place]))


def _rows(rows: Mapping[int, Sequence[int]], size: int) -> array[int]:
    flat = array("h", bytes(8 * size))
    for node, row in rows.items():
        flat[4 * node : 4 * node + 4] = array("h", (max(-MOST, min(MOST, value)) for value in row))
    return flat


def written_out(weights: CrisisWeights) -> Iterator[bytes]:
    """The weights as the parts of weights.bin: a line of JSON, then the arrays, the least byte first."""
    kept = weights.features
    arrays = (kept.numbers, kept.base, kept.parent, kept.rows)
    head = {
        "start": weights.start,
        "more": weights.more,
        "names": list(weights.names),
        "lengths": [len(each) for each in arrays],
    }
    yield orjson.dumps(head) + b"\n"
    for kind, each in zip("Hiih", arrays, strict=True):
        yield least_first(array(kind, each)).tobytes()
