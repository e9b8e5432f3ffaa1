"""What happened in a chat, numbered, for whoever looks at it: kept a while, resumable, awaited."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.sandbox.model import Event, JsonObject, Message

KEPT_EVENTS = 500
"""Enough for a page that was away for some minutes; a longer absence reloads the chat."""


class EventStream:
    """The events of one chat, newest last."""

    __slots__ = ("_kept", "_waiting", "last")

    def __init__(self) -> None:
        self._kept: deque[Event] = deque(maxlen=KEPT_EVENTS)
        self._waiting: set[asyncio.Future[None]] = set()
        self.last = 0

    def publish(self, kind: str, message: Message | None, details: JsonObject | None) -> Event:
        """Number the event, keep it and wake everyone who waits."""
        self.last += 1
        event = Event(self.last, kind, message, details)
        self._kept.append(event)
        self.wake()
        return event

    def after(self, number: int) -> list[Event]:
        """The kept events with a greater number, oldest first."""
        if number >= self.last:
            return []
        return [event for event in self._kept if event.number > number]

    async def wait(self, number: int, seconds: float) -> list[Event]:
        """The events after `number`; waits up to `seconds` for the first of them."""
        if self.last <= number:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await asyncio.wait([future], timeout=seconds)
            self._waiting.discard(future)
        return self.after(number)

    def wake(self) -> None:
        """Let everyone who waits look again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()
