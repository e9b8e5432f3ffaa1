"""Trouble on request: cut connections, delays, refusals, repeated updates; repeatable by its seed."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

from bot.sandbox.refusals import NotPossible, Refused, too_many_requests

_REASONS = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong and how often; probabilities from 0 to 1, `methods` None means every method."""

    drop: float = 0.0
    delay_ms: int = 0
    duplicate_updates: float = 0.0
    status: dict[int, float] = field(default_factory=dict)
    methods: tuple[str, ...] | None = None
    seed: int = 0
    retry_after: int = 1

    def to_json(self) -> dict[str, Any]:
        """The shape PUT /sandbox/faults takes."""
        return {**asdict(self), "status": {str(code): p for code, p in self.status.items()}}


class Cut(Enum):
    """When the connection of a call is cut."""

    NEVER = "never"
    BEFORE = "before the call took effect"
    AFTER = "after the call took effect"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call."""

    delay_ms: int = 0
    cut: Cut = Cut.NEVER
    refusal: Refused | None = None


NO_TROUBLE = Trouble()


class FaultSource:
    """Draws the trouble of each call from the faults in force."""

    def __init__(self) -> None:
        self.use(Faults())

    def use(self, faults: Faults) -> None:
        """Put other faults in force; the same seed gives the same trouble again."""
        self.faults = faults
        self._chance = random.Random(faults.seed)  # noqa: S311 - for repeatable tests, nothing secret
        self._methods = None if faults.methods is None else {name.lower() for name in faults.methods}
        self._quiet = not (faults.drop or faults.delay_ms or faults.status)

    def draw(self, method: str) -> Trouble:
        """The trouble of one call of `method` (lower case)."""
        if self._quiet or (self._methods is not None and method not in self._methods):
            return NO_TROUBLE
        return Trouble(self.faults.delay_ms, self._cut(), self._refusal())

    def repeats_update(self) -> bool:
        """Whether a confirmed update comes once more."""
        return self.faults.duplicate_updates > 0 and self._chance.random() < self.faults.duplicate_updates

    def _cut(self) -> Cut:
        if self._chance.random() >= self.faults.drop:
            return Cut.NEVER
        return self._chance.choice((Cut.BEFORE, Cut.AFTER))

    def _refusal(self) -> Refused | None:
        for code, probability in self.faults.status.items():
            if self._chance.random() < probability:
                if code == 429:
                    return too_many_requests(self.faults.retry_after)
                return Refused(code, _REASONS.get(code, "Bad Request: refused on request"))
        return None


def faults_from_json(raw: dict[str, Any]) -> Faults:
    """Faults from the body of PUT /sandbox/faults; raises NotPossible saying which field is wrong."""
    unknown = set(raw) - set(Faults.__dataclass_fields__)
    if unknown:
        raise NotPossible(f"unknown fields: {', '.join(sorted(unknown))}")
    try:
        methods = raw.get("methods")
        return Faults(
            drop=_probability("drop", raw.get("drop", 0)),
            delay_ms=int(raw.get("delay_ms", 0)),
            duplicate_updates=_probability("duplicate_updates", raw.get("duplicate_updates", 0)),
            status={int(code): _probability("status", p) for code, p in (raw.get("status") or {}).items()},
            methods=None if methods is None else tuple(str(name) for name in methods),
            seed=int(raw.get("seed", 0)),
            retry_after=int(raw.get("retry_after", 1)),
        )
    except (TypeError, ValueError, AttributeError) as wrong:
        raise NotPossible(f"faults have the wrong shape: {wrong}") from wrong


def _probability(name: str, raw: object) -> float:
    value = float(str(raw))
    if not 0 <= value <= 1:
        raise NotPossible(f"{name} is a probability from 0 to 1, not {value}")
    return value
