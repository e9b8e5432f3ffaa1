"""Times in the database: whole microseconds since 1970-01-01 UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the time now, aware."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now_utc() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def to_micros(moment: datetime) -> int:
    """An aware time as microseconds; exact, where a float of seconds would round."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The time of ``to_micros``, in UTC."""
    return EPOCH + timedelta(microseconds=micros)
