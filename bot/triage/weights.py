"""The learned part: a small network from features to scores, kept as plain numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile

from bot.content.signals import Signal
from bot.errors import ContentError
from bot.triage.features import importance
from bot.triage.verdict import Verdict

HEADS: tuple[str, ...] = (*(signal.value for signal in Signal), *(f"is:{verdict.value}" for verdict in Verdict))
"""Everything that is scored: each signal, and each verdict as a whole."""

SPREAD = 0.8
"""How far long messages are scaled down, as a power of their length: at 1 one threat in a long letter would drown,
at 0 a long letter would outshout its threshold. Set between the two by judgement."""

LOUDNESS = 10.0
"""Keeps the scaled features near one, so that one strength of regularisation fits them."""

Curve: TypeAlias = "tuple[tuple[float, float], ...]"
"""Points of a margin and the share of verdicts with it that are right, both rising."""

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[Any]"


class UnknownWeights(ContentError):
    """The weights do not fit this program: run `python -m scripts.messages train` to make them again."""


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """One hidden layer: ``inner`` has a row of bytes a feature, to be multiplied by ``steps``, one a column.

    ``outer`` leads from the hidden layer to the heads; scores above 0 say yes. As bytes the rows take a quarter of
    what they would as floats, and lose nothing that could be measured.
    """

    places: Mapping[str, int]
    inner: Numbers
    steps: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers
    reliability: Curve
    bare_threats: Curve

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """How strongly the features speak for each head; for a signal 0 is the threshold."""
        import numpy as np  # noqa: PLC0415  13 MB that a bot which is sent no message never needs

        names = sorted(features)
        loud = loudness(sum(importance(name) ** 2 for name in names))
        known = [name for name in names if name in self.places]
        rows = self.inner[[self.places[name] for name in known]].astype(np.float32)
        told = np.array([loud * importance(name) for name in known], dtype=np.float32)
        hidden = np.maximum((told @ rows) * self.steps + self.inner_bias, 0)
        return dict(zip(HEADS, map(float, hidden @ self.outer + self.outer_bias), strict=True))

    def confidence(self, margin: float, *, bare_threat: bool) -> float:
        """How often a verdict with this margin was right on messages not learned from, from 0 to 1.

        Those called unlawful without a word of money in them are counted apart: they are right less often.
        """
        curve = self.bare_threats if bare_threat else self.reliability
        place = bisect_right(curve, (margin, 2.0))
        if place == 0:
            return curve[0][1]
        if place == len(curve):
            return curve[-1][1]
        (low, at_low), (high, at_high) = curve[place - 1 : place + 1]
        return at_low + (at_high - at_low) * (margin - low) / (high - low)


def loudness(square: float) -> float:
    """What features are multiplied by, from the sum of the squares of their importance."""
    return float(LOUDNESS / (square ** (SPREAD / 2))) if square else 0.0


def load_weights(path: Path) -> Weights:
    """Read content/signals/weights.npz. Raises UnknownWeights when it is missing or made for other heads."""
    import numpy as np  # noqa: PLC0415  as above

    try:
        with np.load(path, allow_pickle=False) as data:
            numbers = dict(data)
    except (OSError, ValueError, BadZipFile) as error:
        raise UnknownWeights(f"{path}: {error}; run `python -m scripts.messages train`.") from None
    if tuple(map(str, numbers["heads"])) != HEADS:
        raise UnknownWeights
    names = bytes(numbers["names"]).decode("utf-8").split("\0")
    return Weights(
        places=MappingProxyType({name: place for place, name in enumerate(names)}),
        inner=numbers["inner"],
        steps=numbers["steps"],
        inner_bias=numbers["inner_bias"],
        outer=numbers["outer"],
        outer_bias=numbers["outer_bias"],
        reliability=_curve(numbers["reliability"]),
        bare_threats=_curve(numbers["bare_threats"]),
    )


def _curve(points: Numbers) -> Curve:
    return tuple((float(margin), float(right)) for margin, right in points)
