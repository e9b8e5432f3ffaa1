"""Taps that wait for answerCallbackQuery, and how long they wait."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.refusals import bad_request

DEFAULT_LIFETIME = timedelta(seconds=15)
"""Telegram does not state the time; bots see the refusal after roughly this long."""


class CallbackQueries:
    """The open callback queries: id → chat and moment."""

    def __init__(self, now: Callable[[], datetime], lifetime: timedelta) -> None:
        self._now = now
        self.lifetime = lifetime
        self.issued = 0
        self._open: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def open(self, chat_id: int) -> str:
        """A new query id for a tap in this chat."""
        self.issued += 1
        query_id = f"{4_242_000_000_000_000_000 + self.issued}"
        now = self._now()
        self._open[query_id] = (chat_id, now)
        self._forget_late(now)
        return query_id

    def answer(self, query_id: str) -> int:
        """Close an open query and return its chat; raises Refused when late, answered or unknown."""
        self._forget_late(self._now())
        entry = self._open.pop(query_id, None)
        if entry is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return entry[0]

    def _forget_late(self, now: datetime) -> None:
        while self._open:
            query_id, (_, opened) = next(iter(self._open.items()))
            if now - opened <= self.lifetime:
                return
            del self._open[query_id]
