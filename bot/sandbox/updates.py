"""The queue of updates: numbered, kept until confirmed, handed out by long polling.

The rules are those of getUpdates in the Bot API: a call with a higher offset confirms an update, a negative
offset counts from the end and forgets the rest, what is not fetched is dropped after 24 hours.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from bot.sandbox.model import JsonObject
from bot.sandbox.refusals import Refused, conflict

UPDATE_LIFETIME = timedelta(hours=24)
MOST_AT_ONCE = 100
LONGEST_POLL = 50
"""Seconds; a longer timeout is cut to this, as the Bot API server does."""
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `payload` is the object under its `kind`."""

    id: int
    at: datetime
    kind: str
    payload: JsonObject
    chat_id: int

    def to_api(self) -> JsonObject:
        """A Telegram Update."""
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    """Updates not yet confirmed, oldest first."""

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._next_id = first_id
        self._pending: deque[Update] = deque()
        self._finished: set[int] = set()
        self._again: list[Update] = []
        self._poller: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] | None = None
        self.on_add: Callable[[], None] = lambda: None
        self.repeats: Callable[[], bool] = lambda: False

    def __len__(self) -> int:
        return len(self._pending) - len(self._finished)

    @property
    def next_id(self) -> int:
        """The id the next update will have."""
        return self._next_id

    def add(self, kind: str, payload: JsonObject, chat_id: int) -> int | None:
        """Queue an update and return its id; nothing happens when the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        update = Update(self._next_id, self._now(), kind, payload, chat_id)
        self._next_id += 1
        self._drop_old(update.at)
        self._pending.append(update)
        self._wake()
        self.on_add()
        return update.id

    def restore(self, updates: Iterable[Update], next_id: int) -> None:
        """Put back what was unconfirmed when the state was saved."""
        self._pending.extend(updates)
        self._next_id = next_id

    def waiting(self, limit: int | None = None) -> list[Update]:
        """The first unconfirmed updates, all of them without a limit."""
        self._drop_old(self._now())
        if not self._finished:
            return list(islice(self._pending, limit))
        return list(islice((u for u in self._pending if u.id not in self._finished), limit))

    def finish(self, update_id: int) -> None:
        """Confirm one update out of order, as a delivered webhook does."""
        self._finished.add(update_id)
        while self._pending and self._pending[0].id in self._finished:
            self._finished.discard(self._pending.popleft().id)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()
        self._finished.clear()
        self._again.clear()

    async def poll(self, offset: int, limit: int, timeout_seconds: int) -> list[Update]:
        """Hand out what waits, or wait for it; a later call ends an earlier one that still waits."""
        self.interrupt(
            conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        )
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or timeout_seconds <= 0:
            return batch
        await self._first_update(min(timeout_seconds, LONGEST_POLL))
        return self._batch(limit)

    async def _first_update(self, seconds: float) -> None:
        """Wait for an update, the time's end or an interruption, which is raised."""
        self._poller = poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait([poller], timeout=seconds)
        finally:
            if self._poller is poller:
                self._poller = None
        if poller.done():
            poller.result()

    def interrupt(self, reason: Refused | None) -> None:
        """End a waiting poll: with a refusal, or with whatever there is."""
        poller, self._poller = self._poller, None
        if poller is not None and not poller.done():
            if reason:
                poller.set_exception(reason)
            else:
                poller.set_result(None)

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def _drop_old(self, now: datetime) -> None:
        oldest = now - UPDATE_LIFETIME
        while self._pending and self._pending[0].at < oldest:
            self._finished.discard(self._pending.popleft().id)

    def _confirm(self, offset: int) -> None:
        surplus = max(0, len(self._pending) + offset) if offset < 0 else 0
        while self._pending and (surplus > 0 or self._pending[0].id < offset):
            surplus -= 1
            update = self._pending.popleft()
            if self.repeats():
                self._again.append(update)

    def _batch(self, limit: int) -> list[Update]:
        again, self._again = self._again[:limit], self._again[limit:]
        return again + self.waiting(limit - len(again))
