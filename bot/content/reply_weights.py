"""What a linear model learnt about replies in a rehearsal, as plain numbers: content/rehearsal/weights.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from bot.errors import ContentError


class UnknownReplyWeights(ContentError):
    """The reply weights cannot be read: run `python -m tests.rehearsal.replies_training` to make them again."""


HALF = 128
"""A row is kept as bytes, each so much above its points: as whole numbers it would take three times the memory."""


@dataclass(frozen=True, slots=True)
class ReplyWeights:
    """``features`` has for each feature its row for ``heads``, in order; ``start`` is where each head begins."""

    heads: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    features: Mapping[str, bytes] = field(default_factory=dict)

    def speaks_for(self, present: Iterable[str]) -> frozenset[str]:
        """The heads that the features are sure of; they are scaled by the square root of their number before."""
        names = set(present)
        scale = len(names) ** -0.5 if names else 0.0
        sums = [0] * len(self.heads)
        for row in filter(None, map(self.features.get, names)):
            for place, points in enumerate(row):
                sums[place] += points - HALF
        scores = zip(self.heads, self.start, sums, strict=True)
        return frozenset(head for head, start, points in scores if start + scale * points > 0)


def load_reply_weights(path: Path) -> ReplyWeights:
    """Read the weights. Raises UnknownReplyWeights when they are missing or of another make."""
    try:
        data: dict[str, Any] = orjson.loads(path.read_bytes())
        rows = {name: bytes(points + HALF for points in row) for name, row in data["features"].items()}
        read = ReplyWeights(tuple(data["heads"]), tuple(map(float, data["start"])), rows)
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownReplyWeights from error
    if any(len(row) != len(read.heads) for row in (read.start, *rows.values())):
        raise UnknownReplyWeights
    return read
