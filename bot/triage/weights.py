"""The learned part as plain numbers: for each feature how much it speaks for each signal."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from bot.content.signals import Kind, Signal
from bot.errors import ContentError
from bot.triage.features import importance

ABOUT_DEBT = "debt"
"""The question whether a message is about a debt at all."""

HEADS: tuple[str, ...] = (*(signal.value for signal in Signal), Kind.PROHIBITED, Kind.SUSPICIOUS, ABOUT_DEBT)
"""Everything that is scored: the signals, two groups of them, and whether a debt is spoken of."""

SPREAD = 0.8
"""How far long messages are scaled down, as a power of their length: at 1 one threat in a long letter would drown,
at 0 a long letter would outshout its threshold. Set between the two by judgement."""

LOUDNESS = 10.0
"""Keeps the scaled features near one, so that one strength of regularisation fits them."""


class UnknownWeights(ContentError):
    """The weights do not fit this program: run `python -m scripts.messages train` to make them again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``table`` holds for each feature head, weight, head, weight … as 16-bit integers, weights in steps of ``step``.

    Scores above 0 say yes. Packed, fifty thousand features take a third of the memory that tuples would.
    """

    step: float
    bias: tuple[float, ...]
    table: Mapping[str, bytes]
    reliability: tuple[tuple[float, float], ...]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """How strongly the features speak for each head; 0 is the threshold."""
        sums, square = [0] * len(HEADS), 0.0
        for feature in features:
            square += importance(feature) ** 2
            flat = memoryview(self.table.get(feature, b"")).cast("h")
            for place in range(0, len(flat), 2):
                sums[flat[place]] += flat[place + 1]
        scale = self.step * loudness(square)
        return {head: bias + scale * total for head, bias, total in zip(HEADS, self.bias, sums, strict=True)}

    def confidence(self, margin: float) -> float:
        """How often a verdict with this margin was right on messages not learned from, from 0 to 1."""
        place = bisect_right(self.reliability, (margin, 2.0))
        if place == 0:
            return self.reliability[0][1]
        if place == len(self.reliability):
            return self.reliability[-1][1]
        (low, at_low), (high, at_high) = self.reliability[place - 1 : place + 1]
        return at_low + (at_high - at_low) * (margin - low) / (high - low)


def loudness(square: float) -> float:
    """What scores are multiplied by, from the sum of the squares of the features' importance."""
    return float(LOUDNESS / (square ** (SPREAD / 2))) if square else 0.0


def load_weights(path: Path) -> Weights:
    """Read content/signals/weights.json. Raises UnknownWeights when it is missing or made for other heads."""
    try:
        data: dict[str, Any] = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise UnknownWeights(f"{path}: {error}; run `python -m scripts.messages train`.") from None
    if tuple(data["heads"]) != HEADS:
        raise UnknownWeights
    return Weights(
        step=data["step"],
        bias=tuple(data["bias"]),
        table=MappingProxyType({name: array("h", flat).tobytes() for name, flat in data["table"].items()}),
        reliability=tuple((margin, right) for margin, right in data["reliability"]),
    )
