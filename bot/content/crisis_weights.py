"""What a linear model learnt about crisis words, as plain numbers: content/crisis/weights.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from bot.errors import ContentError

HEADS = ("distress", "passive", "active")
"""What is scored: whether a text speaks for at least this level."""

PLACE, HALF = 20, 1 << 19
"""Bits of a number in a packed row, and what makes it positive: 500 steps either way."""

STEP = 1000
"""The file has whole numbers, thousandths of what they stand for."""


class UnknownCrisisWeights(ContentError):
    """The crisis weights cannot be read: run `python -m bot.safety.crisis_training` to make them again."""


@dataclass(frozen=True, slots=True)
class CrisisWeights:
    """``features`` has for each feature its packed row: its importance and its points for HEADS, in steps of 1/STEP.

    ``start`` is where each head begins; 0 is the threshold of a text as a whole. A text of several clauses is read part
    by part too and gets a chance of a false alarm with each, so its parts need ``more`` for every doubling of them.
    """

    start: tuple[float, float, float] = (-1.0, -1.0, -1.0)
    more: float = 0.0
    features: Mapping[str, int] = field(default_factory=dict)

    def scores(self, present: Iterable[str]) -> tuple[float, float, float]:
        """How far the features are above the threshold of each head; they are scaled to length one before."""
        square, sums, known = 0, [0, 0, 0], self.features
        for feature in present:
            row = known.get(feature)
            if row is not None:
                importance, distress, passive, active = unpacked(row)
                square += importance**2
                sums[0] += distress
                sums[1] += passive
                sums[2] += active
        loud = 1 / square**0.5 if square else 0.0
        first, second, third = (start + loud * total for start, total in zip(self.start, sums, strict=True))
        return first, second, third


def packed(row: Sequence[int]) -> int:
    """The four numbers of a row as one: as a tuple each of 40,000 rows would take 200 bytes more."""
    importance, distress, passive, active = row
    return ((importance << PLACE | distress + HALF) << PLACE | passive + HALF) << PLACE | active + HALF


def unpacked(row: int) -> tuple[int, int, int, int]:
    """What was packed."""
    mask = (1 << PLACE) - 1
    return row >> 3 * PLACE, (row >> 2 * PLACE & mask) - HALF, (row >> PLACE & mask) - HALF, (row & mask) - HALF


def load_crisis_weights(path: Path) -> CrisisWeights:
    """Read the weights. Raises UnknownCrisisWeights when they are missing or of another make."""
    try:
        data: dict[str, Any] = orjson.loads(path.read_bytes())
        start = tuple(map(float, data["start"]))
        if len(start) != len(HEADS):
            raise UnknownCrisisWeights
        rows = data["features"]
        for feature, row in rows.items():  # in place: two copies at a time are never needed
            rows[feature] = packed(row)
        return CrisisWeights(start, float(data["more"]), rows)  # type: ignore[arg-type]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnknownCrisisWeights from error
