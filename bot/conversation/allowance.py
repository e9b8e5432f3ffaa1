"""How much one person may send: a kind word when it is too fast, and never a limit on a cry for help.

Kept in memory alone: a restart forgives everybody, and nobody's speed is written down.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

MOST_CHATS: Final = 10_000
"""Chats remembered, the latest to write; whoever is forgotten begins with all of their allowance."""

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)


class Pace(Enum):
    """What to do with one more thing from somebody."""

    GOOD = "good"
    TOLD = "told"
    """Too much, and they have not been told yet."""
    OVER = "over"
    """Too much, and they know."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    told: bool = False


class Allowance:
    """So many things in so long for each chat, spread evenly; 0 for no limit."""

    def __init__(self, most: int, per: timedelta) -> None:
        self._most, self._per = most, per
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def spend(self, chat_id: int, now: datetime) -> Pace:
        """One more thing from a chat."""
        if not self._most:
            return Pace.GOOD
        bucket = self._bucket(chat_id, now)
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            return Pace.GOOD
        pace = Pace.OVER if bucket.told else Pace.TOLD
        bucket.told = True
        return pace

    def _bucket(self, chat_id: int, now: datetime) -> _Bucket:
        bucket = self._buckets.pop(chat_id, None) or _Bucket(self._most, now)
        grown = self._most * max(timedelta(0), now - bucket.at) / self._per
        bucket.left, bucket.at = min(self._most, bucket.left + grown), now
        self._buckets[chat_id] = bucket
        if len(self._buckets) > MOST_CHATS:
            self._buckets.popitem(last=False)
        return bucket
