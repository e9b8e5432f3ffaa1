"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubling from ``first`` to ``cap`` seconds, each wait drawn between its half and its whole.

    The draw keeps chats that failed together from coming back together.
    """

    first: float = 0.5
    cap: float = 30.0
    draw: Callable[[], float] = random.random

    def wait(self, failures: int) -> float:
        """Seconds to wait after the ``failures``-th failure in a row, counted from 1."""
        whole = min(self.cap, self.first * 2.0 ** min(failures - 1, 32))
        return whole * (0.5 + self.draw() / 2)
