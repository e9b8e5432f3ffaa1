"""Work too long for the event loop: noticed where it would begin, and done again where it may take its time.

A turn is worked out by pure functions, so it can be left half-way and worked out once more in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_in_haste: ContextVar[bool] = ContextVar("in_haste", default=False)


class TakesLong(Exception):
    """What comes now would hold up everybody: work this turn out in a thread."""


def only_when_calm() -> None:
    """Go on where there is time. Raises TakesLong on the event loop."""
    if _in_haste.get():
        raise TakesLong


def in_haste(work: Callable[[], T]) -> T:
    """Do something on the event loop. Raises TakesLong when it turns out to be long."""
    token = _in_haste.set(True)
    try:
        return work()
    finally:
        _in_haste.reset(token)
