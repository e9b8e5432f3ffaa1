"""Fires timers when they are due: each becomes an inbox row and takes the same road as an update.

A wait somebody sits through is fired at once. Reminders are patient: thousands may be due in one minute, so they come
no faster than messages may leave, a handful when the one before has gone, and the turns of people who are talking come
in between. Until then they wait as timers, where a payment or a new plan still reaches them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

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


class Wake(Protocol):
    """Says that something waits in the inbox for a chat."""

    def __call__(self, chat_id: int, *, patient: bool = False) -> None:
        """``patient`` when it may wait behind everybody else's."""


class Alarm:
    """Sleeps until the next timer; ``ring`` says that timers or the clock have changed.

    ``pace`` is how many messages may leave in a second, 0 for any number, ``under_way`` how many reminders were fired
    and have not left yet: patient timers come no faster than the one, and only when the other is small.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        wake: Wake,
        pace: float = 0,
        under_way: Callable[[], int] = lambda: 0,
    ) -> None:
        handful = max(1, round((pace or UNPACED) * BREATH))
        self._bells = (
            Bell(store, clock, wake, patient=False, handful=FIRED_AT_ONCE, breath=0.0, under_way=lambda: 0),
            Bell(store, clock, wake, patient=True, handful=handful, breath=BREATH, under_way=under_way),
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
        wake: Wake,
        *,
        patient: bool,
        handful: int,
        breath: float,
        under_way: Callable[[], int],
    ) -> None:
        self.rung = asyncio.Event()
        self._store, self._clock, self._wake = store, clock, wake
        self._patient, self._handful, self._breath = patient, handful, breath
        self._under_way = under_way

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
            if self._under_way() < self._handful and not await self._fire_a_handful():
                return
            await asyncio.sleep(self._breath)

    async def _fire_a_handful(self) -> bool:
        """Whether there may be more."""
        fired = await self._store.fire(self._clock(), self._handful, patient=self._patient)
        for chat_id in fired:
            self._wake(chat_id, patient=self._patient)
        return len(fired) == self._handful

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
