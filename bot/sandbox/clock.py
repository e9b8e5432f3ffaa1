"""The sandbox's time: real time plus what was advanced by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class MovableClock(Protocol):
    """A clock that several parts share and that can be moved forward."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...

    def advance(self, by: timedelta) -> None:
        """Move the present forward."""
        ...


def real_now() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)


class OffsetClock:
    """A `MovableClock` over any source of time."""

    def __init__(self, source: Callable[[], datetime] = real_now) -> None:
        self._source = source
        self.offset = timedelta(0)

    def now(self) -> datetime:
        """The source's time plus the offset, aware."""
        return self._source() + self.offset

    def advance(self, by: timedelta) -> None:
        """Move the present forward by `by`."""
        self.offset += by


def movable(clock: MovableClock | Callable[[], datetime] | None) -> MovableClock:
    """Whatever the caller has, as a clock that can be advanced."""
    if clock is None:
        return OffsetClock()
    if callable(clock):
        return OffsetClock(clock)
    return clock
