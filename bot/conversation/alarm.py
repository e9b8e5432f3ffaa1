"""Fires timers when they are due: each becomes an inbox row and takes the same road as an update.

A wait somebody sits through is fired at once. Reminders are patient: thousands may be due in one minute, so they come
no faster than messages may leave, and the turns of people who are talking come in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.conversation.ports import FIRED_AT_ONCE, Store
from bot.errors import StorageError

LONGEST_SLEEP = 30.0
"""Seconds: a clock that was set anew is noticed within this time."""

BREATH = 0.25
"""Seconds between two handfuls of patient timers."""

UNPACED = 200.0
"""Patient timers a second where messages may leave as fast as they like."""

log = structlog.get_logger(__name__)


class Alarm:
    """Sleeps until the next timer; ``ring`` says that timers or the clock have changed.

    ``pace`` is how many messages may leave in a second, 0 for any number: patient timers come no faster.
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime], wake: Callable[[int], None], pace: float = 0
    ) -> None:
        handful = max(1, round((pace or UNPACED) * BREATH))
        self._bells = (
            Bell(store, clock, wake, patient=False, handful=FIRED_AT_ONCE, breath=0.0),
            Bell(store, clock, wake, patient=True, handful=handful, breath=BREATH),
        )

    def ring(self) -> None:
        """Look again at when the next timer is due."""
        for bell in self._bells:
            bell.rung.set()

    async def run(self) -> None:
        """Fire until cancelled."""
        await asyncio.gather(*(bell.run() for bell in self._bells))


class Bell:
    """Fires the timers of one kind, a handful at a time with a breath in between."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        wake: Callable[[int], None],
        *,
        patient: bool,
        handful: int,
        breath: float,
    ) -> None:
        self.rung = asyncio.Event()
        self._store, self._clock, self._wake = store, clock, wake
        self._patient, self._handful, self._breath = patient, handful, breath

    async def run(self) -> None:
        """Fire until cancelled."""
        while True:
            self.rung.clear()
            try:
                await self._fire()
                seconds = await self._seconds()
            except (StorageError, OSError) as fault:
                log.error("timers_not_read", fault=type(fault).__name__)
                seconds = 1.0
            await self._sleep(seconds)

    async def _fire(self) -> None:
        while True:
            fired = await self._store.fire(self._clock(), self._handful, patient=self._patient)
            for chat_id in fired:
                self._wake(chat_id)
            if len(fired) < self._handful:
                return
            await asyncio.sleep(self._breath)

    async def _seconds(self) -> float:
        due = await self._store.next_due(patient=self._patient)
        if due is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(0.0, (due - self._clock()).total_seconds()))

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.rung.wait()
        except TimeoutError:
            return
