"""Which of many expressions may match a text: told from the letters each of them cannot do without.

Trying three hundred expressions on every message takes longer than all the rest of a turn. Nearly all of them need
letters the message does not have, and that is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

Need: TypeAlias = frozenset[str]
"""Letters one of which a text has to have."""

ASKED = 3
"""Needs of an expression that are looked at: the ones fewest texts meet."""

COMMON = 12
"""A common letter is met as often as so many others together."""

AROUND = ("?=", "?!", "?<=", "?<!")
"""What begins a group that only looks around: it takes no letter of its own."""

CLASSES, ESCAPED = "dDsSwWbB", {"n": "\n", "0": "\0"}


class Sieve:
    """Expressions by what they need; ``common`` are letters that nearly every text has."""

    def __init__(self, expressions: Sequence[str], common: Collection[str]) -> None:
        self._count = len(expressions)
        self._whole = (1 << self._count) - 1
        self._free, self._by_letter = 0, dict[str, int]()
        for index, expression in enumerate(expressions):
            needs = sorted(needs_of(expression, common), key=lambda need: weight(need, common))[:ASKED]
            for place in range(ASKED):
                bit = 1 << (place * self._count + index)
                if place >= len(needs):
                    self._free |= bit
                for letter in needs[place] if place < len(needs) else ():
                    self._by_letter[letter] = self._by_letter.get(letter, 0) | bit

    def left(self, text: str) -> Iterator[int]:
        """The numbers of the expressions that may match, in their order."""
        met, known = self._free, self._by_letter
        for letter in set(text):
            met |= known.get(letter, 0)
        both = met & met >> self._count & met >> 2 * self._count & self._whole
        while both:
            lowest = both & -both
            yield lowest.bit_length() - 1
            both ^= lowest


def weight(need: Need, common: Collection[str]) -> int:
    """How many texts meet a need, roughly."""
    return sum(COMMON if letter in common else 1 for letter in need)


def needs_of(expression: str, common: Collection[str] = ()) -> tuple[Need, ...]:
    """What a text that the expression matches has to have, all of it."""
    return _Reading(expression, lambda need: weight(need, common)).alternatives()


class _Reading:
    """An expression read from left to right."""

    def __init__(self, expression: str, weigh: Callable[[Need], int]) -> None:
        self._rest, self._at, self._weigh = expression, 0, weigh

    def alternatives(self) -> tuple[Need, ...]:
        """Up to the end of the group: one of the alternatives is there, so one of their rarest letters is."""
        branches = [self._row()]
        while self._next() == "|":
            self._at += 1
            branches.append(self._row())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return ()
        return (frozenset[str]().union(*(min(branch, key=self._weigh) for branch in branches)),)

    def _row(self) -> tuple[Need, ...]:
        needs: list[Need] = []
        while self._next() not in {"", "|", ")"}:
            piece = self._piece()
            if not self._may_be_missing():
                needs += piece
        return tuple(needs)

    def _piece(self) -> tuple[Need, ...]:
        letter = self._take()
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._set()
        if letter == "\\":
            letter = self._take()
            return () if letter in CLASSES else (frozenset(ESCAPED.get(letter, letter)),)
        return () if letter in ".^$" else (frozenset(letter),)

    def _group(self) -> tuple[Need, ...]:
        opening = next((mark for mark in (*AROUND, "?:") if self._rest.startswith(mark, self._at)), "")
        self._at += len(opening)
        needs = self.alternatives()
        self._at += 1
        return () if opening in AROUND else needs

    def _set(self) -> tuple[Need, ...]:
        """A set of letters; one that says which letters not, or gives a range or a class, needs none in particular."""
        start = self._at
        letters = []
        while (letter := self._take()) != "]":
            letters.append(self._escaped() if letter == "\\" else letter)
        inside = self._rest[start : self._at - 1]
        open_ended = inside.startswith("^") or "-" in inside or any(f"\\{name}" in inside for name in CLASSES)
        return () if open_ended else (frozenset(letters),)

    def _escaped(self) -> str:
        letter = self._take()
        return ESCAPED.get(letter, letter)

    def _may_be_missing(self) -> bool:
        """Takes what says how often a piece is there."""
        mark = self._next()
        if mark == "{":
            end = self._rest.index("}", self._at)
            least = self._rest[self._at + 1 : end].partition(",")[0]
            self._at = end + 1
        elif mark in {"?", "*", "+"} and mark:
            least = "1" if mark == "+" else "0"
            self._at += 1
        else:
            return False
        if self._next() == "?":
            self._at += 1
        return not int(least or 0)

    def _next(self) -> str:
        return self._rest[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._rest[self._at - 1]
