"""Fires timers when they are due: each becomes an inbox row and takes the same road as an update."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.conversation.ports import Store
from bot.errors import StorageError

LONGEST_SLEEP = 30.0
"""Seconds: a clock that was set anew is noticed within this time."""

log = structlog.get_logger(__name__)


class Alarm:
    """Sleeps until the next timer; ``ring`` says that timers or the clock have changed."""

    def __init__(self, store: Store, clock: Callable[[], datetime], wake: Callable[[int], None]) -> None:
        self._store, self._clock, self._wake = store, clock, wake
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Look again at when the next timer is due."""
        self._rung.set()

    async def run(self) -> None:
        """Fire until cancelled."""
        while True:
            self._rung.clear()
            try:
                await self._fire()
                seconds = await self._seconds()
            except (StorageError, OSError) as fault:
                log.error("timers_not_read", fault=type(fault).__name__)
                seconds = 1.0
            await self._sleep(seconds)

    async def _fire(self) -> None:
        for chat_id in await self._store.fire(self._clock()):
            self._wake(chat_id)

    async def _seconds(self) -> float:
        due = await self._store.next_due()
        if due is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(0.0, (due - self._clock()).total_seconds()))

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
