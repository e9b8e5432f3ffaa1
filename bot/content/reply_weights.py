"""What a linear model learnt about replies in a rehearsal, as plain numbers: content/rehearsal/weights.bin."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from bot.content.crisis_weights import least_first
from bot.errors import ContentError

ENTRY = 4
"""Bytes of the number of a feature."""


class UnknownReplyWeights(ContentError):
    """The reply weights cannot be read: run `python -m tests.rehearsal.replies_training` to make them again."""


@dataclass(frozen=True, slots=True)
class Group:
    """Features that are looked at together, and how loud each of them is."""

    features: frozenset[str]
    loud: float


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of the features, ascending, and a row of bytes for each: its points for every head."""

    numbers: Sequence[int]
    rows: bytes
    width: int

    def row(self, feature: str) -> bytes:
        """The points of a feature; empty when it has none."""
        number = number_of(feature)
        place = bisect_left(self.numbers, number)
        if place == len(self.numbers) or self.numbers[place] != number:
            return b""
        return self.rows[place * self.width : (place + 1) * self.width]


@dataclass(frozen=True)
class ReplyWeights:
    """What was learnt. The ``table`` is read from the file with the first reply: most people never rehearse.

    ``heads`` are names of behaviours, ``start`` where each begins (0 is its threshold), ``steps`` what one of its
    points is worth.
    """

    heads: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    steps: tuple[float, ...] = ()
    features: int = 0
    path: Path | None = None

    @cached_property
    def table(self) -> Table:
        """The features. Raises UnknownReplyWeights when the file is no longer what it was at the start."""
        if self.path is None:
            return Table((), b"", len(self.heads))
        data = self.path.read_bytes()
        begin = data.index(b"\n") + 1
        end = begin + ENTRY * self.features
        as_before = _head(data[:begin]) == (self.heads, self.start, self.steps, self.features)
        if not as_before or len(data) != end + self.features * len(self.heads):
            raise UnknownReplyWeights
        numbers = array("I", data[begin:end])
        return Table(least_first(numbers), data[end:], len(self.heads))

    def scores(self, looked_at: Iterable[Group]) -> dict[str, float]:
        """How far each head is above its threshold."""
        sums = [0.0] * len(self.heads)
        for group in looked_at:
            for row in filter(None, map(self.table.row, group.features)):
                for place, points in enumerate(row):
                    sums[place] += group.loud * (points - HALF)
        scored = zip(self.heads, self.start, self.steps, sums, strict=True)
        return {head: start + step * points for head, start, step, points in scored}


HALF = 128
"""A row is kept as bytes, each so much above its points."""


def number_of(feature: str) -> int:
    """The number a feature is found by. Of thirty thousand hardly any two share one."""
    return crc32(feature.encode())


def load_reply_weights(path: Path) -> ReplyWeights:
    """Read the head of the weights. Raises UnknownReplyWeights when they are missing or of another make."""
    try:
        with path.open("rb") as file:
            weights = ReplyWeights(*_head(file.readline()), path)
            rest = path.stat().st_size - file.tell()
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnknownReplyWeights from error
    widths = {len(weights.heads), len(weights.start), len(weights.steps)}
    if len(widths) > 1 or rest != weights.features * (ENTRY + len(weights.heads)):
        raise UnknownReplyWeights
    return weights


def _head(line: bytes) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...], int]:
    data: dict[str, Any] = orjson.loads(line)
    start, steps = tuple(map(float, data["start"])), tuple(map(float, data["steps"]))
    return tuple(map(str, data["heads"])), start, steps, int(data["features"])
