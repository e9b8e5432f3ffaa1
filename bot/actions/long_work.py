"""Work too long for the event loop: noticed where it would begin, and done again where it may take its time.

A turn is worked out by pure functions, so it can be left half-way and worked out once more in a thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_in_haste: ContextVar[bool] = ContextVar("in_haste", default=False)


BRIEFLY = 0.0005
"""Seconds a thread keeps the interpreter while others want it; ten times as long is the default, and each of the dozen
steps of a turn on the event loop would wait for it.
"""

USUALLY = 0.005
"""The interpreter's default."""

_sharing = 0


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


@contextmanager
def taking_turns() -> Iterator[None]:
    """While this lasts threads give way to each other more often; for the thread of the event loop only."""
    global _sharing  # noqa: PLW0603  one interpreter, one switch
    _sharing += 1
    sys.setswitchinterval(BRIEFLY)
    try:
        yield
    finally:
        _sharing -= 1
        if not _sharing:
            sys.setswitchinterval(USUALLY)
